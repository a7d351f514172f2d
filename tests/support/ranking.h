/* Rankings of graphs written in the test. */
#ifndef SUPPORT_RANKING_H
#define SUPPORT_RANKING_H

#include <math.h>

#include <contagraph/rank.h>

#include "support/graph.h"

/* All that one ranking needs, freed together. */
typedef struct ranked {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_ranking *ranking;
    ctg_status status;
    ctg_error error;
} ranked;

static inline ranked rank_network(ctg_graph *graph, ctg_scenario *scenario,
                                  const char *measures)
{
    ranked r = {.graph = graph, .network = network_of(graph)};

    r.plan = plan_of(r.network, scenario);
    r.status = ctg_ranking_new(r.plan, measures, NULL, &r.ranking, &r.error);
    return r;
}

static inline void ranked_free(ranked *r)
{
    ctg_ranking_free(r->ranking);
    ctg_plan_free(r->plan);
    ctg_network_free(r->network);
    ctg_graph_free(r->graph);
    *r = (ranked){0};
}

/* The scores of the first measure; fails the test if there are none. */
static inline const ctg_scores *first_scores(const ranked *r)
{
    if (r->status)
        fail_msg("%s", r->error.message);
    return ctg_ranking_scores(r->ranking, 0);
}

/* Ranks, and expects these scores to 1e-9; NaN: undefined. */
static inline void expect_scores(const char *nodes, const char *exposures,
                                 ctg_scenario *scenario, const char *measures,
                                 size_t count, const double *expected)
{
    ranked r =
        rank_network(graph_of("nodes", nodes, "exposures", exposures, NULL),
                     scenario, measures);
    const ctg_scores *const scores = first_scores(&r);

    assert_int_equal(ctg_network_node_count(r.network), count);
    for (size_t i = 0; i < count; i++)
        if (isnan(expected[i]))
            assert_true(isnan(scores->score[i]));
        else
            assert_near(scores->score[i], expected[i]);
    ranked_free(&r);
}

/* Ranks, and expects a refusal that says this. */
static inline void expect_refusal(const char *nodes, const char *exposures,
                                  const char *measures, ctg_status status,
                                  const char *reason)
{
    ranked r =
        rank_network(graph_of("nodes", nodes, "exposures", exposures, NULL),
                     scenario_of(NULL, NULL), measures);

    assert_int_equal(r.status, status);
    if (!strstr(r.error.message, reason))
        fail_msg("'%s' does not say '%s'", r.error.message, reason);
    ranked_free(&r);
}

#endif
