#include "trace/causes.h"

#include <stdlib.h>

#include "data/ledger.h"
#include "support/cmocka.h"
#include "support/random_ledger.h"
#include "support/worked.h"

static void check_parent(const ctg_trace *trace, size_t entry, size_t index,
                         size_t expected, double share)
{
    const ctg_parent parent = ctg_trace_parent(trace, entry, index);

    assert_int_equal(parent.entry, expected);
    assert_near(parent.share, share);
}

static ctg_trace *trace_of(const worked *made)
{
    ctg_trace *trace;
    ctg_error error;

    assert_int_equal(ctg_trace_new(made->ledger, &trace, &error), CTG_OK);
    return trace;
}

static void a_sender_hands_on_what_it_received_since_it_last_sent(void **state)
{
    worked made;
    ctg_trace *trace;

    (void)state;
    worked_open(&made, "A B C", "");
    worked_add(&made, "0,shock,shock:1,A,3\n"
                      "0,shock,shock:2,A,1\n"
                      "1,claim,A,B,0.237\n"
                      "1,claim,A,C,0.5\n"
                      "2,claim,A,C,0.25\n"
                      "2,claim,B,A,0.1\n"
                      "3,claim,A,B,0.05\n"
                      "3,claim,C,B,-0.7\n");
    trace = trace_of(&made);
    assert_int_equal(ctg_trace_parent_count(trace, 0), 0);
    for (size_t e = 2; e <= 3; e++) {
        assert_int_equal(ctg_trace_parent_count(trace, e), 2);
        check_parent(trace, e, 0, 0, 0.75);
        check_parent(trace, e, 1, 1, 0.25);
    }
    /* nothing new: those of its last sending */
    assert_int_equal(ctg_trace_parent_count(trace, 4), 2);
    check_parent(trace, 4, 1, 1, 0.25);
    check_parent(trace, 5, 0, 2, 1);
    /* what came at the moment of sending counts for the next */
    assert_int_equal(ctg_trace_parent_count(trace, 6), 1);
    check_parent(trace, 6, 0, 5, 1);
    assert_int_equal(ctg_trace_parent_count(trace, 7), 2);
    check_parent(trace, 7, 0, 3, 2.0 / 3);
    check_parent(trace, 7, 1, 4, 1.0 / 3);
    ctg_trace_free(trace);
    worked_close(&made);
}

static void prices_are_sent_and_received_at_the_opening(void **state)
{
    worked made;
    ctg_trace *trace;

    (void)state;
    worked_open(&made, "A B", "ETH");
    worked_add(&made, "0,shock,shock:1,asset:ETH,7\n"
                      "1,price,asset:ETH,A,2\n"
                      "1,liquidation,A,A,0.5\n"
                      "1,sale,asset:ETH,A,0.3\n"
                      "1,impact,A,asset:ETH,1.5\n"
                      "1,impact,B,asset:ETH,4.5\n"
                      "2,price,asset:ETH,B,1\n"
                      "2,liquidation,A,A,0.4\n");
    trace = trace_of(&made);
    check_parent(trace, 1, 0, 0, 1);
    check_parent(trace, 2, 0, 1, 1);
    /* a sale stems from its own round's impacts and is no sending */
    assert_int_equal(ctg_trace_parent_count(trace, 3), 2);
    check_parent(trace, 3, 0, 4, 0.25);
    check_parent(trace, 3, 1, 5, 0.75);
    check_parent(trace, 4, 0, 1, 1);
    assert_int_equal(ctg_trace_parent_count(trace, 5), 0); /* initial */
    assert_int_equal(ctg_trace_parent_count(trace, 6), 2);
    check_parent(trace, 6, 1, 5, 0.75);
    assert_int_equal(ctg_trace_parent_count(trace, 7), 2);
    check_parent(trace, 7, 0, 2, 0.625);
    check_parent(trace, 7, 1, 3, 0.375);
    ctg_trace_free(trace);
    worked_close(&made);
}

static void gains_cause_only_where_there_are_no_losses(void **state)
{
    worked made;
    ctg_trace *trace;

    (void)state;
    worked_open(&made, "A B C", "");
    worked_add(&made, "0,shock,shock:1,A,-3\n"
                      "0,shock,shock:2,A,2\n"
                      "0,shock,shock:1,B,-3\n"
                      "0,shock,shock:2,B,-1\n"
                      "0,shock,shock:1,C,0\n"
                      "0,shock,shock:2,C,0\n"
                      "1,claim,A,B,1\n"
                      "1,claim,B,A,1\n"
                      "1,claim,C,A,1\n");
    trace = trace_of(&made);
    /* in the order of channel, source, target */
    check_parent(trace, 6, 0, 0, 0);
    check_parent(trace, 6, 1, 3, 1);
    check_parent(trace, 7, 0, 1, 0.75);
    check_parent(trace, 7, 1, 4, 0.25);
    check_parent(trace, 8, 0, 2, 0.5);
    check_parent(trace, 8, 1, 5, 0.5);
    ctg_trace_free(trace);
    worked_close(&made);
}

