/* A run in a test, and all it stands on. Every run is audited. */
#ifndef SUPPORT_OUTCOME_H
#define SUPPORT_OUTCOME_H

#include <contagraph/run.h>

#include "support/graph.h"

typedef struct outcome {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_run *run;
    const ctg_summary *summary;
} outcome;

/* Takes the graph and the scenario over; fails the test if it cannot run. */
static inline outcome outcome_of(ctg_graph *graph, ctg_scenario *scenario)
{
    ctg_run_options options = ctg_run_options_default();
    outcome made = {.graph = graph, .network = network_of(graph)};
    ctg_error error = {0};

    options.audit = true;
    made.plan = plan_of(made.network, scenario);
    if (ctg_run_new(made.plan, &options, &made.run, &error))
        fail_msg("%s", error.message);
    made.summary = ctg_run_summary(made.run);
    return made;
}

static inline void outcome_free(outcome *made)
{
    ctg_run_free(made->run);
    ctg_plan_free(made->plan);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* Sum of the entries of a channel that reach a node or, with "asset:", an
 * asset; NULL stands for any. */
static inline double outcome_sum(const outcome *made, ctg_channel channel,
                                 const char *source, const char *target)
{
    const ctg_ledger *const ledger = ctg_run_ledger(made->run);
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    double sum = 0;

    for (size_t e = 0; e < ctg_ledger_count(ledger); e++) {
        const char *const wanted[] = {source, target};
        const ctg_actor actors[] = {entries[e].source, entries[e].target};
        bool same = entries[e].channel == (uint32_t)channel;

        for (int k = 0; k < 2 && same; k++) {
            const uint32_t index = ctg_actor_index(actors[k]);

            if (!wanted[k])
                continue;
            if (ctg_actor_kind_of(actors[k]) == CTG_ACTOR_NODE)
                same = strcmp(ctg_graph_node_id(made->graph, index),
                              wanted[k]) == 0;
            else if (ctg_actor_kind_of(actors[k]) == CTG_ACTOR_ASSET)
                same = strncmp(wanted[k], "asset:", 6) == 0 &&
                       strcmp(ctg_graph_asset_id(made->graph, index),
                              wanted[k] + 6) == 0;
            else
                same = false;
        }
        if (same)
            sum += entries[e].amount;
    }
    return sum;
}

#endif
