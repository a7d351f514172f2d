/* Rankings of many networks: between which scores and ranks every node is. */
#include <math.h>

#include "report/networks.h"
#include "text/format.h"

enum { COLUMNS = 9, SHOWN_COLUMNS = 10 };

typedef struct ranged {
    const ctg_ranges_outcome *of;
    size_t count; /* of measures */
    size_t nodes;
    size_t shown;
    char rank[64];
} ranged;

static const ctg_measure_range *measure_at(const ranged *of, size_t index)
{
    return ctg_ranges_measure(of->of->ranges, index);
}

static const char *id_at(const ranged *of, size_t row)
{
    return ctg_graph_node_id(of->of->graph,
                             ctg_ranges_order(of->of->ranges)[row]);
}

static double column_of(const ctg_node_range *range, size_t column)
{
    const double values[COLUMNS] = {
        range->score_low, range->score_mid, range->score_high,
        range->rank_low,  range->rank_mid,  range->rank_high,
        range->top,       range->score_ras, range->score_fewest};

    return values[column];
}

/* All nodes; with several measures each has its columns. */
static ctg__value node_at(void *context, size_t row, size_t column)
{
    const ranged *const of = context;
    const ctg_node node = ctg_ranges_order(of->of->ranges)[row];
    double value;

    if (column == 0)
        return ctg__value_text(id_at(of, row));
    value = column_of(&measure_at(of, (column - 1) / COLUMNS)->nodes[node],
                      (column - 1) % COLUMNS);
    return isnan(value) ? ctg__value_empty() : ctg__value_number(value);
}

static ctg__head *make_heads(ctg_report *made, const ranged *of)
{
    static const char *const keys[COLUMNS] = {
        "score_low", "score_mid", "score_high", "rank_low",         "rank_mid",
        "rank_high", "top",       "score_ras",  "score_min_density"};
    ctg__head *const heads =
        ctg__report_take(made, 1 + COLUMNS * of->count, sizeof *heads);

    if (!heads)
        return NULL;
    heads[0].key = "node";
    for (size_t m = 0; m < of->count; m++)
        for (size_t c = 0; c < COLUMNS; c++)
            heads[1 + m * COLUMNS + c].key =
                of->count == 1
                    ? keys[c]
                    : ctg__report_print(made, "%s_%s", measure_at(of, m)->label,
                                        keys[c]);
    return heads;
}

static ctg__value number_or_dash(double number)
{
    return isnan(number) ? ctg__value_text("-") : ctg__value_number(number);
}

static ctg__value shown_at(void *context, size_t row, size_t column)
{
    ranged *const of = context;
    const ctg_node node = ctg_ranges_order(of->of->ranges)[row];
    const ctg_node_range *const range = &measure_at(of, 0)->nodes[node];

    switch (column) {
    case 0:
        return ctg__value_count(row + 1);
    case 1:
        return ctg__value_text(ctg_graph_node_name(of->of->graph, node));
    case 2:
        return number_or_dash(range->score_ras);
    case 3:
    case 4:
    case 5:
        return number_or_dash(column_of(range, column - 3));
    case 6:
        return number_or_dash(range->score_fewest);
    case 7:
        snprintf(of->rank, sizeof of->rank,
                 range->rank_low < range->rank_high ? "%.0f-%.0f" : "%.0f",
                 range->rank_low, range->rank_high);
        return ctg__value_text(isnan(range->rank_low) ? "" : of->rank);
    case 8:
        return ctg__value_number(range->top);
    default:
        return ctg__value_text(range->top >= 1 ? "certain" : "");
    }
}

static ctg_figure_unit unit_of(const ctg_measure_range *measure)
{
    return measure->notes->unit == CTG_UNIT_MONEY   ? CTG_FIGURE_MONEY
           : measure->notes->unit == CTG_UNIT_SHARE ? CTG_FIGURE_SHARE
                                                    : CTG_FIGURE_SHORT;
}

static void add_people(ctg_report *made, ranged *of)
{
    const ctg_measure_range *const first = measure_at(of, 0);
    const ctg_band *const band = &of->of->options.band;
    ctg__head *const heads =
        ctg__report_take(made, SHOWN_COLUMNS, sizeof *heads);

    if (!heads)
        return;
    heads[0] = (ctg__head){.key = "#"};
    heads[1] = (ctg__head){.key = "node"};
    heads[2] =
        (ctg__head){.key = ctg__report_print(made, "%s ras", first->label),
                    .brief = "ras",
                    .unit = unit_of(first)};
    heads[3] =
        (ctg__head){.key = ctg__report_print(made, "%g%%", 100 * band->low),
                    .brief = ctg__report_print(made, "%s %g%%", first->label,
                                               100 * band->low),
                    .unit = unit_of(first)};
    heads[4] =
        (ctg__head){.key = ctg__report_print(made, "%g%%", 100 * band->mid),
                    .unit = unit_of(first)};
    heads[5] =
        (ctg__head){.key = ctg__report_print(made, "%g%%", 100 * band->high),
                    .unit = unit_of(first)};
    heads[6] = (ctg__head){
        .key = "min-density", .brief = "fewest", .unit = unit_of(first)};
    heads[7] = (ctg__head){.key = "rank", .right = true};
    heads[8] = (ctg__head){
        .key = ctg__report_print(made, "in top %zu", of->of->options.top),
        .unit = CTG_FIGURE_SHARE};
    heads[9] = (ctg__head){.key = " "};
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      (ctg__table){.heads = heads,
                                   .head_count = SHOWN_COLUMNS,
                                   .row_count = of->shown,
                                   .at = shown_at,
                                   .context = of});
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_PEOPLE,
                     "totals only: who lends to whom is not known; a range is "
                     "the answer");
}

