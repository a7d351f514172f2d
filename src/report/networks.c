/* What is certain without knowing the network, and what cannot be. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/networks.h"
#include "text/number.h"

const ctg__head ctg__link_heads[CTG__LINK_COLUMNS] = {
    {.key = "debtor"},
    {.key = "creditor"},
    {.key = "amount", .unit = CTG_FIGURE_MONEY},
};
static const char *networks_id(const ctg__networks *of, ctg_node node)
{
    return ctg_totals_node_id(of->of->totals, node);
}

ctg__value ctg__networks_link(const ctg__networks *of, const ctg_link *claim,
                              size_t column)
{
    if (column == 2)
        return ctg__value_number(claim->amount);
    return ctg__value_text(
        networks_id(of, column == 0 ? claim->debtor : claim->creditor));
}

int ctg__networks_by_amount(const void *one, const void *other)
{
    const ctg_link *const a = *(const ctg_link *const *)one;
    const ctg_link *const b = *(const ctg_link *const *)other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return (a > b) - (a < b);
}

void ctg__networks_number(ctg_report *made, unsigned readers, const char *key,
                          ctg_figure_unit unit, double number)
{
    if (!isnan(number))
        ctg__report_fact(made, readers,
                         (ctg__fact){.key = key,
                                     .unit = unit,
                                     .value = ctg__value_number(number)});
}

static ctg__value cell_at(void *context, size_t row, size_t column)
{
    const ctg__networks *const of = context;
    const ctg_cell_bound *const cell = &of->cells[row];

    switch (column) {
    case 0:
        return ctg__value_text(networks_id(of, cell->debtor));
    case 1:
        return ctg__value_text(networks_id(of, cell->creditor));
    case 2:
        return ctg__value_number(cell->low);
    case 3:
        return ctg__value_number(cell->ras);
    default:
        return ctg__value_number(cell->high);
    }
}

static const ctg__head cell_heads[] = {
    {.key = "debtor"},
    {.key = "creditor"},
    {.key = "low", .unit = CTG_FIGURE_MONEY},
    {.key = "ras", .unit = CTG_FIGURE_MONEY},
    {.key = "high", .unit = CTG_FIGURE_MONEY},
};

static ctg__value sure_at(void *context, size_t row, size_t column)
{
    const ctg__networks *const of = context;

    return ctg__networks_link(of, of->largest[row], column);
}

/* Those that are certain to be there, the largest first. */
static void add_sure(ctg_report *made, ctg__networks *of)
{
    ctg_link *const claims =
        ctg__report_take(made, of->cell_count, sizeof *claims);
    size_t count = 0;

    of->largest = ctg__report_take(made, of->cell_count, sizeof *of->largest);
    if (!claims || !of->largest)
        return;
    for (size_t k = 0; k < of->cell_count; k++)
        if (of->cells[k].low > 0) {
            claims[count] = (ctg_link){of->cells[k].debtor,
                                       of->cells[k].creditor, of->cells[k].low};
            of->largest[count] = &claims[count];
            count++;
        }
    qsort(of->largest, count, sizeof *of->largest, ctg__networks_by_amount);
    ctg__report_gap(made);
    ctg__report_note_as(
        made, CTG__FOR_PEOPLE,
        (ctg__note){.lead = "  ",
                    .indent = 2,
                    .text = ctg__report_print(
                        made, "certain exposures, at least so much: %zu of %zu",
                        count, of->cell_count)});
    ctg__report_table(made, CTG__FOR_PEOPLE,
                      (ctg__table){.heads = ctg__link_heads,
                                   .head_count = 3,
                                   .row_count = count < made->page.top
                                                    ? count
                                                    : made->page.top,
                                   .at = sure_at,
                                   .context = of});
}

void ctg__networks_add_bounds(ctg_report *made, ctg__networks *of)
{
    of->cells = ctg_bounds_cells(of->of->bounds, &of->cell_count);
    ctg__report_table(made, CTG__FOR_JSON | CTG__FOR_CSV,
                      (ctg__table){.key = "entries",
                                   .heads = cell_heads,
                                   .head_count = 5,
                                   .row_count = of->cell_count,
                                   .at = cell_at,
                                   .context = of});
    add_sure(made, of);
}

void ctg__networks_add_loss(ctg_report *made, const ctg__networks *of)
{
    const ctg_reconstruct_outcome *const from = of->of;
    const ctg_graph *const graph = made->stamp.graph;
    char room[32];
    const char *const cell =
        graph ? ctg_graph_cell(graph, CTG_NODES, from->node, "equity", room)
              : NULL;
    const unsigned all = CTG__FOR_JSON | CTG__FOR_CSV | CTG__FOR_PEOPLE;
    double equity = (double)NAN;

    if (cell)
        ctg__number_parse(cell, strlen(cell), &equity); /* "" is none */
    ctg__report_fact(
        made, all,
        (ctg__fact){.key = "node",
                    .value = ctg__value_text(networks_id(of, from->node))});
    ctg__networks_number(made, all, "low", CTG_FIGURE_MONEY, from->low);
    ctg__networks_number(made, all, "high", CTG_FIGURE_MONEY, from->high);
    ctg__networks_number(made, all, "equity", CTG_FIGURE_MONEY, equity);
    if (isnan(equity))
        return;
    ctg__report_fact(
        made, all,
        (ctg__fact){.key = "verdict",
                    .value = ctg__value_text(
                        from->low >= equity   ? "must fail at once"
                        : from->high < equity ? "cannot fail at once"
                                              : "may fail at once")});
}

static ctg__value ids_of(ctg_report *made, const ctg__networks *of,
                         const ctg_node *nodes, size_t count)
{
    const char **const ids = ctg__report_take(made, count, sizeof *ids);

    for (size_t k = 0; ids && k < count; k++)
        ids[k] = networks_id(of, nodes[k]);
    return ctg__value_texts(ids, ids ? count : 0);
}

void ctg__networks_add_infeasible(ctg_report *made, const ctg__networks *of)
{
    const ctg_infeasible *const why = ctg_totals_infeasible(of->of->totals);
    ctg__fact *const facts = ctg__report_take(made, 5, sizeof *facts);

    if (!facts)
        return;
    facts[0] = (ctg__fact){
        .key = "creditors",
        .value = ids_of(made, of, why->creditors, why->creditor_count)};
    facts[1] =
        (ctg__fact){.key = "debtors",
                    .value = ids_of(made, of, why->debtors, why->debtor_count)};
    facts[2] =
        (ctg__fact){.key = "claims", .value = ctg__value_number(why->claims)};
    facts[3] =
        (ctg__fact){.key = "debts", .value = ctg__value_number(why->debts)};
    facts[4] =
        (ctg__fact){.key = "excess", .value = ctg__value_number(why->excess)};
    ctg__report_group(
        made, CTG__FOR_JSON,
        (ctg__group){
            .key = "infeasible", .facts = facts, .count = 5, .lines = true});
}
