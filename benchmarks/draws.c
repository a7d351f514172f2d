/*
 * Draws of prices on lending books of 1,000 to 100,000 accounts with three legs
 * each, as rows of a sweep, beside the same draws in numpy (book.py).
 *
 *     benchmarks/draws [ACCOUNTS]
 *
 * Daily volatilities of 5 and of 15 %. One thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { REPEATS = 3, LINE = 4096, DRAWS_MOST = 1000 };

typedef struct book {
    char folder[64];
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *drawn[DRAWS_MOST];
    size_t draws;
} book;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

/* CPU seconds of numpy for all draws, whose book it writes; NaN: it failed. */
static double write_book(const book *b, size_t accounts, size_t draws,
                         double volatility)
{
    const char *const python = bars_python("numpy");
    char command[600];
    double seconds;

    snprintf(command, sizeof command,
             "OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "
             "%s '%s' '%s' %zu %zu %g 2>/dev/null",
             python ? python : "false", BOOK_PY, b->folder, accounts, draws,
             volatility);
    seconds = bars_told(command, 2);
    return isfinite(seconds) ? seconds : (double)NAN;
}

/* A line of scenarios.txt: shocks between semicolons. */
static ctg_scenario *take_line(char *line)
{
    ctg_scenario *const made = ctg_scenario_new();

    if (!made)
        bars_die("out of memory");
    for (char *shock = strtok(line, ";\n"); shock; shock = strtok(NULL, ";\n"))
        must(ctg_scenario_add_shock(made, shock, &error));
    return made;
}

static void open_book(book *b)
{
    char path[96];
    char line[LINE];
    FILE *file;

    must(ctg_graph_read(b->folder, NULL, &b->graph, NULL, &error));
    must(ctg_network_new(b->graph, &b->network, NULL, &error));
    snprintf(path, sizeof path, "%s/scenarios.txt", b->folder);
    file = fopen(path, "r");
    if (!file)
        bars_die(path);
    while (b->draws < DRAWS_MOST && fgets(line, sizeof line, file))
        b->drawn[b->draws++] = take_line(line);
    fclose(file);
}

static void close_book(book *b)
{
    for (size_t k = 0; k < b->draws; k++)
        ctg_scenario_free(b->drawn[k]);
    ctg_network_free(b->network);
    ctg_graph_free(b->graph);
    b->draws = 0;
}

static double sweep(void *context)
{
    const book *const b = context;
    const ctg_sweep_options options = {.threads = 1};
    static ctg_summary summaries[DRAWS_MOST];
    size_t failed;
    const double start = bars_cpu();

    must(ctg_sweep_run(b->network, (const ctg_scenario *const *)b->drawn,
                       b->draws, &options, summaries, &failed, &error));
    return bars_cpu() - start;
}

static void judge(book *b, size_t accounts, size_t draws, double volatility,
                  double least)
{
    const double numpy = write_book(b, accounts, draws, volatility);
    bars_contender turn = {sweep, b, 0};
    char what[80];

    snprintf(what, sizeof what, "%zu accounts, %g %%, against numpy", accounts,
             100 * volatility);
    if (isnan(numpy)) {
        bars_not_judged("23", what, "no numpy");
        return;
    }
    open_book(b);
    bars_race(&turn, 1, REPEATS);
    bars_at_least("23", what, least, numpy / turn.least, "x");
    bars_note("  a draw", 1e6 * turn.least / (double)draws, "us");
    close_book(b);
}

static void forget(const book *b)
{
    static const char *const names[] = {"nodes.csv",     "assets.csv",
                                        "venues.csv",    "markets.csv",
                                        "positions.csv", "scenarios.txt"};
    char path[96];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", b->folder, names[i]);
        unlink(path);
    }
    rmdir(b->folder);
}

int main(int argc, char **argv)
{
    static const struct {
        size_t accounts;
        size_t draws;
        double least[2]; /* at 5 and at 15 % */
    } books[] = {
        {1000, 1000, {10, 5}}, {10000, 200, {8, 5}}, {100000, 40, {30, 8}}};
    const size_t most = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    static book b = {.folder = "/tmp/contagraph-draws-XXXXXX"};

    if (!mkdtemp(b.folder))
        bars_die(b.folder);
    bars_threads(1);
    bars_head("Draws of prices on lending books");
    for (size_t i = 0; i < sizeof books / sizeof *books; i++)
        for (int v = 0; v < 2 && books[i].accounts <= most; v++)
            judge(&b, books[i].accounts, books[i].draws, v ? 0.15 : 0.05,
                  books[i].least[v]);
    forget(&b);
    return 0;
}
