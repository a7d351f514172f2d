/*
 * How a run grows with the network: `defi` of 5,000 nodes to so many, ether
 * falls by 35 %. Its venues deleverage and socialise, many pay for many.
 *
 *     benchmarks/growth [NODES]
 *
 * Every run is a process of its own; growth is the exponent of n in CPU time
 * and in memory beside the network's, from the least size to the largest. A
 * whole ledger lists every pair, and is kept of the smaller sizes alone. One
 * thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { SIZES = 4, SMALL = 2, REPEATS = 3 };

static const size_t sizes[SIZES] = {5000, 10000, 20000, 50000};

typedef enum keeping { NOTHING, FOLDED, WHOLE, KEEPINGS } keeping;

static const char *const keeping_names[KEEPINGS] = {
    "without a ledger", "ledger folded", "ledger whole"};

/* What is run, and what it takes. */
typedef struct trial {
    size_t nodes;
    keeping kept;
} trial;

enum { SECONDS, BYTES, COSTS };

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

/* Seconds of the best run, and memory of the first. */
static void run(const ctg_plan *plan, keeping kept, double *costs)
{
    ctg_run_options options = ctg_run_options_default();
    const double before = bars_peak();

    options.baseline = false;
    options.ledger = kept == WHOLE;
    options.folded = kept == FOLDED;
    costs[SECONDS] = HUGE_VAL;
    for (int r = 0; r < REPEATS; r++) {
        const double start = bars_cpu();
        ctg_run *done;

        must(ctg_run_new(plan, &options, &done, &error));
        costs[SECONDS] = fmin(costs[SECONDS], bars_cpu() - start);
        if (!r)
            costs[BYTES] = bars_peak() - before;
        ctg_run_free(done);
    }
}

static void try_one(void *context, double *costs)
{
    const trial *const t = context;
    const ctg_generate_options options = {
        .nodes = t->nodes, .degree = 5, .seed = 237};
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;

    if (!scenario)
        bars_die("out of memory");
    must(ctg_graph_generate("defi", &options, &graph, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    must(ctg_scenario_add_shock(scenario, "asset ETH=-35%", &error));
    must(ctg_plan_new(network, scenario, &plan, &error));
    run(plan, t->kept, costs);
}

static void judge(keeping kept, size_t count)
{
    double made[SIZES][COSTS];
    const double times = log((double)sizes[count - 1] / (double)sizes[0]);
    char what[80];

    for (size_t s = 0; s < count; s++) {
        trial one = {sizes[s], kept};

        bars_apart(try_one, &one, made[s], COSTS);
        snprintf(what, sizeof what, "%s: %zu nodes", keeping_names[kept],
                 sizes[s]);
        bars_note(what, 1e3 * made[s][SECONDS], "ms");
        bars_note("", 1e-6 * made[s][BYTES], "MB");
    }
    snprintf(what, sizeof what, "%s: CPU time grows by n to the",
             keeping_names[kept]);
    bars_at_most("22", what, 1.2,
                 log(made[count - 1][SECONDS] / made[0][SECONDS]) / times, "");
    snprintf(what, sizeof what, "%s: memory grows by n to the",
             keeping_names[kept]);
    bars_at_most("22", what, 1.2,
                 log(made[count - 1][BYTES] / made[0][BYTES]) / times, "");
}

int main(int argc, char **argv)
{
    const size_t most = argc > 1 ? strtoul(argv[1], NULL, 10) : sizes[3];
    size_t count = 0;

    while (count < SIZES && sizes[count] <= most)
        count++;
    if (count < 2)
        bars_die("NODES is at least 10000");
    bars_threads(1);
    bars_head("How a run of defi grows, ETH -35 %");
    judge(NOTHING, count);
    judge(FOLDED, count);
    judge(WHOLE, count < SMALL ? count : SMALL);
    return 0;
}
