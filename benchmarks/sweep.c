/*
 * Many scenarios on one graph: with the memory of the last one against memory
 * of their own, and without rounds against rounds; and a curve of losses
 * against its points run one by one.
 *
 *     benchmarks/sweep [NODES]
 *
 * One thread.
 */
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { SCENARIOS = 32, STEPS = 16, REPEATS = 3 };

typedef struct subject {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenarios[SCENARIOS];
    ctg_scenario *sizes; /* of the curve */
    const char *rule;
} subject;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static ctg_scenario *scenario_of(const subject *s, const char *shock)
{
    ctg_scenario *const made = ctg_scenario_new();

    if (!made)
        bars_die("out of memory");
    must(ctg_scenario_set(made, "valuation", s->rule, &error));
    must(ctg_scenario_add_shock(made, shock, &error));
    return made;
}

/* Every scenario is a shock of one node; `share` of its equity in per cent. */
static void open_subject(subject *s, const char *kind, size_t nodes,
                         double degree, const char *rule, double share)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = degree, .seed = 237};
    char shock[128];

    s->rule = rule;
    must(ctg_graph_generate(kind, &options, &s->graph, &error));
    must(ctg_network_new(s->graph, &s->network, NULL, &error));
    for (size_t k = 0; k < SCENARIOS; k++) {
        const ctg_node node =
            (ctg_node)(k * ctg_network_node_count(s->network) / SCENARIOS);

        snprintf(shock, sizeof shock, "node %s=-%.17g%%",
                 ctg_graph_node_id(s->graph, node), share);
        s->scenarios[k] = scenario_of(s, shock);
    }
    snprintf(shock, sizeof shock, "node %s=-X", ctg_graph_node_id(s->graph, 1));
    s->sizes = scenario_of(s, shock);
}

static void close_subject(subject *s)
{
    for (size_t k = 0; k < SCENARIOS; k++)
        ctg_scenario_free(s->scenarios[k]);
    ctg_scenario_free(s->sizes);
    ctg_network_free(s->network);
    ctg_graph_free(s->graph);
}

static void run_alone(const subject *s, const ctg_scenario *scenario)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan;
    ctg_run *run;

    options.ledger = false;
    must(ctg_plan_new(s->network, scenario, &plan, &error));
    must(ctg_run_new(plan, &options, &run, &error));
    ctg_run_free(run);
    ctg_plan_free(plan);
}

static double anew(void *context)
{
    const subject *const s = context;
    const double start = bars_cpu();

    for (size_t k = 0; k < SCENARIOS; k++)
        run_alone(s, s->scenarios[k]);
    return bars_cpu() - start;
}

static double sweep(const subject *s, bool end_state)
{
    const ctg_sweep_options options = {.threads = 1, .end_state = end_state};
    static ctg_summary summaries[SCENARIOS];
    size_t failed;
    const double start = bars_cpu();

    must(ctg_sweep_run(s->network, (const ctg_scenario *const *)s->scenarios,
                       SCENARIOS, &options, summaries, &failed, &error));
    return bars_cpu() - start;
}

static double together(void *context)
{
    return sweep(context, false);
}

static double without_rounds(void *context)
{
    return sweep(context, true);
}

static double curve(void *context)
{
    const subject *const s = context;
    ctg_curve_options options = ctg_curve_options_default();
    ctg_curve *made;
    const double start = bars_cpu();

    options.steps = STEPS;
    must(ctg_curve_new(s->network, s->sizes, &options, &made, &error));
    ctg_curve_free(made);
    return bars_cpu() - start;
}

/* What a curve runs, by hand: the least solution of each size too. */
static double points(void *context)
{
    const subject *const s = context;
    double seconds = 0;

    for (size_t k = 0; k <= STEPS; k++)
        for (int below = 0; below < 2; below++) {
            char shock[128];
            ctg_scenario *scenario;
            double start;

            snprintf(shock, sizeof shock, "node %s=-%.17g%%",
                     ctg_graph_node_id(s->graph, 1), 50 * (double)k / STEPS);
            scenario = scenario_of(s, shock);
            must(ctg_scenario_set(scenario, "from_below",
                                  below ? "true" : "false", &error));
            start = bars_cpu();
            run_alone(s, scenario);
            seconds += bars_cpu() - start;
            ctg_scenario_free(scenario);
        }
    return seconds;
}

/* What is compared on a graph. */
enum { MEMORY = 1, ENDS = 2, CURVE = 4 };

static void measure(const char *what, subject *s, unsigned parts, double ends,
                    double curves)
{
    bars_contender contenders[] = {{.run = anew, .context = s},
                                   {.run = together, .context = s},
                                   {.run = without_rounds, .context = s},
                                   {.run = points, .context = s},
                                   {.run = curve, .context = s}};
    char full[80];

    bars_race(contenders, parts & CURVE ? 5 : parts & ENDS ? 3 : 2, REPEATS);
    snprintf(full, sizeof full, "%s: each by rounds", what);
    bars_note(full, 1e6 * contenders[1].least / SCENARIOS, "us");
    if (parts & MEMORY)
        bars_note("  against memory of its own",
                  contenders[0].least / contenders[1].least, "x");
    if (parts & ENDS) {
        snprintf(full, sizeof full, "%s: ends, against rounds", what);
        bars_at_least("", full, ends, contenders[1].least / contenders[2].least,
                      "x");
    }
    if (parts & CURVE) {
        snprintf(full, sizeof full, "%s: curve, against its points", what);
        bars_at_least("", full, curves,
                      contenders[3].least / contenders[4].least, "x");
    }
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 2000;
    char title[80];
    subject s;

    if (nodes < 100)
        return 2;
    bars_threads(1);
    snprintf(title, sizeof title, "Sweeps of %d scenarios on %zu nodes",
             (int)SCENARIOS, nodes);
    bars_head(title);
    open_subject(&s, "er", nodes, 10, "threshold", 30);
    measure("threshold, none fails", &s, MEMORY | ENDS | CURVE, 4, 1);
    close_subject(&s);
    open_subject(&s, "er", nodes, 10, "linear", 30);
    measure("linear", &s, ENDS | CURVE, 10, 20);
    close_subject(&s);
    open_subject(&s, "defi", nodes, 5, "linear", 30);
    measure("every channel", &s, MEMORY, 0, 0);
    close_subject(&s);
    open_subject(&s, "er", 50 * nodes, 10, "threshold", 30);
    measure("50 x the nodes", &s, MEMORY | ENDS, 2, 0);
    close_subject(&s);
    return 0;
}
