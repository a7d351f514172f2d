/* A sweep: a row of results for each scenario, as they come. */
#include <contagraph/results.h>

#include <math.h>
#include <string.h>

#include "report/report.h"

enum { SUMMARY_MOST = 32, MD_COLUMNS = 6, TEXT_COLUMNS = 8 };

/* The row that is written. */
typedef struct sweep {
    const char *id;
    size_t draw;
    bool draws; /* there is a column of them, after the id */
    const ctg_summary *summary;
    const char *unit;
    bool ascii;
    char text[2 * CTG__FORMAT_ROOM + 64]; /* of the cell last asked for */
    ctg__head heads[2 + SUMMARY_MOST];
    ctg__head md[MD_COLUMNS];
    ctg__head lines[TEXT_COLUMNS];
} sweep;

/* Columns count as if there were draws. */
static size_t column_of(const sweep *of, size_t column)
{
    return column && !of->draws ? column + 1 : column;
}

static ctg__value result_at(void *context, size_t row, size_t column)
{
    const sweep *const of = context;

    (void)row;
    column = column_of(of, column);
    if (column == 0)
        return ctg__value_text(of->id);
    if (column == 1)
        return ctg__value_count(of->draw);
    return ctg__value_of_key(ctg_summary_key_at(column - 2),
                             ctg_summary_value(of->summary, column - 2));
}

static const char *print_share(sweep *of, const char *undefined, bool ascii)
{
    const ctg_summary *const summary = of->summary;

    if (!(summary->initial_equity > 0))
        return undefined;
    return ctg__format_share(
        of->text, summary->equity_lost / summary->initial_equity, ascii);
}

static ctg__value md_at(void *context, size_t row, size_t column)
{
    sweep *const of = context;
    const ctg_summary *const summary = of->summary;
    char rounds[32] = "";

    (void)row;
    switch (column_of(of, column)) {
    case 0:
        return ctg__value_text(of->id);
    case 1:
        return ctg__value_count(of->draw);
    case 2:
        return ctg__value_number(summary->equity_lost);
    case 3:
        return ctg__value_text(print_share(of, "undefined", false));
    case 4:
        return ctg__value_count(summary->failed);
    default:
        break;
    }
    if (summary->by_rounds)
        snprintf(rounds, sizeof rounds, "%u", (unsigned)summary->rounds);
    snprintf(of->text, sizeof of->text, "%s%s", rounds,
             summary->converged ? "" : ", not converged");
    return ctg__value_text(of->text);
}

static const char *print_baseline(sweep *of)
{
    char lost[CTG__FORMAT_ROOM];

    if (!(of->summary->baseline > 0))
        return "";
    snprintf(
        of->text, sizeof of->text, "without the shock: %s",
        ctg__format_amount(lost, of->summary->baseline, of->unit, of->ascii));
    return of->text;
}

static ctg__value text_at(void *context, size_t row, size_t column)
{
    sweep *const of = context;
    const ctg_summary *const summary = of->summary;

    (void)row;
    switch (column_of(of, column)) {
    case 0:
        return ctg__value_text(of->id);
    case 1:
        return ctg__value_number((double)of->draw);
    case 2:
        return ctg__value_number(summary->equity_lost);
    case 3:
        return ctg__value_text(print_share(of, "0%", of->ascii));
    case 4:
        return ctg__value_number((double)summary->failed);
    case 5:
        return summary->by_rounds ? ctg__value_number(summary->rounds)
                                  : ctg__value_text("-");
    case 6:
        return ctg__value_text(print_baseline(of));
    default:
        return ctg__value_text(summary->converged ? "" : "not converged");
    }
}

static const ctg__head md_heads[MD_COLUMNS] = {
    {.key = "id", .left = true},
    {.key = "draw"},
    {.key = "equity lost", .unit = CTG_FIGURE_MONEY},
    {.key = "of the initial"},
    {.key = "failed"},
    {.key = "rounds"},
};

static const ctg__head text_heads[TEXT_COLUMNS] = {
    {.key = "id", .columns = 24, .left = true},
    {.key = "draw", .columns = 7},
    {.key = "equity lost", .unit = CTG_FIGURE_MONEY, .columns = 12},
    {.key = "", .columns = 7},
    {.key = "failed", .columns = 9},
    {.key = "rounds", .columns = 8},
    {.key = "", .remark = true},
    {.key = "", .remark = true},
};

/* Without the draw where there is none. */
static void take_heads(const sweep *of, const ctg__head *heads, size_t count,
                       ctg__head *taken)
{
    taken[0] = heads[0];
    memcpy(taken + 1, heads + 2 - of->draws,
           (count - 2 + of->draws) * sizeof *heads);
}

static void fill(ctg_report *made, sweep *of)
{
    const ctg_key *key;
    size_t keys = 0;

    of->unit = made->unit;
    of->ascii = made->page.ascii;
    of->heads[0] = (ctg__head){.key = "id", .holds = CTG__VALUE_TEXT};
    of->heads[1] = (ctg__head){.key = "draw", .holds = CTG__VALUE_COUNT};
    for (; keys < SUMMARY_MOST && (key = ctg_summary_key_at(keys)); keys++)
        of->heads[1 + of->draws + keys] =
            (ctg__head){.key = key->name, .holds = ctg__value_holds(key)};
    take_heads(of, md_heads, MD_COLUMNS, of->md);
    take_heads(of, text_heads, TEXT_COLUMNS, of->lines);
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_SQLITE,
                      (ctg__table){.key = "results",
                                   .heads = of->heads,
                                   .head_count = 1 + of->draws + keys,
                                   .at = result_at,
                                   .context = of});
    ctg__report_table(made, CTG__FOR_MD,
                      (ctg__table){.heads = of->md,
                                   .head_count = MD_COLUMNS - !of->draws,
                                   .at = md_at,
                                   .context = of});
    ctg__report_table(made, CTG__FOR_TEXT,
                      (ctg__table){.heads = of->lines,
                                   .head_count = TEXT_COLUMNS - !of->draws,
                                   .at = text_at,
                                   .context = of});
    made->growth = of;
}

static ctg_status start(const ctg_stamp *stamp, const ctg_page_options *page,
                        bool draws, ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_sweep, stamp, page);
    sweep *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->draws = draws;
        fill(made, of);
    }
    return ctg__report_finish(made, report, error);
}

ctg_status ctg_sweep_report(const ctg_stamp *stamp,
                            const ctg_page_options *page, ctg_report **report,
                            ctg_error *error)
{
    return start(stamp, page, false, report, error);
}

ctg_status ctg_sweep_report_draws(const ctg_stamp *stamp,
                                  const ctg_page_options *page,
                                  ctg_report **report, ctg_error *error)
{
    return start(stamp, page, true, report, error);
}

ctg_status ctg_sweep_report_add(ctg_report *report, const char *id,
                                const ctg_summary *summary, ctg_error *error)
{
    return ctg_sweep_report_add_draw(report, id, 0, summary, error);
}

ctg_status ctg_sweep_report_add_draw(ctg_report *report, const char *id,
                                     size_t draw, const ctg_summary *summary,
                                     ctg_error *error)
{
    sweep *const of = report->growth;

    of->id = id;
    of->draw = draw;
    of->summary = summary;
    return ctg__report_row(report, error);
}
