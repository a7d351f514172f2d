/*
 * What data/network.h promises of a network, looked at whole. Those that
 * compute rely on it; builds that look for faults ask it of every network that
 * was made.
 */
#include <math.h>

#include "base/assert.h"
#include "data/network.h"

#if CTG__CHECKED
/* Rows one behind the other. */
static bool is_row_start(const size_t *start, size_t count, size_t entries)
{
    bool ordered = start[0] == 0 && start[count] == entries;

    for (size_t i = 0; ordered && i < count; i++)
        ordered = start[i] <= start[i + 1];
    return ordered;
}

static bool is_share(double value)
{
    return value >= 0 && value <= 1;
}

static bool is_node(const ctg_network *network, ctg_node node)
{
    return node < network->nodes.count;
}

static bool is_asset(const ctg_network *network, ctg_asset asset)
{
    return asset < network->assets.count || asset == CTG_NONE;
}

static void look_at_nodes(const ctg_network *network)
{
    const ctg__nodes *const nodes = &network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        CTG__ASSERT(isfinite(nodes->equity[i]));
        CTG__ASSERT(isfinite(nodes->assets[i]) && nodes->liabilities[i] >= 0);
        CTG__ASSERT(isnan(nodes->recovery[i]) || is_share(nodes->recovery[i]));
    }
}

static void look_at_exposures(const ctg_network *network)
{
    const ctg__exposures *const of = &network->exposures;
    const size_t nodes = network->nodes.count;

    CTG__ASSERT(is_row_start(of->start, nodes, of->count));
    CTG__ASSERT(is_row_start(of->debtor_start, nodes, of->count));
    for (size_t i = 0; i < nodes; i++)
        for (size_t k = of->start[i]; k < of->start[i + 1]; k++) {
            CTG__ASSERT(is_node(network, of->debtor[k]));
            CTG__ASSERT(of->amount[k] > 0 && isfinite(of->amount[k]));
            CTG__ASSERT(!of->asset || is_asset(network, of->asset[k]));
            CTG__ASSERT(k == of->start[i] ||
                        of->debtor[k - 1] < of->debtor[k] ||
                        (of->debtor[k - 1] == of->debtor[k] &&
                         of->row[k - 1] < of->row[k]));
        }
    for (size_t j = 0; j < nodes; j++)
        for (size_t k = of->debtor_start[j]; k < of->debtor_start[j + 1]; k++) {
            const size_t entry = of->by_debtor[k];
            const ctg_node creditor = of->debtor_creditor[k];

            CTG__ASSERT(entry < of->count && of->debtor[entry] == j);
            CTG__ASSERT(is_node(network, creditor));
            CTG__ASSERT(of->start[creditor] <= entry &&
                        entry < of->start[creditor + 1]);
        }
}

static void look_at_assets(const ctg_network *network)
{
    const ctg__assets *const assets = &network->assets;
    const ctg__holdings *const holdings = &network->holdings;

    for (size_t a = 0; a < assets->count; a++) {
        CTG__ASSERT(assets->price[a] >= 0 && isfinite(assets->price[a]));
        CTG__ASSERT(assets->depth[a] > 0);
        CTG__ASSERT(assets->floor[a] >= 0 && assets->floor[a] < 1);
        CTG__ASSERT(assets->issuer[a] == CTG_NONE ||
                    is_node(network, assets->issuer[a]));
    }
    CTG__ASSERT(
        is_row_start(holdings->start, network->nodes.count, holdings->count));
    for (size_t h = 0; h < holdings->count; h++)
        CTG__ASSERT(holdings->asset[h] < assets->count);
}

static void look_at_venues(const ctg_network *network)
{
    const ctg__venues *const venues = &network->venues;
    const ctg__markets *const markets = &network->markets;

    for (size_t v = 0; v < venues->count; v++) {
        CTG__ASSERT(is_node(network, venues->node[v]));
        CTG__ASSERT(venues->of_node[venues->node[v]] == v);
        CTG__ASSERT(is_share(venues->close_factor[v]));
    }
    for (size_t m = 0; m < markets->count; m++) {
        CTG__ASSERT(markets->venue[m] < venues->count);
        CTG__ASSERT(markets->asset[m] < network->assets.count);
        CTG__ASSERT(markets->tier_start[m] < markets->tier_start[m + 1]);
        CTG__ASSERT(markets->above[markets->tier_start[m]] == 0);
    }
    CTG__ASSERT(is_row_start(venues->layer_start, venues->count,
                             network->layers.count));
    CTG__ASSERT(is_row_start(venues->account_start, venues->count,
                             network->accounts.count));
}

static void look_at_accounts(const ctg_network *network)
{
    const ctg__accounts *const accounts = &network->accounts;

    for (size_t i = 0; i < accounts->count; i++) {
        CTG__ASSERT(is_node(network, accounts->owner[i]));
        CTG__ASSERT(accounts->venue[i] < network->venues.count);
        CTG__ASSERT(accounts->leg_start[i] <= accounts->numeraire_leg[i] &&
                    accounts->numeraire_leg[i] < accounts->leg_start[i + 1]);
        for (size_t leg = accounts->leg_start[i];
             leg < accounts->leg_start[i + 1]; leg++)
            CTG__ASSERT(is_asset(network, accounts->asset[leg]) &&
                        (accounts->asset[leg] == CTG_NONE ||
                         accounts->market[leg] < network->markets.count));
    }
    CTG__ASSERT(is_row_start(accounts->owner_start, network->nodes.count,
                             accounts->count));
}
#endif

void ctg__network_holds(const ctg_network *network)
{
#if CTG__CHECKED
    look_at_nodes(network);
    look_at_exposures(network);
    look_at_assets(network);
    look_at_venues(network);
    look_at_accounts(network);
#else
    (void)network;
#endif
}
