#include "compile/conflicts.h"

#include <math.h>
#include <stdio.h>

#include "data/graph.h"
#include "engine/impact.h"
#include "engine/valuation.h"

/* The first holding that a sale would move the price of; false: none. */
static bool find_movable(const ctg_plan *plan, ctg_node *holder,
                         ctg_asset *asset)
{
    const ctg__assets *const assets = &plan->network->assets;
    const ctg__holdings *const holdings = &plan->network->holdings;

    if (plan->impact_scale == 0)
        return false;
    for (ctg_node i = 0; i < plan->network->nodes.count; i++)
        for (size_t k = holdings->start[i]; k < holdings->start[i + 1]; k++) {
            const ctg_asset held = holdings->asset[k];

            if (holdings->quantity[k] > 0 && ctg__sales_move(assets, held)) {
                *holder = i;
                *asset = held;
                return true;
            }
        }
    return false;
}

/* Why somebody may have to sell; NULL: nobody has to. */
static const char *reason_to_sell(const ctg_plan *plan)
{
    if (plan->liquidate_failed)
        return "failed nodes sell (liquidate_failed)";
    if (!isnan(plan->leverage_max))
        return "leverage_max is set";
    if (!isnan(plan->horizon_days))
        return "runs are set (horizon_days)";
    for (ctg_node i = 0; i < plan->network->nodes.count; i++)
        if (!isnan(plan->network->nodes.leverage_max[i]))
            return "nodes have leverage limits";
    return NULL;
}

/* Sales have no least solution. */
static ctg_status check_sales(const ctg_plan *plan, ctg_error *error)
{
    const ctg_graph *const graph = plan->network->graph;
    const char *const reason = reason_to_sell(plan);
    ctg_node holder;
    ctg_asset asset;

    if (!reason || !find_movable(plan, &holder, &asset))
        return CTG_OK;
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "from_below has no meaning where a sale moves a price: "
                     "'%s' holds '%s', which has a depth, and %s; "
                     "impact_scale 0 switches that off",
                     ctg_graph_node_id(graph, holder),
                     ctg_graph_asset_id(graph, asset), reason);
}

/* What has no least solution. */
static ctg_status check_from_below(const ctg_plan *plan, ctg_error *error)
{
    const ctg_network *const network = plan->network;

    if (network->accounts.count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "from_below has no meaning with positions, and there "
                         "are %zu accounts",
                         network->accounts.count);
    if (ctg__valuation_at(plan->valuation)->by_round)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "from_below has no meaning with the rule %s",
                         ctg__valuation_at(plan->valuation)->about.name);
    for (ctg_node i = 0; i < network->nodes.count; i++)
        if (ctg__valuation_of(plan, i)->by_round)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "from_below has no meaning with the rule %s, "
                             "which claims on '%s' have",
                             ctg__valuation_of(plan, i)->about.name,
                             ctg_graph_node_id(network->graph, i));
    return check_sales(plan, error);
}

static bool can_cap(uint8_t rule)
{
    return ctg__valuation_at(rule)->caps;
}

/* "linear, single-hit and exponential" */
static const char *list_capped(char list[200])
{
    size_t count = 0;
    size_t left = 0;
    size_t length = 0;

    for (uint8_t rule = 0; rule < CTG__RULE_COUNT; rule++)
        left += can_cap(rule);
    for (uint8_t rule = 0; rule < CTG__RULE_COUNT && length < 150; rule++)
        if (can_cap(rule)) {
            left--;
            length += (size_t)snprintf(list + length, 200 - length, "%s%.40s",
                                       !count++ ? ""
                                       : left   ? ", "
                                                : " and ",
                                       ctg__valuation_at(rule)->about.name);
        }
    return list;
}

/* A cap is of what distress passes on. */
static ctg_status check_cap(const ctg_plan *plan, ctg_error *error)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    char list[200];

    if (!can_cap(plan->valuation))
        return ctg__fail(
            error, CTG_BAD_ARGUMENT, "cap is for the rules %s, not for %s",
            list_capped(list), ctg__valuation_at(plan->valuation)->about.name);
    for (ctg_node i = 0; i < plan->network->nodes.count; i++)
        if (exposures->debtor_start[i] < exposures->debtor_start[i + 1] &&
            !can_cap(ctg__rule_of(plan, i)))
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "cap is for the rules %s, and claims on '%s' are "
                             "valued by %s",
                             list_capped(list),
                             ctg_graph_node_id(plan->network->graph, i),
                             ctg__valuation_of(plan, i)->about.name);
    return CTG_OK;
}

ctg_status ctg__check_conflicts(const ctg_plan *plan, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (plan->from_below)
        status = check_from_below(plan, error);
    if (!status && plan->cap)
        status = check_cap(plan, error);
    return status;
}
