/* Step 7: who has nothing left, or cannot pay. */
#include "support/outcome.h"

static uint32_t failed_round(const char *shocks, const char *equity,
                             const char *at_zero)
{
    char nodes[80];
    outcome made;
    uint32_t round;

    snprintf(nodes, sizeof nodes, "id,equity\nA,%s\nB,50\n", equity);
    made = outcome_of(graph_of("nodes", nodes, "exposures",
                               "debtor,creditor,amount\nA,B,3\n", NULL),
                      scenario_of(shocks, "default_at_zero", at_zero,
                                  "recovery", "0.4", NULL));
    round = ctg_run_failed_round(made.run)[0];
    outcome_free(&made);
    return round;
}

/* 0.8 - 0.1 - 0.7 is 8e-17 in doubles, 0.3 - 0.1 - 0.2 is -3e-17. */
static void decimal_ties_are_zero_either_way(void **state)
{
    (void)state;
    assert_int_equal(failed_round("node A=-0.1;node A=-0.7", "0.8", "true"), 0);
    assert_int_equal(failed_round("node A=-0.1;node A=-0.7", "0.8", "false"),
                     CTG_NEVER);
    assert_int_equal(failed_round("node A=-0.1;node A=-0.2", "0.3", "true"), 0);
    assert_int_equal(failed_round("node A=-0.1;node A=-0.2", "0.3", "false"),
                     CTG_NEVER);
}

static void a_little_above_or_below_is_not_a_tie(void **state)
{
    (void)state;
    assert_int_equal(failed_round("node A=-0.29999", "0.3", "true"), CTG_NEVER);
    assert_int_equal(failed_round("node A=-0.30001", "0.3", "false"), 0);
}

/* A cannot pay 5 of 8, though it is worth 11; its creditor sees it fail. */
static void the_illiquid_are_marked_and_their_claims_follow(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nA,11,3\nB,50,\nC,50,\n", "exposures",
                 "debtor,creditor,amount,maturity_days\nA,B,8,10\nA,C,7,\n",
                 NULL),
        scenario_of("run A", "horizon_days", "30", "valuation", "threshold",
                    "recovery", "0.4", NULL));

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"), 0.6 * 5);
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "C"), 0.6 * 7);
    outcome_free(&made);
}

/* Failing in round 1 without a change of its books, it sells from round 2. */
static void a_failure_stays_and_unwinds(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes", "id,equity\nA,5\nF,4\nB,70\n", "exposures",
                            "debtor,creditor,amount\nF,A,6\nA,B,9\n", "assets",
                            "id,price,depth\nX,1,100\n", "holdings",
                            "node,asset,quantity\nA,X,20\n", NULL),
                   scenario_of("node F=default", "valuation", "threshold",
                               "execution", "0", NULL));

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    assert_near(ctg_run_price(made.run, 1, 0), 1);
    assert_near(ctg_run_price(made.run, 2, 0), 0.8);
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"), 9);
    outcome_free(&made);
}

/* Nothing is paid, so nothing but the mark says that A has failed. */
static void a_mark_alone_makes_claims_follow(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nA,11\nB,50\n", "exposures",
                 "debtor,creditor,amount,maturity_days\nA,B,8,10\n", NULL),
        scenario_of("run A", "horizon_days", "30", "valuation", "threshold",
                    "recovery", "0.4", NULL));

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"), 0.6 * 8);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimal_ties_are_zero_either_way),
        cmocka_unit_test(a_little_above_or_below_is_not_a_tie),
        cmocka_unit_test(the_illiquid_are_marked_and_their_claims_follow),
        cmocka_unit_test(a_failure_stays_and_unwinds),
        cmocka_unit_test(a_mark_alone_makes_claims_follow),
    };

    return RUN_TESTS(tests);
}
