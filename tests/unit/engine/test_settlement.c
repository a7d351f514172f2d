/* What the proceeds of sales pay, and when. */
#include "support/outcome.h"

static ctg_claim claim_of(const outcome *made, size_t exposure)
{
    ctg_claim claim;

    assert_true(ctg_run_claim(made->run, exposure, &claim));
    return claim;
}

/*
 * Assets 100, equity 11; X falls by 3: equity 8, V = 8/11. Leverage 97/8 is
 * above 10: 97 - 9 x 8 = 25 are sold at no loss. 9 repay other liabilities;
 * 16 repay B (owed 30) and C (owed 50): 6 and 10.
 */
static outcome deleverage(const char *shocks)
{
    return outcome_of(
        graph_of("nodes",
                 "id,other_liabilities,leverage_max,leverage_target,equity\n"
                 "A,9,10,9,\nB,,,,70\nC,,,,70\n",
                 "exposures", "debtor,creditor,amount\nA,B,30\nA,C,50\n",
                 "assets", "id,price,depth\nX,1,\n", "holdings",
                 "node,asset,quantity\nA,X,100\n", NULL),
        scenario_of(shocks, "rounds", "1", NULL));
}

static void proceeds_repay_other_liabilities_then_exposures(void **state)
{
    outcome made = deleverage("asset X=-3%");

    (void)state;
    assert_near(claim_of(&made, 0).face, 24);
    assert_near(claim_of(&made, 1).face, 40);
    assert_near(claim_of(&made, 1).value, 40 * 8.0 / 11);
    /* Paid at face what was worth 8/11 of it. */
    assert_near(outcome_sum(&made, CTG_TRANSFER, "A", "B"), -6 * 3.0 / 11);
    assert_near(outcome_sum(&made, CTG_TRANSFER, "A", "C"), -10 * 3.0 / 11);
    outcome_free(&made);
}

static void a_written_off_claim_gains_more_when_repaid(void **state)
{
    outcome made = deleverage("asset X=-3%;exposure A>B=-40%");

    (void)state;
    assert_near(outcome_sum(&made, CTG_TRANSFER, "A", "B"),
                -6 * (1 - 0.6 * 8 / 11));
    assert_near(outcome_sum(&made, CTG_TRANSFER, "A", "C"), -10 * 3.0 / 11);
    outcome_free(&made);
}

/*
 * 10 are withdrawn and 12 deleveraged (60 - 4.8 x 10), both slipping by 11 %:
 * 8.9 + 10.68; the 9.58 that the withdrawal leaves repay C.
 */
static void withdrawals_come_first(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity,leverage_max,leverage_target\n"
                 "A,10,5,4.8\nB,90,,\nC,90,,\n",
                 "exposures",
                 "debtor,creditor,amount,maturity_days\nA,B,10,3\nA,C,40,\n",
                 "assets", "id,price,depth\nX,1,100\n", "holdings",
                 "node,asset,quantity\nA,X,60\n", NULL),
        scenario_of("run A", "horizon_days", "30", "rounds", "1", NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 1 - 22.0 / 100);
    assert_near(claim_of(&made, 0).face, 0);
    assert_near(claim_of(&made, 1).face, 40 - (22 * 0.89 - 10));
    outcome_free(&made);
}

/* What others hold, here B, is nothing that A could sell. */
static outcome slipping(const char *held)
{
    char holdings[60];

    snprintf(holdings, sizeof holdings,
             "node,asset,quantity\nA,X,%s\nB,X,6\n", held);
    return outcome_of(
        graph_of("nodes", "id,equity\nA,10\nB,90\n", "exposures",
                 "debtor,creditor,amount,maturity_days\nA,B,10,3\n", "assets",
                 "id,price,depth\nX,1,100\n", "holdings", holdings, NULL),
        scenario_of("run A", "horizon_days", "30", "recovery", "1", NULL));
}

static void what_slippage_leaves_is_due_next_round(void **state)
{
    outcome made = slipping("60");

    (void)state;
    assert_near(claim_of(&made, 0).face, 0);
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    assert_true(made.summary->rounds > 2);
    outcome_free(&made);
}

static void unpaid_with_everything_sold_is_a_failure(void **state)
{
    outcome made = slipping("10");

    (void)state;
    assert_near(claim_of(&made, 0).face, 0.5); /* 10 x 0.95 paid */
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    outcome_free(&made);
}

/* Leverage 97/8 > 10: 97 - 9 x 8 = 25 sold in round 1, for B and C. */
static outcome late(const char *rounds)
{
    return outcome_of(graph_of("nodes",
                               "id,leverage_max,leverage_target,equity\n"
                               "A,10,9,11\nB,,,70\nC,,,70\n",
                               "exposures",
                               "debtor,creditor,amount\nA,B,33\nA,C,56\n",
                               "assets", "id,price,depth\nX,1,\n", "holdings",
                               "node,asset,quantity\nA,X,100\n", NULL),
                      scenario_of("asset X=-3%", "settlement_lag", "2",
                                  "rounds", rounds, NULL));
}

