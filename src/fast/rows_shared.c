/*
 * Rows that are the network's exposures: those of `linear` where all creditors
 * have equity, nothing is written off, and one recovery goes for all. A process
 * that has the network from a file shares them with all others that do.
 */
#include <math.h>

#include "fast/solver.h"

/* One recovery for all claims, which the plan has. */
static bool one_recovery(const ctg_plan *plan)
{
    const ctg__nodes *const nodes = &plan->network->nodes;

    for (size_t i = 0; i < nodes->count; i++)
        if (!isnan(nodes->recovery[i]) && nodes->recovery[i] != plan->recovery)
            return false;
    return !plan->network->exposures.recovery && plan->recovery < 1;
}

/* Equities are what is left of them at 0, and rows have somebody to lose. */
static bool creditors_have_equity(const ctg_network *network)
{
    const size_t *const start = network->exposures.start;
    const double *const equity = network->nodes.equity;

    for (size_t i = 0; i < network->nodes.count; i++)
        if (!(equity[i] > 0 || (equity[i] == 0 && start[i] == start[i + 1])))
            return false;
    return true;
}

/* Entries, those of one creditor on one debtor as one. */
static size_t count_pairs(const ctg__exposures *exposures, size_t node_count)
{
    size_t pairs = exposures->count;

    for (size_t i = 0; i < node_count; i++)
        for (size_t k = exposures->start[i] + 1; k < exposures->start[i + 1];
             k++)
            pairs -= exposures->debtor[k - 1] == exposures->debtor[k];
    return pairs;
}

/* A share of the least amount may be none. */
static bool all_lose(const ctg__exposures *exposures, double share)
{
    bool all = true;

    for (size_t k = 0; k < exposures->count; k++)
        all &= exposures->amount[k] * share > 0;
    return all;
}

void ctg__rows_share(const ctg_plan *plan, ctg__fast *fast, bool *shared)
{
    const ctg_network *const network = plan->network;
    const ctg__exposures *const exposures = &network->exposures;
    const double share = 1 - plan->recovery;
    size_t pairs;

    *shared = fast->method == CTG__FAST_LINEAR && !plan->cap &&
              !exposures->asset && exposures->count && one_recovery(plan) &&
              creditors_have_equity(network) && all_lose(exposures, share);
    if (!*shared)
        return;
    fast->start = exposures->start;
    fast->column = exposures->debtor;
    fast->value = exposures->amount;
    fast->scale = share < 1 ? share : 0;
    pairs = count_pairs(exposures, network->nodes.count);
    fast->entries = pairs < exposures->count ? pairs : 0;
    fast->equity = network->nodes.equity;
}
