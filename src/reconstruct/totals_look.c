/* What totals say of themselves. */
#include "base/starts.h"
#include "reconstruct/marginals.h"

const ctg_infeasible *ctg_totals_infeasible(const ctg_totals *totals)
{
    return &totals->infeasible;
}

size_t ctg_totals_node_count(const ctg_totals *totals)
{
    return totals->count;
}

const char *ctg_totals_node_id(const ctg_totals *totals, ctg_node node)
{
    return totals->outside && node + 1 == totals->count
               ? totals->outside
               : ctg_graph_node_id(totals->graph, node);
}

const double *ctg_totals_claims(const ctg_totals *totals)
{
    return totals->whole_claims;
}

const double *ctg_totals_debts(const ctg_totals *totals)
{
    return totals->whole_debts;
}

double ctg_totals_sum(const ctg_totals *totals)
{
    return totals->whole;
}

size_t ctg_totals_known(const ctg_totals *totals)
{
    return totals->known_count;
}

const ctg_link *ctg_totals_known_links(const ctg_totals *totals)
{
    return totals->known;
}

size_t ctg_totals_barred(const ctg_totals *totals)
{
    return totals->has_prior ? 0 : ctg__support_listed(&totals->support);
}

ctg_link ctg_totals_barred_at(const ctg_totals *totals, size_t index)
{
    const ctg__lines *const columns = &totals->support.columns;
    return (ctg_link){
        .debtor = (ctg_node)ctg__row_with(columns->start, totals->count, index),
        .creditor = columns->other[index]};
}
