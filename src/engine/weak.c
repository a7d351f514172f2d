#include "engine/weak.h"

#include <math.h>

#include "data/graph.h"
#include "data/tiers.h"
#include "data/venue.h"
#include "engine/run.h"
#include "engine/state.h"
#include "engine/valuation.h"

bool ctg__over_limit(const ctg_network *network, size_t node, double limit,
                     double *leverage, double *most)
{
    const ctg__nodes *const nodes = &network->nodes;
    const double equity = nodes->equity[node];

    if (!isnan(nodes->leverage_max[node]))
        limit = nodes->leverage_max[node];
    if (isnan(limit) || limit == CTG__INITIAL || nodes->pass_through[node] ||
        !(equity > 0) || !ctg__less(limit * equity, nodes->assets[node]))
        return false;
    *leverage = nodes->assets[node] / equity;
    *most = limit;
    return true;
}

/* M of a leg worth `value`; a lending venue's debts have none. */
static double margin_of(const ctg_network *network, size_t account, size_t leg,
                        double value)
{
    const ctg__accounts *const accounts = &network->accounts;
    const uint32_t market = accounts->market[leg];

    if (market == CTG_NONE ||
        (accounts->quantity[leg] < 0 &&
         !ctg__venue_row_of(&network->venues, accounts->venue[account])
              ->debts_have_margin))
        return 0;
    return ctg__leg_margin(&network->markets, market, network->markets.rate,
                           network->markets.deduction, value);
}

bool ctg__unhealthy_at_first(const ctg_network *network, size_t account,
                             double *debt)
{
    const ctg__accounts *const accounts = &network->accounts;
    double collateral = 0;

    *debt = 0;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        const double price =
            asset == CTG_NONE ? 1 : network->assets.price[asset];
        const double value = accounts->quantity[l] * price;
        const double margin = margin_of(network, account, l, value);

        if (value > 0)
            collateral += value - margin;
        else
            *debt += margin - value;
    }
    return ctg__less(collateral, *debt);
}

bool ctg__under_water(const ctg_network *network, size_t node)
{
    const ctg__nodes *const nodes = &network->nodes;

    return nodes->pass_through[node] && nodes->liabilities[node] > 0 &&
           ctg__less(nodes->assets[node], nodes->liabilities[node]);
}

/* Their own form marks the first books down. */
static bool marks_down(const ctg_plan *plan, size_t node)
{
    return plan->absolute && ctg__valuation_of(plan, (ctg_node)node)->relative;
}

bool ctg__acts_alone(const ctg_plan *plan)
{
    const ctg_network *const network = plan->network;
    double one;
    double other;

    /* A threshold that nobody meets: everybody is run on. */
    if (!isnan(plan->horizon_days) && plan->run_threshold > 1)
        return true;
    for (size_t i = 0; i < network->nodes.count; i++)
        if ((!network->nodes.pass_through[i] &&
             network->nodes.equity[i] <=
                 (network->nodes.unaided_equity
                      ? ctg__zero(&network->nodes, (ctg_node)i)
                      : 0)) ||
            ctg__under_water(network, i) || marks_down(plan, i) ||
            ctg__over_limit(network, i, plan->leverage_max, &one, &other))
            return true;
    for (size_t a = 0; a < network->accounts.count; a++)
        if (ctg__unhealthy_at_first(network, a, &one))
            return true;
    return false;
}

ctg_plan ctg__without_shocks(const ctg_plan *plan)
{
    ctg_plan alone = *plan;

    alone.shocks = NULL;
    alone.shock_count = 0;
    alone.listed_count = 0;
    return alone;
}
