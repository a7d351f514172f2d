/*
 * Numbers written and read beside the C library's, and lines of a ledger.
 *
 *     benchmarks/numbers [NUMBERS]
 *
 * Bits of doubles are drawn at random: 16 and 17 digits, any power of ten. One
 * thread.
 */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "base/random.h"
#include "text/number.h"

enum { NUMBERS = 1000000, ROOM = 32, REPEATS = 5, NODES = 1000 };

typedef struct numbers {
    size_t count;
    double *value;
    char *text; /* ROOM bytes each, 17 digits */
    double sum; /* or the compiler leaves the work out */
} numbers;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static double any_double(ctg__random *random)
{
    double value;

    do {
        const uint64_t high = (uint64_t)(ctg__random_unit(random) * 0x1p32);
        const uint64_t low = (uint64_t)(ctg__random_unit(random) * 0x1p32);
        const uint64_t bits = high << 32 | low;

        memcpy(&value, &bits, sizeof value);
    } while (!(fabs(value) >= DBL_MIN && fabs(value) <= DBL_MAX));
    return value;
}

static void make(numbers *n, size_t count)
{
    ctg__random random;

    n->count = count;
    n->value = bars_room(count, sizeof *n->value);
    n->text = bars_room(count, ROOM);
    ctg__random_start(&random, 237, 0);
    for (size_t i = 0; i < count; i++) {
        n->value[i] = any_double(&random);
        snprintf(n->text + i * ROOM, ROOM, "%.17g", n->value[i]);
    }
}

/* --- who takes turns --------------------------------------------------------
 */

static double write_ours(void *context)
{
    numbers *const n = context;
    const double start = bars_cpu();
    char room[ROOM];

    for (size_t i = 0; i < n->count; i++)
        n->sum += ctg__number_format(room, n->value[i]);
    return bars_cpu() - start;
}

static double write_theirs(void *context)
{
    numbers *const n = context;
    const double start = bars_cpu();
    char room[ROOM];

    for (size_t i = 0; i < n->count; i++)
        n->sum += snprintf(room, sizeof room, "%.17g", n->value[i]);
    return bars_cpu() - start;
}

static double read_ours(void *context)
{
    numbers *const n = context;
    const double start = bars_cpu();
    double value = 0;

    for (size_t i = 0; i < n->count; i++) {
        const char *const text = n->text + i * ROOM;

        if (ctg__number_parse(text, strlen(text), &value))
            bars_die(text);
        n->sum += value;
    }
    return bars_cpu() - start;
}

static double read_theirs(void *context)
{
    numbers *const n = context;
    const double start = bars_cpu();

    for (size_t i = 0; i < n->count; i++)
        n->sum += strtod(n->text + i * ROOM, NULL);
    return bars_cpu() - start;
}

/* As few digits as the C library needs, from 15 on, to read back the same. */
static bool same_bytes(const numbers *n)
{
    for (size_t i = 0; i < n->count; i++) {
        char ours[ROOM];
        char theirs[ROOM];

        ctg__number_format(ours, n->value[i]);
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(theirs, sizeof theirs, "%.*g", digits, n->value[i]);
            if (strtod(theirs, NULL) == n->value[i])
                break;
        }
        if (strcmp(ours, theirs) != 0)
            return false;
    }
    return true;
}

static bool same_values(const numbers *n)
{
    for (size_t i = 0; i < n->count; i++) {
        const char *const text = n->text + i * ROOM;
        double value;

        if (ctg__number_parse(text, strlen(text), &value) ||
            value != n->value[i])
            return false;
    }
    return true;
}

/* --- a ledger ---------------------------------------------------------------
 */

typedef struct ran {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan;
    ctg_run *run;
    ctg_outcome of;
} ran;

static void run(ran *r)
{
    const ctg_generate_options drawn = {
        .nodes = NODES, .degree = 10, .seed = 237};
    const ctg_run_options options = ctg_run_options_default();
    char shock[80];

    must(ctg_graph_generate("er", &drawn, &r->graph, &error));
    must(ctg_network_new(r->graph, &r->network, NULL, &error));
    r->scenario = ctg_scenario_new();
    if (!r->scenario)
        bars_die("out of memory");
    snprintf(shock, sizeof shock, "node %s=default",
             ctg_graph_node_id(r->graph, 1));
    must(ctg_scenario_add_shock(r->scenario, shock, &error));
    must(ctg_plan_new(r->network, r->scenario, &r->plan, &error));
    must(ctg_run_new(r->plan, &options, &r->run, &error));
    r->of = (ctg_outcome){.run = r->run, .scenario = r->scenario};
}

static double write_ledger(void *context)
{
    const ran *const r = context;
    FILE *const nowhere = fopen("/dev/null", "w");
    const double start = bars_cpu();

    if (!nowhere)
        bars_die("/dev/null cannot be written");
    must(ctg_run_file_write("ledger.csv", &r->of, NULL, nowhere, &error));
    if (fclose(nowhere))
        bars_die("/dev/null cannot be written");
    return bars_cpu() - start;
}

static void forget(ran *r)
{
    ctg_run_free(r->run);
    ctg_plan_free(r->plan);
    ctg_scenario_free(r->scenario);
    ctg_network_free(r->network);
    ctg_graph_free(r->graph);
}

int main(int argc, char **argv)
{
    numbers n = {0};
    ran r = {0};
    bars_contender turns[] = {{write_ours, &n, 0},
                              {write_theirs, &n, 0},
                              {read_ours, &n, 0},
                              {read_theirs, &n, 0},
                              {write_ledger, &r, 0}};

    bars_threads(1);
    make(&n, argc > 1 ? strtoul(argv[1], NULL, 10) : NUMBERS);
    run(&r);
    bars_head("Numbers as text");
    bars_race(turns, sizeof turns / sizeof *turns, REPEATS);
    bars_at_most("20", "a double written, to snprintf of 17 digits", 0.25,
                 turns[0].least / turns[1].least, "x");
    bars_at_most("20", "17 digits read, to strtod", 0.5,
                 turns[2].least / turns[3].least, "x");
    bars_true("20", "the fewest digits that read back", "same bytes",
              same_bytes(&n));
    bars_true("20", "17 digits read back", "same bits", same_values(&n));
    bars_at_most("20", "a line of ledger.csv", 250,
                 1e9 * turns[4].least /
                     (double)ctg_ledger_count(ctg_run_ledger(r.run)),
                 "ns");
    forget(&r);
    free(n.value);
    free(n.text);
    return 0;
}
