/*
 * Time of parents, all origin shares and ten paths of a ledger, beside that of
 * printing its amounts: benchmarks/trace [ENTRIES [NODES [SHOCKS]]].
 * CPU time, interleaved, the least of five.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <contagraph/trace.h>

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

static double trace_seconds(const ctg_ledger *ledger, double parts[3])
{
    const ctg_path_options options = ctg_path_options_default();
    const clock_t start = clock();
    clock_t at[3];
    const ctg_origin *origins;
    const ctg_path *paths;
    size_t count;
    ctg_trace *trace;
    ctg_error error;

    if (ctg_trace_new(ledger, &trace, &error))
        return -1;
    at[0] = clock();
    if (ctg_trace_origins(trace, &origins, &count, &error))
        return -1;
    at[1] = clock();
    if (ctg_trace_paths(trace, &options, &paths, &count, &error))
        return -1;
    at[2] = clock();
    for (int i = 0; i < 3; i++)
        parts[i] = (double)(at[i] - (i ? at[i - 1] : start)) / CLOCKS_PER_SEC;
    ctg_trace_free(trace);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static double print_seconds(const ctg_ledger *ledger)
{
    FILE *const nowhere = fopen("/dev/null", "w");
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    const clock_t start = clock();

    if (!nowhere)
        return -1;
    for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
        fprintf(nowhere, "%.17g\n", entries[e].amount);
    fclose(nowhere);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    const size_t entries = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
    const uint32_t nodes =
        argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20000;
    const uint32_t shocks =
        argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 8;
    ctg_ledger *const ledger = make_ledger(entries, nodes, shocks);
    double least[2] = {1e9, 1e9};
    double parts[3] = {0};

    if (!ledger)
        return 1;
    for (int i = 0; i < 5; i++) {
        const double traced = trace_seconds(ledger, parts);
        const double printed = print_seconds(ledger);

        if (traced < 0 || printed < 0)
            return 1;
        least[0] = traced < least[0] ? traced : least[0];
        least[1] = printed < least[1] ? printed : least[1];
    }
    printf("%zu entries, %u nodes, %u shocks\n", ctg_ledger_count(ledger),
           (unsigned)nodes, (unsigned)shocks);
    printf("trace %.3f s (parents %.3f, origins %.3f, paths %.3f), "
           "printing %.3f s: %.2f times\n",
           least[0], parts[0], parts[1], parts[2], least[1],
           least[0] / least[1]);
    ctg__ledger_free(ledger);
    return 0;
}
