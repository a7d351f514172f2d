/* Cascades of random ledgers: of every channel, and of some that no engine
 * would write. */
#ifndef DRAW_RANDOM_CASCADE_H
#define DRAW_RANDOM_CASCADE_H

#include "draw/cascade.h"
#include "draw/cascade_draw.h"
#include "support/ledger.h"

static uint64_t seed;

static inline uint32_t below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % limit);
}

static inline double amount(void)
{
    return exp((double)below(1000) / 100) * 0.237;
}

/* Any entry that an engine could write, and some that none would: cycles,
 * gains, zero amounts, senders that never received anything. */
static inline ctg_entry any_entry(uint32_t round, uint32_t nodes)
{
    const ctg_actor a = CTG_ACTOR(CTG_ACTOR_NODE, below(nodes));
    const ctg_actor b = CTG_ACTOR(CTG_ACTOR_NODE, below(nodes));
    const ctg_actor asset = CTG_ACTOR(CTG_ACTOR_ASSET, below(3));
    const ctg_actor shock = CTG_ACTOR(CTG_ACTOR_SHOCK, below(2));
    const double x = below(20) ? amount() : below(2) ? 0 : -amount();

    if (round == 0)
        return (ctg_entry){.channel = CTG_SHOCK,
                           .source = shock,
                           .target = below(2) ? a : asset,
                           .amount = x};
    switch (below(11)) {
    case 0:
    case 1:
        return (ctg_entry){x, asset, a, 0, CTG_PRICE};
    case 2:
        return (ctg_entry){x, a, b, 0, CTG_CLAIM};
    case 3:
        return (ctg_entry){x, a, asset, 0, CTG_TOKEN};
    case 4:
        return (ctg_entry){x, a, a, 0, CTG_LIQUIDATION};
    case 5:
        return (ctg_entry){x, a, b, 0, CTG_SHORTFALL};
    case 6:
        return (ctg_entry){x, a, b, 0, CTG_SOCIALISE};
    case 7:
        return (ctg_entry){x, a, b, 0, CTG_ADL};
    case 8:
        return (ctg_entry){x, a, asset, 0, CTG_IMPACT};
    case 9:
        return (ctg_entry){x / 7, asset, a, 0, CTG_SALE};
    default:
        return (ctg_entry){-fabs(x), a, b, 0, CTG_TRANSFER};
    }
}

static inline void shuffle(ctg_entry *list, size_t count, uint64_t *from)
{
    for (size_t i = count; i > 1; i--) {
        ctg_entry *const last = &list[i - 1];
        ctg_entry *other;
        ctg_entry kept = *last;

        *from = *from * 6364136223846793005u + 1442695040888963407u;
        other = &list[(*from >> 33) % i];
        *last = *other;
        *other = kept;
    }
}

/* In any order, or, with a seed of their order, falls of prices before all
 * else, as an engine posts them, and in another order for each seed. */
static inline void post_round(ctg_ledger *ledger, uint32_t round,
                              uint32_t nodes, uint32_t count, uint64_t order)
{
    ctg_entry *const list = ctg__allocate_array(count, sizeof *list);
    size_t opening = 0;

    assert_non_null(list);
    for (uint32_t i = 0; i < count; i++)
        list[i] = any_entry(round, nodes);
    for (uint32_t i = 0; order && i < count; i++)
        if (list[i].channel <= CTG_PRICE) {
            const ctg_entry kept = list[opening];

            list[opening++] = list[i];
            list[i] = kept;
        }
    if (order > 1) {
        shuffle(list, opening, &order);
        shuffle(list + opening, count - opening, &order);
    }
    for (uint32_t i = 0; i < count; i++)
        ctg__ledger_post(ledger, (ctg_channel)list[i].channel, list[i].source,
                         list[i].target, list[i].amount);
    ctg__release(list);
}

typedef struct world {
    ctg_ledger *ledger;
    ctg__causes causes;
    ctg__net net;
    ctg__facts facts;
    ctg__arena arena;
} world;

static inline void make_world(world *w, uint32_t nodes, uint32_t rounds,
                              uint32_t entries, uint64_t order)
{
    static const char *const shocks[] = {"one", "other"};
    const char **ids;
    const char **asset_ids;
    double *equity;
    uint32_t *failed;
    ctg_error error;

    *w = (world){0};
    assert_int_equal(ctg__ledger_new(&w->ledger, &error), CTG_OK);
    for (uint32_t r = 0; r <= rounds; r++) {
        post_round(w->ledger, r, nodes, 1 + entries / (rounds + 1), order);
        assert_int_equal(ctg__ledger_close_round(w->ledger, r, &error), CTG_OK);
    }
    assert_int_equal(ctg__causes_init(&w->causes, w->ledger, NULL, &error),
                     CTG_OK);
    assert_non_null(TAKE(&w->arena, ids, nodes));
    assert_non_null(TAKE(&w->arena, asset_ids, 3));
    assert_non_null(TAKE(&w->arena, equity, nodes));
    assert_non_null(TAKE(&w->arena, failed, nodes));
    for (uint32_t i = 0; i < nodes + 3; i++) {
        char *const id = ctg__arena_take(&w->arena, 16, 1);

        snprintf(id, 16, "n%u", i * 7919u % 10007u);
        if (i < nodes) {
            ids[i] = id;
            equity[i] = below(5) ? amount() * 3 : 0;
            failed[i] = below(3) ? CTG_NEVER : below(rounds + 1);
        } else {
            asset_ids[i - nodes] = id;
        }
    }
    assert_int_equal(ctg__net_init(&w->net, &w->causes, &error), CTG_OK);
    w->facts = (ctg__facts){.causes = &w->causes,
                            .net = &w->net,
                            .rounds = rounds,
                            .node_count = nodes,
                            .node_ids = ids,
                            .node_names = ids,
                            .node_kinds = ids,
                            .node_groups = ids,
                            .initial_equity = equity,
                            .failed_round = failed,
                            .asset_count = 3,
                            .asset_ids = asset_ids,
                            .asset_names = asset_ids,
                            .shock_count = 2,
                            .shocks = shocks,
                            .converged = true,
                            .unit = "$"};
}

static inline void end_world(world *w)
{
    ctg__net_clear(&w->net);
    ctg__causes_clear(&w->causes);
    ctg__ledger_free(w->ledger);
    ctg__arena_clear(&w->arena);
}

static inline void start(ctg__cascade *c, world *w, ctg__cast *cast,
                         const char *page)
{
    ctg_error error;

    assert_int_equal(ctg__cast_nodes(cast, &w->facts, &w->arena, &error),
                     CTG_OK);
    *c = (ctg__cascade){.facts = &w->facts,
                        .cast = cast,
                        .net = &w->net,
                        .page = ctg__draw_page_of(page),
                        .keep = 0.95,
                        .room = ctg__page_most_height(ctg__draw_page_of(page)) -
                                165,
                        .contagion = w->net.total - w->net.in_direct,
                        .several_shocks = below(2) == 1};
    assert_int_equal(
        ctg__spans_init(&c->columns, &w->causes, &w->net, NULL, &error),
        CTG_OK);
    assert_int_equal(ctg__spans_fit(&c->columns, &w->net, c->page, 0, &error),
                     CTG_OK);
    assert_int_equal(ctg__cascade_make(c, &error), CTG_OK);
}

#endif
