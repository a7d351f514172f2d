/* Step 5: who sells how much of what, and who is run on. */
#include "support/outcome.h"

static double face_of(const outcome *made, size_t exposure)
{
    ctg_claim claim;

    assert_true(ctg_run_claim(made->run, exposure, &claim));
    return claim.face;
}

static double price_after(const outcome *made, uint32_t round, ctg_asset asset)
{
    return ctg_run_price(made->run, round, asset);
}

/* Assets 65, equity 10: 65 - 3.27 x 10 = 32.3 to sell. */
static outcome liquid_first(const char *target)
{
    char nodes[120];

    snprintf(nodes, sizeof nodes,
             "id,other_liabilities,leverage_max,leverage_target\n"
             "A,55,4.1,%s\n",
             target);
    return outcome_of(
        graph_of("nodes", nodes, "assets",
                 "id,price,depth\nP,1,300\nQ,1,900\nR,1,900\nS,1,\n",
                 "holdings",
                 "node,asset,quantity\nA,P,10\nA,Q,20\nA,R,30\nA,S,5\n", NULL),
        scenario_of(NULL, "sell", "liquid-first", "rounds", "1", NULL));
}

static void the_deepest_are_sold_first_and_ties_go_by_row(void **state)
{
    outcome made = liquid_first("3.27");

    (void)state;
    /* All 5 of S and 20 of Q, then 32.3 - 25 = 7.3 of R, nothing of P. */
    assert_near(price_after(&made, 1, 0), 1);
    assert_near(price_after(&made, 1, 1), 1 - 20.0 / 900);
    assert_near(price_after(&made, 1, 2), 1 - 7.3 / 900);
    outcome_free(&made);
    /* 65 - 40.5 = 24.5: all of S, 19.5 of Q. */
    made = liquid_first("4.05");
    assert_near(price_after(&made, 1, 1), 1 - 19.5 / 900);
    assert_near(price_after(&made, 1, 2), 1);
    outcome_free(&made);
}

static void pro_rata_sells_the_same_share_of_everything(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,other_assets,other_liabilities,leverage_max,"
                 "leverage_target\nA,13,46,4.1,3.4\n",
                 "assets", "id,price,depth\nP,2,300\nQ,1,900\n", "holdings",
                 "node,asset,quantity\nA,P,11\nA,Q,21\n", NULL),
        scenario_of(NULL, "rounds", "1", NULL));
    /* Assets 56, equity 10: 22 to sell of 43 held. */
    const double share = 22.0 / 43;

    (void)state;
    assert_near(price_after(&made, 1, 0), 2 * (1 - share * 22 / 300));
    assert_near(price_after(&made, 1, 1), 1 - share * 21 / 900);
    outcome_free(&made);
}

static void no_more_is_sold_than_is_held_and_no_short(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,cash,other_liabilities,leverage_max\nA,64,60,2\n",
                 "assets", "id,price,depth\nX,2,500\nY,1,700\n", "holdings",
                 "node,asset,quantity\nA,X,7\nA,Y,-3\n", NULL),
        scenario_of(NULL, "rounds", "1", NULL));

    (void)state;
    /* Assets 64 + 14 - 3 = 75, equity 15: 45 wanted, 14 held. */
    assert_near(price_after(&made, 1, 0), 2 * (1 - 14.0 / 500));
    assert_near(price_after(&made, 1, 1), 1);
    outcome_free(&made);
}

/* 90 of X in three rounds, 30 each, into a depth of 1,000. */
static outcome unwinding(const char *key, const char *value)
{
    return outcome_of(
        graph_of("nodes", "id,cash\nA,3.7\nB,50\n", "assets",
                 "id,price,depth\nX,1,1000\n", "holdings",
                 "node,asset,quantity\nA,X,90\n", NULL),
        scenario_of("node A=default", "unwind_rounds", "3", key, value, NULL));
}

static void a_failed_node_sells_equal_parts_round_by_round(void **state)
{
    outcome made = unwinding("execution", "0");
    double price = 1;

    (void)state;
    assert_near(price_after(&made, 0, 0), 1);
    for (uint32_t round = 1; round <= 3; round++) {
        price *= 1 - 30 * price / 1000;
        assert_near(price_after(&made, round, 0), price);
    }
    assert_near(price_after(&made, 4, 0), price);
    assert_true(made.summary->converged);
    outcome_free(&made);
}

