/*
 * A graph as a JSON document: time and memory of reading it, for an exposure.
 *
 *     benchmarks/document [EXPOSURES]
 *
 * Amounts have 17 digits. Memory is that of a process of its own, beside the
 * file, which is mapped, and what a process that does nothing has. One thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "base/random.h"
#include "tables.h"

enum { DEGREE = 10, REPEATS = 3 };
enum { SECONDS, BYTES, COSTS };

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static void write_document(void *context, double *costs)
{
    const size_t exposures = (size_t)costs[0];
    const size_t nodes = exposures / DEGREE;
    tables t = tables_make(nodes, exposures);
    const ctg_write_options options = {.format = "json"};
    ctg__random random;

    ctg__random_start(&random, 237, 0);
    for (size_t i = 0; i < nodes; i++)
        t.equity[i] = 100;
    for (size_t k = 0; k < exposures; k++) {
        const uint32_t debtor = ctg__random_below(&random, (uint32_t)nodes);

        t.debtor[k] = t.id[debtor];
        t.creditor[k] = t.id[(debtor + 1 +
                              ctg__random_below(&random, (uint32_t)nodes - 1)) %
                             nodes];
        t.amount[k] = 0.5 + ctg__random_unit(&random);
    }
    must(ctg_graph_write(t.graph, context, &options, NULL, &error));
}

static void do_nothing(void *context, double *costs)
{
    (void)context;
    costs[BYTES] = bars_peak();
}

static void read_document(void *context, double *costs)
{
    const double start = bars_cpu();
    ctg_graph *graph;

    must(ctg_graph_read(context, NULL, &graph, NULL, &error));
    costs[SECONDS] = bars_cpu() - start;
    costs[BYTES] = bars_peak();
}

int main(int argc, char **argv)
{
    const size_t exposures = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    char path[] = "/tmp/contagraph-document-XXXXXX";
    const int file = mkstemp(path);
    double costs[COSTS] = {(double)exposures};
    double least[COSTS] = {HUGE_VAL, HUGE_VAL};
    double nothing[COSTS] = {0};
    struct stat about;

    if (exposures < 1000)
        bars_die("EXPOSURES is at least 1000");
    if (file < 0 || close(file))
        bars_die(path);
    bars_threads(1);
    bars_head("A document of JSON");
    bars_apart(write_document, path, costs, COSTS);
    bars_apart(do_nothing, NULL, nothing, COSTS);
    for (int r = 0; r < REPEATS; r++) {
        bars_apart(read_document, path, costs, COSTS);
        for (int c = 0; c < COSTS; c++)
            least[c] = fmin(least[c], costs[c]);
    }
    if (stat(path, &about))
        bars_die(path);
    unlink(path);
    bars_at_most("25", "JSON to graph, for an exposure", 0.6,
                 1e6 * least[SECONDS] / (double)exposures, "us");
    bars_at_most("25", "  peak of memory, for an exposure", 150,
                 (least[BYTES] - nothing[BYTES] - (double)about.st_size) /
                     (double)exposures,
                 "B");
    return 0;
}
