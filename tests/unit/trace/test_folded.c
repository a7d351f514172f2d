/* A ledger that is folded has the causes of the one that is not. */
#include <math.h>

#include "data/ledger.h"
#include "support/random_spreads.h"
#include "trace/net.h"
#include "trace/trace.h"

enum { ROUNDS = 7, SEEDS = 150, PATHS = 12 };

typedef struct ledger_read {
    ctg_ledger *ledger;
    ctg_trace *trace;
    ctg__net net;
} ledger_read;

static void read_ledger(ledger_read *made, uint32_t seed, bool folded)
{
    const bool whole = seed % 2;

    ctg_error error;

    made->ledger = spreads_ledger();
    if (folded)
        ctg__ledger_fold(made->ledger, 1, true);
    for (uint32_t r = 0; r < ROUNDS; r++) {
        spreads_post(made->ledger, &seed, r, true, whole);
        assert_int_equal(ctg__ledger_close_round(made->ledger, r, &error),
                         CTG_OK);
    }
    assert_int_equal(ctg_trace_new(made->ledger, &made->trace, &error), CTG_OK);
    assert_int_equal(ctg_trace_find_parents(made->trace, &error), CTG_OK);
    assert_int_equal(
        ctg__net_init(&made->net, ctg__trace_causes(made->trace), &error),
        CTG_OK);
}

static void drop(ledger_read *made)
{
    ctg__net_clear(&made->net);
    ctg_trace_free(made->trace);
    ctg__ledger_free(made->ledger);
}

static const ctg__fall *cell_of(const ledger_read *of, const ctg__fall *like)
{
    for (size_t i = 0; i < of->net.cell_count; i++)
        if (of->net.cells[i].node == like->node &&
            of->net.cells[i].round == like->round)
            return &of->net.cells[i];
    fail_msg("no cell of node %u in round %u", (unsigned)like->node,
             (unsigned)like->round);
    return NULL;
}

static size_t relay_count(const ledger_read *of)
{
    return ctg__trace_causes(of->trace)->relay_count;
}

static void what_nodes_lose_and_carry_is_the_same(void **state)
{
    size_t relays = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        ledger_read whole;
        ledger_read folded;
        double sums[2][2];

        read_ledger(&whole, seed, false);
        read_ledger(&folded, seed, true);
        assert_int_equal(relay_count(&whole), 0);
        relays += relay_count(&folded);
        assert_int_equal(folded.net.cell_count, whole.net.cell_count);
        for (size_t i = 0; i < whole.net.cell_count; i++) {
            const ctg__fall *const one = &whole.net.cells[i];
            const ctg__fall *const other = cell_of(&folded, one);

            assert_near(other->net, one->net);
            assert_near(other->factor, one->factor);
            assert_near(other->carry, one->carry);
        }
        assert_near(folded.net.total, whole.net.total);
        assert_near(folded.net.in_direct, whole.net.in_direct);
        assert_near(folded.net.gains, whole.net.gains);
        ctg__ledger_sums(whole.ledger, &sums[0][0], &sums[0][1]);
        ctg__ledger_sums(folded.ledger, &sums[1][0], &sums[1][1]);
        assert_near(sums[1][0], sums[0][0]);
        assert_near(sums[1][1], sums[0][1]);
        drop(&whole);
        drop(&folded);
    }
    assert_true(relays > 4 * SEEDS);
}