static void a_failed_node_keeps_its_holdings_if_it_may(void **state)
{
    outcome made = unwinding("liquidate_failed", "false");

    (void)state;
    assert_near(price_after(&made, made.summary->rounds, 0), 1);
    outcome_free(&made);
}

/* A owes B 6 in 30 days, C 9 in 31, D 4 some day and E 3 in 7. */
static outcome run_on(const char *shocks, const char *cash, const char *held)
{
    char nodes[120];
    char holdings[60];

    snprintf(nodes, sizeof nodes,
             "id,equity,cash\nA,10,%s\nB,50,\nC,50,\nD,50,\nE,50,\n", cash);
    snprintf(holdings, sizeof holdings, "node,asset,quantity\nA,X,%s\n", held);
    return outcome_of(graph_of("nodes", nodes, "exposures",
                               "debtor,creditor,amount,maturity_days\n"
                               "A,B,6,30\nA,C,9,31\nA,D,4,\nA,E,3,7\n",
                               "assets", "id,price,depth\nX,1,\n", "holdings",
                               holdings, NULL),
                      scenario_of(shocks, "horizon_days", "30", "run_threshold",
                                  "0.6", "recovery", "1", NULL));
}

static void creditors_withdraw_what_matures_within_the_horizon(void **state)
{
    outcome made = run_on("node A=-4.5", "2.3", "8");

    (void)state;
    assert_near(face_of(&made, 0), 0);
    assert_near(face_of(&made, 1), 9);
    assert_near(face_of(&made, 2), 4);
    assert_near(face_of(&made, 3), 0);
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    outcome_free(&made);
}

static void what_cannot_be_paid_is_shared_pro_rata_and_fails(void **state)
{
    outcome made = run_on("node A=-4.5", "2.3", "1.3");

    (void)state;
    /* 3.6 for 9 due. */
    assert_near(face_of(&made, 0), 6 * (1 - 3.6 / 9));
    assert_near(face_of(&made, 3), 3 * (1 - 3.6 / 9));
    assert_near(face_of(&made, 1), 9);
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    outcome_free(&made);
}

static void all_sold_and_all_paid_is_no_failure(void **state)
{
    outcome made = run_on("node A=-4.5", "2.3", "6.7");

    (void)state;
    assert_near(face_of(&made, 0), 0);
    assert_near(face_of(&made, 3), 0);
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    outcome_free(&made);
}

static void a_run_starts_below_the_threshold_not_at_it(void **state)
{
    outcome made = run_on("node A=-4", "2.3", "8");

    (void)state;
    assert_near(face_of(&made, 0), 6);
    outcome_free(&made);
    made = run_on("node A=-1.1;run A", "2.3", "8");
    assert_near(face_of(&made, 0), 0); /* but by name at any equity */
    outcome_free(&made);
}

static void nobody_withdraws_from_the_failed(void **state)
{
    outcome made = run_on("node A=default;run A", "2.3", "8");

    (void)state;
    assert_near(face_of(&made, 0), 6);
    assert_near(face_of(&made, 3), 3);
    outcome_free(&made);
}

static outcome pool_run(const char *shocks)
{
    return outcome_of(
        graph_of("nodes",
                 "id,cash,pass_through,other_assets,leverage_max\n"
                 "P,3,true,9.1,2\nB,50,,,\n",
                 "exposures",
                 "debtor,creditor,amount,maturity_days\nP,B,11,1\n", "assets",
                 "id,price,depth\nX,1,100\n", "holdings",
                 "node,asset,quantity\nP,X,2\n", NULL),
        scenario_of(shocks, "horizon_days", "30", "run_threshold", "0.9",
                    NULL));
}

static void a_pool_is_run_on_by_name_only(void **state)
{
    outcome made = pool_run("node P=-10%");

    (void)state;
    assert_near(face_of(&made, 0), 11);
    assert_near(price_after(&made, 1, 0), 1); /* nor does it deleverage */
    outcome_free(&made);
    made = pool_run("run P");
    /* 3 in cash, 2 of X at an average of 0.99; the rest stays due. */
    assert_near(face_of(&made, 0), 11 - 3 - 2 * 0.99);
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    outcome_free(&made);
}

