/* The least and the most that one node can lose at once. */
#include <math.h>
#include <stdlib.h>

#include "data/graph.h"
#include "reconstruct/marginals.h"
#include "reconstruct/transport.h"

/* A debtor that fails, and what is lost of a claim on it. */
typedef struct failing {
    ctg_node node;
    double lost;
} failing;

static int by_lost(const void *one, const void *other)
{
    const failing *const a = one;
    const failing *const b = other;

    if (a->lost != b->lost)
        return a->lost > b->lost ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

/*
 * What a row can have on sets of columns is a polymatroid (its sums are flows
 * from one source), so a weighted sum is largest where the columns that weigh
 * most are filled first: the sum over sets of the step to the next weight
 * times the most that the set can have. The least likewise, with the least.
 */
static ctg_status sum_steps(ctg__transport *flow, size_t count, size_t row,
                            const failing *failed, size_t failed_count,
                            bool most, bool *marked, double *sum,
                            ctg_error *error)
{
    ctg_status status = CTG_OK;

    *sum = 0;
    for (size_t j = 0; j < count; j++)
        marked[j] = !most;
    for (size_t k = 0; !status && k < failed_count; k++) {
        const double step =
            failed[k].lost - (k + 1 < failed_count ? failed[k + 1].lost : 0);
        double pushed;

        marked[failed[k].node] = most;
        if (!(step > 0))
            continue;
        status = ctg__transport_push(flow, row, marked, &pushed, error);
        if (most) {
            *sum += step * pushed;
            continue;
        }
        for (size_t f = 0; f <= k; f++)
            *sum += step * ctg__transport_at(flow, row, failed[f].node);
    }
    return status;
}

/* Known claims are lost, whatever the rest is. */
static double sum_known(const ctg_totals *totals, ctg_node node,
                        const failing *failed, size_t failed_count)
{
    double sum = 0;

    for (size_t k = 0; k < totals->known_count; k++)
        for (size_t f = 0; f < failed_count; f++)
            if (totals->known[k].creditor == node &&
                totals->known[k].debtor == failed[f].node)
                sum += totals->known[k].amount * failed[f].lost;
    return sum;
}

static double lost_of(const ctg_totals *totals, ctg_node node, double recovery)
{
    double own = (double)NAN;

    if (node < ctg_graph_row_count(totals->graph, CTG_NODES))
        own = ctg__graph_number(totals->graph, CTG_NODES, CTG__NODE_RECOVERY,
                                node);
    return 1 - (isnan(own) ? recovery : own);
}

static ctg_status find(ctg__arena *arena, const ctg_totals *totals,
                       ctg_node node, const failing *failed,
                       size_t failed_count, double *low, double *high,
                       ctg_error *error)
{
    ctg__transport *flow = NULL;
    bool *marked;
    ctg_status status = ctg__transport_new(
        &totals->support, totals->claims, totals->debts,
        CTG__GRAIN_SHARE * totals->total, NULL, NULL, &flow, error);

    if (!status && !TAKE(arena, marked, totals->count + 1))
        status = ctg__fail_memory(error);
    if (!status)
        status = sum_steps(flow, totals->count, node, failed, failed_count,
                           true, marked, high, error);
    if (!status)
        status = sum_steps(flow, totals->count, node, failed, failed_count,
                           false, marked, low, error);
    ctg__transport_free(flow);
    return status;
}

ctg_status ctg_bounds_of_loss(const ctg_totals *totals, ctg_node node,
                              const ctg_node *failed, size_t failed_count,
                              double recovery, double *low, double *high,
                              ctg_error *error)
{
    ctg__arena arena = {0};
    failing *list;
    size_t kept = 0;
    double known;
    double found[2];
    ctg_status status;

    if (totals->infeasible.creditor_count || totals->blocks.count ||
        totals->has_prior)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         totals->infeasible.creditor_count
                             ? "no network has these totals"
                             : "one node's loss is bounded without blocks and "
                               "prior");
    if (!TAKE(&arena, list, failed_count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < failed_count; k++) {
        bool twice = failed[k] == node;

        for (size_t f = 0; f < kept; f++)
            twice |= list[f].node == failed[k];
        if (!twice)
            list[kept++] =
                (failing){failed[k], lost_of(totals, failed[k], recovery)};
    }
    qsort(list, kept, sizeof *list, by_lost);
    known = sum_known(totals, node, list, kept);
    status =
        find(&arena, totals, node, list, kept, &found[0], &found[1], error);
    ctg__arena_clear(&arena);
    if (status)
        return status;
    *low = known + found[0];
    *high = known + found[1];
    return CTG_OK;
}
