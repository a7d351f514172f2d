/* A calibration: how far a parameter goes, and which limit stops it. */
#include <math.h>
#include <string.h>

#include "report/calibrate.h"

/* --- CSV: every point and limit ------------------------------------------ */

typedef struct point_rows {
    const ctg__calibrating *of;
    size_t parameters;
    size_t limits;
} point_rows;

static ctg__value point_at(void *context, size_t row, size_t column)
{
    const point_rows *const rows = context;
    const size_t l = row % rows->limits;
    const ctg_calibration_point *const point =
        ctg_calibration_point_at(rows->of->from, row / rows->limits);

    if (column < rows->parameters)
        return ctg__value_number(point->values[column]);
    switch (column - rows->parameters) {
    case 0:
        return ctg__value_text(
            ctg_calibration_limit_at(rows->of->from, l)->words);
    case 1:
        return ctg__value_number(point->estimates[l]);
    case 2:
        return ctg__value_number(point->uppers[l]);
    default:
        return ctg__value_count(point->keeps[l]);
    }
}

static void add_points(ctg_report *made, const ctg__calibrating *of)
{
    static const char *const fixed[] = {"limit", "estimate", "upper", "holds"};
    const size_t parameters = of->summary->parameters;
    ctg__head *const heads =
        ctg__report_take(made, parameters + 4, sizeof *heads);
    point_rows *const rows = ctg__report_take(made, 1, sizeof *rows);

    if (!heads || !rows)
        return;
    for (size_t p = 0; p < parameters; p++)
        heads[p].key = ctg_calibration_parameter_at(of->from, p)->name;
    for (size_t k = 0; k < 4; k++)
        heads[parameters + k].key = fixed[k];
    *rows = (point_rows){
        .of = of, .parameters = parameters, .limits = of->summary->limits};
    ctg__report_table(
        made, CTG__FOR_CSV,
        (ctg__table){.heads = heads,
                     .head_count = parameters + 4,
                     .row_count = of->summary->points * of->summary->limits,
                     .at = point_at,
                     .context = rows});
}

/* --- Markdown ------------------------------------------------------------ */

static const ctg__head parameter_heads[] = {
    {.key = "parameter"},
    {.key = "now", .right = true},
    {.key = "proposed", .right = true},
    {.key = "fails at", .right = true},
    {.key = "units"},
};

/* Where there is no answer but stairs. */
static const ctg__head range_heads[] = {
    {.key = "parameter"},
    {.key = "now", .right = true},
    {.key = "from", .right = true},
    {.key = "to", .right = true},
    {.key = "units"},
};

static ctg__value parameter_at(void *context, size_t row, size_t column)
{
    ctg__calibrating *const of = context;
    const ctg_calibrated *const parameter =
        ctg_calibration_parameter_at(of->from, row);
    char value[CTG__FORMAT_ROOM];
    char fails[CTG__FORMAT_ROOM];

    if (of->summary->has_value) {
        ctg__calibrated_words(parameter, value, fails);
    } else {
        ctg__calibrated_number(value, parameter->safe);
        ctg__calibrated_number(fails, parameter->bold);
    }
    switch (column) {
    case 0:
        return ctg__value_text(parameter->name);
    case 1:
        return ctg__value_text(
            ctg__calibrated_number(of->text, parameter->now));
    case 2:
        return ctg__value_text(strcpy(of->text, value));
    case 3:
        return ctg__value_text(strcpy(of->text, fails));
    default:
        return ctg__value_text(
            ctg__calibrated_units(of, parameter, of->text, sizeof of->text));
    }
}

static const ctg__head limit_heads[] = {
    {.key = "limit"},
    {.key = "now", .right = true},
    {.key = "proposed", .right = true},
    {.key = "upper bound", .right = true},
    {.key = "binding"},
};

static const ctg__head today_heads[] = {
    {.key = "limit"},
    {.key = "now", .right = true},
    {.key = "upper bound", .right = true},
};

static ctg__value limit_at(void *context, size_t row, size_t column)
{
    ctg__calibrating *const of = context;
    const ctg_calibration_limit *const limit =
        ctg_calibration_limit_at(of->from, row);
    double value;

    switch (column) {
    case 0:
        return ctg__value_text(of->limits[row]);
    case 1:
        value = limit->now;
        break;
    case 2:
        value = of->summary->has_value ? limit->estimate : limit->now_upper;
        break;
    case 3:
        value = limit->upper;
        break;
    default:
        return ctg__value_text(limit->binds ? "binds" : "");
    }
    return ctg__value_text(ctg__limit_figure(of, limit, of->text, value));
}

static void add_md(ctg_report *made, ctg__calibrating *of)
{
    const bool has_value = of->summary->has_value;
    ctg__text head = {0};

    ctg__calibrating_head(of, &head);
    ctg__report_note(made, CTG__FOR_MD,
                     ctg__report_print(made, "%s", ctg__text_string(&head)));
    made->failed = made->failed || head.failed;
    ctg__text_clear(&head);
    ctg__report_table(
        made, CTG__FOR_MD,
        (ctg__table){.heads = has_value ? parameter_heads : range_heads,
                     .head_count = 5,
                     .row_count = of->summary->parameters,
                     .at = parameter_at,
                     .context = of});
    ctg__report_table(
        made, CTG__FOR_MD,
        (ctg__table){.heads = has_value ? limit_heads : today_heads,
                     .head_count = has_value ? 5 : 3,
                     .row_count = of->summary->limits,
                     .at = limit_at,
                     .context = of});
    ctg__stairs_md(of);
}

