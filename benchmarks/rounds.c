/*
 * Rounds of claims alone: against a bare gather loop, against one literal round
 * by scipy where python3 has it, against the phases; two threads against one;
 * and the page of `run`, which has to say what losses led to.
 *
 *     benchmarks/rounds [NODES]
 *
 * Ten exposures a node, `linear`, the default of one node.
 */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "data/network.h"

enum {
    DEGREE = 10,
    REPEATS = 5,
    LARGE = 300000, /* nodes: from here on a part of the rounds, fewer times */
    LARGE_REPEATS = 2
};

typedef struct rounds {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;   /* claims alone */
    ctg_plan *phases; /* the same numbers, by way of the phases */
    double *h;
    const char *python; /* NULL: none with scipy */
    char path[64];      /* of the graph for it */
    int threads;
    uint32_t count; /* rounds of a run */
} rounds;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

/* Nothing matures, so a horizon changes nothing but the way. */
static ctg_plan *plan_of(const rounds *r, bool phases)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_plan *plan;
    char shock[128];

    if (!scenario)
        bars_die("out of memory");
    snprintf(shock, sizeof shock, "node %s=default",
             ctg_graph_node_id(r->graph, 1));
    must(ctg_scenario_add_shock(scenario, shock, &error));
    if (phases)
        must(ctg_scenario_set(scenario, "horizon_days", "30", &error));
    if (r->network->nodes.count >= LARGE)
        must(ctg_scenario_set(scenario, "rounds", "30", &error));
    must(ctg_plan_new(r->network, scenario, &plan, &error));
    ctg_scenario_free(scenario);
    return plan;
}

static void start(rounds *r, size_t nodes)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = DEGREE, .seed = 237};

    *r = (rounds){.threads = 1};
    must(ctg_graph_generate("er", &options, &r->graph, &error));
    must(ctg_network_new(r->graph, &r->network, NULL, &error));
    r->plan = plan_of(r, false);
    r->phases = plan_of(r, true);
    r->h = bars_room(r->network->nodes.count, sizeof *r->h);
}

static void stop(rounds *r)
{
    free(r->h);
    ctg_plan_free(r->plan);
    ctg_plan_free(r->phases);
    ctg_network_free(r->network);
    ctg_graph_free(r->graph);
    if (r->path[0])
        unlink(r->path);
}

/* --- who takes turns --- */

static double begun;

/* Books are open when round 0 closes. */
static int mark(void *context, double round, double total)
{
    double (*const clock)(void) = *(double (**)(void))context;

    (void)total;
    if (round == 0)
        begun = clock();
    return 1;
}

/* Seconds of a round, by a clock. */
static double run(rounds *r, const ctg_plan *plan, double (*clock)(void),
                  ctg_run **kept)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *made;
    double seconds;

    options.ledger = false;
    options.baseline = false;
    options.progress = mark;
    options.progress_context = &clock;
    bars_threads(r->threads);
    must(ctg_run_new(plan, &options, &made, &error));
    r->count = ctg_run_summary(made)->rounds;
    seconds = (clock() - begun) / r->count;
    if (kept)
        *kept = made;
    else
        ctg_run_free(made);
    return seconds;
}

static double cpu_of_rounds(void *context)
{
    rounds *const r = context;

    r->threads = 1;
    return run(r, r->plan, bars_cpu, NULL);
}

static double cpu_of_phases(void *context)
{
    rounds *const r = context;

    r->threads = 1;
    return run(r, r->phases, bars_cpu, NULL);
}

static double wall_of_rounds(void *context)
{
    rounds *const r = context;

    return run(r, r->plan, bars_wall, NULL);
}

/* Seconds of a page, for each round of its run. */
static double cpu_of_page(void *context)
{
    rounds *const r = context;
    ctg_run *made;
    ctg_tally *tally;
    double start;

    bars_threads(1);
    start = bars_cpu();
    must(ctg_tally_new(r->plan, NULL, 8, &made, &tally, &error));
    start = bars_cpu() - start;
    ctg_run_free(made);
    ctg_tally_free(tally);
    return start / r->count;
}

static double cpu_of_whole_run(void *context)
{
    rounds *const r = context;
    ctg_run_options options = ctg_run_options_default();
    ctg_run *made;
    double start;

    options.ledger = false;
    bars_threads(1);
    start = bars_cpu();
    must(ctg_run_new(r->plan, &options, &made, &error));
    start = bars_cpu() - start;
    ctg_run_free(made);
    return start / r->count;
}

/* h of every debtor, added up, and nothing else. */
static double cpu_of_gather(void *context)
{
    const rounds *const r = context;
    const ctg__exposures *const exposures = &r->network->exposures;

    return bars_gather(r->h, exposures->debtor, exposures->count);
}

/* --- scipy --- */

