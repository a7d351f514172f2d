/*
 * How often the intervals of a simulation hold the truth: the same risk drawn
 * with seeds 1, 2, ..., where value at risk and expected shortfall have closed
 * forms: one asset (VR1), and defaults with one factor (VA1).
 *
 *     benchmarks/coverage [SEEDS [DRAWS]]
 */
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { LEVELS = 2 };

/* 95 % intervals: of 400 seeds, this is beyond chance on either side. */
static const double fewest = 90;

typedef struct truth {
    const char *id;
    const char *folder;
    const char *keys[8]; /* and values; NULL at the end */
    double var[LEVELS];
    double es[LEVELS];
    double most_var; /* per cent of the intervals that may hold it */
    const char *why; /* it may be more than usual; NULL */
} truth;

static const truth truths[] = {
    {.id = "VR1",
     .folder = "R01-lognormal",
     .keys = {"days", "1", NULL},
     .var = {6.655800869, 9.281900052},
     .es = {8.263855171, 10.552526808},
     .most_var = 99.9},
    {.id = "VA1",
     .folder = "R04-vasicek",
     .keys = {"days", "365", "correlation", "0.2", NULL},
     .var = {40, 80},
     .es = {62.60889445, 99.07040120},
     .most_var = 100,
     .why = "VA1: losses come in steps of 10, and so do order statistics: an\n"
            "interval that ends on the step of the VaR holds it, however far\n"
            "the draws are from it, so all of them may\n"},
};

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static ctg_risk *risk_of(const truth *of, const char *draws)
{
    ctg_risk *const made = ctg_risk_new();

    if (!made)
        bars_die("out of memory");
    must(ctg_risk_set(made, "levels", "95,99", &error));
    must(ctg_risk_set(made, "draws", draws, &error));
    for (size_t k = 0; of->keys[k]; k += 2)
        must(ctg_risk_set(made, of->keys[k], of->keys[k + 1], &error));
    return made;
}

/* Counts what the intervals of one seed hold. */
static void count(const truth *of, const ctg_network *network, ctg_risk *risk,
                  size_t seed, size_t var[LEVELS], size_t es[LEVELS])
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_problems *const problems = ctg_problems_new();
    ctg_simulation *simulation;
    char text[32];

    if (!scenario || !problems)
        bars_die("out of memory");
    snprintf(text, sizeof text, "%zu", seed);
    must(ctg_risk_set(risk, "seed", text, &error));
    must(ctg_simulation_new(network, scenario, risk, NULL, problems,
                            &simulation, &error));
    must(ctg_simulation_run(simulation, &error));
    for (size_t l = 0; l < LEVELS; l++) {
        const ctg_risk_level *const at =
            &ctg_simulation_measure_at(simulation, 0)->levels[l];

        var[l] += at->var_low <= of->var[l] && of->var[l] <= at->var_high;
        es[l] += at->es_low <= of->es[l] && of->es[l] <= at->es_high;
    }
    ctg_simulation_free(simulation);
    ctg_problems_free(problems);
    ctg_scenario_free(scenario);
}

static void say(const truth *of, const char *what, const char *level,
                size_t held, size_t seeds, double most)
{
    const double share = 100 * (double)held / (double)seeds;
    char text[80];

    snprintf(text, sizeof text, "%s: %s %s in its interval, at least", of->id,
             what, level);
    bars_at_least("", text, fewest, share, "%");
    snprintf(text, sizeof text, "%s: %s %s in its interval, at most", of->id,
             what, level);
    bars_at_most("", text, most, share, "%");
}

static void measure(const truth *of, size_t seeds, const char *draws)
{
    static const char *const names[LEVELS] = {"95 %", "99 %"};
    ctg_risk *const risk = risk_of(of, draws);
    size_t var[LEVELS] = {0};
    size_t es[LEVELS] = {0};
    ctg_network *network;
    ctg_graph *graph;
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", RISK_FOLDER, of->folder);
    must(ctg_graph_read(path, NULL, &graph, NULL, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    for (size_t seed = 1; seed <= seeds; seed++)
        count(of, network, risk, seed, var, es);
    for (size_t l = 0; l < LEVELS; l++) {
        say(of, "VaR", names[l], var[l], seeds, of->most_var);
        say(of, "ES", names[l], es[l], seeds, 99.9);
    }
    if (of->why)
        fputs(of->why, stdout);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_risk_free(risk);
}

int main(int argc, char **argv)
{
    const size_t seeds = argc > 1 ? strtoul(argv[1], NULL, 10) : 400;
    const char *const draws = argc > 2 ? argv[2] : "2000";
    char title[100];

    if (!seeds || strtoul(draws, NULL, 10) < 400)
        return 2;
    snprintf(title, sizeof title,
             "How often 95 %% intervals of %s draws hold the truth, %zu seeds",
             draws, seeds);
    bars_head(title);
    for (size_t t = 0; t < sizeof truths / sizeof *truths; t++)
        measure(&truths[t], seeds, draws);
    return 0;
}
