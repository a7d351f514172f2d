/* One scenario on many networks: between which figures the losses are. */
#include <contagraph/results.h>

#include <math.h>
#include <string.h>

#include "report/networks.h"
#include "text/format.h"

enum { KEY_COLUMNS = 8, NODE_COLUMNS = 9 };

typedef struct spread {
    const ctg_spread_outcome *of;
    size_t keys;
    size_t nodes;
    ctg_node *order; /* by loss in the middle */
    size_t shown;
} spread;

static ctg__value number_or_empty(double number)
{
    return isnan(number) ? ctg__value_empty() : ctg__value_number(number);
}

static double column_of(const ctg_figure_range *range, size_t column)
{
    const double values[] = {range->low,
                             range->mid,
                             range->high,
                             range->mean,
                             range->standard_error,
                             range->ras,
                             range->fewest};

    return values[column];
}

static ctg__value key_at(void *context, size_t row, size_t column)
{
    const spread *const of = context;

    if (column == 0)
        return ctg__value_text(ctg_summary_key_at(row)->name);
    return number_or_empty(
        column_of(ctg_spread_key(of->of->spread, row), column - 1));
}

static ctg__value node_value(const spread *of, ctg_node node, size_t column)
{
    if (column == 0)
        return ctg__value_text(ctg_graph_node_id(of->of->graph, node));
    if (column == NODE_COLUMNS - 1)
        return ctg__value_number(ctg_spread_failed(of->of->spread, node));
    return number_or_empty(
        column_of(ctg_spread_lost(of->of->spread, node), column - 1));
}

static ctg__value node_at(void *context, size_t row, size_t column)
{
    return node_value(context, (ctg_node)row, column);
}

static ctg__value shown_at(void *context, size_t row, size_t column)
{
    static const size_t columns[] = {0, 1, 2, 3, NODE_COLUMNS - 1};
    const spread *const of = context;

    return node_value(of, of->order[row], columns[column]);
}

static void order_nodes(ctg_report *made, spread *of)
{
    of->order = ctg__report_take(made, of->nodes, sizeof *of->order);
    if (!of->order)
        return;
    for (size_t i = 0; i < of->nodes; i++) {
        const double loss = ctg_spread_lost(of->of->spread, (ctg_node)i)->mid;
        size_t at = i;

        for (; at > 0 &&
               ctg_spread_lost(of->of->spread, of->order[at - 1])->mid < loss;
             at--)
            of->order[at] = of->order[at - 1];
        of->order[at] = (ctg_node)i;
    }
}

static void add_lost(ctg_report *made, const spread *of)
{
    ctg__networks_head(
        made,
        ctg__report_print(made,
                          "%s: %zu network%s with the totals of %zu node%s",
                          of->of->method ? of->of->method : "ensemble",
                          ctg_spread_draws(of->of->spread),
                          ctg_spread_draws(of->of->spread) == 1 ? "" : "s",
                          of->nodes, ctg__plural(of->nodes)),
        NULL, ctg__networks_lost(made, of->of->spread, &of->of->options.band));
}

static void add_people(ctg_report *made, spread *of)
{
    static const ctg__head heads[] = {
        {.key = "node"},
        {.key = "lost, low", .unit = CTG_FIGURE_MONEY},
        {.key = "mid", .unit = CTG_FIGURE_MONEY},
        {.key = "high", .unit = CTG_FIGURE_MONEY},
        {.key = "fails", .unit = CTG_FIGURE_SHARE}};

    order_nodes(made, of);
    if (!of->order)
        return;
    ctg__report_gap(made);
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      (ctg__table){.heads = heads,
                                   .head_count = 5,
                                   .row_count = of->shown,
                                   .at = shown_at,
                                   .context = of});
    ctg__report_gap(made);
    ctg__report_note(made, CTG__FOR_PEOPLE,
                     "totals only: who lends to whom is not known; a range is "
                     "the answer");
}

static const ctg__head key_heads[KEY_COLUMNS] = {
    {.key = "key"},  {.key = "low"},        {.key = "mid"},
    {.key = "high"}, {.key = "mean"},       {.key = "standard_error"},
    {.key = "ras"},  {.key = "min_density"}};
static const ctg__head node_heads[NODE_COLUMNS] = {
    {.key = "node"},
    {.key = "equity_lost_low"},
    {.key = "equity_lost_mid"},
    {.key = "equity_lost_high"},
    {.key = "equity_lost_mean"},
    {.key = "equity_lost_standard_error"},
    {.key = "equity_lost_ras"},
    {.key = "equity_lost_min_density"},
    {.key = "failed"}};

static void fill(ctg_report *made, spread *of)
{
    while (ctg_spread_key(of->of->spread, of->keys))
        of->keys++;
    of->nodes = ctg_spread_nodes(of->of->spread);
    of->shown = made->page.top < of->nodes ? made->page.top : of->nodes;
    add_lost(made, of);
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = "method",
                                 .value = of->of->method
                                              ? ctg__value_text(of->of->method)
                                              : ctg__value_empty()});
    ctg__report_fact(made, CTG__FOR_JSON | CTG__FOR_FIGURES,
                     (ctg__fact){.key = "draws",
                                 .value = ctg__value_count(
                                     ctg_spread_draws(of->of->spread))});
    ctg__report_fact(made, CTG__FOR_JSON | CTG__FOR_FIGURES,
                     (ctg__fact){.key = "unconverged",
                                 .value = ctg__value_count(
                                     ctg_spread_unconverged(of->of->spread))});
    ctg__report_fact(made, CTG__FOR_JSON | CTG__FOR_FIGURES,
                     (ctg__fact){.key = "effective",
                                 .value = number_or_empty(
                                     ctg_spread_effective(of->of->spread))});
    ctg__report_fact(
        made, CTG__FOR_JSON | CTG__FOR_FIGURES,
        (ctg__fact){.key = "rhat",
                    .value = number_or_empty(ctg_spread_rhat(of->of->spread))});
    ctg__report_fact(
        made, CTG__FOR_JSON | CTG__FOR_FIGURES,
        (ctg__fact){.key = "difference",
                    .unit = CTG_FIGURE_MONEY,
                    .value = ctg__value_number(of->of->difference)});
    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "keys",
                                   .heads = key_heads,
                                   .head_count = KEY_COLUMNS,
                                   .row_count = of->keys,
                                   .at = key_at,
                                   .context = of});
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV,
                      (ctg__table){.key = "nodes",
                                   .heads = node_heads,
                                   .head_count = NODE_COLUMNS,
                                   .row_count = of->nodes,
                                   .at = node_at,
                                   .context = of});
    add_people(made, of);
}

ctg_status ctg_spread_report(const ctg_spread_outcome *from,
                             const ctg_stamp *stamp,
                             const ctg_page_options *page, ctg_report **report,
                             ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_spread, stamp, page);
    spread *const of = ctg__report_take(made, 1, sizeof *of);

    if (of) {
        of->of = from;
        fill(made, of);
    }
    return ctg__report_finish(made, report, error);
}
