/* Step 1: what oracles show, and what is revalued. */
#include "support/outcome.h"

static uint32_t first_round(const outcome *made, ctg_channel channel)
{
    const ctg_ledger *const ledger = ctg_run_ledger(made->run);
    const ctg_entry *const entries = ctg_ledger_entries(ledger);

    for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
        if (entries[e].channel == (uint32_t)channel)
            return entries[e].round;
    return CTG_NEVER;
}

/*
 * S sells 25 of X in each of five rounds into a depth of 1,000, so that the
 * opening prices are 1, .975, .9512, .9286, .9071, .8865. The account of O has
 * H < 1 from an oracle price below 0.94 on: 0.9 x 100 x 0.94 = 84.6.
 */
static uint32_t liquidated(const char *oracle)
{
    char assets[100];
    outcome made;
    uint32_t round;

    snprintf(assets, sizeof assets, "id,price,depth,oracle\nX,1,1000,%s\n",
             oracle);
    made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\nS,3\n", "assets", assets,
                 "holdings", "node,asset,quantity\nS,X,125\n", "venues",
                 "node,type\nV,lending\n", "markets",
                 "venue,asset,maintenance,bonus\nV,X,0.1,0.03\n", "positions",
                 "account,owner,venue,asset,quantity\n"
                 "k,O,V,X,100\nk,O,V,,-84.6\n",
                 NULL),
        scenario_of("node S=default", "unwind_rounds", "5", NULL));
    round = first_round(&made, CTG_LIQUIDATION);
    outcome_free(&made);
    return round;
}

static void a_market_oracle_shows_the_opening_price(void **state)
{
    (void)state;
    assert_int_equal(liquidated("market"), 4);
    assert_int_equal(liquidated("lag 0"), 4);
}

static void a_lagged_oracle_shows_it_so_many_rounds_later(void **state)
{
    (void)state;
    assert_int_equal(liquidated("lag 1"), 5);
    assert_int_equal(liquidated("lag 2"), 6);
    assert_int_equal(liquidated("lag 7"), 11);
}

static void a_fixed_oracle_shows_the_file_s_price(void **state)
{
    (void)state;
    assert_int_equal(liquidated("fixed"), CTG_NEVER);
}

/*
 * Off by more than 4 %: pushed at .9512 in round 3, again in round 5 at .9071.
 * More than 5 % of the last push: not at .9512 (4.88 %), first at .9286.
 */
static void a_deviation_oracle_is_pushed_when_it_is_far_off(void **state)
{
    (void)state;
    assert_int_equal(liquidated("deviation 0.04"), 5);
    assert_int_equal(liquidated("deviation 0.05"), 4);
}

/* A claim of 12 X with V = 0.75 and w = 0.6. */
static void claims_in_an_asset_fall_with_it_and_relieve_the_debtor(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nA,40\nB,90\nS,2\n", "exposures",
                 "debtor,creditor,amount,asset\nA,B,12,X\n", "assets",
                 "id,price,depth\nX,2,200\n", "holdings",
                 "node,asset,quantity\nS,X,30\n", NULL),
        scenario_of("node A=-25%;exposure A>B=-40%;node S=default", "execution",
                    "0.3", "rounds", "2", NULL));
    /* 60 of money sold into 200: the price falls by 0.3 x 2. */
    const double fall = 0.3 * 2;

    (void)state;
    assert_near(outcome_sum(&made, CTG_PRICE, "asset:X", "B"),
                12 * fall * 0.75 * 0.6);
    assert_near(outcome_sum(&made, CTG_PRICE, "asset:X", "A"), -12 * fall);
    outcome_free(&made);
}

/* B, over its limit once the claim in X fell, sells what the limit asks for. */
static void a_creditor_s_opening_books_have_the_new_claim(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,cash,other_assets,other_liabilities,valuation,equity\n"
                 "B,,,30,clearing,\nA,,,,,50\nC,,,,,60\n",
                 "exposures",
                 "debtor,creditor,amount,asset\nA,B,20,X\nB,C,10,\n", "assets",
                 "id,price\nX,1.5\nY,1\n", "holdings",
                 "node,asset,quantity\nB,Y,12.6\n", NULL),
        scenario_of("asset X=-25%", "a", "0.8", "b", "0.5", NULL));
    /* Assets 42.6 - 7.5 = 35.1, all claims 22.5, against 40 owed. */
    const double value = (0.8 * 12.6 + 0.5 * 22.5) / 40;

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "B", "C"), 10 * (1 - value));
    outcome_free(&made);
}

