#include "optimise/clearing.h"

#include <math.h>

#include "engine/direct.h"
#include "engine/impact.h"
#include "engine/shock_kind.h"
#include "engine/valuation.h"

/* Whose id a message names. */
static const char *id_of(const ctg_network *network, size_t node)
{
    return ctg_graph_node_id(network->graph, (ctg_node)node);
}

static ctg_status refuse(ctg_error *error, const char *what)
{
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "no linear programme for this run: %s", what);
}

static ctg_status check_plan(const ctg_plan *plan, const ctg__claims_rules *may,
                             ctg_error *error)
{
    if (plan->from_below)
        return refuse(error, "it finds the greatest solution, not the least");
    if (!may->costs && ctg__payments_jump(plan))
        return refuse(error, "default costs (a, b) are not linear");
    if (!isnan(plan->leverage_max))
        return refuse(error, "it has a leverage limit");
    if (!isnan(plan->horizon_days))
        return refuse(error, "creditors may run (horizon_days)");
    for (size_t k = 0; k < plan->shock_count; k++) {
        const ctg__shock_kind *const kind =
            ctg__shock_kind_of(&plan->shocks[k]);

        if (!kind->claims_only && !kind->prices_only)
            return refuse(error, "a shock is not one of claims or prices");
    }
    return CTG_OK;
}

/* Holdings are fine as long as selling them moves no price. */
static ctg_status check_assets(const ctg_plan *plan, ctg_error *error)
{
    const ctg_network *const network = plan->network;
    const ctg__assets *const assets = &network->assets;
    const ctg__holdings *const holdings = &network->holdings;

    if (network->accounts.count || network->layers.count)
        return refuse(error, "it has margin accounts");
    for (size_t k = 0; network->exposures.asset && k < network->exposures.count;
         k++)
        if (network->exposures.asset[k] != CTG_NONE)
            return refuse(error, "a claim is in units of an asset");
    for (size_t k = 0; k < holdings->count; k++) {
        const ctg_asset asset = holdings->asset[k];

        if (assets->issuer[asset] != CTG_NONE)
            return refuse(error, "a node holds an asset that a node issues");
        if (plan->liquidate_failed && plan->impact_scale > 0 &&
            ctg__sales_move(assets, asset))
            return refuse(error, "sales of holdings move prices");
    }
    return CTG_OK;
}

static ctg_status check_threshold(const ctg_plan *plan, size_t node,
                                  ctg_error *error)
{
    if (plan->network->nodes.pass_through[node] ||
        ctg__rule_of(plan, (ctg_node)node) != CTG__RULE_threshold)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no linear programme for this run: claims on '%s' "
                         "are not valued by threshold",
                         id_of(plan->network, node));
    return CTG_OK;
}

static ctg_status check_node(const ctg_plan *plan, size_t node,
                             const ctg__claims_rules *may, ctg_error *error)
{
    const ctg_network *const network = plan->network;
    const ctg__exposures *const exposures = &network->exposures;
    bool other = network->nodes.other_liabilities[node] > 0;
    uint32_t class = 0;

    if (!isnan(network->nodes.leverage_max[node]))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no linear programme for this run: '%s' has a "
                         "leverage limit",
                         id_of(network, node));
    if (exposures->debtor_start[node] == exposures->debtor_start[node + 1])
        return CTG_OK;
    if (may->threshold)
        return check_threshold(plan, node, error);
    if (!ctg__valuation_of(plan, (ctg_node)node)->pays_outside)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no linear programme for this run: claims on '%s' "
                         "are not valued by clearing",
                         id_of(network, node));
    for (size_t k = exposures->debtor_start[node];
         exposures->seniority && k < exposures->debtor_start[node + 1]; k++) {
        const uint32_t this = exposures->seniority[exposures->by_debtor[k]];

        if (k > exposures->debtor_start[node] ? this != class
                                              : other && this != 0)
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "no linear programme for this run: debts of '%s' "
                             "are of more than one seniority",
                             id_of(network, node));
        class = this;
    }
    return CTG_OK;
}

ctg_status ctg__claims_only(const ctg_plan *plan, const ctg__claims_rules *may,
                            ctg_error *error)
{
    ctg_status status = check_plan(plan, may, error);

    if (!status)
        status = check_assets(plan, error);
    for (size_t i = 0; !status && i < plan->network->nodes.count; i++)
        status = check_node(plan, i, may, error);
    return status;
}

static void fill_outside(const ctg_plan *plan, const double *price,
                         double *outside)
{
    const ctg_network *const network = plan->network;

    for (size_t i = 0; i < network->nodes.count; i++) {
        outside[i] = network->nodes.cash[i] + network->nodes.other_assets[i];
        for (size_t k = network->holdings.start[i];
             k < network->holdings.start[i + 1]; k++)
            outside[i] += network->holdings.quantity[k] *
                          price[network->holdings.asset[k]];
    }
}

static void fill_rows(const ctg_network *network, ctg__clearing *clearing)
{
    const ctg__exposures *const exposures = &network->exposures;
    size_t entries = 0;

    for (size_t i = 0; i < clearing->count; i++) {
        const size_t end = exposures->start[i + 1];

        clearing->start[i] = entries;
        for (size_t e = exposures->start[i]; e < end;) {
            const ctg_node debtor = exposures->debtor[e];
            double sum = 0;

            for (; e < end && exposures->debtor[e] == debtor; e++)
                sum += exposures->amount[e] * clearing->write_off[e];
            if (!(sum > 0))
                continue;
            clearing->debtor[entries] = debtor;
            clearing->part[entries++] = sum / clearing->debt[debtor];
        }
    }
    clearing->start[clearing->count] = entries;
}

ctg_status ctg__clearing_of(const ctg_plan *plan, ctg__arena *arena,
                            ctg__clearing *clearing, ctg_error *error)
{
    const ctg__claims_rules plain = {0};

    return ctg__clearing_with(plan, &plain, arena, clearing, error);
}

ctg_status ctg__clearing_with(const ctg_plan *plan,
                              const ctg__claims_rules *may, ctg__arena *arena,
                              ctg__clearing *clearing, ctg_error *error)
{
    const ctg_network *const network = plan->network;
    const size_t nodes = network->nodes.count;
    const size_t entries = network->exposures.count;
    ctg__direct direct;
    ctg_status status = ctg__claims_only(plan, may, error);

    if (!status)
        status = ctg__direct_of(plan, arena, &direct, error);
    if (status)
        return status;
    clearing->count = nodes;
    if (!TAKE(arena, clearing->outside, nodes + 1) ||
        !TAKE(arena, clearing->debt, nodes + 1) ||
        !TAKE(arena, clearing->start, nodes + 1) ||
        !TAKE(arena, clearing->debtor, entries + 1) ||
        !TAKE(arena, clearing->part, entries + 1))
        return ctg__fail_memory(error);
    clearing->write_off = direct.write_off;
    fill_outside(plan, direct.price, clearing->outside);
    for (size_t i = 0; i < nodes; i++) {
        clearing->debt[i] = network->nodes.liabilities[i];
        clearing->outside[i] -= direct.lost[i];
    }
    fill_rows(network, clearing);
    return CTG_OK;
}
