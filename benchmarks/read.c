/*
 * Reading: CSV to a checked network beside igraph's reader of edge lists and a
 * bare loop over the lines, GraphML beside igraph's, and opening a snapshot.
 *
 *     benchmarks/read [EXPOSURES [NODES]]
 *
 * The snapshot has ten times as many. Peaks of memory are those of processes
 * of their own, beside what one that does nothing has and the file, which is
 * mapped.
 */
#include <config.h>

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <igraph.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "data/graph.h"
#include "data/network.h"
#include "read_files.h"
#include "swept.h"

enum { REPEATS = 5, LARGE_REPEATS = 3 };

/* --- ours -------------------------------------------------------------------
 */

typedef struct loaded {
    ctg_graph *graph;
    ctg_network *network;
} loaded;

static void load(const char *path, bool unchecked, loaded *made)
{
    const ctg_read_options options = {.unchecked = unchecked};
    ctg_error error = {0};

    if (ctg_graph_read(path, &options, &made->graph, NULL, &error))
        bars_die(error.message);
}

static void compile(loaded *made)
{
    ctg_error error = {0};

    if (ctg_network_new(made->graph, &made->network, NULL, &error))
        bars_die(error.message);
}

static void unload(loaded *made)
{
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
    *made = (loaded){0};
}

typedef struct job {
    const char *path;
    bool unchecked;
    bool compiles;        /* reads and makes the network */
    bool sweeps;          /* and uses every exposure once */
    double (*time)(void); /* NULL: of CPU */
    double sum;           /* or the compiler leaves the sweep out */
} job;

static double run_ours(void *context)
{
    job *const of = context;
    double (*const time)(void) = of->time ? of->time : bars_cpu;
    const double start = time();
    loaded made = {0};
    double seconds;

    load(of->path, of->unchecked, &made);
    if (of->compiles)
        compile(&made);
    if (of->sweeps)
        of->sum = swept_once(made.network);
    seconds = time() - start;
    unload(&made);
    return seconds;
}

/* --- the others -------------------------------------------------------------
 */

static double run_ncol(void *context)
{
    const read_files *const files = context;
    const double start = bars_cpu();
    FILE *const file = fopen(files->ncol, "r");
    igraph_t graph;

    if (!file || igraph_read_graph_ncol(&graph, file, NULL, true,
                                        IGRAPH_ADD_WEIGHTS_YES, true))
        bars_die("igraph cannot read its edge list");
    fclose(file);
    igraph_destroy(&graph);
    return bars_cpu() - start;
}

static double run_igraph_graphml(void *context)
{
    const read_files *const files = context;
    const double start = bars_cpu();
    FILE *const file = fopen(files->graphml, "r");
    igraph_t graph;

    if (!file || igraph_read_graph_graphml(&graph, file, 0))
        bars_die("igraph cannot read GraphML");
    fclose(file);
    igraph_destroy(&graph);
    return bars_cpu() - start;
}

/* Nothing but the three cells of each line. */
static double run_lines(void *context)
{
    const read_files *const files = context;
    const double start = bars_cpu();
    FILE *const file = fopen(files->edges, "r");
    char line[256];
    char ends[2][64];
    double amount;
    double sum = 0;
    size_t count = 0;

    if (!file || !fgets(line, sizeof line, file))
        bars_die(files->edges);
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "%63[^,],%63[^,],%lf", ends[0], ends[1], &amount) ==
            3) {
            sum += amount;
            count++;
        }
    fclose(file);
    if (count != files->edge_count || !(sum > 0))
        bars_die("the loop over lines missed some");
    return bars_cpu() - start;
}

