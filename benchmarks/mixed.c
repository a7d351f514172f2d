/*
 * Every node's default where claims are valued by other rules than `linear`
 * and `threshold` alone: the fast solver against the rounds of the engine, on
 * random graphs of degree 10.
 *
 *     benchmarks/mixed [NODES]
 *
 * One thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/generate.h>
#include <contagraph/run.h>

#include "bars.h"
#include "data/spectral.h"
#include "engine/valuation.h"
#include "fast/fast.h"

enum { DEGREE = 10, REPEATS = 3, FAST = 64, ROUNDS = 8 };

/* What is measured: every so many nodes are pass-throughs, or banks with a
 * rule of their own; 0: none. */
typedef struct situation {
    const char *what;
    const char *rule;
    const char *shocks;
    double costs; /* a = b */
    double radius;
    size_t pools;
    size_t thresholds;
} situation;

typedef struct measured {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg__arena arena;
    ctg__fast fast;
    size_t nodes;
    ctg_node *sources;
    ctg__fast_effect *effects;
    double *base;
    double worst; /* difference of an impact, of the largest */
    double base_lost;
} measured;

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

/* Equity of all is scaled; all else follows from it. */
static void shape(measured *m, const situation *of)
{
    ctg__nodes *const nodes = &m->network->nodes;
    ctg__radius radius;
    ctg_error error;

    check(ctg__leverage_radius(m->network, false, 1e-4, NULL, &radius, &error),
          &error);
    for (size_t i = 0; i < nodes->count; i++) {
        const double equity = nodes->equity[i] * radius.value / of->radius;

        nodes->assets[i] += equity - nodes->equity[i];
        nodes->equity[i] = equity;
        if (of->thresholds && i % of->thresholds == 1)
            nodes->valuation[i] = CTG__RULE_threshold;
        if (of->pools && i % of->pools == 4) {
            nodes->pass_through[i] = true;
            nodes->assets[i] -= equity;
            nodes->equity[i] = 0;
        }
    }
}

static void plan(measured *m, const situation *of)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error = {.message = "out of memory"};
    bool possible = false;
    char costs[32];

    if (!scenario)
        bars_die(error.message);
    snprintf(costs, sizeof costs, "%.17g", of->costs);
    check(ctg_scenario_set(scenario, "valuation", of->rule, &error), &error);
    check(ctg_scenario_set(scenario, "a", costs, &error), &error);
    check(ctg_scenario_set(scenario, "b", costs, &error), &error);
    check(ctg_scenario_set(scenario, "shocks", of->shocks, &error), &error);
    check(ctg_plan_new(m->network, scenario, &m->plan, &error), &error);
    check(ctg__fast_of(m->plan, &m->arena, &m->fast, &possible, &error),
          &error);
    if (!possible || m->fast.method != CTG__FAST_MIXED)
        bars_die("another solver");
    ctg_scenario_free(scenario);
}

static void make(measured *m, const char *kind, const situation *of,
                 size_t nodes)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;

    *m = (measured){.nodes = nodes};
    options.nodes = nodes;
    options.degree = DEGREE;
    check(ctg_graph_generate(kind, &options, &m->graph, &error), &error);
    check(ctg_network_new(m->graph, &m->network, problems, &error), &error);
    ctg_problems_free(problems);
    m->sources = bars_room(FAST, sizeof *m->sources);
    m->effects = bars_room(FAST, sizeof *m->effects);
    m->base = bars_room(nodes, sizeof *m->base);
    /* Of all remainders: some are pass-throughs, some core. */
    for (size_t s = 0; s < FAST; s++)
        m->sources[s] = (ctg_node)(s * nodes / FAST + s % 9);
    shape(m, of);
    plan(m, of);
}

static void clear(measured *m)
{
    free(m->sources);
    free(m->effects);
    free(m->base);
    ctg__arena_clear(&m->arena);
    ctg_plan_free(m->plan);
    ctg_network_free(m->network);
    ctg_graph_free(m->graph);
}

