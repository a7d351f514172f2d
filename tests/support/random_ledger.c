#include "support/random_ledger.h"

#include <stdlib.h>

#include "data/ledger.h"
#include "support/cmocka.h"

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)(*seed >> 8) * below) >> 24);
}

static ctg_actor any_node(uint32_t *seed)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, draw(seed, RANDOM_NODES));
}

static ctg_actor any_asset(uint32_t *seed)
{
    return CTG_ACTOR(CTG_ACTOR_ASSET, draw(seed, RANDOM_ASSETS));
}

static double any_amount(uint32_t *seed, int smooth)
{
    const int whole = (int)draw(seed, 9) - 3; /* -3 to 5 */

    return smooth ? whole + 0.001 * draw(seed, 1000) : whole;
}

static void post_any(ctg_ledger *ledger, uint32_t *seed, int smooth)
{
    const ctg_channel channel =
        (ctg_channel)(CTG_PRICE + draw(seed, CTG_CHANNEL_COUNT - CTG_PRICE));
    const double amount = any_amount(seed, smooth);
    const ctg_actor node = any_node(seed);
    const ctg_actor asset = any_asset(seed);

    switch (channel) {
    case CTG_PRICE:
    case CTG_SALE:
        ctg__ledger_post(ledger, channel, asset, node, amount);
        break;
    case CTG_TOKEN:
    case CTG_IMPACT:
        ctg__ledger_post(ledger, channel, node, asset, amount);
        break;
    case CTG_LIQUIDATION:
        ctg__ledger_post(ledger, channel, node, node, amount);
        break;
    default:
        ctg__ledger_post(ledger, channel, node, any_node(seed), amount);
    }
}

ctg_ledger *random_ledger(uint32_t seed, uint32_t rounds, int density,
                          int smooth)
{
    ctg_ledger *ledger;
    ctg_error error;

    seed = seed * 2654435761u + 1;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    for (uint32_t k = 0; k < RANDOM_SHOCKS; k++)
        if (draw(&seed, 4))
            ctg__ledger_post(ledger, CTG_SHOCK, CTG_ACTOR(CTG_ACTOR_SHOCK, k),
                             draw(&seed, 2) ? any_node(&seed)
                                            : any_asset(&seed),
                             any_amount(&seed, smooth));
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    for (uint32_t round = 1; round <= rounds; round++) {
        for (int i = 0; i < density; i++)
            post_any(ledger, &seed, smooth);
        assert_int_equal(ctg__ledger_close_round(ledger, round, &error),
                         CTG_OK);
    }
    return ledger;
}

/* Prices at a round's opening, all else at its close. */
static long moment_of(const ctg_entry *entry)
{
    return 2 * (long)entry->round + (entry->channel != CTG_PRICE);
}

/* The last moment before `before` at which an actor sent; -1: never. */
static long last_sending(const ctg_ledger *ledger, ctg_actor actor,
                         long before)
{
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    long last = -1;

    for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
        if (entries[e].source == actor && entries[e].round > 0 &&
            entries[e].channel != CTG_SALE && moment_of(&entries[e]) < before &&
            moment_of(&entries[e]) > last)
            last = moment_of(&entries[e]);
    return last;
}

static void set_shares(const ctg_entry *entries, ctg_parent *parents,
                       size_t count)
{
    double positive = 0;
    double absolute = 0;

    for (size_t i = 0; i < count; i++) {
        positive += fmax(0, entries[parents[i].entry].amount);
        absolute += fabs(entries[parents[i].entry].amount);
    }
    for (size_t i = 0; i < count; i++) {
        const double amount = entries[parents[i].entry].amount;

        if (positive > 0)
            parents[i].share = fmax(0, amount) / positive;
        else if (absolute > 0)
            parents[i].share = fabs(amount) / absolute;
        else
            parents[i].share = 1.0 / (double)count;
    }
}

size_t slow_parents(const ctg_ledger *ledger, size_t entry,
                    ctg_parent *parents)
{
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    const ctg_entry *const sent = &entries[entry];
    long moment = moment_of(sent);
    size_t count = 0;

    if (sent->round == 0)
        return 0;
    if (sent->channel == CTG_SALE) {
        for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
            if (entries[e].channel == CTG_IMPACT &&
                entries[e].round == sent->round &&
                entries[e].target == sent->source)
                parents[count++].entry = e;
    }
    while (sent->channel != CTG_SALE && !count && moment >= 0) {
        const long since = last_sending(ledger, sent->source, moment);

        for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
            if (entries[e].target == sent->source &&
                moment_of(&entries[e]) < moment &&
                moment_of(&entries[e]) >= since)
                parents[count++].entry = e;
        moment = since;
    }
    set_shares(entries, parents, count);
    return count;
}

typedef struct walk {
    const ctg_ledger *ledger;
    void (*visit)(void *context, const size_t *back, size_t count,
                  double share);
    void *context;
    size_t back[256];
} walk;

static void walk_back(walk *walking, size_t entry, size_t depth, double share)
{
    ctg_parent *const parents =
        malloc((ctg_ledger_count(walking->ledger) + 1) * sizeof *parents);
    const size_t count = slow_parents(walking->ledger, entry, parents);

    assert_true(depth < 256);
    walking->back[depth] = entry;
    if (!count)
        walking->visit(walking->context, walking->back, depth + 1, share);
    for (size_t i = 0; i < count; i++)
        if (parents[i].share > 0)
            walk_back(walking, parents[i].entry, depth + 1,
                      share * parents[i].share);
    free(parents);
}

void slow_paths(const ctg_ledger *ledger, size_t entry,
                void (*visit)(void *context, const size_t *back, size_t count,
                              double share),
                void *context)
{
    walk walking = {.ledger = ledger, .visit = visit, .context = context};

    walk_back(&walking, entry, 0, 1);
}