/* As `wc -l`. */
static double run_newlines(void *context)
{
    const read_files *const files = context;
    const double start = bars_cpu();
    const size_t length = (size_t)read_files_size(files->edges);
    const int fd = open(files->edges, O_RDONLY);
    const char *const bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0);
    const char *c = bytes;
    size_t count = 0;

    if (fd < 0 || bytes == MAP_FAILED)
        bars_die(files->edges);
    while ((c = memchr(c, '\n', (size_t)(bytes + length - c))) != NULL) {
        c++;
        count++;
    }
    munmap((void *)(uintptr_t)bytes, length);
    close(fd);
    if (count != files->edge_count + 1)
        bars_die("lines were lost");
    return bars_cpu() - start;
}

/* --- memory -----------------------------------------------------------------
 */

/* Peak of a child, in bytes; `run` NULL does nothing. */
static double peak_of(double (*run)(void *context), void *context)
{
    struct rusage usage;
    int status;
    const pid_t child = fork();

    if (child == 0) {
        if (run)
            run(context);
        _exit(0);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status)
        bars_die("a child failed");
    return 1024.0 * (double)usage.ru_maxrss;
}

/* --- the bars ---------------------------------------------------------------
 */

static bool same_array(const void *a, const void *b, size_t length)
{
    return (!a && !b) || (a && b && memcmp(a, b, length) == 0);
}

static bool same_loaded(const loaded *one, const loaded *other)
{
    const ctg__exposures *const a = &one->network->exposures;
    const ctg__exposures *const b = &other->network->exposures;
    bool same = a->count == b->count;

    for (int t = 0; same && t < CTG_TABLE_COUNT; t++) {
        const ctg__rows *const x = &one->graph->tables[t];
        const ctg__rows *const y = &other->graph->tables[t];

        same =
            x->row_count == y->row_count && x->column_count == y->column_count;
        for (size_t c = 0; same && c < x->column_count; c++)
            same = same_array(x->columns[c].word, y->columns[c].word,
                              4 * x->row_count) &&
                   same_array(x->columns[c].number, y->columns[c].number,
                              8 * x->row_count);
    }
    return same && same_array(a->debtor, b->debtor, 4 * a->count) &&
           same_array(a->amount, b->amount, 8 * a->count) &&
           same_array(a->row, b->row, 4 * a->count) &&
           same_array(a->by_debtor, b->by_debtor, 4 * a->count) &&
           same_array(a->file_order, b->file_order, 4 * a->count);
}

static void judge_threads(const read_files *files)
{
    job wall = {.path = files->folder, .compiles = true, .time = bars_wall};
    loaded made[3] = {{0}};
    const bool free_before = bars_two_cores();
    bars_contender turn = {run_ours, &wall, 0};
    double one;
    double two;

    for (int t = 0; t < 3; t++) {
        bars_threads(t + 1);
        load(files->folder, false, &made[t]);
        compile(&made[t]);
    }
    bars_true("12", "1, 2 and 3 threads make the same bytes", "the same",
              same_loaded(&made[0], &made[1]) &&
                  same_loaded(&made[0], &made[2]));
    for (int t = 0; t < 3; t++)
        unload(&made[t]);
    bars_threads(1);
    bars_race(&turn, 1, REPEATS);
    one = turn.least;
    bars_threads(2);
    bars_race(&turn, 1, REPEATS);
    two = turn.least;
    bars_threads(1);
    bars_speedup("12", "2 threads, CSV to network, by the wall", 1.5, one / two,
                 free_before && bars_two_cores());
}

