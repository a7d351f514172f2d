/* What a run says of itself. */
#include "support/outcome.h"

static void a_claim_names_its_debtor_and_its_creditor(void **state)
{
    static const ctg_node creditors[] = {2, 0, 2, 1, 0};
    static const ctg_node debtors[] = {0, 1, 1, 2, 2};
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nA,10\nB,20\nC,30\n", "exposures",
                 "debtor,creditor,amount\nA,C,3\nB,A,4\nB,C,5\nC,B,6\n"
                 "C,A,7\n",
                 NULL),
        scenario_of("node A=-30%", NULL));
    ctg_claim claim;

    (void)state;
    for (size_t k = 0; k < 5; k++) {
        assert_true(ctg_run_claim(made.run, k, &claim));
        assert_int_equal(claim.debtor, debtors[k]);
        assert_int_equal(claim.creditor, creditors[k]);
        assert_near(claim.face, (double)(3 + k));
    }
    assert_false(ctg_run_claim(made.run, 5, &claim));
    outcome_free(&made);
}

/* A fails, and C's claim on it is worth 0.4; B owes it 4 ETH of 2 each. */
static void arrays_say_what_each_call_says(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,recovery\nA,10,0.4\nB,20,\nC,30,\n",
                 "exposures",
                 "debtor,creditor,amount,asset\nA,C,3,\nB,B,9,\nB,A,4,ETH\n"
                 "B,C,0,\nC,B,6,\n",
                 "assets", "id,price\nETH,2.5\nBTC,7\n", NULL),
        scenario_of("node A=default;asset ETH=-20%", "valuation", "threshold",
                    NULL));
    ctg_node debtor[3];
    ctg_node creditor[3];
    double amount[3];
    double face[3];
    double value[3];
    double prices[2];

    (void)state;
    assert_int_equal(ctg_network_exposure_count(made.network), 3);
    ctg_network_exposures(made.network, debtor, creditor, amount);
    ctg_run_claims(made.run, face, value);
    for (size_t k = 0; k < 3; k++) {
        ctg_claim claim;

        assert_true(ctg_run_claim(made.run, k, &claim));
        assert_int_equal(claim.debtor, debtor[k]);
        assert_int_equal(claim.creditor, creditor[k]);
        assert_near(claim.face, face[k]);
        assert_near(claim.value, value[k]);
    }
    assert_near(amount[0], 3);
    assert_near(amount[1], 4);
    assert_near(face[1], 8);
    assert_near(value[0], 1.2);
    assert_near(value[2], 6);
    assert_int_equal(debtor[1], 1);
    assert_int_equal(creditor[1], 0);
    ctg_network_exposures(made.network, NULL, NULL, NULL);
    ctg_run_claims(made.run, NULL, NULL);
    ctg_run_prices(made.run, 0, prices);
    assert_near(prices[0], 2);
    assert_near(prices[1], 7);
    outcome_free(&made);
}

/* Nobody has equity: A's cash of 7 and claim of 4 and B's cash of 2.5. */
static void a_system_without_equity_is_its_gross_assets(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity,cash,other_assets\nA,-1,7,0\nB,-1.5,2.5,0\n",
                 "exposures", "debtor,creditor,amount\nB,A,4\n", NULL),
        scenario_of("node A=-1e-3", NULL));

    (void)state;
    assert_near(made.summary->initial_equity, 13.5);
    outcome_free(&made);
}

/* A loses 30 % at once, then B 0.3 x 4 of 20, weighted 1.7 and 2.6. */
static void debtrank_is_the_weighted_distress_after_the_shocks(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,weight\nA,10,1.7\nB,20,2.6\n", "exposures",
                 "debtor,creditor,amount\nA,B,4\n", NULL),
        scenario_of("node A=-30%", NULL));

    (void)state;
    assert_near(made.summary->debtrank, 2.6 * (1.2 / 20) / 4.3);
    assert_near(made.summary->equity_lost, 3 + 1.2);
    outcome_free(&made);
}

/* The bonus of a liquidation goes outside. */
static void bonuses_are_gains_outside(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\n", "assets", "id,price\nK,1\n",
                 "venues", "node,type,close_factor\nV,lending,0.4\n", "markets",
                 "venue,asset,maintenance,bonus\nV,K,0.2,0.07\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,K,100\n"
                 "k,O,V,,-73\n",
                 NULL),
        scenario_of("asset K=-9%", "rounds", "1", NULL));

    (void)state;
    /* 72.8 for 73: 0.4 of the debt. */
    assert_near(made.summary->bonus_outside, 0.07 * 0.4 * 73);
    outcome_free(&made);
}

static int count_rounds(void *context, double done, double total)
{
    (void)done;
    (void)total;
    ++*(size_t *)context;
    return 1;
}