/* --- what is to be known beside ------------------------------------------ */

static void add_again(const ctg__calibrating *of, unsigned readers)
{
    ctg_report *const made = of->made;
    ctg__text text = {0};
    char first[CTG__FORMAT_ROOM];
    char last[CTG__FORMAT_ROOM];
    double from;
    double to;

    for (size_t k = 0; ctg_calibration_again_at(of->from, k, &from, &to); k++)
        ctg__text_print(&text, "%s%s to %s",
                        k ? ", " : "Not monotone: steps hold again from ",
                        ctg__calibrated_number(first, from),
                        ctg__calibrated_number(last, to));
    if (text.length)
        ctg__report_note(made, readers,
                         ctg__report_print(made,
                                           "%s; the answer is before the "
                                           "first that fails.",
                                           ctg__text_string(&text)));
    made->failed = made->failed || text.failed;
    ctg__text_clear(&text);
}

/* Why there are no further stairs. */
static void add_end(const ctg__calibrating *of, unsigned readers)
{
    ctg_report *const made = of->made;
    const ctg_calibrated *const first =
        ctg_calibration_parameter_at(of->from, 0);
    const ctg_calibrated *const second =
        ctg_calibration_parameter_at(of->from, 1);
    char ends[CTG__FORMAT_ROOM];
    char safe[CTG__FORMAT_ROOM];

    ctg__report_note(
        made, readers,
        ctg__report_print(
            made,
            "The stairs end before %s=%s, where even %s=%s does "
            "not hold.",
            first->name, ctg__calibrated_number(ends, of->summary->ends_at),
            second->name, ctg__calibrated_number(safe, second->safe)));
}

/* What is known of other values of more than one parameter. */
static void add_bound(const ctg__calibrating *of, unsigned readers)
{
    ctg_report *const made = of->made;
    const ctg_calibration_summary *const summary = of->summary;
    char reached[CTG__FORMAT_ROOM];
    char gap[CTG__FORMAT_ROOM];

    if (summary->parameters > 2)
        ctg__report_note(made, readers,
                         "A local answer: one parameter after the other went "
                         "as far as it could, until none did. Other values of "
                         "them together may go further.");
    if (!isnan(summary->ends_at))
        add_end(of, readers);
    if (!summary->stairs || !summary->has_value)
        return;
    ctg__calibrated_number(reached, summary->reached);
    if (isnan(summary->gap))
        ctg__report_note(
            made, readers,
            ctg__report_print(made,
                              "The weighted distance from the safe ends is %s; "
                              "a stair rises, so that no bound is claimed.",
                              reached));
    else
        ctg__report_note(
            made, readers,
            ctg__report_print(
                made,
                "The weighted distance from the safe ends is %s; no values of "
                "the two that hold have one larger by more than %s, if what "
                "holds goes on holding towards the safe ends.",
                reached, ctg__calibrated_number(gap, summary->gap)));
}

void ctg__calibrating_notes(const ctg__calibrating *of, unsigned readers)
{
    ctg_report *const made = of->made;

    if (!of->summary->has_failed)
        ctg__report_note(made, readers,
                         of->summary->parameters == 1
                             ? "No step fails: the answer is the end of the "
                               "range, and nothing binds."
                             : "No step fails: every parameter goes to the end "
                               "of its range, and nothing binds.");
    add_again(of, readers);
    add_bound(of, readers);
    if (of->summary->thin)
        ctg__report_note(
            made, readers,
            ctg__report_print(made,
                              "At %zu point%s the tail is worth fewer than 50 "
                              "tilted draws, and so %s.",
                              of->summary->thin, ctg__plural(of->summary->thin),
                              of->summary->thin == 1 ? "it does not hold"
                                                     : "they do not hold"));
    ctg__report_note(
        made, readers,
        "One step, and the same draws at every point. Depth, positions and "
        "behaviour are as they are today; bounds are about the number of "
        "draws, not about the model.");
}

ctg_status ctg_calibration_report(const ctg_calibration *calibration,
                                  const ctg_stamp *stamp,
                                  const ctg_page_options *page,
                                  ctg_report **report, ctg_error *error)
{
    ctg_report *const made =
        ctg__report_new(CTG__REPORT_calibrate, stamp, page);
    ctg__calibrating *const of = ctg__calibrating_new(made, calibration);

    if (of) {
        ctg__calibrating_json(of);
        add_points(made, of);
        add_md(made, of);
        ctg__report_own(made, CTG__FOR_TEXT, ctg__calibrating_page, of);
        ctg__report_gap(made);
        ctg__calibrating_notes(of, CTG__FOR_PEOPLE);
    }
    return ctg__report_finish(made, report, error);
}
