/* Random postings of which many pay for many: the same from the same seed. */
#ifndef SUPPORT_RANDOM_SPREADS_H
#define SUPPORT_RANDOM_SPREADS_H

#include "data/ledger.h"
#include "support/cmocka.h"

enum { SPREAD_NODES = 12, SOURCES = 7, TARGETS = 6 };

static inline double spreads_draw(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (double)(*seed >> 8) / (1 << 24);
}

static inline ctg_node spreads_node(uint32_t *seed)
{
    return (ctg_node)(spreads_draw(seed) * SPREAD_NODES);
}

/* 0 to 1; of `whole` spreads half of them, so that many are alike. */
static inline double spreads_part(uint32_t *seed, bool whole)
{
    const double part = spreads_draw(seed);

    return whole ? (part < 0.5 ? 0.5 : 1) : part;
}

/* Some are winners and losers as well. */
static inline void spreads_post_one(ctg_ledger *ledger, uint32_t *seed,
                                    bool rises, bool meet, bool whole)
{
    const ctg_node source = spreads_node(seed);
    const ctg_node target = spreads_node(seed);
    const ctg_node sources =
        meet && spreads_draw(seed) < 0.3 ? 4 : SPREAD_NODES;
    const ctg_node targets =
        meet && spreads_draw(seed) < 0.2 ? 4 : SPREAD_NODES;
    double level[SOURCES];
    double sum = 0;

    ctg__ledger_spread(ledger, rises ? CTG_ADL : CTG_SOCIALISE, rises);
    for (int s = 0; s < SOURCES; s++) {
        /* Some close nothing, some next to nothing. */
        const double step = spreads_draw(seed) < 0.2 ? 0
                            : spreads_draw(seed) < 0.3
                                ? 1e-4 * spreads_part(seed, whole)
                                : spreads_part(seed, whole);

        sum += step;
        level[s] = rises ? sum : step;
        ctg__ledger_add_source(ledger, (source + 5 * (ctg_node)s) % sources,
                               level[s]);
    }
    for (int t = 0; t < TARGETS; t++) {
        const double weight = (whole ? 4 : 5) * spreads_part(seed, whole);
        const uint32_t end = rises && spreads_draw(seed) < 0.5
                                 ? (uint32_t)(spreads_draw(seed) * SOURCES)
                                 : UINT32_MAX;
        const double before =
            end == UINT32_MAX || end == 0 ? 0 : weight * level[end - 1];

        ctg__ledger_add_target(
            ledger,
            (ctg__spread_target){
                .weight = weight,
                .end = end,
                .last = before + (spreads_draw(seed) < 0.3
                                      ? 0
                                      : 0.4 * spreads_part(seed, whole)),
                .node = (target + 5 * (ctg_node)t) % targets});
    }
}

static inline void spreads_post_entry(ctg_ledger *ledger, uint32_t *seed,
                                      ctg_channel channel, double amount)
{
    const ctg_actor source = CTG_ACTOR(CTG_ACTOR_NODE, spreads_node(seed));

    ctg__ledger_post(ledger, channel, source,
                     CTG_ACTOR(CTG_ACTOR_NODE, spreads_node(seed)), amount);
}

/*
 * A round of claims, gains, and a spread of either kind after round 0; if they
 * `meet` also two, or one and an entry of the same channel, and some sources
 * and targets more than once. Those of a `whole` round are of halves.
 */
static inline void spreads_post(ctg_ledger *ledger, uint32_t *seed,
                                uint32_t round, bool meet, bool whole)
{
    for (int k = 0; k < 9; k++) {
        const double amount =
            8 * spreads_part(seed, whole) - (k % 3 == 0 ? 3 : 0);

        if (round > 0)
            spreads_post_entry(ledger, seed, CTG_CLAIM, amount);
        else if (k < 2)
            ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, k),
                             CTG_ACTOR(CTG_ACTOR_NODE, spreads_node(seed)),
                             amount);
    }
    for (int rises = 0; round > 0 && rises < 2; rises++) {
        const double luck = spreads_draw(seed);

        spreads_post_one(ledger, seed, rises, meet, whole);
        if (meet && luck < 0.2)
            spreads_post_one(ledger, seed, rises, meet, whole);
        else if (meet && luck < 0.4)
            spreads_post_entry(ledger, seed, rises ? CTG_ADL : CTG_SOCIALISE,
                               spreads_part(seed, whole));
    }
}

static inline ctg_ledger *spreads_ledger(void)
{
    double rounding[SPREAD_NODES];
    ctg_ledger *ledger;
    ctg_error error;

    for (int i = 0; i < SPREAD_NODES; i++)
        rounding[i] = i % 4 == 0 ? 0 : i % 4 == 1 ? 0.3 : 1e-3;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    assert_int_equal(ctg__ledger_set_rounding(ledger, rounding, SPREAD_NODES,
                                              NULL, 0, &error),
                     CTG_OK);
    return ledger;
}

#endif