/* A run of these tables: its baseline, and that a caller is told. */
static double baseline_of(ctg_graph *graph, ctg_scenario *scenario,
                          bool *is_run)
{
    ctg_run_options without = ctg_run_options_default();
    outcome made = outcome_of(graph, scenario);
    const double found = made.summary->baseline;
    ctg_run *run = NULL;
    size_t rounds = 0;
    double again = -1;

    assert_int_equal(
        ctg_plan_baseline(made.plan, count_rounds, &rounds, &again, NULL),
        CTG_OK);
    assert_same(again, found);
    *is_run = rounds > 0;
    without.baseline = false;
    assert_int_equal(ctg_run_new(made.plan, &without, &run, NULL), CTG_OK);
    assert_same(ctg_run_summary(run)->baseline, 0);
    assert_same(ctg_run_summary(run)->equity_lost, made.summary->equity_lost);
    ctg_run_free(run);
    outcome_free(&made);
    return found;
}

/* Each costs something before anything happens; by hand. */
static void what_acts_alone_is_the_baseline(void **state)
{
    bool is_run;

    (void)state;
    /* Nothing does. */
    assert_same(
        baseline_of(graph_of("nodes", "id,equity,leverage_max\nA,5,3\nB,6,\n",
                             "exposures", "debtor,creditor,amount\nA,B,4\n",
                             NULL),
                    scenario_of("node A=-40%", NULL), &is_run),
        0);
    assert_false(is_run);
    /* A is insolvent, and costs B 4 x 0.75. */
    assert_near(
        baseline_of(graph_of("nodes", "id,equity\nA,-5\nB,6\n", "exposures",
                             "debtor,creditor,amount\nA,B,4\n", NULL),
                    scenario_of("node B=-10%", "recovery", "0.25", NULL),
                    &is_run),
        3);
    assert_true(is_run);
    /* Leverage 20 of at most 10, once: 100 sold for 50 at 0.875 of the price.
     */
    assert_near(
        baseline_of(graph_of("nodes",
                             "id,other_liabilities,leverage_max\n"
                             "A,190,10\n",
                             "assets", "id,price,depth\nX,2,400\n", "holdings",
                             "node,asset,quantity\nA,X,100\n", NULL),
                    scenario_of("asset X=-1%", "rounds", "1", NULL), &is_run),
        10);
    /* A pool has 6 for 8 that it owes. */
    assert_near(
        baseline_of(
            graph_of("nodes", "id,equity,cash,pass_through\nP,,6,yes\nB,9,,\n",
                     "exposures", "debtor,creditor,amount\nP,B,8\n", NULL),
            scenario_of("node B=-10%", NULL), &is_run),
        2);
    /* H = 0.8 x 100 / 85, and a bonus of 0.1 for 34. */
    assert_near(
        baseline_of(graph_of("nodes", "id,cash\nV,500\nO,200\n", "assets",
                             "id,price\nK,1\n", "venues",
                             "node,type,close_factor,full_close_health\n"
                             "V,lending,0.4,0.5\n",
                             "markets",
                             "venue,asset,maintenance,bonus\nV,K,0.2,0.1\n",
                             "positions",
                             "account,owner,venue,asset,quantity\nk,O,V,K,100\n"
                             "k,O,V,,-85\n",
                             NULL),
                    scenario_of("node O=-5", "rounds", "1", NULL), &is_run),
        3.4);
    /* A threshold above 1: B runs on A, whose sale of 4 costs 4 x 4 / 80. */
    assert_near(
        baseline_of(graph_of("nodes", "id,equity\nA,5\nB,6\n", "exposures",
                             "debtor,creditor,amount,maturity_days\nA,B,4,1\n",
                             "assets", "id,price,depth\nX,1,40\n", "holdings",
                             "node,asset,quantity\nA,X,8\n", NULL),
                    scenario_of("node B=-1%", "horizon_days", "3",
                                "run_threshold", "1.5", "rounds", "1", NULL),
                    &is_run),
        4 * 4 / 80.0);
    /* Without a shock the run itself is it. */
    assert_near(
        baseline_of(graph_of("nodes", "id,equity\nA,-5\nB,6\n", "exposures",
                             "debtor,creditor,amount\nA,B,4\n", NULL),
                    scenario_of(NULL, "recovery", "0.25", NULL), &is_run),
        3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_acts_alone_is_the_baseline),
        cmocka_unit_test(a_claim_names_its_debtor_and_its_creditor),
        cmocka_unit_test(a_system_without_equity_is_its_gross_assets),
        cmocka_unit_test(arrays_say_what_each_call_says),
        cmocka_unit_test(debtrank_is_the_weighted_distress_after_the_shocks),
        cmocka_unit_test(bonuses_are_gains_outside),
    };

    return RUN_TESTS(tests);
}