/* B is called for 3 and has 5; 4 are withdrawn. */
static void calls_take_the_cash_before_withdrawals(void **state)
{
    outcome made = outcome_of(
        graph_of(
            "nodes", "id,equity,cash\nV,500,100\nB,,5\nC,50,\n", "exposures",
            "debtor,creditor,amount,maturity_days\nB,C,4,10\n", "assets",
            "id,price,depth\nK,1,\nY,1,400\n", "holdings",
            "node,asset,quantity\nB,Y,80\n", "venues",
            "node,type,close_factor,grace_rounds\nV,lending,1,2\n", "markets",
            "venue,asset,maintenance,bonus\nV,K,0.2,0.1\n", "positions",
            "account,owner,venue,asset,quantity\nk,B,V,K,100\n"
            "k,B,V,,-75\n",
            NULL),
        scenario_of("asset K=-10%;run B", "horizon_days", "30", "rounds", "1",
                    NULL));

    (void)state;
    /* Short of 75 - 0.8 x 90 = 3; 2 of 5 remain, so 2 are sold for. */
    assert_near(price_after(&made, 1, 1), 1 - 2.0 / 400);
    assert_near(face_of(&made, 0), 2 * (1 - (1 - 2.0 / 800)));
    outcome_free(&made);
}

static outcome late_run(const char *cash)
{
    char nodes[60];

    snprintf(nodes, sizeof nodes, "id,cash\nA,%s\nB,50\n", cash);
    return outcome_of(
        graph_of("nodes", nodes, "exposures",
                 "debtor,creditor,amount,maturity_days\nA,B,4.2,10\n", "assets",
                 "id,price,depth\nX,1,\n", "holdings",
                 "node,asset,quantity\nA,X,30\n", NULL),
        scenario_of("run A", "horizon_days", "30", "settlement_lag", "2",
                    NULL));
}

static void proceeds_that_come_too_late_make_it_fail(void **state)
{
    outcome made = late_run("4.1");

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    outcome_free(&made);
    made = late_run("4.2");
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    assert_near(face_of(&made, 0), 0);
    outcome_free(&made);
}

/*
 * A is run on in round 1 and fails, illiquid with equity left; its claim on F
 * is lost in round 1, which takes it over its limit from round 2 on.
 */
static void the_failed_do_not_deleverage(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,other_liabilities,leverage_max,equity,cash,other_assets\n"
                 "A,30,4,,,2\nB,,,50,,\nF,,,3,,\n",
                 "exposures",
                 "debtor,creditor,amount,maturity_days\n"
                 "A,B,4,10\nF,A,7,\n",
                 "assets", "id,price,depth\nX,1,500\n", "holdings",
                 "node,asset,quantity\nA,X,40\n", NULL),
        scenario_of("run A;node F=default", "horizon_days", "30",
                    "settlement_lag", "3", "liquidate_failed", "false",
                    "execution", "0", "rounds", "3", NULL));

    (void)state;
    /* Equity 15 at leverage 49/15, then 8 - 40 x (4/500) at more than 5. */
    assert_near(price_after(&made, 1, 0), 1 - 4.0 / 500);
    assert_near(price_after(&made, 3, 0), 1 - 4.0 / 500);
    assert_int_equal(ctg_run_failed_round(made.run)[0], 1);
    assert_true(ctg_run_equity(made.run)[0] > 7);
    outcome_free(&made);
}

/* A pays B 5 in the round in which B owes C 4 and has no cash of its own. */
static void what_comes_in_during_the_round_pays_nobody(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nA,9,7\nB,20,\nC,50,\n", "exposures",
                 "debtor,creditor,amount,maturity_days\nA,B,5,1\nB,C,4,1\n",
                 "assets", "id,price,depth\nX,1,400\n", "holdings",
                 "node,asset,quantity\nB,X,13\n", NULL),
        scenario_of("run A;run B", "horizon_days", "30", "rounds", "1", NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 1 - 4.0 / 400);
    outcome_free(&made);
}