static void judge_csv(read_files *files)
{
    job all = {.path = files->folder, .compiles = true};
    job graph = {.path = files->folder};
    bars_contender turns[] = {{run_ours, &all, 0},
                              {run_ours, &graph, 0},
                              {run_ncol, files, 0},
                              {run_lines, files, 0},
                              {run_newlines, files, 0}};
    const double edges = (double)files->edge_count;
    const double peak = peak_of(run_ours, &all) - peak_of(NULL, NULL) -
                        read_files_size(files->edges);

    bars_race(turns, sizeof turns / sizeof *turns, REPEATS);
    bars_note("CSV to graph", 1e9 * turns[1].least / edges, "ns/edge");
    bars_note("CSV to network: ids, checks, order",
              1e9 * turns[0].least / edges, "ns/edge");
    bars_at_least("12", "CSV to network, over igraph_read_graph_ncol", 10,
                  turns[2].least / turns[0].least, "x");
    bars_at_least("12", "CSV to network, over fgets and sscanf", 1.8,
                  turns[3].least / turns[0].least, "x");
    bars_at_most("12", "CSV to network, beside counting newlines", 30,
                 turns[0].least / turns[4].least, "x");
    bars_at_most("12", "peak of memory, for each exposure", 150, peak / edges,
                 "B");
    judge_threads(files);
}

static void judge_graphml(read_files *files)
{
    job ours = {.path = files->graphml};
    bars_contender turns[] = {{run_ours, &ours, 0},
                              {run_igraph_graphml, files, 0}};
    const double nothing = peak_of(NULL, NULL);
    const double peak =
        peak_of(run_ours, &ours) - nothing - read_files_size(files->graphml);
    const double igraph_peak = peak_of(run_igraph_graphml, files) - nothing;

    bars_race(turns, 2, REPEATS);
    bars_note("GraphML to graph",
              1e9 * turns[0].least / (double)files->edge_count, "ns/edge");
    bars_at_least("13", "GraphML, over igraph_read_graph_graphml", 1.8,
                  turns[1].least / turns[0].least, "x");
    bars_at_most("13", "its peak of memory, to that of igraph", 0.5,
                 peak / igraph_peak, "x");
}

static void write_snapshot(const read_files *files)
{
    const ctg_write_options options = {.format = "snapshot"};
    loaded made = {0};
    ctg_error error = {0};

    load(files->folder, false, &made);
    compile(&made); /* as `convert` does */
    if (ctg_graph_write(made.graph, files->snapshot, &options, NULL, &error))
        bars_die(error.message);
    unload(&made);
}

static void judge_snapshot(const read_files *files)
{
    job csv = {.path = files->folder, .compiles = true};
    job opened = {.path = files->snapshot, .unchecked = true};
    job checked = {.path = files->snapshot};
    job swept = {.path = files->snapshot,
                 .unchecked = true,
                 .compiles = true,
                 .sweeps = true};
    bars_contender turns[] = {{run_ours, &csv, 0},
                              {run_ours, &opened, 0},
                              {run_ours, &checked, 0},
                              {run_ours, &swept, 0}};

    write_snapshot(files);
    bars_race(turns, sizeof turns / sizeof *turns, LARGE_REPEATS);
    bars_note("snapshot: CSV of the same to network", 1e3 * turns[0].least,
              "ms");
    bars_note("snapshot: opened and its checksum compared",
              1e3 * turns[2].least, "ms");
    bars_at_most("14", "snapshot opened without its checksum", 5,
                 1e3 * turns[1].least, "ms");
    bars_at_most("14", "and to the first sweep, of the CSV to network", 0.2,
                 turns[3].least / turns[0].least, "x");
}

int main(int argc, char **argv)
{
    const size_t edges = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    const size_t nodes = argc > 2 ? strtoul(argv[2], NULL, 10) : edges / 10;
    char title[128];
    read_files files;

    if (!edges || !nodes)
        bars_die("EXPOSURES and NODES are counts");
    igraph_set_attribute_table(&igraph_cattribute_table);
    bars_threads(1);
    snprintf(
        title, sizeof title,
        "Reading %zu exposures between %zu nodes; snapshot: ten times that",
        edges, nodes);
    bars_head(title);
    read_files_make(&files, edges, nodes, true);
    judge_csv(&files);
    judge_graphml(&files);
    read_files_remove(&files);
    read_files_make(&files, 10 * edges, 10 * nodes, false);
    judge_snapshot(&files);
    read_files_remove(&files);
    return 0;
}
