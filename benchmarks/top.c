/*
 * The first 100 nodes by impact, certified, against the ranking of all.
 *
 *     benchmarks/top [NODES]
 */
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/network.h>
#include <contagraph/rank.h>

#include "bars.h"
#include "graphs.h"
#include "tables.h"

enum { DEGREE = 10, TOP = 100 };

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

static ctg_graph *claims_of(size_t nodes, double radius)
{
    graph g;
    tables t;

    graph_make(&g, GRAPH_UNIFORM, nodes, DEGREE, radius);
    t = tables_make(nodes, g.fast.start[nodes]);
    for (size_t i = 0; i < nodes; i++) {
        t.equity[i] = g.fast.equity[i];
        for (size_t k = g.fast.start[i]; k < g.fast.start[i + 1]; k++) {
            t.debtor[k] = t.id[g.fast.column[k]];
            t.creditor[k] = t.id[i];
            t.amount[k] = g.fast.value[k];
        }
    }
    graph_clear(&g);
    return t.graph;
}

/* Seconds of CPU time. */
static double rank(const ctg_plan *plan, size_t top, ctg_ranking **ranking)
{
    const ctg_ranking_options options = {.top = top};
    const double from = bars_cpu();
    ctg_error error;

    check(ctg_ranking_new(plan, "impact", &options, ranking, &error), &error);
    return bars_cpu() - from;
}

static size_t count_differences(const ctg_ranking *one,
                                const ctg_ranking *other)
{
    const ctg_scores *const a = ctg_ranking_scores(one, 0);
    const ctg_scores *const b = ctg_ranking_scores(other, 0);
    size_t count = 0;

    for (size_t k = 0; k < TOP; k++)
        count += a->order[k] != b->order[k] ||
                 a->score[a->order[k]] != b->score[b->order[k]];
    return count;
}

static void compare(size_t nodes, double radius)
{
    ctg_graph *const claims = claims_of(nodes, radius);
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_problems *const problems = ctg_problems_new();
    ctg_network *network;
    ctg_plan *plan;
    ctg_ranking *first;
    ctg_ranking *all;
    const ctg_certificate *certificate;
    ctg_error error = {.message = "out of memory"};
    double seconds[2];
    char what[80];

    if (!scenario || !problems)
        bars_die(error.message);
    check(ctg_network_new(claims, &network, problems, &error), &error);
    check(ctg_plan_new(network, scenario, &plan, &error), &error);
    seconds[0] = rank(plan, TOP, &first);
    seconds[1] = rank(plan, 0, &all);
    certificate = ctg_ranking_certificate(first);
    snprintf(what, sizeof what, "er %g: cascades for the first 100", radius);
    bars_at_most("7", what, 1,
                 certificate->top
                     ? 100 * (double)certificate->cascades / (double)nodes
                     : 100,
                 "%");
    snprintf(what, sizeof what, "er %g: differences to the full ranking",
             radius);
    bars_at_most("7", what, 0, (double)count_differences(first, all), "");
    bars_note("  the first 100", seconds[0], "s");
    bars_note("  all", seconds[1], "s");
    ctg_ranking_free(first);
    ctg_ranking_free(all);
    ctg_plan_free(plan);
    ctg_scenario_free(scenario);
    ctg_problems_free(problems);
    ctg_network_free(network);
    ctg_graph_free(claims);
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    char title[80];

    if (nodes < 2 * TOP)
        bars_die("NODES is at least 200");
    snprintf(title, sizeof title, "The first 100 of %zu nodes, degree %d",
             nodes, (int)DEGREE);
    bars_head(title);
    compare(nodes, 0.5);
    compare(nodes, 0.9);
    return 0;
}
