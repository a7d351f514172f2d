/*
 * Memory of a second process on the same snapshot, beside that of the first:
 * what both map is there once.
 *
 *     benchmarks/shared [NODES [DEGREE]]
 *
 * Ten exposures a node, or tables of another kind of market. Each process opens
 * the snapshot and waits, or sweeps and waits behind its third row, with all
 * that it keeps for the next one; then pages are counted, those that several
 * processes have by their share (Pss of /proc/PID/smaps_rollup). One thread
 * each.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "read_files.h"
#include "swept.h"

enum { ROWS = 4 };

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

/* --- what a process does ----------------------------------------------------
 */

static ctg_network *open_network(const char *path)
{
    ctg_graph *graph;
    ctg_network *network;

    must(ctg_graph_read(path, NULL, &graph, NULL, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    return network;
}

static void open_only(const char *path)
{
    open_network(path);
}

/* Of the child: where it says that it is ready, and hears that it may end. */
static int ready;
static int may_end;

static void wait_here(void)
{
    char mark = 0;

    if (write(ready, &mark, 1) == 1)
        (void)!read(may_end, &mark, 1);
    _exit(0);
}

static int wait_behind_row(void *context, double done, double total)
{
    (void)context;
    (void)total;
    if (done >= ROWS - 1)
        wait_here();
    return 1;
}

/* The same row several times. */
static void sweep(const ctg_network *network, const ctg_scenario *row,
                  bool end_state)
{
    const ctg_scenario *const rows[ROWS] = {row, row, row, row};
    const ctg_sweep_options options = {
        .threads = 1, .end_state = end_state, .progress = wait_behind_row};
    ctg_summary summaries[ROWS];
    size_t failed;

    must(ctg_sweep_run(network, rows, ROWS, &options, summaries, &failed,
                       &error));
    bars_die("a sweep did not wait");
}

static void sweep_ends(const char *path)
{
    const ctg_network *const network = open_network(path);

    sweep(network, swept_scenario(network), true);
}

static void sweep_rounds(const char *path)
{
    const ctg_network *const network = open_network(path);

    sweep(network, swept_scenario(network), false);
}

/* Every account loses. */
static void sweep_prices(const char *path)
{
    const ctg_network *const network = open_network(path);
    ctg_scenario *const row = ctg_scenario_new();

    must(ctg_scenario_add_shock(row, "asset ETH=-30%", &error));
    sweep(network, row, false);
}

/* --- processes that wait ----------------------------------------------------
 */

typedef struct waiting {
    pid_t child;
    int go; /* closed, it ends */
} waiting;

/* Started, and at its end. */
static waiting start(void (*work)(const char *), const char *path)
{
    int done[2];
    int go[2];
    char mark = 0;
    pid_t child;

    if (pipe(done) || pipe(go))
        bars_die("no pipe");
    child = fork();
    if (child == 0) {
        close(done[0]);
        close(go[1]);
        ready = done[1];
        may_end = go[0];
        work(path);
        wait_here();
    }
    close(done[1]);
    close(go[0]);
    if (child < 0 || read(done[0], &mark, 1) != 1)
        bars_die("a process failed");
    close(done[0]);
    return (waiting){child, go[1]};
}

static void end(const waiting *of)
{
    int status;

    close(of->go);
    waitpid(of->child, &status, 0);
}

/* Bytes of a process under one name of the system's table. */
static double bytes_of(const waiting *of, const char *name)
{
    char path[64];
    char line[256];
    double bytes = -1;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)of->child);
    file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            bytes = 1024 * strtod(line + strlen(name), NULL);
    if (file)
        fclose(file);
    return bytes;
}

/* `edges` exposures, among which the bytes are divided; 1: they are megabytes.
 */
static void measure(const char *what, void (*work)(const char *),
                    const char *path, double edges)
{
    const waiting first = start(work, path);
    const double alone = bytes_of(&first, "Pss:");
    const waiting second = start(work, path);
    const double both = bytes_of(&first, "Pss:") + bytes_of(&second, "Pss:");
    const double own = bytes_of(&second, "Private_Dirty:");
    const double unit = edges > 1 ? edges : 1e6;

    end(&second);
    end(&first);
    if (alone < 0) {
        bars_not_judged("", what, "no /proc/PID/smaps_rollup");
        return;
    }
    bars_at_most("", what, 10, 100 * (both - alone) / alone, "%");
    bars_note(edges > 1 ? "  one process, for an exposure" : "  one process",
              alone / unit, edges > 1 ? "B" : "MB");
    bars_note(edges > 1 ? "  its own, for an exposure" : "  its own",
              own / unit, edges > 1 ? "B" : "MB");
}

/* In a process of its own, whose memory is given back. */
static void write_snapshot(ctg_network *make(const char *source),
                           const char *source, const char *path)
{
    const pid_t child = fork();
    int status = 1;

    if (child == 0) {
        const ctg_network *const network = make(source);
        const ctg_write_options options = {.format = "snapshot",
                                           .network = network};

        must(ctg_graph_write(ctg_network_graph(network), path, &options, NULL,
                             &error));
        _exit(0);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status)
        bars_die("no snapshot");
}

static size_t nodes;
static size_t degree = 10;

/* Lending markets and margin accounts, holdings, exposures in assets. */
static ctg_network *generate(const char *kind)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = (double)degree, .seed = 237};
    ctg_graph *graph;
    ctg_network *network;

    must(ctg_graph_generate(kind, &options, &graph, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    return network;
}

static void measure_claims(void)
{
    read_files files;
    double edges;

    read_files_make(&files, nodes * degree, nodes, false);
    edges = (double)files.edge_count;
    write_snapshot(open_network, files.folder, files.snapshot);
    measure("a second process that has opened it, more memory", open_only,
            files.snapshot, edges);
    measure("  in a sweep without rounds", sweep_ends, files.snapshot, edges);
    measure("  in a sweep by rounds", sweep_rounds, files.snapshot, edges);
    read_files_remove(&files);
}

static void measure_accounts(void)
{
    char path[] = "/tmp/contagraph-shared-XXXXXX";
    const int file = mkstemp(path);

    if (file < 0)
        bars_die(path);
    close(file);
    write_snapshot(generate, "defi", path);
    measure("  that has opened lending and margin accounts", open_only, path,
            1);
    measure("  in a sweep of prices", sweep_prices, path, 1);
    unlink(path);
}

int main(int argc, char **argv)
{
    char title[80];

    nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    degree = argc > 2 ? strtoul(argv[2], NULL, 10) : degree;
    if (nodes < 1000 || degree < 1)
        bars_die("NODES is at least 1000, DEGREE 1");
    bars_threads(1);
    snprintf(title, sizeof title,
             "A second process on a snapshot of %zu nodes, degree %zu", nodes,
             degree);
    bars_head(title);
    measure_claims();
    measure_accounts();
    return 0;
}
