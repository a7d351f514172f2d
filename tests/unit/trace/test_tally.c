/* Counting rounds as they close says what the whole ledger does. */
#include "data/ledger.h"
#include "support/random_ledger.h"
#include "support/random_spreads.h"
#include "support/tally.h"
#include "trace/tally_rounds.h"

enum { ROUNDS = 7 };

/* A tally that is told of rounds by hand. */
typedef struct told {
    ctg_tally tally;
    ctg__tallying made;
    ctg_node nodes[CTG__TALLY_LANES];
} told;

static void tell_start(told *to, size_t nodes, size_t assets, size_t lanes,
                       const uint32_t *first)
{
    ctg_error error;

    to->tally = (ctg_tally){.nodes = to->nodes};
    for (ctg_node i = 0; i < lanes; i++)
        to->nodes[i] = i;
    assert_int_equal(ctg__tallying_start(&to->made, &to->tally, nodes, assets,
                                         0, lanes, first, &error),
                     CTG_OK);
}

static void tell_end(told *to)
{
    ctg_error error;

    assert_int_equal(ctg__tallying_finish(&to->made, &error), CTG_OK);
}

static void tell_clear(told *to)
{
    ctg__tallying_clear(&to->made);
    ctg__release(to->tally.rows);
}

/* All rounds of a ledger that was kept. */
static void tell(told *to, const ctg_ledger *ledger, uint32_t rounds)
{
    size_t first = 0;
    ctg_error error;

    for (uint32_t r = 0; r < rounds; r++) {
        const size_t end = ctg__ledger_round_end(ledger, r);
        const ctg__ledger_round round = {.ledger = ledger,
                                         .number = r,
                                         .entries =
                                             ctg_ledger_entries(ledger) + first,
                                         .entry_count = end - first};

        assert_int_equal(ctg__tally_see(&to->made, &round, &error), CTG_OK);
        first = end;
    }
    tell_end(to);
}

static void check_passed(const told *to, const counted *of, size_t lanes,
                         const uint32_t *first, double scale)
{
    for (ctg_node i = 0; i < lanes; i++) {
        uint32_t round;
        const double carry = carry_of(of, i, &round);

        assert_int_equal(first[i], round);
        assert_within(to->made.passed[i], carry, 1e-9 * scale);
    }
}

static void it_says_what_the_ledger_says(void **state)
{
    size_t passed = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, ROUNDS, 3 + (int)(seed % 9), seed % 3 == 0);
        uint32_t first[RANDOM_NODES];
        counted of;
        told to;

        count_ledger(&of, ledger);
        tell_start(&to, RANDOM_NODES, RANDOM_ASSETS, 0, NULL);
        tell(&to, ledger, ROUNDS + 1);
        check_tally(&to.tally, &of, 1000);
        memcpy(first, to.made.first, sizeof first);
        tell_clear(&to);
        tell_start(&to, RANDOM_NODES, RANDOM_ASSETS, RANDOM_NODES, first);
        tell(&to, ledger, ROUNDS + 1);
        check_tally(&to.tally, &of, 1000);
        check_passed(&to, &of, RANDOM_NODES, first, 1000);
        for (int i = 0; i < RANDOM_NODES; i++)
            passed += to.made.passed[i] > 1;
        tell_clear(&to);
        counted_clear(&of);
        ctg__ledger_free(ledger);
    }
    assert_true(passed > 400);
}

/* --- spreads --- */

/* The same postings, of which spreads stay spreads. */
static void count_spreads(told *to, uint32_t seed, size_t lanes,
                          const uint32_t *first, const double *sums)
{
    ctg_ledger *const watched = spreads_ledger();
    double losses;
    double gains;
    ctg_error error;

    ctg__ledger_watch(watched);
    tell_start(to, SPREAD_NODES, 1, lanes, first);
    for (uint32_t r = 0; r < ROUNDS; r++) {
        ctg__ledger_round round;

        spreads_post(watched, &seed, r, false, false);
        assert_int_equal(ctg__ledger_close_round(watched, r, &error), CTG_OK);
        round = ctg__ledger_last_round(watched);
        assert_int_equal(round.number, r);
        assert_int_equal(round.spread_count, r > 0 ? 2 : 0);
        assert_int_equal(ctg__tally_see(&to->made, &round, &error), CTG_OK);
    }
    tell_end(to);
    ctg__ledger_sums(watched, &losses, &gains);
    assert_near(losses, sums[0]);
    assert_near(gains, sums[1]);
    ctg__ledger_free(watched);
}

static void spreads_count_as_their_entries(void **state)
{
    (void)state;
    for (uint32_t start = 1; start <= 200; start++) {
        ctg_ledger *const kept = spreads_ledger();
        uint32_t first[SPREAD_NODES];
        uint32_t seed = start;
        double sums[2];
        ctg_error error;
        counted of;
        told to;

        for (uint32_t r = 0; r < ROUNDS; r++) {
            spreads_post(kept, &seed, r, false, false);
            assert_int_equal(ctg__ledger_close_round(kept, r, &error), CTG_OK);
        }
        ctg__ledger_sums(kept, &sums[0], &sums[1]);
        count_ledger(&of, kept);
        count_spreads(&to, start, 0, NULL, sums);
        check_tally(&to.tally, &of, 1000);
        memcpy(first, to.made.first, sizeof first);
        tell_clear(&to);
        count_spreads(&to, start, SPREAD_NODES, first, sums);
        check_passed(&to, &of, SPREAD_NODES, first, 1000);
        tell_clear(&to);
        counted_clear(&of);
        ctg__ledger_free(kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_the_ledger_says),
        cmocka_unit_test(spreads_count_as_their_entries),
    };

    return RUN_TESTS(tests);
}