static bool write_for_python(rounds *r)
{
    const ctg__exposures *const exposures = &r->network->exposures;
    const uint64_t counts[] = {r->network->nodes.count, exposures->count};
    bool fine = true;
    FILE *file;
    int made;

    snprintf(r->path, sizeof r->path, "/tmp/contagraph-rounds-XXXXXX");
    made = mkstemp(r->path);
    file = made < 0 ? NULL : fdopen(made, "wb");
    if (!file)
        return false;
    fine &= fwrite(counts, sizeof *counts, 2, file) == 2;
    for (size_t i = 0; i <= r->network->nodes.count; i++) {
        const uint64_t at = exposures->start[i];

        fine &= fwrite(&at, sizeof at, 1, file) == 1;
    }
    fine &= fwrite(exposures->debtor, sizeof *exposures->debtor,
                   exposures->count, file) == exposures->count;
    for (ctg_node i = 0; i < r->network->nodes.count; i++)
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++) {
            const double share =
                exposures->amount[e] / r->network->nodes.equity[i];

            fine &= fwrite(&share, sizeof share, 1, file) == 1;
        }
    return fclose(file) == 0 && fine;
}

/* Infinite where it cannot be run. */
static double cpu_of_scipy(void *context)
{
    const rounds *const r = context;
    char command[512];

    snprintf(command, sizeof command, "%s '%s' '%s' 2>/dev/null", r->python,
             ROUNDS_PY, r->path);
    return bars_told(command, 1);
}

/* --- what is compared --- */

static int repeats_of(const rounds *r)
{
    return r->network->nodes.count < LARGE ? REPEATS : LARGE_REPEATS;
}

static void compare_rounds(rounds *r, double most)
{
    bars_contender contenders[] = {{.run = cpu_of_gather, .context = r},
                                   {.run = cpu_of_rounds, .context = r},
                                   {.run = cpu_of_phases, .context = r},
                                   {.run = cpu_of_scipy, .context = r}};
    const size_t entries = r->network->exposures.count;
    char what[80];
    bool with;

    r->python = bars_python("scipy");
    with = r->python && write_for_python(r);
    bars_race(contenders, with ? 4 : 3, repeats_of(r));
    snprintf(what, sizeof what, "a round, %zu exposures, against gathering",
             entries);
    bars_at_most("16", what, most, contenders[1].least / contenders[0].least,
                 "x");
    bars_note("  for an exposure", 1e9 * contenders[1].least / (double)entries,
              "ns");
    bars_note("  the same by the phases",
              contenders[2].least / contenders[0].least, "x");
    if (with && contenders[3].least < HUGE_VAL)
        bars_at_most("16", "  against scipy's h + W @ d", 1.6,
                     contenders[1].least / contenders[3].least, "x");
    else
        bars_not_judged("16", "  against scipy's h + W @ d",
                        "no python3 with scipy");
}

static bool is_same(const ctg_run *one, const ctg_run *other)
{
    const ctg_summary *const a = ctg_run_summary(one);
    const ctg_summary *const b = ctg_run_summary(other);
    const size_t nodes = ctg_network_node_count(ctg_run_network(one));

    return a->rounds == b->rounds && a->failed == b->failed &&
           memcmp(&a->last_change, &b->last_change, sizeof a->last_change) ==
               0 &&
           memcmp(ctg_run_equity(one), ctg_run_equity(other),
                  nodes * sizeof(double)) == 0 &&
           memcmp(ctg_run_failed_round(one), ctg_run_failed_round(other),
                  nodes * sizeof(uint32_t)) == 0;
}

static void compare_bits(rounds *r)
{
    ctg_run *phases;
    bool same = true;

    r->threads = 1;
    run(r, r->phases, bars_cpu, &phases);
    for (r->threads = 1; r->threads <= 3; r->threads++) {
        ctg_run *made;

        run(r, r->plan, bars_cpu, &made);
        same = same && is_same(made, phases);
        ctg_run_free(made);
    }
    ctg_run_free(phases);
    bars_true("17", "1, 2, 3 threads, and the phases", "same bytes", same);
}

static void compare_threads(rounds *r)
{
    rounds two = *r;
    bars_contender contenders[] = {{.run = wall_of_rounds, .context = r},
                                   {.run = wall_of_rounds, .context = &two}};
    bool free_cores = bars_two_cores();

    r->threads = 1;
    two.threads = 2;
    bars_race(contenders, 2, repeats_of(r));
    free_cores = bars_two_cores() && free_cores;
    bars_speedup("17", "2 threads against 1, by the clock on the wall", 1.6,
                 contenders[0].least / contenders[1].least, free_cores);
}

static void compare_page(rounds *r)
{
    bars_contender contenders[] = {{.run = cpu_of_whole_run, .context = r},
                                   {.run = cpu_of_page, .context = r}};

    bars_race(contenders, 2, 3);
    bars_at_most("19", "the page of `run` against its run", 1.5,
                 contenders[1].least / contenders[0].least, "x");
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    rounds r;

    if (nodes < 1000)
        return 2;
    bars_head("Rounds of claims alone");
    start(&r, nodes);
    compare_rounds(&r, nodes < LARGE ? 4 : 5);
    compare_bits(&r);
    compare_threads(&r);
    if (nodes < LARGE)
        compare_page(&r);
    stop(&r);
    return 0;
}
