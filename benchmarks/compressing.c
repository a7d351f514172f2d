#include "compressing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <contagraph/generate.h>
#include <contagraph/optimise.h>
#include <contagraph/read.h>
#include <contagraph/run.h>

#include "bars.h"

enum { NODES = 100000, DEGREE = 10 };

/* Peaks in bytes, and how many exposures there are. */
enum { EDGES, READ, RUN, COMPRESSED, CPU, NUMBERS };

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

static void write_graph(void *path, double *numbers)
{
    ctg_generate_options options = ctg_generate_options_default();
    const ctg_write_options writing = ctg_write_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph;
    ctg_error error;

    options.nodes = NODES;
    options.degree = DEGREE;
    check(ctg_graph_generate("er", &options, &graph, &error), &error);
    check(ctg_graph_write(graph, path, &writing, problems, &error), &error);
    numbers[EDGES] = (double)ctg_graph_row_count(graph, CTG_EXPOSURES);
}

static void run(const ctg_network *network, const ctg_scenario *scenario)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan;
    ctg_run *made;
    ctg_error error;

    options.ledger = false;
    check(ctg_plan_new(network, scenario, &plan, &error), &error);
    check(ctg_run_new(plan, &options, &made, &error), &error);
    ctg_run_free(made);
    ctg_plan_free(plan);
}

static void compress(const ctg_network *network, const ctg_scenario *scenario)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    ctg_optimisation *answer;
    ctg_error error;

    options.seconds = 0;
    check(
        ctg_optimise("compress", network, scenario, &options, &answer, &error),
        &error);
    if (!ctg_optimisation_proven(answer))
        bars_die("the compression is not proven");
    ctg_optimisation_free(answer);
}

static void read_and_compress(void *path, double *numbers)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_graph *graph;
    ctg_network *network;
    ctg_error error;

    check(ctg_graph_read(path, NULL, &graph, problems, &error), &error);
    check(ctg_network_new(graph, &network, problems, &error), &error);
    numbers[READ] = bars_peak();
    run(network, scenario);
    numbers[RUN] = bars_peak();
    numbers[CPU] = -bars_cpu();
    compress(network, scenario);
    numbers[CPU] += bars_cpu();
    numbers[COMPRESSED] = bars_peak();
}

void compressing_measure(void)
{
    char path[] = "/tmp/contagraph-lines-XXXXXX.ctg";
    const int file = mkstemps(path, 4);
    double made[NUMBERS] = {0};
    double found[NUMBERS] = {0};

    if (file < 0)
        bars_die("no file for the lines");
    close(file);
    bars_apart(write_graph, path, made, NUMBERS);
    bars_apart(read_and_compress, path, found, NUMBERS);
    remove(path);
    bars_at_most("3", "a million edges: what is beside a run at the most, each",
                 120, (found[COMPRESSED] - found[RUN]) / made[EDGES], "B");
    bars_note("  with the graph and its network",
              found[COMPRESSED] / made[EDGES], "B");
    bars_note("  these alone", found[READ] / made[EDGES], "B");
    bars_note("  CPU time of it", found[CPU], "s");
}
