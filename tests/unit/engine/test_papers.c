/*
 * Worked examples from the papers that are not a whole folder of outputs:
 * each test carries the example's id. tests/worked has the others.
 */
#include <contagraph/book.h>
#include <contagraph/info.h>
#include <contagraph/verify.h>

#include "support/outcome.h"

static ctg_graph *furfine(void)
{
    return graph_of("nodes", "id,equity\nA,5\nB,4\nC,4.5\n", "exposures",
                    "debtor,creditor,amount\nA,B,8\nA,C,2\nB,C,6\n", NULL);
}

static void F1_C_falls_only_through_both_paths(void **state)
{
    outcome made = outcome_of(furfine(), scenario_of("node A=default",
                                                     "valuation", "threshold",
                                                     "recovery", "0.4", NULL));

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[1], 1);
    assert_int_equal(ctg_run_failed_round(made.run)[2], 2);
    assert_near(
        ctg_run_initial_equity(made.run)[1] - ctg_run_equity(made.run)[1], 4.8);
    assert_near(
        ctg_run_initial_equity(made.run)[2] - ctg_run_equity(made.run)[2], 4.8);
    outcome_free(&made);
}

static void CP0_a_quarter_of_Cs_loss_is_direct(void **state)
{
    outcome made = outcome_of(furfine(), scenario_of("node A=default",
                                                     "valuation", "threshold",
                                                     "recovery", "0.4", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "C"), 1.2);
    assert_near(outcome_sum(&made, CTG_CLAIM, "B", "C"), 3.6);
    outcome_free(&made);
}

static ctg_graph *eisenberg_noe(const char *external)
{
    char nodes[100];

    snprintf(nodes, sizeof nodes, "id,other_assets\n0,%s\n1,1\n2,3\n",
             external);
    return graph_of("nodes", nodes, "exposures",
                    "debtor,creditor,amount\n0,1,10\n1,2,8\n2,0,4\n", NULL);
}

/* p = (6, 7, 4) and equities (0, 0, 6); the LP agrees. */
static void EN1_the_clearing_vector_is_6_7_4(void **state)
{
    static const double paid[] = {6, 7, 4};
    outcome made = outcome_of(eisenberg_noe("2"),
                              scenario_of(NULL, "valuation", "clearing", NULL));
    ctg_verification checked;
    ctg_error error = {0};

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        ctg_claim claim;

        assert_true(ctg_run_claim(made.run, k, &claim));
        assert_near(claim.value, paid[k]);
    }
    assert_int_equal(
        ctg_run_verify(made.run, made.plan, NULL, NULL, &checked, &error),
        CTG_OK);
    assert_true(checked.agrees);
    assert_near(checked.paid, 17);
    outcome_free(&made);
}

/* The losses of equity are the shock; write-offs between nodes are transfers.
 */
static void FL1_equity_losses_sum_to_the_shock(void **state)
{
    static const double lost[] = {2, 3, 1};
    outcome made =
        outcome_of(eisenberg_noe("8"),
                   scenario_of("node 0=-6", "valuation", "clearing", NULL));

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const double before = ctg_run_initial_equity(made.run)[i];

        assert_near(fmax(0, before) - fmax(0, ctg_run_equity(made.run)[i]),
                    lost[i]);
    }
    assert_near(made.summary->equity_lost, 6);
    assert_near(outcome_sum(&made, CTG_CLAIM, "0", "1"), 4);
    assert_near(outcome_sum(&made, CTG_CLAIM, "1", "2"), 1);
    assert_near(outcome_sum(&made, CTG_CLAIM, "2", "0"), 0);
    outcome_free(&made);
}

