/* What aid would buy: the least loss of each budget, as far as it was found. */
#include <math.h>

#include "page/section.h"
#include "page/sought.h"
#include "page/stored.h"

static bool applies(const ctg_findings *found)
{
    const ctg_answer_table *const table =
        found->how.aid ? ctg__sought_table(found->how.aid, "frontier") : NULL;

    return table && table->row_count;
}

static bool all_proven(const ctg_answer_table *table)
{
    for (size_t r = 0; r < table->row_count; r++) {
        const double loss = ctg__sought_number(table, r, CTG__AID_LOSS);
        const double bound = ctg__sought_number(table, r, CTG__AID_BOUND);

        if (!(fabs(loss - bound) <= 1e-6 * fmax(fabs(loss), fabs(bound))))
            return false;
    }
    return true;
}

static const char *introduce(const ctg_findings *found, ctg_report *made,
                             const ctg_answer_table *table)
{
    const size_t last = table->row_count - 1;
    const double cost = ctg__sought_number(table, last, CTG__AID_BUDGET);
    const double half = ctg__sought_number(table, last / 2, CTG__AID_BUDGET);
    const double none = ctg__sought_number(table, 0, CTG__AID_LOSS);
    const double left = ctg__sought_number(table, last, CTG__AID_LOSS);
    const double middle = ctg__sought_number(table, last / 2, CTG__AID_LOSS);
    const char *const stopped = ctg_optimisation_stopped(found->how.aid);

    if (!(cost > 0))
        return ctg__report_print(
            made,
            "No node fails but by a shock that says so: aid saves nobody, and "
            "%s is lost all the same.",
            ctg__say_amount(made, none));

    return ctg__report_print(
        made,
        "Without aid %s is lost, by equity and by those outside. To save every "
        "node that no shock fails by itself costs " CTG__BOLD "%s" CTG__PLAIN
        ", and leaves a loss of %s; aid of %s leaves %s. %s%s",
        ctg__say_amount(made, none), ctg__say_amount(made, cost),
        ctg__say_amount(made, left), ctg__say_amount(made, half),
        ctg__say_amount(made, middle),
        all_proven(table)
            ? "Each is proven to be the least."
            : "Not all are proven to be the least: the dashed line, where "
              "there is one, is what no aid can go below.",
        stopped ? " The search was stopped: what it had found is shown." : "");
}

static void add_charts(const ctg_findings *found, ctg_report *made,
                       const ctg_answer_table *table)
{
    static const struct {
        size_t column;
        const char *title;
        const char *below;
    } charts[] = {
        {CTG__AID_LOSS, "Loss left by aid",
         "a dot for each budget tried; between two of them at most the loss of "
         "the smaller"},
        {CTG__AID_FAILURES, "Defaults left by aid",
         "of the same answers, which have the least loss rather than the "
         "fewest defaults"}};
    const ctg__chart *const chart = ctg__chart_new(made, found);

    for (size_t k = 0; chart && k < sizeof charts / sizeof *charts; k++) {
        ctg__staircase *const of = ctg__report_take(made, 1, sizeof *of);

        if (!of)
            return;
        *of = (ctg__staircase){.chart = chart,
                               .table = table,
                               .column = charts[k].column,
                               .title = charts[k].title};
        ctg__report_figure(made, (ctg__figure){.title = charts[k].title,
                                               .below = charts[k].below,
                                               .draw = ctg__chart_staircase,
                                               .context = of,
                                               .half = true});
    }
}

static void add_table(ctg_report *made, const ctg_answer_table *table)
{
    static const ctg__head heads[] = {
        {.key = "budget", .heading = "aid", .unit = CTG_FIGURE_MONEY},
        {.key = "loss", .heading = "loss left", .unit = CTG_FIGURE_MONEY},
        {.key = "failures", .heading = "defaults left"},
        {.key = "shortfall",
         .heading = "debts not paid",
         .unit = CTG_FIGURE_MONEY},
        {.key = "bound",
         .heading = "no aid leaves less than",
         .unit = CTG_FIGURE_MONEY},
        {.key = "method", .heading = "found by"}};
    static const ctg__table_look look = {
        .caption = "What each budget buys", .folded = true, .headed = false};
    ctg__stored *const rows = ctg__stored_new(made, table->row_count, 6);

    for (size_t r = 0; r < table->row_count; r++) {
        for (size_t c = 0; c < CTG__AID_METHOD; c++) {
            const double figure = ctg__sought_number(table, r, c);

            ctg__stored_set(rows, r, c,
                            isnan(figure) ? ctg__value_empty()
                                          : ctg__value_number(figure));
        }
        ctg__stored_set(
            rows, r, CTG__AID_METHOD,
            ctg__value_text(
                table->cells[r * table->head_count + CTG__AID_METHOD].text));
    }
    ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
                      ctg__stored_table(rows, "budgets", heads, 6, &look));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    const ctg_answer_table *const table =
        ctg__sought_table(found->how.aid, "frontier");

    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){.text = introduce(found, made, table), .rich = true});
    if (ctg__sought_number(table, table->row_count - 1, CTG__AID_BUDGET) > 0)
        add_charts(found, made, table);
    add_table(made, table);
}

const ctg__section_row ctg__section_aid = {
    .heading = "What would aid buy?", .applies = applies, .add = add};
