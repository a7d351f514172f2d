/*
 * Memory of one scenario on a large graph, from a snapshot: in a process of
 * its own, beside what a process that does nothing has.
 *
 *     benchmarks/large [NODES]
 *
 * Ten exposures a node, drawn as they are written, in a folder under TMPDIR or
 * /tmp. With the standard 10,000,000 nodes: 4 GB of files and 10 GB of memory
 * while they are made.
 */
#include <config.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <contagraph/network.h>
#include <contagraph/read.h>

#include "bars.h"
#include "base/random.h"
#include "fast/fast.h"
#include "tables.h"

enum { DEGREE = 10 };

static char folder[512];
static char path[540];

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

/* Spectral radius about 0.9: as many exposures in every row, equal equity. */
static void write_snapshot(size_t nodes)
{
    tables t = tables_make(nodes, nodes * DEGREE);
    ctg_write_options options = ctg_write_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg__random random;
    ctg_error error;

    ctg__random_start(&random, 237, 0);
    for (size_t i = 0; i < nodes; i++) {
        t.equity[i] = DEGREE / 0.9;
        for (size_t k = i * DEGREE; k < (i + 1) * DEGREE; k++) {
            const double at = ctg__random_unit(&random);
            size_t debtor = (size_t)(at * (double)nodes);

            if (debtor == i)
                debtor = (i + 1) % nodes;
            t.debtor[k] = t.id[debtor];
            t.creditor[k] = t.id[i];
            t.amount[k] = 0.5 + ctg__random_unit(&random);
        }
    }
    check(ctg_graph_write(t.graph, path, &options, problems, &error), &error);
    ctg_problems_free(problems);
    ctg_graph_free(t.graph);
}

/* Reads, and solves the default of one node; the peak after every step. */
static void solve(double *steps)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg__arena arena = {0};
    ctg__fast fast;
    ctg__fast_report report;
    ctg_error error;
    double *distress;
    bool possible;

    check(ctg_graph_read(path, NULL, &graph, problems, &error), &error);
    steps[0] = bars_peak();
    check(ctg_network_new(graph, &network, problems, &error), &error);
    steps[1] = bars_peak();
    check(ctg_scenario_add_shock(scenario, "node N7=default", &error), &error);
    check(ctg_plan_new(network, scenario, &plan, &error), &error);
    check(ctg__fast_of(plan, &arena, &fast, &possible, &error), &error);
    steps[2] = bars_peak();
    distress = bars_room(fast.count, sizeof *distress);
    check(ctg__fast_base(&fast, 1e-12, distress, &report, &error), &error);
    steps[3] = bars_peak();
}

/* false where the child failed; it has said why. */
static bool in_a_child(double *steps)
{
    int ends[2];
    int status;
    pid_t child;
    bool done;

    if (pipe(ends))
        bars_die("no pipe");
    child = fork();
    if (child == 0) {
        solve(steps);
        done = write(ends[1], steps, 4 * sizeof *steps) > 0;
        _exit(!done);
    }
    close(ends[1]);
    done = child > 0 &&
           read(ends[0], steps, 4 * sizeof *steps) == 4 * sizeof *steps;
    close(ends[0]);
    return child > 0 && waitpid(child, &status, 0) == child && status == 0 &&
           done;
}

/* In a child as well, so that what it takes is given back. */
static void make_snapshot(size_t nodes)
{
    const pid_t child = fork();
    int status = 1;

    if (child == 0) {
        write_snapshot(nodes);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status)
        bars_die("no snapshot");
}

static void report(size_t nodes, const double *steps)
{
    static const char *const names[] = {
        "  the graph read: bytes an exposure", "  its network as well",
        "  the rows of the solver as well", "  solved"};
    const double exposures = (double)nodes * DEGREE;
    char what[80];

    snprintf(what, sizeof what, "%zu nodes, peak memory", nodes);
    /* Of 10,000,000 nodes, 3.6 GB. */
    bars_at_most("4", what, 3.6 * (double)nodes / 1e7, 1e-9 * steps[3], "GB");
    for (size_t s = 0; s < sizeof names / sizeof *names; s++)
        bars_note(names[s], steps[s] / exposures, "B");
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000000;
    const char *const under = getenv("TMPDIR");
    double steps[4] = {0};
    bool done;

    if (nodes < 100)
        bars_die("NODES is at least 100");
    snprintf(folder, sizeof folder, "%s/contagraph-large-XXXXXX",
             under && *under ? under : "/tmp");
    if (!mkdtemp(folder))
        bars_die("no temporary folder");
    snprintf(path, sizeof path, "%s/graph.ctg", folder);
    make_snapshot(nodes);
    done = in_a_child(steps);
    unlink(path);
    rmdir(folder);
    /* Not before: it starts threads, and children of a process with threads
     * may not start any. */
    bars_head("One scenario from a snapshot");
    if (done)
        report(nodes, steps);
    else
        bars_not_judged("4", "peak memory", "the child failed");
    return 0;
}
