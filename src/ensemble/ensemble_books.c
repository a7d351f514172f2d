/* Balance sheets of draws: the rest is what the totals leave. */
#include <math.h>
#include <string.h>

#include "data/graph.h"
#include "ensemble/ensemble.h"
#include "reconstruct/replaced.h"

static double cell(const ctg_graph *graph, size_t column, size_t row)
{
    return ctg__graph_number(graph, CTG_NODES, column, row);
}

/* A number column, with its array. */
static ctg_status column_of(ctg_graph *graph, const char *name, double **values,
                            ctg_error *error)
{
    size_t index;
    const ctg_status status = ctg__graph_need_column(
        graph, CTG_NODES, name, strlen(name), &index, error);

    if (!status)
        *values = graph->tables[CTG_NODES].columns[index].number;
    return status;
}

/* What a node has and owes besides claims and debts. */
static ctg_status measure_without(ctg_ensemble *e, double *assets,
                                  double *liabilities, ctg_error *error)
{
    ctg_network *network;
    double *equity;
    double *kept;
    ctg_status status = column_of(e->graph, "equity", &equity, error);

    if (status)
        return status;
    if (!TAKE(&e->arena, kept, e->nodes + 1))
        return ctg__fail_memory(error);
    memcpy(kept, equity, e->nodes * sizeof *kept);
    for (size_t i = 0; i < e->nodes; i++) {
        e->has_equities |= !isnan(kept[i]);
        equity[i] = (double)NAN;
    }
    status = ctg_network_new(e->graph, &network, NULL, error);
    memcpy(equity, kept, e->nodes * sizeof *kept);
    if (status)
        return status;
    e->has_equities |= ctg_network_has_equities(network);
    memcpy(assets, ctg_network_assets(network), e->nodes * sizeof *assets);
    memcpy(liabilities, ctg_network_liabilities(network),
           e->nodes * sizeof *liabilities);
    ctg_network_free(network);
    return CTG_OK;
}

/* As docs/model.md section 1 has it, of the totals. */
static ctg_status settle_node(ctg_ensemble *e, size_t i, double assets,
                              double liabilities, ctg_error *error)
{
    const double equity = cell(e->graph, CTG__NODE_EQUITY, i);
    const double given_assets = cell(e->graph, CTG__NODE_OTHER_ASSETS, i);
    const double given_debts = cell(e->graph, CTG__NODE_OTHER_LIABILITIES, i);
    const double all = assets + e->claims[i];
    const double owed = liabilities + e->debts[i];
    double rest = equity - (all - owed);

    /* The rest of the world is not there to fail. */
    if (e->has_outside && i + 1 == e->nodes) {
        e->other_assets[i] = ctg__assets_outside(e->debts[i]);
        return CTG_OK;
    }
    e->other_assets[i] = isnan(given_assets) ? 0 : given_assets;
    e->other_liabilities[i] = isnan(given_debts) ? 0 : given_debts;
    if (fabs(rest) <= 1e-12 * (fabs(all) + fabs(owed) + fabs(equity)))
        rest = 0;
    if (isnan(equity) || (!isnan(given_assets) && !isnan(given_debts)))
        return CTG_OK;
    if (isnan(given_assets) && isnan(given_debts)) {
        e->other_assets[i] = fmax(0, rest);
        e->other_liabilities[i] = fmax(0, -rest);
        return CTG_OK;
    }
    if (isnan(given_assets) ? rest < 0 : rest > 0)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "with its totals, %s of '%.100s' would have to be "
                         "%.15g for its equity to be %.15g",
                         isnan(given_assets) ? "other_assets"
                                             : "other_liabilities",
                         ctg_graph_node_id(e->graph, (ctg_node)i),
                         isnan(given_assets) ? rest : -rest, equity);
    if (isnan(given_assets))
        e->other_assets[i] = rest;
    else
        e->other_liabilities[i] = -rest;
    return CTG_OK;
}

ctg_status ctg__ensemble_settle(ctg_ensemble *e, ctg_error *error)
{
    double *assets;
    double *liabilities;
    ctg_status status;

    if (!TAKE(&e->arena, assets, e->nodes + 1) ||
        !TAKE(&e->arena, liabilities, e->nodes + 1) ||
        !TAKE(&e->arena, e->other_assets, e->nodes + 1) ||
        !TAKE(&e->arena, e->other_liabilities, e->nodes + 1))
        return ctg__fail_memory(error);
    status = measure_without(e, assets, liabilities, error);
    for (size_t i = 0; !status && i < e->nodes; i++)
        status = settle_node(e, i, assets[i], liabilities[i], error);
    return status;
}

/* What a draw's sums lack is among the rest, and the other way round. */
static void close_node(ctg_ensemble *e, size_t i, double claims, double debts,
                       double *assets, double *liabilities)
{
    const double lent = e->claims[i] - claims;
    const double owed = e->debts[i] - debts;
    double more = e->other_assets[i] + lent;
    double less = e->other_liabilities[i] + owed;

    e->difference += fabs(lent) + fabs(owed);
    if (more < 0) {
        less -= more;
        more = 0;
    }
    if (less < 0) {
        more -= less;
        less = 0;
    }
    assets[i] = more;
    liabilities[i] = less;
}

ctg_status ctg__ensemble_close_books(ctg_ensemble *e, const ctg_drawn *drawn,
                                     ctg_error *error)
{
    ctg__arena scratch = {0};
    double *assets;
    double *liabilities;
    double *sums;
    ctg_status status;

    if (!e->has_equities)
        return CTG_OK;
    status = column_of(e->graph, "other_assets", &assets, error);
    if (!status)
        status = column_of(e->graph, "other_liabilities", &liabilities, error);
    if (status)
        return status;
    if (!TAKE(&scratch, sums, 2 * e->nodes + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < drawn->count; k++) {
        sums[drawn->claims[k].creditor] += drawn->claims[k].amount;
        sums[e->nodes + drawn->claims[k].debtor] += drawn->claims[k].amount;
    }
    for (size_t i = 0; i < e->nodes; i++)
        close_node(e, i, sums[i], sums[e->nodes + i], assets, liabilities);
    ctg__arena_clear(&scratch);
    return CTG_OK;
}
