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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_names_its_debtor_and_its_creditor),
        cmocka_unit_test(debtrank_is_the_weighted_distress_after_the_shocks),
        cmocka_unit_test(bonuses_are_gains_outside),
    };

    return RUN_TESTS(tests);
}
