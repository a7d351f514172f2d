/* The sums of a picture close, whatever happened. */
#include "draw/cascade.h"
#include "support/ledger.h"

static uint64_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % limit);
}

static double amount(void)
{
    return exp((double)below(1000) / 100) * 0.237;
}

/* Any ledger that an engine could write, and some that none would: cycles,
 * gains, zero amounts, senders that never received anything. */
static void post_round(ctg_ledger *ledger, uint32_t round, uint32_t nodes,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const ctg_actor a = CTG_ACTOR(CTG_ACTOR_NODE, below(nodes));
        const ctg_actor b = CTG_ACTOR(CTG_ACTOR_NODE, below(nodes));
        const ctg_actor asset = CTG_ACTOR(CTG_ACTOR_ASSET, below(3));
        const ctg_actor shock = CTG_ACTOR(CTG_ACTOR_SHOCK, below(2));
        const double x = below(20) ? amount() : below(2) ? 0 : -amount();
        const uint32_t what = below(9);

        if (round == 0)
            ctg__ledger_post(ledger, CTG_SHOCK, shock, below(2) ? a : asset, x);
        else if (what < 2)
            ctg__ledger_post(ledger, CTG_PRICE, asset, a, x);
        else if (what == 2)
            ctg__ledger_post(ledger, CTG_CLAIM, a, b, x);
        else if (what == 3)
            ctg__ledger_post(ledger, CTG_TOKEN, a, asset, x);
        else if (what == 4)
            ctg__ledger_post(ledger, CTG_LIQUIDATION, a, a, x);
        else if (what == 5)
            ctg__ledger_post(ledger, CTG_SHORTFALL, a, b, x);
        else if (what == 6)
            ctg__ledger_post(ledger, CTG_SOCIALISE, a, b, x);
        else if (what == 7) {
            ctg__ledger_post(ledger, CTG_IMPACT, a, asset, x);
            ctg__ledger_post(ledger, CTG_SALE, asset, a, x / 7);
        } else
            ctg__ledger_post(ledger, CTG_TRANSFER, a, b, -fabs(x));
    }
}

typedef struct world {
    ctg_ledger *ledger;
    ctg__causes causes;
    ctg__facts facts;
    ctg__arena arena;
} world;

static void make_world(world *w, uint32_t nodes, uint32_t rounds,
                       uint32_t entries)
{
    const char **ids;
    const char **asset_ids;
    double *equity;
    uint32_t *failed;
    ctg_error error;

    *w = (world){0};
    assert_int_equal(ctg__ledger_new(&w->ledger, &error), CTG_OK);
    for (uint32_t r = 0; r <= rounds; r++) {
        post_round(w->ledger, r, nodes, 1 + entries / (rounds + 1));
        assert_int_equal(ctg__ledger_close_round(w->ledger, r, &error), CTG_OK);
    }
    assert_int_equal(ctg__causes_init(&w->causes, w->ledger, &error), CTG_OK);
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
    w->facts = (ctg__facts){.causes = &w->causes,
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
                            .unit = "$"};
}

static void end_world(world *w)
{
    ctg__causes_clear(&w->causes);
    ctg__ledger_free(w->ledger);
    ctg__arena_clear(&w->arena);
}

/* Each node's flows are its losses in the ledger, and all of them the total. */
static void check_sums(const world *w, const ctg__flows *flows,
                       const ctg__cast *cast)
{
    const ctg_entry *const entries = ctg_ledger_entries(w->ledger);
    double *const lost = ctg__allocate_array(w->facts.node_count, sizeof *lost);
    double total = 0;

    assert_non_null(lost);
    for (size_t i = 0; i < w->facts.node_count; i++)
        lost[i] = 0;
    for (size_t e = 0; e < ctg_ledger_count(w->ledger); e++)
        if (entries[e].amount > 0 &&
            ctg_actor_kind_of(entries[e].target) == CTG_ACTOR_NODE) {
            total += entries[e].amount;
            lost[cast->actors.of_node[ctg_actor_index(entries[e].target)]] +=
                entries[e].amount;
        }
    assert_within(flows->losses, total, 1e-9 * total);
    for (size_t i = 0; i < flows->flow_count; i++)
        lost[ctg__place_index(flows->flows[i].head)] -=
            ctg__flows_money(flows, flows->flows[i].amount);
    for (size_t i = 0; i < w->facts.node_count; i++)
        assert_within(lost[i], 0, 1e-9 * total);
    ctg__release(lost);
}

static void check_world(world *w, ctg__caps caps)
{
    ctg__cast cast;
    ctg__flows flows;
    ctg__selection selection;
    ctg__place *fallen;
    ctg__place must[64];
    size_t must_count = 0;
    size_t shown = 0;
    bool fits;
    ctg_error error;

    assert_int_equal(ctg__cast_nodes(&cast, &w->facts, &w->arena, &error),
                     CTG_OK);
    assert_int_equal(
        ctg__flows_init(&flows, &w->facts, &cast.actors, 10, &error), CTG_OK);
    assert_true(flows.column_count <= 10);
    check_sums(w, &flows, &cast);
    assert_int_equal(
        ctg__find_fallen(&flows, &cast, &w->arena, &fallen, &error), CTG_OK);
    for (size_t i = 0; i < cast.actors.count && must_count < 64; i++)
        if (fallen[i] != CTG__NOWHERE)
            must[must_count++] = fallen[i];
    assert_int_equal(ctg__selection_init(&selection, &flows, 0.9, caps, must,
                                         must_count, NULL, &fits, &error),
                     CTG_OK);
    assert_true(ctg__selection_holds(&selection));
    if (fits) {
        assert_true(selection.drawn_count <= caps.places);
        assert_true(selection.line_count <= caps.lines);
        for (size_t m = 0; m < must_count; m++)
            shown += selection.drawn[ctg__selection_find(&selection, must[m])];
        assert_int_equal(shown + selection.hidden_defaults, must_count);
    }
    ctg__selection_clear(&selection);
    ctg__flows_clear(&flows);
}

static void sums_close_on_random_ledgers(void **state)
{
    (void)state;
    for (uint32_t run = 0; run < 200; run++) {
        world w;

        seed = run;
        make_world(&w, 1 + below(30), below(30), below(400));
        check_world(&w, (ctg__caps){45, 80});
        end_world(&w);
    }
}

static void ten_thousand_rows_close_too(void **state)
{
    world w;

    (void)state;
    seed = 4711;
    make_world(&w, 300, 9, 10000);
    check_world(&w, (ctg__caps){45, 80});
    check_world(&w, (ctg__caps){SIZE_MAX, SIZE_MAX});
    end_world(&w);
}

static void sums_close_without_caps(void **state)
{
    (void)state;
    for (uint32_t run = 0; run < 40; run++) {
        world w;

        seed = 1000 + run;
        make_world(&w, 5 + below(20), 1 + below(12), 50 + below(200));
        check_world(&w, (ctg__caps){SIZE_MAX, SIZE_MAX});
        end_world(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_close_on_random_ledgers),
        cmocka_unit_test(ten_thousand_rows_close_too),
        cmocka_unit_test(sums_close_without_caps),
    };

    return RUN_TESTS(tests);
}