/* The debtor owes less once X fell: clearing divides by the new face. */
static void a_debtor_s_opening_books_have_the_new_face(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,cash,equity\nA,31,\nB,,60\nC,,60\n", "exposures",
                 "debtor,creditor,amount,asset\nA,B,20,X\nA,C,10,\n", "assets",
                 "id,price\nX,1\n", NULL),
        scenario_of("asset X=-25%;node A=-7", "valuation", "clearing", NULL));

    (void)state;
    /* 24 for 15 + 10. */
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "C"), 10 * (1 - 24.0 / 25));
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"), 15 * (1 - 24.0 / 25));
    outcome_free(&made);
}

/* The same after a sale: nothing else touches B in round 2. */
static void a_creditor_s_books_are_opened_in_any_round(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,other_liabilities,valuation,equity\n"
                 "B,30,clearing,\nA,,,50\nC,,,60\nS,,,5\n",
                 "exposures",
                 "debtor,creditor,amount,asset\nA,B,20,X\nB,C,10,\n", "assets",
                 "id,price,depth\nX,1.5,600\nY,1,\n", "holdings",
                 "node,asset,quantity\nB,Y,12.6\nS,X,100\n", NULL),
        scenario_of("node S=default", "a", "0.8", "b", "0.5", NULL));
    const double value = (0.8 * 12.6 + 0.5 * 22.5) / 40;

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "B", "C"), 10 * (1 - value));
    outcome_free(&made);
}

/*
 * O buys back 100 X: 150 of a depth of 600 raise it to 1.875. A owes 20 X:
 * 37.5 of 60, equity 22.5, over its limit of 2.5: 60 - 2.2 x 22.5 = 10.5.
 */
static void a_debtor_s_books_are_opened_in_any_round(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,leverage_max,leverage_target,equity\n"
                 "A,2.5,2.2,\nB,,,90\nV,,,80\nO,,,\n",
                 "exposures", "debtor,creditor,amount,asset\nA,B,20,X\n",
                 "assets", "id,price,depth\nX,1.5,600\nY,1,700\n", "holdings",
                 "node,asset,quantity\nA,Y,60\n", "venues",
                 "node,type\nV,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.1\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,-100\n"
                 "k,O,V,,160\n",
                 NULL),
        scenario_of(NULL, "execution", "0", "rounds", "2", NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 1.875);
    assert_near(ctg_run_price(made.run, 2, 1), 1 - 10.5 / 700);
    outcome_free(&made);
}

/* 20 for 24, then, X at 1.8, for 21.6: what a pool owes falls at face. */
static void a_debtor_is_relieved_at_face_whatever_the_claim_is_worth(
    void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,cash,pass_through,equity\nP,20,true,\nB,,,90\nS,,,5\n",
                 "exposures", "debtor,creditor,amount,asset\nP,B,12,X\n",
                 "assets", "id,price,depth\nX,2,1000\n", "holdings",
                 "node,asset,quantity\nS,X,50\n", NULL),
        scenario_of("node S=default", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "P", "B"), 4);
    assert_near(ctg_run_distress(made.run)[0], 1 - 20 / 21.6);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_market_oracle_shows_the_opening_price),
        cmocka_unit_test(a_lagged_oracle_shows_it_so_many_rounds_later),
        cmocka_unit_test(a_fixed_oracle_shows_the_file_s_price),
        cmocka_unit_test(a_deviation_oracle_is_pushed_when_it_is_far_off),
        cmocka_unit_test(
            claims_in_an_asset_fall_with_it_and_relieve_the_debtor),
        cmocka_unit_test(a_creditor_s_opening_books_have_the_new_claim),
        cmocka_unit_test(a_debtor_s_opening_books_have_the_new_face),
        cmocka_unit_test(a_creditor_s_books_are_opened_in_any_round),
        cmocka_unit_test(a_debtor_s_books_are_opened_in_any_round),
        cmocka_unit_test(
            a_debtor_is_relieved_at_face_whatever_the_claim_is_worth),
    };

    return RUN_TESTS(tests);
}