static void proceeds_arrive_after_the_lag_and_repay_then(void **state)
{
    outcome before = late("2");
    outcome after = late("3");
    outcome end = late("50");

    (void)state;
    assert_near(claim_of(&before, 0).face, 33);
    assert_near(claim_of(&after, 0).face, 33 - 25 * 33.0 / 89);
    assert_near(claim_of(&after, 1).face, 56 - 25 * 56.0 / 89);
    /* What is on its way is not sold for twice. */
    assert_near(claim_of(&end, 0).face, 33 - 25 * 33.0 / 89);
    assert_false(before.summary->converged);
    assert_true(end.summary->converged);
    outcome_free(&before);
    outcome_free(&after);
    outcome_free(&end);
}

static void a_receivable_that_changes_nothing_is_waited_for(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nA,5.3\n", "assets", "id,price\nX,1.7\n",
                 "holdings", "node,asset,quantity\nA,X,10\n", NULL),
        scenario_of("node A=default", "settlement_lag", "6", NULL));

    (void)state;
    assert_true(made.summary->converged);
    assert_true(made.summary->rounds >= 7);
    outcome_free(&made);
}

/* As many rounds as can be said: nothing is kept for those to come. */
static void a_lag_of_any_length_takes_no_memory(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,leverage_max,leverage_target,equity\nA,10,9,11\nB,,,70\n",
                 "exposures", "debtor,creditor,amount\nA,B,89\n", "assets",
                 "id,price,depth\nX,1,\n", "holdings",
                 "node,asset,quantity\nA,X,100\n", NULL),
        scenario_of("asset X=-3%", "settlement_lag", "1000000000", "rounds",
                    "7", NULL));

    (void)state;
    assert_false(made.summary->converged);
    assert_int_equal(made.summary->rounds, 7);
    assert_near(claim_of(&made, 0).face, 89);
    assert_near(ctg_run_equity(made.run)[0], 8);
    outcome_free(&made);
}

static void what_the_failed_sell_for_stays_cash(void **state)
{
    static const char *const lags[] = {"0", "2"};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        outcome made = outcome_of(
            graph_of("nodes", "id,equity\nA,5.3\nB,70\n", "exposures",
                     "debtor,creditor,amount\nA,B,11\n", "assets",
                     "id,price\nX,1.7\n", "holdings",
                     "node,asset,quantity\nA,X,10\n", NULL),
            scenario_of("node A=default", "settlement_lag", lags[k],
                        "valuation", "threshold", "recovery", "0.4", NULL));

        assert_near(claim_of(&made, 0).face, 11);
        assert_near(outcome_sum(&made, CTG_TRANSFER, NULL, NULL), 0);
        outcome_free(&made);
    }
}

/* O buys 30 while A sells 10 for B: 10.33 come in, and C is not repaid. */
static void what_withdrawals_bring_too_much_stays_cash(void **state)
{
    outcome made = outcome_of(
        graph_of(
            "nodes", "id,equity\nA,10\nB,90\nC,90\nV,80\nO,\n", "exposures",
            "debtor,creditor,amount,maturity_days\nA,B,10,3\nA,C,40,\n",
            "assets", "id,price,depth\nX,1,300\n", "holdings",
            "node,asset,quantity\nA,X,60\n", "venues", "node,type\nV,margin\n",
            "markets", "venue,asset,maintenance\nV,X,0.5\n", "positions",
            "account,owner,venue,asset,quantity\nk,O,V,X,-30\n"
            "k,O,V,,44\n",
            NULL),
        scenario_of("run A", "horizon_days", "30", "rounds", "1", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "A"), -10 * 20.0 / 600);
    assert_near(claim_of(&made, 0).face, 0);
    assert_near(claim_of(&made, 1).face, 40);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proceeds_repay_other_liabilities_then_exposures),
        cmocka_unit_test(a_written_off_claim_gains_more_when_repaid),
        cmocka_unit_test(withdrawals_come_first),
        cmocka_unit_test(what_slippage_leaves_is_due_next_round),
        cmocka_unit_test(unpaid_with_everything_sold_is_a_failure),
        cmocka_unit_test(proceeds_arrive_after_the_lag_and_repay_then),
        cmocka_unit_test(a_receivable_that_changes_nothing_is_waited_for),
        cmocka_unit_test(a_lag_of_any_length_takes_no_memory),
        cmocka_unit_test(what_the_failed_sell_for_stays_cash),
        cmocka_unit_test(what_withdrawals_bring_too_much_stays_cash),
    };

    return RUN_TESTS(tests);
}