/* Seconds a cascade, of some. */
static double run_fast(void *context)
{
    measured *const m = context;
    const ctg__fast_job job = {.fast = &m->fast,
                               .base = m->base,
                               .sources = m->sources,
                               .source_count = FAST,
                               .effects = m->effects,
                               .tolerance = CTG__FAST_TOLERANCE};
    const double start = bars_cpu();
    ctg__fast_report report;
    ctg_error error;

    check(
        ctg__fast_base(&m->fast, CTG__FAST_TOLERANCE, m->base, &report, &error),
        &error);
    check(ctg__fast_defaults(&job, &error), &error);
    return (bars_cpu() - start) / FAST;
}

static double lost_by(const measured *m, ctg_node node)
{
    ctg_run_options options = ctg_run_options_default();
    ctg__arena arena = {0};
    ctg_plan *plan;
    ctg_run *run;
    ctg_error error;
    double lost = 0;

    options.ledger = false;
    check(ctg__plan_with_defaults(m->plan, &node, node != CTG_NONE, &arena,
                                  &plan, &error),
          &error);
    check(ctg_run_new(plan, &options, &run, &error), &error);
    for (size_t i = 0; i < m->nodes; i++)
        if (i != node)
            lost += fmax(0, ctg_run_initial_equity(run)[i]) -
                    fmax(0, ctg_run_equity(run)[i]);
    if (node != CTG_NONE)
        lost -= fmax(0, ctg_run_initial_equity(run)[node]) * m->base[node];
    ctg_run_free(run);
    ctg__arena_clear(&arena);
    return lost;
}

/* Seconds a cascade, of a few; the fast solver has run before. */
static double run_rounds(void *context)
{
    measured *const m = context;
    const double base = lost_by(m, CTG_NONE);
    double start = 0;
    double most = 1e-300;

    for (size_t s = 0; s < FAST; s++)
        most = fmax(most, m->effects[s].impact);
    for (size_t s = 0; s < FAST; s += FAST / ROUNDS) {
        const double since = bars_cpu();
        const double lost = lost_by(m, m->sources[s]) - base;

        start += bars_cpu() - since;
        m->worst = fmax(m->worst, fabs(lost - m->effects[s].impact) / most);
    }
    return start / ROUNDS;
}

static void compare(const char *kind, const situation *of, size_t nodes)
{
    measured m;
    bars_contender turns[] = {{run_fast, &m, 0}, {run_rounds, &m, 0}};
    char what[96];

    make(&m, kind, of, nodes);
    bars_race(turns, 2, REPEATS);
    snprintf(what, sizeof what, "%s, %s", of->what, kind);
    bars_note(what, turns[1].least / turns[0].least, "times");
    printf("%50s%.0f us against %.0f us; differ by %.1g\n", "",
           1e6 * turns[0].least, 1e6 * turns[1].least, m.worst);
    clear(&m);
}

int main(int argc, char **argv)
{
    static const situation situations[] = {
        {"linear with pools", "linear", "", 1, 0.7, 9, 0},
        {"linear with pools, near 1", "linear", "", 1, 0.95, 9, 0},
        {"linear with pools, beyond 1", "linear", "", 1, 1.5, 9, 0},
        {"clearing with pools", "clearing", "", 1, 0.9, 9, 0},
        {"clearing with costs", "clearing", "", 0.8, 2, 9, 0},
        {"clearing and threshold", "clearing", "", 1, 4, 9, 3},
        {"exponential", "exponential", "", 1, 0.9, 0, 0},
        {"merton-recovery", "merton-recovery", "", 1, 0.9, 0, 0},
    };
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;

    if (nodes < 100)
        return 2;
    bars_threads(1);
    bars_head("every default by mixed rules, against the rounds");
    for (size_t s = 0; s < sizeof situations / sizeof *situations; s++) {
        compare("er", &situations[s], nodes);
        compare("core-periphery", &situations[s], nodes);
    }
    return 0;
}
