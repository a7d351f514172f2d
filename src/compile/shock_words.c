/* Shocks back in words: for a scenario whose ids have changed, for people. */
#include <string.h>

#include "base/memory.h"
#include "compile/scenario.h"
#include "compile/shock_given.h"
#include "engine/shock_kind.h"
#include "text/clean.h"

typedef const char *name_of_node(const ctg_graph *graph, ctg_node node);

static void add_target(ctg__text *text, const ctg_network *network,
                       const ctg__shock *shock, const char *all,
                       name_of_node *name_of)
{
    const ctg_graph *const graph = network->graph;
    const ctg__markets *const markets = &network->markets;

    switch (ctg__shock_kind_of(shock)->target) {
    case CTG__ON_NODE:
        ctg__text_add(text, name_of(graph, shock->target));
        break;
    case CTG__ON_ASSET:
        ctg__text_add(text, shock->group ? all : "");
        ctg__text_add(text, shock->group
                                ? ctg_graph_asset_group(graph, shock->target)
                                : ctg_graph_asset_id(graph, shock->target));
        break;
    case CTG__ON_PAIR:
        ctg__text_add(text, name_of(graph, shock->target));
        ctg__text_add(text, ">");
        ctg__text_add(text, name_of(graph, shock->other));
        break;
    case CTG__ON_MARKET:
        ctg__text_add(
            text, name_of(graph,
                          network->venues.node[markets->venue[shock->target]]));
        ctg__text_add(text, "/");
        ctg__text_add(text,
                      ctg_graph_asset_id(graph, markets->asset[shock->target]));
        break;
    }
}

/* --- for people -------------------------------------------------------------
 */

static void add_part(ctg__text *text, const char *part, ctg__telling how)
{
    if (how.limit == SIZE_MAX)
        ctg__text_add(text, part);
    else
        ctg__text_add_clean(text, part, how.limit, how.ascii);
}

/* "-35%" is a change, "1200" a level, "default" an end. */
static void add_change(ctg__text *text, const ctg__shock *shock,
                       ctg__slice change, ctg__telling how)
{
    static const char minus[] = "\xE2\x88\x92";
    ctg__text part = {0};

    if (shock->unit == CTG__BY_REST) {
        ctg__text_add(text, how.spoken ? " defaults" : " default");
        return;
    }
    ctg__text_add(text,
                  shock->unit == CTG__BY_LEVEL && how.spoken ? " at " : " ");
    if (*change.text == '-') {
        ctg__text_add(text, how.ascii ? "-" : minus);
        change.text++;
        change.length--;
    }
    ctg__text_add_bytes(&part, change.text, change.length);
    add_part(text, ctg__text_string(&part), how);
    text->failed |= part.failed;
    ctg__text_clear(&part);
}

static void tell(ctg__text *text, const ctg_network *network,
                 const ctg__shock *shock, const char *words, ctg__telling how)
{
    const ctg__shock_kind *const kind = ctg__shock_kind_of(shock);
    const char *const lead = how.spoken ? kind->spoken : kind->brief;
    ctg__text target = {0};
    ctg__slice id;
    ctg__slice change;

    if (lead) {
        ctg__text_add(text, lead);
        ctg__text_add(text, " ");
    }
    add_target(&target, network, shock, how.spoken ? "all " : "@",
               ctg_graph_node_name);
    add_part(text, ctg__text_string(&target), how);
    text->failed |= target.failed;
    ctg__text_clear(&target);
    if (kind->take && !ctg__shock_split((ctg__slice){words, strlen(words)}, &id,
                                        &change, NULL))
        add_change(text, shock, change, how);
}

void ctg__shock_tell(const ctg_network *network, const char *words,
                     ctg__telling how, ctg__text *text)
{
    ctg__arena arena = {0};
    ctg__shock_list list = {.network = network, .arena = &arena};
    const ctg_status status =
        network ? ctg__shock_take(&list, words, NULL) : CTG_NOT_FOUND;

    if (status == CTG_NO_MEMORY)
        text->failed = true;
    else if (status)
        add_part(text, words, how);
    else
        tell(text, network, &list.shocks[0], words, how);
    ctg__arena_clear(&arena);
}

void ctg__shock_name_target(const ctg_network *network, const ctg__shock *shock,
                            ctg__text *text)
{
    ctg__text_add(text, ctg__shock_kind_of(shock)->about.word);
    ctg__text_add(text, " ");
    add_target(text, network, shock, "@", ctg_graph_node_id);
}

/* --- for a scenario ---------------------------------------------------------
 */

/* The words of the shock `number`, with the change as it was written. */
static ctg_status rename_one(const ctg_plan *plan, ctg_scenario *scenario,
                             uint32_t number, ctg_error *error)
{
    const char *const change = strrchr(scenario->shocks[number], '=');
    const ctg__shock *shock = plan->shocks;
    const ctg__shock *const end = shock + plan->shock_count;
    ctg__text text = {0};
    ctg_status status;

    while (shock < end && shock->number != number)
        shock++;
    if (shock == end)
        return CTG_OK;
    ctg__text_add(&text, ctg__shock_kind_of(shock)->about.word);
    ctg__text_add(&text, " ");
    add_target(&text, plan->network, shock, "@", ctg_graph_node_id);
    if (change && ctg__shock_kind_of(shock)->take)
        ctg__text_add(&text, change);
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