static void parents_agree_with_the_definition_read_slowly(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 300; seed++) {
        ctg_ledger *const ledger =
            random_ledger(seed, 2 + seed % 5, 1 + (int)(seed % 7), seed % 2);
        const size_t count = ctg_ledger_count(ledger);
        ctg_parent *const expected = malloc((count + 1) * sizeof *expected);
        ctg_trace *trace;
        ctg_error error;

        assert_non_null(expected);
        assert_int_equal(ctg_trace_new(ledger, &trace, &error), CTG_OK);
        for (size_t e = 0; e < count; e++) {
            const size_t parent_count = slow_parents(ledger, e, expected);
            double sum = 0;

            assert_int_equal(ctg_trace_parent_count(trace, e), parent_count);
            for (size_t i = 0; i < parent_count; i++) {
                check_parent(trace, e, i, expected[i].entry, expected[i].share);
                sum += ctg_trace_parent(trace, e, i).share;
            }
            if (parent_count)
                assert_near(sum, 1);
        }
        ctg_trace_free(trace);
        ctg__ledger_free(ledger);
        free(expected);
    }
}

static void a_run_without_a_ledger_cannot_be_traced(void **state)
{
    ctg_trace *trace = NULL;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_trace_new(NULL, &trace, &error), CTG_BAD_ARGUMENT);
    assert_string_equal(error.message,
                        "nothing to trace: the run kept no ledger");
    assert_null(trace);
}

static void rounding_is_no_sending_and_no_cause(void **state)
{
    const double of_nodes[] = {1e-12, 1e-12, 1e-12};
    const ctg_path *paths;
    const ctg_origin *origins;
    ctg_path_options options = ctg_path_options_default();
    worked made;
    ctg_trace *trace;
    ctg_error error;
    size_t count;

    (void)state;
    worked_open(&made, "A B C", "");
    assert_int_equal(
        ctg__ledger_set_rounding(made.ledger, of_nodes, 3, NULL, 0, &error),
        CTG_OK);
    worked_add(&made, "0,shock,shock:1,A,3\n"
                      "1,claim,A,B,2\n"
                      "2,claim,A,B,6\n"
                      "2,claim,B,C,1e-13\n"
                      "3,claim,B,C,0.5\n"
                      "4,claim,A,B,-1e-13\n"
                      "5,claim,B,A,0.25\n"
                      "5,claim,C,A,0.125\n");
    trace = trace_of(&made);
    /* B has not sent in round 2: what came in round 1 is not used up. */
    assert_int_equal(ctg_trace_parent_count(trace, 3), 0);
    assert_int_equal(ctg_trace_parent_count(trace, 4), 2);
    check_parent(trace, 4, 0, 1, 0.25);
    check_parent(trace, 4, 1, 2, 0.75);
    /* Rounding has the parents of its sender's last sending. */
    assert_int_equal(ctg_trace_parent_count(trace, 5), 1);
    check_parent(trace, 5, 0, 0, 1);
    /* What came in round 4 is not kept. */
    assert_int_equal(ctg_trace_parent_count(trace, 6), 2);
    assert_int_equal(ctg_trace_parent_count(trace, 7), 1);
    check_parent(trace, 7, 0, 4, 1);
    options.count = 20;
    assert_int_equal(ctg_trace_paths(trace, &options, &paths, &count, &error),
                     CTG_OK);
    for (size_t p = 0; p < count; p++) {
        assert_true(paths[p].loss > 1e-3);
        assert_int_equal(paths[p].origin, CTG_ACTOR(CTG_ACTOR_SHOCK, 0));
    }
    assert_int_equal(ctg_trace_origins(trace, &origins, &count, &error),
                     CTG_OK);
    assert_int_equal(count, 3); /* and none of `initial` */
    ctg_trace_free(trace);
    worked_close(&made);
}

/* A leveraged seller: its loss is its own, the price fall is next to none. */
static void a_sale_that_moves_the_price_by_rounding_has_its_seller_s_causes(
    void **state)
{
    const double of_nodes[] = {1e-12};
    const double of_assets[] = {1e-3};
    worked made;
    ctg_trace *trace;
    ctg_error error;

    (void)state;
    worked_open(&made, "A", "X");
    assert_int_equal(ctg__ledger_set_rounding(made.ledger, of_nodes, 1,
                                              of_assets, 1, &error),
                     CTG_OK);
    worked_add(&made, "0,shock,shock:1,A,3\n"
                      "1,claim,A,A,1\n"
                      "2,sale,asset:X,A,0.5\n"
                      "2,impact,A,asset:X,1e-4\n");
    trace = trace_of(&made);
    assert_int_equal(ctg_trace_parent_count(trace, 2), 1);
    check_parent(trace, 2, 0, 3, 1);
    assert_int_equal(ctg_trace_parent_count(trace, 3), 1);
    check_parent(trace, 3, 0, 0, 1);
    ctg_trace_free(trace);
    worked_close(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sender_hands_on_what_it_received_since_it_last_sent),
        cmocka_unit_test(prices_are_sent_and_received_at_the_opening),
        cmocka_unit_test(gains_cause_only_where_there_are_no_losses),
        cmocka_unit_test(parents_agree_with_the_definition_read_slowly),
        cmocka_unit_test(a_run_without_a_ledger_cannot_be_traced),
        cmocka_unit_test(rounding_is_no_sending_and_no_cause),
        cmocka_unit_test(
            a_sale_that_moves_the_price_by_rounding_has_its_seller_s_causes),
    };

    return RUN_TESTS(tests);
}
