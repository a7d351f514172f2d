/* Shocks in the words of a graph whose ids have changed. */
#include <string.h>

#include "base/memory.h"
#include "compile/resolve.h"
#include "compile/scenario.h"
#include "text/text.h"

static void add_asset(ctg__text *text, const ctg_graph *graph, ctg_asset asset,
                      bool is_group)
{
    ctg__text_add(text, is_group ? "@" : "");
    ctg__text_add(text, is_group ? ctg_graph_asset_group(graph, asset)
                                 : ctg_graph_asset_id(graph, asset));
}

static void add_words(ctg__text *text, const ctg_network *network,
                      const ctg__shock *shock, bool is_group)
{
    const ctg_graph *const graph = network->graph;
    const ctg__markets *const markets = &network->markets;

    switch (shock->kind) {
    case CTG__SHOCK_ASSET_FACTOR:
    case CTG__SHOCK_ASSET_PRICE:
        ctg__text_add(text, "asset ");
        add_asset(text, graph, shock->target, is_group);
        break;
    case CTG__SHOCK_NODE_SHARE:
    case CTG__SHOCK_NODE_MONEY:
    case CTG__SHOCK_NODE_DEFAULT:
        ctg__text_add(text, "node ");
        ctg__text_add(text, ctg_graph_node_id(graph, shock->target));
        break;
    case CTG__SHOCK_EXPOSURE:
        ctg__text_add(text, "exposure ");
        ctg__text_add(text, ctg_graph_node_id(graph, shock->target));
        ctg__text_add(text, ">");
        ctg__text_add(text, ctg_graph_node_id(graph, shock->other));
        break;
    case CTG__SHOCK_DEPTH:
        ctg__text_add(text, "depth ");
        add_asset(text, graph, shock->target, is_group);
        break;
    case CTG__SHOCK_HAIRCUT:
        ctg__text_add(text, "haircut ");
        ctg__text_add(
            text,
            ctg_graph_node_id(
                graph, network->venues.node[markets->venue[shock->target]]));
        ctg__text_add(text, "/");
        ctg__text_add(text,
                      ctg_graph_asset_id(graph, markets->asset[shock->target]));
        break;
    case CTG__SHOCK_RUN:
        ctg__text_add(text, "run ");
        ctg__text_add(text, ctg_graph_node_id(graph, shock->target));
        break;
    }
}

/* The words of the shock `number`, with the change as it was written. */
static ctg_status rename_one(const ctg_plan *plan, ctg_scenario *scenario,
                             uint32_t number, ctg_error *error)
{
    const char *const tail = strrchr(scenario->shocks[number], '=');
    const ctg__shock *shock = NULL;
    size_t count = 0;
    ctg__text text = {0};
    ctg_status status;

    for (size_t i = 0; i < plan->shock_count; i++)
        if (plan->shocks[i].number == number && count++ == 0)
            shock = &plan->shocks[i];
    if (!shock)
        return CTG_OK;
    add_words(&text, plan->network, shock, count > 1);
    if (tail && shock->kind != CTG__SHOCK_RUN)
        ctg__text_add(&text, tail);
    status =
        text.failed
            ? ctg__fail_memory(error)
            : ctg_scenario_add_shock(scenario, ctg__text_string(&text), error);
    ctg__text_clear(&text);
    return status;
}

ctg_status ctg_plan_rename_shocks(const ctg_plan *plan, ctg_scenario *scenario,
                                  ctg_error *error)
{
    ctg_scenario *const renamed = ctg_scenario_copy(scenario);
    ctg_status status = CTG_OK;

    if (!renamed)
        return ctg__fail_memory(error);
    /* The old ones stay in front until all new ones are behind them. */
    for (size_t i = 0; !status && i < scenario->shock_count; i++)
        status = rename_one(plan, renamed, (uint32_t)i, error);
    if (!status && renamed->shock_count == 2 * scenario->shock_count) {
        const size_t count = scenario->shock_count;

        for (size_t i = 0; i < count; i++) {
            char *const old = renamed->shocks[i];

            renamed->shocks[i] = renamed->shocks[count + i];
            renamed->shocks[count + i] = old;
        }
        while (renamed->shock_count > count)
            ctg__release(renamed->shocks[--renamed->shock_count]);
        ctg__scenario_move(scenario, renamed);
    }
    ctg_scenario_free(renamed);
    return status;
}