static void SR1_a_ring_of_halves_has_radius_one_half(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\n0,10\n1,8\n2,4\n", "exposures",
                 "debtor,creditor,amount\n1,0,5\n2,1,4\n0,2,2\n", NULL),
        scenario_of((const char *)NULL, NULL));
    ctg_info *info = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_info_new(made.plan, NULL, NULL, &info, &error),
                     CTG_OK);
    assert_within(info->radius, 0.5, 1e-9);
    ctg_info_free(info);
    outcome_free(&made);
}

static outcome crowd(const char *nodes, const char *holdings, const char *depth)
{
    char assets[100];

    snprintf(assets, sizeof assets, "id,price,depth\nX,1,%s\n", depth);
    return outcome_of(
        graph_of("nodes", nodes, "assets", assets, "holdings", holdings, NULL),
        scenario_of("asset X=-0.0001%", "rounds", "400", "tolerance", "1e-14",
                    "execution", "1", NULL));
}

/* kappa per money sold is 1/depth: .002, .0025 and .003. */
static void LV1_a_crowd_of_leverage_5_has_spiral_number_0_8(void **state)
{
    outcome made = crowd("id,other_liabilities,leverage_max\nA,80,initial\n",
                         "node,asset,quantity\nA,X,100\n", "500");

    (void)state;
    assert_near(made.summary->spiral, 0.8);
    outcome_free(&made);
    made = crowd("id,other_liabilities,leverage_max\nA,80,initial\n",
                 "node,asset,quantity\nA,X,100\n", "400");
    assert_near(made.summary->spiral, 1);
    outcome_free(&made);
}

static void LV2_one_per_cent_becomes_five(void **state)
{
    outcome made = crowd("id,other_liabilities,leverage_max\nA,80,initial\n",
                         "node,asset,quantity\nA,X,100\n", "500");
    const double fall = 1 - ctg_run_price(made.run, made.summary->rounds, 0);

    (void)state;
    assert_within(fall / 1e-6, 5, 1e-3); /* to first order in the shock */
    outcome_free(&made);
}

static void LV3_two_holders_amplify_by_2_94(void **state)
{
    outcome made =
        crowd("id,other_liabilities,leverage_max\n"
              "A,45,initial\nB,20,initial\n",
              "node,asset,quantity\nA,X,60\nB,X,40\n", "333.33333333333333");
    const double a = outcome_sum(&made, CTG_IMPACT, "A", "asset:X");
    const double b = outcome_sum(&made, CTG_IMPACT, "B", "asset:X");

    (void)state;
    assert_near(made.summary->spiral, 0.66);
    assert_within((1 - ctg_run_price(made.run, made.summary->rounds, 0)) / 1e-6,
                  1 / (1 - 0.66), 1e-3);
    assert_within(a / (a + b), 0.818182, 1e-5);
    outcome_free(&made);
}

/* Long 2 at 100 with a wallet of 20: liquidation price 94.7368. */
static void PP2_the_book_knows_the_liquidation_price(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity\nV,1000\nO,\n", "assets", "id,price\nX,100\n",
        "venues", "node,type\nV,margin\n", "markets",
        "venue,asset,maintenance\nV,X,0.05\n", "positions",
        "account,owner,venue,asset,quantity\na,O,V,X,2\na,O,V,,-180\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_book *book = NULL;
    ctg_error error = {0};
    size_t count;

    (void)state;
    assert_int_equal(ctg_book_new(network, "X", NULL, 0.2, 4, &book, &error),
                     CTG_OK);
    assert_near(100 * (1 - ctg_book_accounts(book, &count)->fall), 180 / 1.9);
    assert_int_equal(count, 1);
    ctg_book_free(book);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* A default of A, weights the same: C owes three times what D has. */
static outcome debtrank_2012(const char *cap)
{
    return outcome_of(
        graph_of("nodes", "id,equity,weight\nA,10,1\nC,10,1\nD,10,1\nE,40,1\n",
                 "exposures", "debtor,creditor,amount\nA,C,3\nC,D,30\nD,E,20\n",
                 NULL),
        scenario_of("node A=default", "valuation", "single-hit", "cap", cap,
                    NULL));
}

static void DR2_a_claim_costs_no_more_than_all_equity(void **state)
{
    static const double with[] = {1, 0.3, 0.3, 0.15};
    static const double without[] = {1, 0.3, 0.9, 0.45};
    outcome capped = debtrank_2012("true");
    outcome free_of_it = debtrank_2012("false");
    ctg_claim claim;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_near(ctg_run_distress(capped.run)[i], with[i]);
        assert_near(ctg_run_distress(free_of_it.run)[i], without[i]);
    }
    assert_near(capped.summary->debtrank, 0.1875);
    assert_near(free_of_it.summary->debtrank, 0.4125);
    /* 30 x (1 - 10/30 x 0.3) */
    assert_true(ctg_run_claim(capped.run, 1, &claim));
    assert_near(claim.face, 30);
    assert_near(claim.value, 27);
    assert_near(outcome_sum(&capped, CTG_CLAIM, "C", "D"), 3);
    outcome_free(&capped);
    outcome_free(&free_of_it);
}

