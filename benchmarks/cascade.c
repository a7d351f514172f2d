/*
 * The picture of a cascade whose ledger is of falls, beside one row of `sweep
 * --end-state`: both from a snapshot, in processes of their own, of the default
 * of one node.
 *
 *     benchmarks/cascade [NODES]
 *
 * Ten exposures a node, `linear`; the snapshot is in a folder under TMPDIR or
 * /tmp. One thread. With 1,000,000 nodes 0.5 GB of file, 6 GB of memory.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "swept.h"

enum { DEGREE = 10, REPEATS = 3 };
enum { SECONDS, BYTES, COSTS };

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static ctg_network *open_network(const char *path)
{
    ctg_graph *graph;
    ctg_network *network;

    must(ctg_graph_read(path, NULL, &graph, NULL, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    return network;
}

/* --- children ---------------------------------------------------------------
 */

static void one_row(void *context, double *costs)
{
    const double start = bars_cpu();

    swept_row(open_network(context), true);
    costs[SECONDS] = bars_cpu() - start;
    costs[BYTES] = bars_peak();
}

/* As `draw cascade`, but for the layout of Graphviz. */
static void draw(void *context, double *costs)
{
    const double start = bars_cpu();
    const ctg_network *const network = open_network(context);
    const ctg_scenario *const scenario = swept_scenario(network);
    const ctg_run_options kept = ctg_run_options_default();
    ctg_draw_options options = ctg_draw_options_default();
    ctg_plan *plan;
    ctg_run *run;
    ctg_drawing *made;

    must(ctg_plan_new(network, scenario, &plan, &error));
    must(ctg_run_new(plan, &kept, &run, &error));
    options.network = network;
    options.run = run;
    options.scenario = scenario;
    options.no_csv = true;
    must(ctg_draw("cascade", &options, &made, &error));
    costs[SECONDS] = bars_cpu() - start;
    costs[BYTES] = bars_peak();
}

/* --- the bars ---------------------------------------------------------------
 */

static void write_snapshot(const char *path, size_t nodes)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = DEGREE, .seed = 237};
    ctg_write_options how = ctg_write_options_default();
    ctg_graph *graph;
    ctg_network *network;

    must(ctg_graph_generate("er", &options, &graph, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    how.format = "snapshot";
    how.network = network;
    must(ctg_graph_write(graph, path, &how, NULL, &error));
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void judge(char *path)
{
    double row[COSTS] = {HUGE_VAL, 0};
    double picture[COSTS] = {HUGE_VAL, 0};

    for (int r = 0; r < REPEATS; r++) {
        double costs[COSTS] = {0};

        bars_apart(one_row, path, costs, COSTS);
        row[SECONDS] = fmin(row[SECONDS], costs[SECONDS]);
        bars_apart(draw, path, costs, COSTS);
        picture[SECONDS] = fmin(picture[SECONDS], costs[SECONDS]);
        picture[BYTES] = fmax(picture[BYTES], costs[BYTES]);
    }
    bars_note("a row without rounds", 1e3 * row[SECONDS], "ms");
    bars_at_most("P3", "`draw cascade`, against that", 30,
                 picture[SECONDS] / row[SECONDS], "x");
    bars_at_most("P3", "  its memory", 24, 1e-9 * picture[BYTES], "GB");
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    const char *const under = getenv("TMPDIR");
    char folder[512];
    char path[540];
    char title[80];

    if (nodes < 1000)
        bars_die("NODES is at least 1000");
    bars_threads(1);
    snprintf(title, sizeof title, "A cascade of %zu nodes, degree %d", nodes,
             (int)DEGREE);
    bars_head(title);
    snprintf(folder, sizeof folder, "%s/cascade-XXXXXX",
             under ? under : "/tmp");
    if (!mkdtemp(folder))
        bars_die("no folder for a snapshot");
    snprintf(path, sizeof path, "%s/graph.ctg", folder);
    write_snapshot(path, nodes);
    judge(path);
    unlink(path);
    rmdir(folder);
    return 0;
}