/*
 * O lacks 75 - 72 = 3 and is over its limit: 25 - 1.2 x 13 = 9.4. It holds 10,
 * so 3 are sold for the call and 7 repay C, who is owed 12.
 */
static void calls_are_sold_for_before_deleveraging(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity,leverage_max,leverage_target\n"
                 "V,500,,\nO,,1.4,1.2\nC,50,,\n",
                 "exposures", "debtor,creditor,amount\nO,C,12\n", "assets",
                 "id,price\nK,1\nY,1\n", "holdings",
                 "node,asset,quantity\nO,Y,10\n", "venues",
                 "node,type,close_factor,grace_rounds\nV,lending,1,2\n",
                 "markets", "venue,asset,maintenance,bonus\nV,K,0.2,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,K,100\n"
                 "k,O,V,,-75\n",
                 NULL),
        scenario_of("asset K=-10%", "rounds", "1", NULL));

    (void)state;
    assert_near(face_of(&made, 0), 12 - 7);
    outcome_free(&made);
}

/* Equity within 1e-9 of the first is zero: there is no leverage to cut. */
static void equity_that_is_rounding_is_none_to_deleverage_by(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,leverage_max\nF,10,4\n", "assets",
                 "id,price,depth\nX,2,500\n", "holdings",
                 "node,asset,quantity\nF,X,15\n", NULL),
        scenario_of("node F=-9.999999995", "default_at_zero", "false", NULL));

    (void)state;
    assert_int_equal(made.summary->failed, 0);
    assert_near(price_after(&made, 1, 0), 2);
    outcome_free(&made);
}

/* Over its limit, and where its target is: nothing is left to sell, whatever the
 * last places of sums are. */
static void a_target_that_is_met_sells_nothing(void **state)
{
    (void)state;
    for (int cents = 110; cents < 1300; cents += 7) {
        char nodes[120];
        outcome made;

        snprintf(nodes, sizeof nodes,
                 "id,equity,leverage_max,leverage_target\n"
                 "A,%d.%02d,1.01,initial\nB,9,,\n",
                 cents / 100, cents % 100);
        made = outcome_of(
            graph_of("nodes", nodes, "assets",
                     "id,price,depth,impact\nP,0.6267,1289,exponential\n"
                     "Q,0.2132,4156,exponential\nR,0.7253,708.5,sqrt\n",
                     "holdings",
                     "node,asset,quantity\nA,P,29.39\nA,Q,183\nA,R,53.77\n",
                     "exposures", "debtor,creditor,amount\nB,A,6.302\n",
                     NULL),
            scenario_of(NULL, "rounds", "20", NULL));
        assert_int_equal(made.summary->rounds, 1);
        assert_same(made.summary->equity_lost, 0);
        outcome_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_deepest_are_sold_first_and_ties_go_by_row),
        cmocka_unit_test(pro_rata_sells_the_same_share_of_everything),
        cmocka_unit_test(no_more_is_sold_than_is_held_and_no_short),
        cmocka_unit_test(a_failed_node_sells_equal_parts_round_by_round),
        cmocka_unit_test(a_failed_node_keeps_its_holdings_if_it_may),
        cmocka_unit_test(creditors_withdraw_what_matures_within_the_horizon),
        cmocka_unit_test(what_cannot_be_paid_is_shared_pro_rata_and_fails),
        cmocka_unit_test(all_sold_and_all_paid_is_no_failure),
        cmocka_unit_test(a_run_starts_below_the_threshold_not_at_it),
        cmocka_unit_test(nobody_withdraws_from_the_failed),
        cmocka_unit_test(a_pool_is_run_on_by_name_only),
        cmocka_unit_test(calls_take_the_cash_before_withdrawals),
        cmocka_unit_test(proceeds_that_come_too_late_make_it_fail),
        cmocka_unit_test(the_failed_do_not_deleverage),
        cmocka_unit_test(what_comes_in_during_the_round_pays_nobody),
        cmocka_unit_test(calls_are_sold_for_before_deleveraging),
        cmocka_unit_test(equity_that_is_rounding_is_none_to_deleverage_by),
        cmocka_unit_test(a_target_that_is_met_sells_nothing),
    };

    return RUN_TESTS(tests);
}
