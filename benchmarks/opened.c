/*
 * A snapshot, whole and checked, to the end of a first sweep, and one row of a
 * sweep from it, beside the CSV tables of the same.
 *
 *     benchmarks/opened [NODES]
 *
 * Ten exposures a node. Every measurement is a process of its own; memory is
 * beside what one that does nothing has, pages of the file that were touched
 * included. One thread.
 */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "data/network.h"
#include "fast/fast.h"
#include "read_files.h"
#include "swept.h"

enum { DEGREE = 10, REPEATS = 3 };
enum { SECONDS, BYTES, SOLVER, OWN, COSTS };

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

typedef struct opened {
    ctg_graph *graph;
    ctg_network *network;
} opened;

static opened open_network(const char *path)
{
    opened made;

    must(ctg_graph_read(path, NULL, &made.graph, NULL, &error));
    must(ctg_network_new(made.graph, &made.network, NULL, &error));
    return made;
}

/* --- children ---------------------------------------------------------------
 */

static void do_nothing(void *context, double *costs)
{
    (void)context;
    costs[BYTES] = bars_peak();
}

static void load(void *context, double *costs)
{
    const double start = bars_cpu();

    open_network(context);
    costs[SECONDS] = bars_cpu() - start;
    costs[BYTES] = bars_peak();
}

/* Bytes that no other process can share; 0 where the system does not tell. */
static double own_bytes(void)
{
    FILE *const file = fopen("/proc/self/smaps_rollup", "r");
    char line[200];
    double found = 0;

    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Anonymous: %lf", &found) == 1)
            break;
    if (file)
        fclose(file);
    return 1024 * found;
}

static void load_and_sweep(void *context, double *costs)
{
    const double start = bars_cpu();
    const opened made = open_network(context);

    if (!isfinite(swept_once(made.network)))
        bars_die("a sweep of no numbers");
    costs[SECONDS] = bars_cpu() - start;
    costs[BYTES] = bars_peak();
    costs[OWN] = own_bytes();
}

/* The solver again, of rows that are there: what its sweeps take. */
static double solver_seconds(const ctg_network *network,
                             const ctg_scenario *scenario)
{
    ctg_plan *plan;
    ctg__arena arena = {0};
    ctg__fast fast;
    ctg__fast_report report;
    double *distress;
    double least = HUGE_VAL;
    bool possible;

    must(ctg_plan_new(network, scenario, &plan, &error));
    must(ctg__fast_of(plan, &arena, &fast, &possible, &error));
    if (!possible)
        bars_die("no fast solver");
    distress = bars_room(fast.count, sizeof *distress);
    for (int r = 0; r < REPEATS; r++) {
        const double start = bars_cpu();

        must(ctg__fast_base(&fast, 1e-12, distress, &report, &error));
        least = fmin(least, bars_cpu() - start);
    }
    return least;
}

/* As `sweep --end-state` of one row. */
static void one_row(void *context, double *costs)
{
    const double start = bars_cpu();
    const opened made = open_network(context);
    const ctg_scenario *const scenario = swept_row(made.network, true);

    costs[SECONDS] = bars_cpu() - start;
    costs[BYTES] = bars_peak();
    costs[SOLVER] = solver_seconds(made.network, scenario);
}

/* As `convert`, which checks the graph before it writes it. */
static void write_snapshot(void *context, double *costs)
{
    const read_files *const files = context;
    const opened made = open_network(files->folder);
    const ctg_write_options options = {.format = "snapshot",
                                       .network = made.network};

    must(ctg_graph_write(made.graph, files->snapshot, &options, NULL, &error));
    costs[SECONDS] = 0;
}

/* --- the bars ---------------------------------------------------------------
 */

/* By turns; the least of each. */
static void measure(bars_measurement *const *runs, const char *const *paths,
                    size_t count, double least[][COSTS])
{
    for (int r = 0; r < REPEATS; r++)
        for (size_t k = 0; k < count; k++) {
            double costs[COSTS] = {0};
            char path[96];

            snprintf(path, sizeof path, "%s", paths[k]);
            bars_apart(runs[k], path, costs, COSTS);
            for (size_t c = 0; c < COSTS; c++)
                least[k][c] = r ? fmin(least[k][c], costs[c]) : costs[c];
        }
}

static void judge(read_files *files)
{
    enum { NOTHING, CSV, SWEPT, ROW, RUNS };
    bars_measurement *const runs[] = {do_nothing, load, load_and_sweep,
                                      one_row};
    const char *const paths[] = {"", files->folder, files->snapshot,
                                 files->snapshot};
    const double edges = (double)files->edge_count;
    double least[RUNS][COSTS];
    double none[COSTS] = {0};

    bars_apart(write_snapshot, files, none, COSTS);
    measure(runs, paths, RUNS, least);
    bars_note("CSV to network", 1e3 * least[CSV][SECONDS], "ms");
    bars_note("snapshot to the end of a first sweep",
              1e3 * least[SWEPT][SECONDS], "ms");
    bars_at_most("21", "  of the CSV to network", 0.05,
                 least[SWEPT][SECONDS] / least[CSV][SECONDS], "x");
    bars_at_most("21", "  memory, for an exposure", 24,
                 (least[SWEPT][BYTES] - least[NOTHING][BYTES]) / edges, "B");
    bars_at_most("", "  of it a second process needs anew", 10,
                 100 * least[SWEPT][OWN] / least[SWEPT][BYTES], "%");
    bars_at_most("21", "snapshot to a row without rounds, of its sweeps", 3,
                 least[ROW][SECONDS] / least[ROW][SOLVER], "x");
    bars_at_most("21", "  memory, for an exposure", 32,
                 (least[ROW][BYTES] - least[NOTHING][BYTES]) / edges, "B");
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    char title[80];
    read_files files;

    if (nodes < 1000)
        bars_die("NODES is at least 1000");
    bars_threads(1);
    snprintf(title, sizeof title, "Snapshots of %zu nodes, degree %d", nodes,
             (int)DEGREE);
    bars_head(title);
    read_files_make(&files, nodes * DEGREE, nodes, false);
    judge(&files);
    read_files_remove(&files);
    return 0;
}
