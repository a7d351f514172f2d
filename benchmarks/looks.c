/*
 * What is looked at before anything happens, and rankings of a network where
 * only prices pass losses on.
 *
 *     benchmarks/looks [NODES]
 *
 * Ten exposures a node; loops that gather x by the same columns are the
 * measure. `check` is CSV to network of a tenth of them, half of the nodes
 * insolvent and the spectral radius far above 1, against one of sound nodes.
 * One thread.
 */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "data/network.h"
#include "data/spectral.h"
#include "read_files.h"

enum { DEGREE = 10, REPEATS = 3, CHECKS = 5 };

/* Of the ranking by impact of us-banks-2007 when every cascade found its
 * spiral number, and began with books of its own. */
static const double microseconds_then = 1500;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static ctg_plan *plan_of(const ctg_network *network, const char *leverage)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_plan *plan;

    if (!scenario)
        bars_die("out of memory");
    if (leverage)
        must(ctg_scenario_set(scenario, "leverage_max", leverage, &error));
    must(ctg_plan_new(network, scenario, &plan, &error));
    ctg_scenario_free(scenario);
    return plan;
}

/* --- the rank ---------------------------------------------------------------
 */

static double rank(void *context)
{
    const double start = bars_cpu();
    ctg_ranking *ranking;
    double taken;

    must(ctg_ranking_new(context, "impact", NULL, &ranking, &error));
    taken = bars_cpu() - start;
    ctg_ranking_free(ranking);
    return taken;
}

static void judge_rank(void)
{
    bars_contender turn = {rank, NULL, 0};
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    double each;

    must(ctg_graph_read(US_BANKS, NULL, &graph, NULL, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    plan = plan_of(network, "30");
    turn.context = plan;
    bars_race(&turn, 1, 1);
    each = 1e6 * turn.least / (double)ctg_network_node_count(network);
    bars_note("us-banks-2007, leverage_max 30, impact: a cascade", each, "us");
    bars_at_least("24", "against 1.5 ms", 5, microseconds_then / each, "x");
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* --- the check --------------------------------------------------------------
 */

static double check(void *context)
{
    const read_files *const files = context;
    const double start = bars_cpu();
    ctg_graph *graph;
    ctg_network *network;
    double taken;

    must(ctg_graph_read(files->folder, NULL, &graph, NULL, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    taken = bars_cpu() - start;
    ctg_network_free(network);
    ctg_graph_free(graph);
    return taken;
}

static void judge_check(size_t nodes)
{
    read_files sound;
    read_files weak;
    bars_contender turns[] = {{check, &sound, 0}, {check, &weak, 0}};

    read_files_make(&sound, nodes * DEGREE, nodes, false);
    read_files_make(&weak, nodes * DEGREE, nodes, false);
    read_files_weaken(&weak);
    bars_race(turns, 2, CHECKS);
    bars_at_most("24", "CSV to network, radius above 1, to a sound one", 1.3,
                 turns[1].least / turns[0].least, "x");
    read_files_remove(&sound);
    read_files_remove(&weak);
}

/* --- one radius, all of info ------------------------------------------------
 */

typedef struct subject {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    double *x;
    double sum; /* or the compiler leaves the loop out */
} subject;

static double gather(void *context)
{
    subject *const s = context;
    const ctg__exposures *const exposures = &s->network->exposures;
    const double start = bars_cpu();
    double sum = 0;

    for (size_t e = 0; e < exposures->count; e++)
        sum += s->x[exposures->debtor[e]];
    s->sum += sum;
    return bars_cpu() - start;
}

static double radius(void *context)
{
    const subject *const s = context;
    const double start = bars_cpu();
    ctg__radius found;

    must(ctg__leverage_radius(s->network, false, 1e-6, NULL, &found, &error));
    return bars_cpu() - start;
}

static double info(void *context)
{
    const subject *const s = context;
    const double start = bars_cpu();
    ctg_info *made;
    double taken;

    must(ctg_info_new(s->plan, NULL, NULL, &made, &error));
    taken = bars_cpu() - start;
    ctg_info_free(made);
    return taken;
}

static void judge_looks(size_t nodes)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = DEGREE, .seed = 237};
    subject s = {0};
    bars_contender turns[] = {{gather, &s, 0}, {radius, &s, 0}, {info, &s, 0}};

    must(ctg_graph_generate("er", &options, &s.graph, &error));
    must(ctg_network_new(s.graph, &s.network, NULL, &error));
    s.plan = plan_of(s.network, NULL);
    s.x = bars_room(nodes, sizeof *s.x);
    for (size_t i = 0; i < nodes; i++)
        s.x[i] = 1 / (double)(i + 1);
    bars_race(turns, 3, REPEATS);
    bars_note("a loop that gathers, for an exposure",
              1e9 * turns[0].least / (double)(nodes * DEGREE), "ns");
    bars_at_most("24", "one spectral radius to 1e-6, to such loops", 100,
                 turns[1].least / turns[0].least, "x");
    bars_at_most("24", "all that info computes, to such loops", 300,
                 turns[2].least / turns[0].least, "x");
    free(s.x);
    ctg_plan_free(s.plan);
    ctg_network_free(s.network);
    ctg_graph_free(s.graph);
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    char title[80];

    if (nodes < 1000)
        bars_die("NODES is at least 1000");
    bars_threads(1);
    snprintf(title, sizeof title, "Looks at networks, up to %zu nodes", nodes);
    bars_head(title);
    judge_rank();
    judge_check(nodes / 10);
    judge_looks(nodes);
    return 0;
}
