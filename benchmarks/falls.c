/*
 * A ledger of falls: what a round costs that keeps its losses, what they take,
 * how fast they are read in order, and origins of all of them, against a bare
 * gather loop over the exposures.
 *
 *     benchmarks/falls [NODES]
 *
 * Ten exposures a node, `linear`, seven nodes that lose half of their equity.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "data/network.h"

enum { DEGREE = 10, SHOCKS = 7, REPEATS = 3, LARGE = 300000 };

typedef struct falls {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    double *h;
    ctg_run *run; /* that origins are found of */
    uint32_t count;
} falls;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static void start(falls *f, size_t nodes)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = DEGREE, .seed = 237};
    ctg_scenario *const scenario = ctg_scenario_new();
    char shock[128];

    *f = (falls){0};
    if (!scenario)
        bars_die("out of memory");
    must(ctg_graph_generate("er", &options, &f->graph, &error));
    must(ctg_network_new(f->graph, &f->network, NULL, &error));
    for (size_t k = 1; k <= SHOCKS; k++) {
        snprintf(shock, sizeof shock, "node %s=-50%%",
                 ctg_graph_node_id(f->graph, (ctg_node)k));
        must(ctg_scenario_add_shock(scenario, shock, &error));
    }
    if (nodes >= LARGE)
        must(ctg_scenario_set(scenario, "rounds", "30", &error));
    must(ctg_plan_new(f->network, scenario, &f->plan, &error));
    ctg_scenario_free(scenario);
    f->h = bars_room(nodes, sizeof *f->h);
}

static void stop(falls *f)
{
    free(f->h);
    ctg_run_free(f->run);
    ctg_plan_free(f->plan);
    ctg_network_free(f->network);
    ctg_graph_free(f->graph);
}

/* --- who takes turns --- */

static double begun;

/* Books are open when round 0 closes. */
static int mark(void *context, double round, double total)
{
    (void)context;
    (void)total;
    if (round == 0)
        begun = bars_cpu();
    return 1;
}

static ctg_run *run(const falls *f, bool ledger)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *made;

    options.ledger = ledger;
    options.baseline = false;
    options.progress = mark;
    bars_threads(1);
    must(ctg_run_new(f->plan, &options, &made, &error));
    return made;
}

/* Seconds of a round whose losses are kept. */
static double cpu_of_keeping(void *context)
{
    falls *const f = context;
    double seconds;

    ctg_run_free(f->run);
    f->run = run(f, true);
    f->count = ctg_run_summary(f->run)->rounds;
    seconds = (bars_cpu() - begun) / f->count;
    return seconds;
}

static volatile double sink;

static double cpu_of_gather(void *context)
{
    const falls *const f = context;
    const ctg__exposures *const exposures = &f->network->exposures;

    return bars_gather(f->h, exposures->debtor, exposures->count);
}

/* Seconds of an entry, read in order. */
static double cpu_of_reading(void *context)
{
    const falls *const f = context;
    const ctg_ledger *const ledger = ctg_run_ledger(f->run);
    const double begin = bars_cpu();
    ctg_entry read[256];
    size_t first = 0;
    double sum = 0;

    for (size_t count; (count = ctg_ledger_read(ledger, first, read, 256));
         first += count)
        sum += read[count - 1].amount;
    sink = sum;
    return (bars_cpu() - begin) / (double)first;
}

/* Seconds of all origins, for each round. */
static double cpu_of_origins(void *context)
{
    const falls *const f = context;
    const double begin = bars_cpu();
    const ctg_origin *origins;
    ctg_trace *trace;
    size_t count;

    bars_threads(1);
    must(ctg_trace_new(ctg_run_ledger(f->run), &trace, &error));
    must(ctg_trace_origins(trace, &origins, &count, &error));
    ctg_trace_free(trace);
    return (bars_cpu() - begin) / f->count;
}

/* --- what is compared --- */

static void compare(falls *f)
{
    const bool large = f->network->nodes.count >= LARGE;
    bars_contender contenders[] = {{.run = cpu_of_gather, .context = f},
                                   {.run = cpu_of_keeping, .context = f},
                                   {.run = cpu_of_reading, .context = f},
                                   {.run = cpu_of_origins, .context = f}};

    bars_race(contenders, 4, REPEATS);
    bars_at_most("18", "a round with its losses kept, against gathering", 10,
                 contenders[1].least / contenders[0].least, "x");
    bars_at_most("18", "an entry, read in order", 4, 1e9 * contenders[2].least,
                 "ns");
    bars_at_most("19", "a round of 7 origins at once, against gathering",
                 large ? 20 : 10, contenders[3].least / contenders[0].least,
                 "x");
}

typedef struct holding {
    const falls *of;
    bool ledger;
} holding;

static void hold(void *context, double *numbers)
{
    const holding *const h = context;
    ctg_run *const made = run(h->of, h->ledger);

    numbers[0] = bars_peak();
    numbers[1] = h->ledger ? (double)ctg_ledger_count(ctg_run_ledger(made)) : 0;
    ctg_run_free(made);
}

/* Before anything else is held: memory that was freed would be used again. */
static void compare_memory(falls *f)
{
    double numbers[2][2];

    for (int ledger = 0; ledger < 2; ledger++) {
        holding one = {f, ledger};

        bars_apart(hold, &one, numbers[ledger], 2);
    }
    bars_at_most("18", "memory of an entry", 2,
                 (numbers[1][0] - numbers[0][0]) / numbers[1][1], "B");
    bars_note("  entries", numbers[1][1], "");
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    falls f;

    if (nodes < 1000)
        return 2;
    bars_head("A ledger of falls");
    start(&f, nodes);
    compare_memory(&f);
    compare(&f);
    stop(&f);
    return 0;
}
