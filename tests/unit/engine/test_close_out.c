/* Margin venues: close-outs, penalties and calls. */
#include "support/outcome.h"

/* O is long 10 X at 9.2 after the shock: e = 92 - 80 = 12 and H < 1. */
static outcome closed(const char *factor, const char *penalty,
                      const char *penalty_to)
{
    char venues[100];
    char markets[100];

    snprintf(venues, sizeof venues,
             "node,type,close_factor,penalty_to\nV,margin,%s,%s\n", factor,
             penalty_to);
    snprintf(markets, sizeof markets,
             "venue,asset,maintenance,bonus\nV,X,0.15,%s\n", penalty);
    return outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\nP,7\n", "assets",
                 "id,price\nX,10\n", "venues", venues, "markets", markets,
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,10\n"
                 "k,O,V,,-80\n",
                 NULL),
        scenario_of("asset X=-8%", NULL));
}

static void a_close_factor_closes_that_share_of_each_leg(void **state)
{
    outcome made = closed("0.4", "0.05", "P");
    const double penalty = 0.05 * 0.4 * 92;

    (void)state;
    /* 0.85 x 55.2 of 80 - 36.8 + 1.84: healthy again after one close-out. */
    assert_near(outcome_sum(&made, CTG_LIQUIDATION, "O", "O"), penalty);
    assert_near(outcome_sum(&made, CTG_TRANSFER, "O", "P"), -penalty);
    assert_near(ctg_run_equity(made.run)[2], 7 + penalty);
    assert_near(made.summary->bonus_outside, 0);
    assert_int_equal(made.summary->liquidated, 1);
    outcome_free(&made);
}

static void a_penalty_to_nobody_leaves_the_network(void **state)
{
    outcome made = closed("0.4", "0.05", "");

    (void)state;
    assert_near(made.summary->bonus_outside, 0.05 * 0.4 * 92);
    assert_near(ctg_run_equity(made.run)[2], 7);
    outcome_free(&made);
}

static void a_penalty_takes_at_most_what_is_left(void **state)
{
    outcome made = closed("1", "0.31", "P");

    (void)state;
    /* 28.52 of 12. */
    assert_near(outcome_sum(&made, CTG_LIQUIDATION, "O", "O"), 12);
    assert_near(ctg_run_equity(made.run)[2], 7 + 12);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, NULL, NULL), 0);
    outcome_free(&made);
}

/*
 * Short 10 at 10.8, margin 115: e = 7. Half is bought back from a depth of 400:
 * average 1 + 54/800. The penalty is 3 % of 54 at the opening price.
 */
static void shorts_are_bought_back_and_pay_a_penalty_too(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\n", "assets",
                 "id,price,depth\nX,10,400\n", "venues",
                 "node,type,close_factor\nV,margin,0.5\n", "markets",
                 "venue,asset,maintenance,bonus\nV,X,0.15,0.03\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,-10\n"
                 "k,O,V,,115\n",
                 NULL),
        scenario_of("asset X=+8%", "rounds", "1", NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 10.8 * (1 + 54.0 / 400));
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "O"), 54 * 54.0 / 800);
    assert_near(outcome_sum(&made, CTG_LIQUIDATION, "O", "O"), 0.03 * 54);
    outcome_free(&made);
}

/*
 * Long 100 at 1 against 90, short of margin from the start. Sold into a depth
 * of 250: average 0.8, a loss of 20 where e = 10. O loses 10, V the rest.
 */
static void a_close_out_costs_the_owner_no_more_than_it_has(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\n", "assets",
                 "id,price,depth\nX,1,250\n", "venues", "node,type\nV,margin\n",
                 "markets", "venue,asset,maintenance,bonus\nV,X,0.15,0.03\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,100\n"
                 "k,O,V,,-90\n",
                 NULL),
        scenario_of(NULL, NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "O"), 10);
    assert_near(outcome_sum(&made, CTG_LIQUIDATION, NULL, NULL), 0);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "V"), 10);
    outcome_free(&made);
}

/* Two accounts of O lack 3 and 6; O has 6: 2 and 4 are paid. */
static outcome two_calls(const char *cash, const char *grace, const char *lag)
{
    char nodes[80];
    char venues[80];

    snprintf(nodes, sizeof nodes, "id,equity,cash\nV,500,100\nO,,%s\n", cash);
    snprintf(venues, sizeof venues,
             "node,type,close_factor,grace_rounds\nV,lending,1,%s\n", grace);
    return outcome_of(
        graph_of("nodes", nodes, "assets", "id,price,depth\nK,1,\nY,1,400\n",
                 "holdings", "node,asset,quantity\nO,Y,80\n", "venues", venues,
                 "markets", "venue,asset,maintenance,bonus\nV,K,0.2,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\n"
                 "k,O,V,K,100\nk,O,V,,-75\nl,O,V,K,50\nl,O,V,,-42\n",
                 NULL),
        scenario_of("asset K=-10%", "settlement_lag", lag, NULL));
}

static void calls_share_the_cash_pro_rata_and_sell_for_the_rest(void **state)
{
    outcome made = two_calls("6.2", "2", "0");

    (void)state;
    /* 9 in all: 75 - 72 and 42 - 36; 2.8 are sold for, slipping a little. */
    assert_near(ctg_run_price(made.run, 1, 1), 1 - 2.8 / 400);
    assert_int_equal(made.summary->unhealthy, 2);
    outcome_free(&made);
}

static void grace_ends_after_so_many_rounds_of_calls(void **state)
{
    outcome made = two_calls("6.2", "1", "0");
    const ctg_entry *entries = ctg_ledger_entries(ctg_run_ledger(made.run));
    uint32_t round = CTG_NEVER;

    (void)state;
    for (size_t e = 0; e < ctg_ledger_count(ctg_run_ledger(made.run)); e++)
        if (entries[e].channel == CTG_LIQUIDATION && round == CTG_NEVER)
            round = entries[e].round;
    assert_int_equal(round, 2);
    outcome_free(&made);
}

