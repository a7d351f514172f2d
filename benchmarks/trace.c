/*
 * Time of parents, all origin shares and ten paths of a ledger, beside that of
 * printing its amounts: benchmarks/trace [ENTRIES [NODES [SHOCKS]]].
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/trace.h>

#include "bars.h"
#include "data/ledger.h"

static uint32_t state = 237;

static uint32_t draw(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)(state >> 8) * below) >> 24);
}

/* Mostly claims among nodes; also prices of ten assets and what moves them. */
static ctg_ledger *make_ledger(size_t entries, uint32_t nodes, uint32_t shocks)
{
    const size_t per_round = entries / 25;
    ctg_ledger *ledger;
    ctg_error error;
    uint32_t round = 0;

    if (ctg__ledger_new(&ledger, &error))
        return NULL;
    for (uint32_t k = 0; k < shocks; k++)
        ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, k),
                         CTG_ACTOR(CTG_ACTOR_NODE, draw(nodes)),
                         1e6 / (1 + draw(1000)));
    while (!ctg__ledger_close_round(ledger, round++, &error) &&
           ctg_ledger_count(ledger) < entries)
        for (size_t i = 0; i < per_round; i++) {
            const ctg_actor node = CTG_ACTOR(CTG_ACTOR_NODE, draw(nodes));
            const ctg_actor other = CTG_ACTOR(CTG_ACTOR_NODE, draw(nodes));
            const ctg_actor asset = CTG_ACTOR(CTG_ACTOR_ASSET, draw(10));
            const double amount = 1e7 / (1 + draw(1 << 20));
            const uint32_t what = draw(20);

            if (what < 2)
                ctg__ledger_post(ledger, CTG_PRICE, asset, node, amount);
            else if (what < 3)
                ctg__ledger_post(ledger, CTG_SALE, asset, node, amount);
            else if (what < 5)
                ctg__ledger_post(ledger, CTG_IMPACT, node, asset, amount);
            else
                ctg__ledger_post(ledger, CTG_CLAIM, node, other, amount);
        }
    return ledger;
}

typedef struct tracing {
    const ctg_ledger *ledger;
    double parents; /* the least of each part, in seconds */
    double origins;
    double paths;
} tracing;

static double trace_seconds(void *context)
{
    tracing *const t = context;
    const ctg_path_options options = ctg_path_options_default();
    const double start = bars_cpu();
    double at[3];
    const ctg_origin *origins;
    const ctg_path *paths;
    size_t count;
    ctg_trace *trace;
    ctg_error error;

    if (ctg_trace_new(t->ledger, &trace, &error))
        bars_die(error.message);
    at[0] = bars_cpu();
    if (ctg_trace_origins(trace, &origins, &count, &error))
        bars_die(error.message);
    at[1] = bars_cpu();
    if (ctg_trace_paths(trace, &options, &paths, &count, &error))
        bars_die(error.message);
    at[2] = bars_cpu();
    t->parents = fmin(t->parents, at[0] - start);
    t->origins = fmin(t->origins, at[1] - at[0]);
    t->paths = fmin(t->paths, at[2] - at[1]);
    ctg_trace_free(trace);
    return bars_cpu() - start;
}

static double print_seconds(void *context)
{
    const tracing *const t = context;
    FILE *const nowhere = fopen("/dev/null", "w");
    const ctg_entry *const entries = ctg_ledger_entries(t->ledger);
    const double start = bars_cpu();

    if (!nowhere)
        bars_die("/dev/null cannot be written");
    for (size_t e = 0; e < ctg_ledger_count(t->ledger); e++)
        fprintf(nowhere, "%.17g\n", entries[e].amount);
    fclose(nowhere);
    return bars_cpu() - start;
}

int main(int argc, char **argv)
{
    const size_t entries = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    const uint32_t nodes =
        argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20000;
    const uint32_t shocks = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 8;
    ctg_ledger *const ledger = make_ledger(entries, nodes, shocks);
    tracing t = {ledger, HUGE_VAL, HUGE_VAL, HUGE_VAL};
    bars_contender contenders[] = {{.run = trace_seconds, .context = &t},
                                   {.run = print_seconds, .context = &t}};
    char title[120];

    if (!ledger)
        bars_die("no ledger");
    snprintf(title, sizeof title,
             "The trace of %zu entries, %u nodes, %u shocks",
             ctg_ledger_count(ledger), (unsigned)nodes, (unsigned)shocks);
    bars_head(title);
    bars_race(contenders, 2, 5);
    bars_note("trace, against printing the amounts",
              contenders[0].least / contenders[1].least, "x");
    bars_note("  parents", 1e3 * t.parents, "ms");
    bars_note("  origins", 1e3 * t.origins, "ms");
    bars_note("  paths", 1e3 * t.paths, "ms");
    ctg__ledger_free(ledger);
    return 0;
}
