/* Who cost whom how much, of a ledger that is folded and of one that is not. */
#include "draw/pairs.h"

#include "data/ledger.h"
#include "support/random_spreads.h"
#include "trace/net.h"

enum { ROUNDS = 6, SEEDS = 100 };

typedef struct paired {
    ctg_ledger *ledger;
    ctg_trace *trace;
    ctg__net net;
    ctg__facts facts;
    ctg__pairs pairs;
} paired;

static const uint32_t alone[SPREAD_NODES] = {0, 1, 2, 3, 4,  5,
                                             6, 7, 8, 9, 10, 11};
static const ctg__actors actors = {.count = SPREAD_NODES, .of_node = alone};

static void make(paired *p, uint32_t seed, bool folded)
{
    ctg_error error;

    p->ledger = spreads_ledger();
    if (folded)
        ctg__ledger_fold(p->ledger, 1, false);
    for (uint32_t r = 0; r < ROUNDS; r++) {
        spreads_post(p->ledger, &seed, r, true, false);
        assert_int_equal(ctg__ledger_close_round(p->ledger, r, &error), CTG_OK);
    }
    assert_int_equal(ctg_trace_new(p->ledger, &p->trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(p->trace, &error), CTG_OK);
    p->facts =
        (ctg__facts){.causes = ctg__trace_causes(p->trace), .net = &p->net};
    assert_int_equal(ctg__net_init(&p->net, p->facts.causes, &error), CTG_OK);
    assert_int_equal(ctg__pairs_init(&p->pairs, &p->facts, &actors, &error),
                     CTG_OK);
}

static void drop(paired *p)
{
    ctg__pairs_clear(&p->pairs);
    ctg__net_clear(&p->net);
    ctg_trace_free(p->trace);
    ctg__ledger_free(p->ledger);
}

static void relays_stand_for_those_behind_them(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        double sum = 0;
        paired whole;
        paired folded;

        make(&whole, seed, false);
        make(&folded, seed, true);
        assert_int_equal(folded.pairs.count, whole.pairs.count);
        for (size_t i = 0; i < whole.pairs.count; i++) {
            const ctg__pair *const one = &whole.pairs.pairs[i];
            const ctg__pair *const other = &folded.pairs.pairs[i];

            assert_int_equal(other->from, one->from);
            assert_int_equal(other->to, one->to);
            assert_int_equal(other->code, one->code);
            assert_near(other->amount, one->amount);
            sum += one->amount;
        }
        assert_near(sum, whole.net.total);
        drop(&whole);
        drop(&folded);
    }
}

static void sums_are_those_of_the_pairs(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        double from[SPREAD_NODES + 1] = {0};
        double to[SPREAD_NODES] = {0};
        ctg_error error;
        paired p;

        make(&p, seed, seed % 2 == 0);
        assert_int_equal(ctg__pairs_sums(&p.facts, &actors, from, to, &error),
                         CTG_OK);
        for (size_t i = 0; i < p.pairs.count; i++) {
            const ctg__pair *const pair = &p.pairs.pairs[i];

            from[pair->from == CTG_NONE ? SPREAD_NODES : pair->from] -=
                pair->amount;
            to[pair->to] -= pair->amount;
        }
        for (size_t i = 0; i < SPREAD_NODES; i++) {
            assert_near(from[i], 0);
            assert_near(to[i], 0);
        }
        assert_near(from[SPREAD_NODES], 0);
        drop(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relays_stand_for_those_behind_them),
        cmocka_unit_test(sums_are_those_of_the_pairs),
    };

    return RUN_TESTS(tests);
}