static void sales_on_their_way_are_not_made_twice(void **state)
{
    outcome made = two_calls("6.2", "9", "3");

    (void)state;
    /* 2.8 sold in round 1 arrive in round 4; until then only what they
     * slipped by is sold for, 2.8 x 2.8 / 800. */
    assert_near(ctg_run_price(made.run, 1, 1), 1 - 2.8 / 400);
    assert_near(ctg_run_price(made.run, 2, 1),
                (1 - 2.8 / 400) * (1 - 2.8 * 2.8 / 800 / 400));
    outcome_free(&made);
}

/* The owner failed in round 0: liquidated at once, whatever the grace. */
static void the_failed_are_not_called(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nV,500,100\nO,21,5\n", "assets",
                 "id,price\nK,1\n", "venues",
                 "node,type,close_factor,grace_rounds\nV,lending,1,4\n",
                 "markets", "venue,asset,maintenance,bonus\nV,K,0.2,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,K,100\n"
                 "k,O,V,,-75\n",
                 NULL),
        scenario_of("asset K=-10%;node O=default", "rounds", "1", NULL));

    (void)state;
    assert_int_equal(made.summary->liquidated, 1);
    outcome_free(&made);
}

/* 0.8 x 80 for 67 T and 1 of money: of the 4 paid, 1 repays the venue. */
static void a_call_repays_no_more_than_the_loan_in_money(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nV,500,100\nO,,9\n", "assets",
                 "id,price\nK,1\nT,1\n", "venues",
                 "node,type,close_factor,grace_rounds\nV,lending,1,2\n",
                 "markets",
                 "venue,asset,maintenance,bonus\nV,K,0.2,0.1\nV,T,0.3,0\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,K,100\n"
                 "k,O,V,T,-67\nk,O,V,,-1\n",
                 NULL),
        scenario_of("asset K=-20%", NULL));

    (void)state;
    assert_int_equal(made.summary->unhealthy, 1);
    assert_int_equal(made.summary->liquidated, 0);
    assert_near(ctg_run_equity(made.run)[0], 500);
    assert_near(ctg_run_equity(made.run)[1], 9 + 12);
    outcome_free(&made);
}

/* Cash for the first call alone: two more rounds of grace, then the market. */
static void the_shortfall_after_the_last_of_grace_closes_out(void **state)
{
    outcome made =
        outcome_of(graph_of("nodes", "id,cash\nO,6\nV,\n", "assets",
                            "id,price,depth\nX,100,98000\n", "venues",
                            "node,type,grace_rounds\nV,margin,2\n", "markets",
                            "venue,asset,maintenance\nV,X,0.05\n", "positions",
                            "account,owner,venue,asset,quantity\n"
                            "k,O,V,X,10\nk,O,V,,-945\n",
                            NULL),
                   scenario_of("asset X=-2%", NULL));

    (void)state;
    /* Called for 945 - 931 in round 1, for what is missing in 2 and 3. */
    assert_near(ctg_run_price(made.run, 2, 0), 98);
    assert_near(ctg_run_price(made.run, 3, 0), 98 * 0.99);
    assert_int_equal(made.summary->liquidated, 1);
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "O"), 980 * 0.005);
    assert_near(ctg_run_equity(made.run)[0], 6 + 35 - 4.9);
    outcome_free(&made);
}

/* Short in round 1, met in 2 from what was sold; the sale of F, who fails by A,
 * makes it short in 3 for the first time again. */
static void a_call_met_in_full_ends_the_count(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nO,\nV,\nA,7\nF,300\n", "exposures",
                 "debtor,creditor,amount\nA,F,400\n", "assets",
                 "id,price,depth\nX,100,49000\nB,1,\n", "holdings",
                 "node,asset,quantity\nO,B,1000\nF,X,5\n", "venues",
                 "node,type,grace_rounds\nV,margin,1\n", "markets",
                 "venue,asset,maintenance\nV,X,0.05\n", "positions",
                 "account,owner,venue,asset,quantity\n"
                 "k,O,V,X,10\nk,O,V,,-945\n",
                 NULL),
        scenario_of("asset X=-2%;node A=default", NULL));

    (void)state;
    assert_true(made.summary->converged);
    assert_near(ctg_run_price(made.run, 1, 0), 98);
    assert_near(ctg_run_price(made.run, 2, 0), 97.02);
    assert_int_equal(made.summary->unhealthy, 1);
    assert_int_equal(made.summary->liquidated, 0);
    assert_near(ctg_run_equity(made.run)[0], 1055 - 29.8);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_close_factor_closes_that_share_of_each_leg),
        cmocka_unit_test(a_penalty_to_nobody_leaves_the_network),
        cmocka_unit_test(a_penalty_takes_at_most_what_is_left),
        cmocka_unit_test(shorts_are_bought_back_and_pay_a_penalty_too),
        cmocka_unit_test(a_close_out_costs_the_owner_no_more_than_it_has),
        cmocka_unit_test(calls_share_the_cash_pro_rata_and_sell_for_the_rest),
        cmocka_unit_test(grace_ends_after_so_many_rounds_of_calls),
        cmocka_unit_test(sales_on_their_way_are_not_made_twice),
        cmocka_unit_test(the_failed_are_not_called),
        cmocka_unit_test(a_call_repays_no_more_than_the_loan_in_money),
        cmocka_unit_test(the_shortfall_after_the_last_of_grace_closes_out),
        cmocka_unit_test(a_call_met_in_full_ends_the_count),
    };

    return RUN_TESTS(tests);
}