/* The targets of a path, and how large it is. */
static void the_largest_paths_are_the_same(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        ctg_path_options options = {.count = PATHS, .to = CTG_NONE};
        const ctg_path *paths[2];
        size_t count[2];
        ledger_read of[2];
        ctg_error error;

        options.min_steps = seed % 5;
        for (int k = 0; k < 2; k++) {
            read_ledger(&of[k], seed, k == 1);
            assert_int_equal(ctg_trace_paths(of[k].trace, &options, &paths[k],
                                             &count[k], &error),
                             CTG_OK);
        }
        assert_int_equal(count[1], count[0]);
        for (size_t p = 0; p < count[0]; p++) {
            assert_near(paths[1][p].loss, paths[0][p].loss);
            assert_int_equal(paths[1][p].origin, paths[0][p].origin);
            assert_int_equal(paths[1][p].entry_count, paths[0][p].entry_count);
            for (size_t i = 0; i < paths[0][p].entry_count; i++) {
                const ctg_entry *const one =
                    &ctg_ledger_entries(of[0].ledger)[paths[0][p].entries[i]];
                const ctg_entry *const other =
                    &ctg_ledger_entries(of[1].ledger)[paths[1][p].entries[i]];

                assert_int_equal(other->target, one->target);
                assert_int_equal(other->round, one->round);
                assert_int_equal(other->channel, one->channel);
            }
        }
        drop(&of[0]);
        drop(&of[1]);
    }
}

/* Ledgers of pictures alone: nobody else sees relays. */
static void small_spreads_are_not_folded(void **state)
{
    ctg_ledger *const ledger = spreads_ledger();
    uint32_t seed = 3;
    ctg_error error;

    (void)state;
    ctg__ledger_fold(ledger, SOURCES * TARGETS + 1, true);
    for (uint32_t r = 0; r < ROUNDS; r++) {
        spreads_post(ledger, &seed, r, true, false);
        assert_int_equal(ctg__ledger_close_round(ledger, r, &error), CTG_OK);
    }
    for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
        assert_false(ctg__is_relay(ctg_ledger_entries(ledger)[e].target));
    ctg__ledger_free(ledger);
}

/* Many pay for many, and one of them next to nothing to some. */
static size_t entries_with_crumbs(size_t crumbs, size_t small, bool rises)
{
    enum { MANY = 100 };
    ctg_ledger *ledger;
    double rounding[MANY + MANY];
    double level = 0;
    size_t count;
    ctg_error error;

    for (size_t i = 0; i < MANY + MANY; i++)
        rounding[i] = 1e-6;
    assert_int_equal(ctg__ledger_new(&ledger, &error), CTG_OK);
    assert_int_equal(ctg__ledger_set_rounding(ledger, rounding, MANY + MANY,
                                              NULL, 0, &error),
                     CTG_OK);
    ctg__ledger_fold(ledger, 1, true);
    assert_int_equal(ctg__ledger_close_round(ledger, 0, &error), CTG_OK);
    ctg__ledger_spread(ledger, rises ? CTG_ADL : CTG_SOCIALISE, rises);
    for (ctg_node s = 0; s < MANY; s++) {
        const double step = s < crumbs ? 1e-7 : 1;

        level += step;
        ctg__ledger_add_source(ledger, s, rises ? level : step);
    }
    for (ctg_node t = 0; t < MANY; t++)
        ctg__ledger_add_target(
            ledger, (ctg__spread_target){.weight = t < small ? 1e-7 : 5,
                                         .end = CTG_NONE,
                                         .node = MANY + t});
    assert_int_equal(ctg__ledger_close_round(ledger, 1, &error), CTG_OK);
    count = ctg_ledger_count(ledger);
    ctg__ledger_free(ledger);
    return count;
}

/* Sources and targets go by a relay, but for those of which rounding comes, or
 * to whom it goes; or for the others, if these are fewer. */
static void crumbs_go_by_themselves(void **state)
{
    static const struct {
        size_t crumbs;
        size_t small;
        size_t entries;
    } cases[] = {
        {0, 0, 100 + 100},      {1, 0, 99 + 100 + 100},
        {0, 1, 100 + 99 + 100}, {1, 1, 99 + 99 + 99 + 100},
        {100, 1, 100 * 100},    {1, 100, 100 * 100},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int rises = 0; rises < 2; rises++)
            assert_int_equal(
                entries_with_crumbs(cases[i].crumbs, cases[i].small, rises),
                cases[i].entries);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nodes_lose_and_carry_is_the_same),
        cmocka_unit_test(the_largest_paths_are_the_same),
        cmocka_unit_test(small_spreads_are_not_folded),
        cmocka_unit_test(crumbs_go_by_themselves),
    };

    return RUN_TESTS(tests);
}