static ctg__value measures_at(void *context, size_t row, size_t column)
{
    const ctg_measure_range *const measure = measure_at(context, row);

    switch (column) {
    case 0:
        return ctg__value_text(measure->label);
    case 1:
        return ctg__value_count(measure->undefined);
    default:
        return isnan(measure->agreement)
                   ? ctg__value_empty()
                   : ctg__value_number(measure->agreement);
    }
}

static void add_certain(ctg_report *made, const ranged *of)
{
    const char **const ids = ctg__report_take(made, of->nodes, sizeof *ids);
    size_t count = 0;

    for (size_t row = 0; ids && row < of->nodes; row++) {
        const ctg_node node = ctg_ranges_order(of->of->ranges)[row];

        if (measure_at(of, 0)->nodes[node].top >= 1)
            ids[count++] = ctg_graph_node_id(of->of->graph, node);
    }
    ctg__report_fact(
        made, CTG__FOR_JSON,
        (ctg__fact){.key = "certain", .value = ctg__value_texts(ids, count)});
}

static void add_facts(ctg_report *made, ranged *of)
{
    static const ctg__head heads[] = {
        {.key = "label"}, {.key = "undefined"}, {.key = "agreement"}};

    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "method",
                                 .value = of->of->method
                                              ? ctg__value_text(of->of->method)
                                              : ctg__value_empty()});
    ctg__report_fact(made, CTG__FOR_JSON | CTG__FOR_PEOPLE | CTG__FOR_FIGURES,
                     (ctg__fact){.key = "draws",
                                 .value = ctg__value_count(
                                     ctg_ranges_draws(of->of->ranges))});
    ctg__report_fact(
        made, CTG__FOR_JSON | CTG__FOR_FIGURES,
        (ctg__fact){.key = "difference",
                    .unit = CTG_FIGURE_MONEY,
                    .value = ctg__value_number(of->of->difference)});
    if (of->of->difference > 1e-6 * of->of->total)
        ctg__report_fact(
            made, CTG__FOR_PEOPLE,
            (ctg__fact){.key = "difference",
                        .name = "to other assets and debts",
                        .unit = CTG_FIGURE_MONEY,
                        .value = ctg__value_number(of->of->difference)});
    ctg__report_fact(
        made, CTG__FOR_PEOPLE | CTG__FOR_FIGURES,
        (ctg__fact){.key = "agreement",
                    .name = "agreement of draws",
                    .unit = CTG_FIGURE_SHORT,
                    .value = ctg__value_number(measure_at(of, 0)->agreement),
                    .empty = "undefined",
                    .meaning = "mean Kendall tau-b"});
    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "measures",
                                   .heads = heads,
                                   .head_count = 3,
                                   .row_count = of->count,
                                   .at = measures_at,
                                   .context = of});
    add_certain(made, of);
}

static void add_lead(ctg_report *made, const ranged *of)
{
    const size_t draws = ctg_ranges_draws(of->of->ranges);

    ctg__networks_head(
        made,
        ctg__report_print(
            made, "%s: %zu network%s with the totals of %zu node%s",
            of->of->method ? of->of->method : "ensemble", draws,
            draws == 1 ? "" : "s", of->nodes, ctg__plural(of->nodes)),
        NULL, NULL);
    ctg__report_gap(made);
}

static void fill(ctg_report *made, ranged *of)
{
    ctg__head *heads;

    while (measure_at(of, of->count))
        of->count++;
    of->nodes = ctg_ranges_nodes(of->of->ranges);
    of->shown = made->page.top < of->nodes ? made->page.top : of->nodes;
    heads = make_heads(made, of);
    if (!heads || !of->count)
        return;
    add_lead(made, of);
    add_facts(made, of);
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV,
                      (ctg__table){.key = "nodes",
                                   .heads = heads,
                                   .head_count = 1 + COLUMNS * of->count,
                                   .row_count = of->nodes,
                                   .at = node_at,
                                   .context = of});
    add_people(made, of);
}

ctg_status ctg_ranges_report(const ctg_ranges_outcome *from,
                             const ctg_stamp *stamp,
                             const ctg_page_options *page, ctg_report **report,
                             ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_ranges, stamp, page);
    ranged *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->of = from;
        fill(made, of);
    }
    return ctg__report_finish(made, report, error);
}