/*
 * B's three claims on A put 6 x 0.8 + 9 x 0.5 + 5 x 0.8 = 13.3 at risk in the
 * first books; B has 2. A loses a quarter, then nothing more. A write-off of
 * half leaves half of what may be lost.
 */
static void a_cap_is_of_all_claims_on_one_debtor(void **state)
{
    static const char *const shocks[] = {"node A=-25%",
                                         "node A=-25%;exposure A>B=-50%"};

    (void)state;
    for (int k = 0; k < 2; k++) {
        outcome made = outcome_of(
            graph_of("nodes",
                     "id,equity,other_assets\nA,8,90\nB,2,90\nC,3,90\n",
                     "exposures",
                     "debtor,creditor,amount,recovery\nA,B,6,\nA,C,1.5,\n"
                     "A,B,9,0.5\nA,B,5,\n",
                     NULL),
            scenario_of(shocks[k], "cap", "true", "recovery", "0.2", NULL));
        ctg_claim claim;

        assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"),
                    0.25 * (k ? 1 : 2));
        assert_near(outcome_sum(&made, CTG_CLAIM, "A", "C"), 0.25 * 1.2);
        assert_true(ctg_run_claim(made.run, 2, &claim));
        /* w (1 - c (1 - V)), V = 1 - 0.5 x 0.25 */
        assert_near(claim.value, (k ? 4.5 : 9) * (1 - 2 / 13.3 * 0.125));
        outcome_free(&made);
    }
}

/* Who has nothing to lose loses nothing. */
static void without_equity_a_cap_leaves_nothing_to_lose(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,other_assets\nA,8,90\nB,-2,90\n",
                 "exposures", "debtor,creditor,amount\nA,B,6\n", NULL),
        scenario_of("node A=-25%", "cap", "true", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"), 0);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(F1_C_falls_only_through_both_paths),
        cmocka_unit_test(CP0_a_quarter_of_Cs_loss_is_direct),
        cmocka_unit_test(EN1_the_clearing_vector_is_6_7_4),
        cmocka_unit_test(FL1_equity_losses_sum_to_the_shock),
        cmocka_unit_test(SR1_a_ring_of_halves_has_radius_one_half),
        cmocka_unit_test(LV1_a_crowd_of_leverage_5_has_spiral_number_0_8),
        cmocka_unit_test(LV2_one_per_cent_becomes_five),
        cmocka_unit_test(LV3_two_holders_amplify_by_2_94),
        cmocka_unit_test(DR2_a_claim_costs_no_more_than_all_equity),
        cmocka_unit_test(a_cap_is_of_all_claims_on_one_debtor),
        cmocka_unit_test(without_equity_a_cap_leaves_nothing_to_lose),
        cmocka_unit_test(PP2_the_book_knows_the_liquidation_price),
    };

    return RUN_TESTS(tests);
}
