#include "draw/facts.h"

#include <stdint.h>

#include "base/memory.h"

#include <string.h>

#include "compile/shock_given.h"
#include "data/graph.h"
#include "data/network.h"
#include "draw/drawn_falls.h"
#include "trace/fall_losses.h"
#include "trace/trace.h"

ctg_status ctg__facts_names(ctg__facts *facts, const ctg_graph *graph,
                            ctg__arena *arena, ctg_error *error)
{
    const char **ids;
    const char **names;
    const char **kinds;
    const char **groups;

    if (!TAKE(arena, ids, facts->node_count + 1) ||
        !TAKE(arena, names, facts->node_count + 1) ||
        !TAKE(arena, kinds, facts->node_count + 1) ||
        !TAKE(arena, groups, facts->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < facts->node_count; i++) {
        const ctg_node node = (ctg_node)i;

        ids[i] = ctg_graph_node_id(graph, node);
        names[i] = ctg_graph_node_name(graph, node);
        kinds[i] = ctg_graph_node_kind(graph, node);
        groups[i] = ctg_graph_node_group(graph, node);
    }
    facts->node_ids = ids;
    facts->node_names = names;
    facts->node_kinds = kinds;
    facts->node_groups = groups;
    return CTG_OK;
}

static ctg_status take_assets(ctg__facts *facts, const ctg_run *run,
                              const ctg_graph *graph, ctg__arena *arena,
                              ctg_error *error)
{
    const size_t rounds = (size_t)facts->rounds + 1;
    const char **ids;
    const char **names;
    double *prices;

    if (!TAKE(arena, ids, facts->asset_count + 1) ||
        !TAKE(arena, names, facts->asset_count + 1) ||
        !TAKE(arena, prices, rounds * facts->asset_count + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < facts->asset_count; a++) {
        const ctg_word name =
            ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_NAME, a);

        ids[a] = ctg_graph_asset_id(graph, (ctg_asset)a);
        names[a] = name ? ctg__graph_text(graph, name) : ids[a];
        for (size_t r = 0; r < rounds; r++)
            prices[r * facts->asset_count + a] =
                ctg_run_price(run, (uint32_t)r, (ctg_asset)a);
    }
    facts->asset_ids = ids;
    facts->asset_names = names;
    facts->prices = prices;
    return CTG_OK;
}

/* A shock as people say it, in the arena; NULL: no memory. */
static const char *told(const ctg_network *network, const char *words,
                        ctg__arena *arena)
{
    const ctg__telling how = {.spoken = true, .limit = 40};
    ctg__text text = {0};
    char *copy = NULL;

    ctg__shock_tell(network, words, how, &text);
    if (!text.failed && TAKE(arena, copy, text.length + 1))
        memcpy(copy, ctg__text_string(&text), text.length + 1);
    ctg__text_clear(&text);
    return copy;
}

static ctg_status take_shocks(ctg__facts *facts, const ctg_scenario *scenario,
                              const ctg_network *network, ctg__arena *arena,
                              ctg_error *error)
{
    const char **shocks;

    facts->shock_count = facts->causes->shock_count;
    if (!scenario)
        return CTG_OK;
    if (ctg_scenario_shock_count(scenario) > facts->shock_count)
        facts->shock_count = ctg_scenario_shock_count(scenario);
    if (!TAKE(arena, shocks, facts->shock_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < ctg_scenario_shock_count(scenario); i++) {
        shocks[i] = told(network, ctg_scenario_shock(scenario, i), arena);
        if (!shocks[i])
            return ctg__fail_memory(error);
    }
    facts->shocks = shocks;
    return CTG_OK;
}

/* Added in the order in which entries would have made cells. */
static ctg_status add_up_falls(const ctg__facts *facts, ctg__net *net,
                               ctg_error *error)
{
    ctg__asking *const asking = facts->causes->asking;
    ctg__arena arena = {NULL};
    ctg__fall_losses losses;
    bool fine = ctg__fall_losses_init(&losses, facts->fallen, &arena);

    for (uint32_t r = 1; fine && r < losses.round_count; r++) {
        ctg__fall_losses_go(&losses, r);
        for (size_t i = 0; i < losses.count; i++) {
            net->total += losses.lost[losses.nodes[i]];
            net->booked += losses.lost[losses.nodes[i]];
        }
        if (losses.count)
            net->rounds = r;
        fine = ctg__fall_losses_ask(&losses, r, asking);
    }
    ctg__arena_clear(&arena);
    return fine ? CTG_OK : ctg__causes_fail(facts->causes, error);
}

static ctg_status take_net(ctg__facts *facts, ctg_error *error)
{
    ctg__net *const net = ctg__allocate(sizeof *net);
    ctg_status status;

    if (!net)
        return ctg__fail_memory(error);
    status = ctg__net_init(net, facts->causes, error);
    facts->net = net;
    if (!status && facts->falls)
        ctg__drawn_falls_add_up(facts->falls, net);
    return !status && facts->fallen ? add_up_falls(facts, net, error) : status;
}

void ctg__facts_clear(ctg__facts *facts)
{
    ctg__net *const net = (ctg__net *)(uintptr_t)facts->net;

    if (net)
        ctg__net_clear(net);
    ctg__release(net);
    facts->net = NULL;
    ctg__drawn_falls_free((ctg__drawn_falls *)(uintptr_t)facts->falls);
    facts->falls = NULL;
}

static ctg_status take_facts(ctg__facts *facts, const ctg_run *run,
                             const ctg_scenario *scenario, ctg__arena *arena,
                             ctg_error *error)
{
    const ctg_network *const network = ctg_run_network(run);
    const ctg_graph *const graph = ctg_network_graph(network);
    const ctg_summary *const summary = ctg_run_summary(run);
    ctg_status status;

    facts->rounds = summary->rounds;
    facts->converged = summary->converged;
    facts->node_count = ctg_network_node_count(network);
    facts->initial_equity = ctg_run_initial_equity(run);
    facts->liabilities = ctg_network_liabilities(network);
    facts->pass_through = network->nodes.pass_through;
    facts->failed_round = ctg_run_failed_round(run);
    facts->asset_count = ctg_network_asset_count(network);
    facts->unit = ctg_graph_about(graph)->unit;
    facts->system_equity = summary->initial_equity;
    facts->equity_lost = summary->equity_lost;
    facts->baseline = summary->baseline;
    facts->outside_loss = summary->outside_loss;
    facts->outside_gain = summary->bonus_outside;
    facts->gain = summary->gains_booked;
    status = take_net(facts, error);
    if (!status)
        status = ctg__facts_names(facts, graph, arena, error);
    if (!status)
        status = take_assets(facts, run, graph, arena, error);
    if (!status)
        status = take_shocks(facts, scenario, network, arena, error);
    return status;
}

/* Falls of which no entry has been made, and none is needed. */
static const ctg_ledger *fallen_of(const ctg_trace *trace)
{
    return !atomic_load(&trace->has_causes) && ctg__ledger_falls(trace->ledger)
               ? trace->ledger
               : NULL;
}

ctg_status ctg__facts_init(ctg__facts *facts, const ctg_run *run,
                           ctg_trace *trace, const ctg_scenario *scenario,
                           ctg__arena *arena, ctg_error *error)
{
    ctg__causes *causes;
    ctg_status status = CTG_OK;

    *facts = (ctg__facts){.fallen = fallen_of(trace)};
    if (!TAKE(arena, causes, 1))
        return ctg__fail_memory(error);
    facts->causes = causes;
    if (facts->fallen)
        ctg__trace_begin(trace);
    else
        status = ctg_trace_find_parents(trace, error);
    if (status)
        return status;
    if (!facts->fallen)
        *causes = *ctg__trace_causes(trace);
    else if (!ctg__causes_of_start(causes, facts->fallen, arena))
        return ctg__fail_memory(error);
    causes->asking = &trace->asking;
    return take_facts(facts, run, scenario, arena, error);
}

ctg_status ctg__facts_init_cascade(ctg__facts *facts, const ctg_run *run,
                                   ctg_trace *trace,
                                   const ctg_scenario *scenario,
                                   ctg__arena *arena, ctg_error *error)
{
    ctg__drawn_falls *falls;

    if (!fallen_of(trace))
        return ctg__facts_init(facts, run, trace, scenario, arena, error);
    *facts = (ctg__facts){0};
    if (!ctg__drawn_falls_new(trace->ledger, &trace->asking, &falls))
        return atomic_load(&trace->asking.stopped)
                   ? ctg__fail(error, CTG_CANCELLED, "cancelled")
                   : ctg__fail_memory(error);
    facts->falls = falls;
    facts->causes = &falls->starts;
    return take_facts(facts, run, scenario, arena, error);
}
