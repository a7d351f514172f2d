/* Step 6: one price for all orders, what moves it, and who moved it. */
#include "support/outcome.h"

/* 100 of X at 2, sold in two rounds by a failed node. */
static outcome sold(const char *assets, const char *shocks, const char *key,
                    const char *value)
{
    return outcome_of(
        graph_of("nodes", "id,cash\nA,30\nB,50\n", "assets", assets, "holdings",
                 "node,asset,quantity\nA,X,100\nB,X,7\n", NULL),
        scenario_of(shocks, "unwind_rounds", "2", key, value, NULL));
}

static void a_pool_is_shallower_after_a_sale(void **state)
{
    static const char *const scales[] = {"1", "0.6"};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        const double scale = k ? 0.6 : 1;
        outcome made = sold("id,price,depth,impact,fee\nX,2,1000,amm,0.04\n",
                            "node A=default", "impact_scale", scales[k]);
        double depth = 1000;
        double price = 2;

        for (uint32_t round = 1; round <= 2; round++) {
            const double v = 50 * price * scale;
            const double y = 0.96 * v / depth;

            price /= (1 + y) * (1 + v / depth);
            depth /= 1 + y;
            assert_near(ctg_run_price(made.run, round, 0), price);
        }
        outcome_free(&made);
    }
}

static void a_pool_is_re_arbitraged_by_a_shock(void **state)
{
    outcome made = sold("id,price,depth,impact\nX,2,1000,amm\n",
                        "asset X=-36%;node A=default", "rounds", "1");
    /* Price x 0.64, so depth x 0.8. */
    const double y = 50 * 1.28 / 800;

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 1.28 / ((1 + y) * (1 + y)));
    outcome_free(&made);
}

static void the_depth_of_another_law_is_fixed(void **state)
{
    outcome made = sold("id,price,depth,impact\nX,2,1000,linear\n",
                        "asset X=-36%;node A=default", "rounds", "2");
    const double first = 1.28 * (1 - 64.0 / 1000);

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), first);
    assert_near(ctg_run_price(made.run, 2, 0), first * (1 - 50 * first / 1000));
    outcome_free(&made);
}

static void the_floor_is_a_share_of_the_file_s_price(void **state)
{
    outcome made =
        sold("id,price,depth,impact,floor\nX,2,500,exponential,0.2\n",
             "asset X=-30%;node A=default", "rounds", "1");
    const double f = 0.2 * 2 / 1.4;

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0),
                1.4 * (f + (1 - f) * exp(-50 * 1.4 / (0.8 * 500))));
    outcome_free(&made);
}

static void execution_is_a_share_of_the_fall(void **state)
{
    outcome made =
        sold("id,price,depth\nX,2,800\n", "node A=default", "execution", "0.3");
    const double first = 2 * (1 - 100.0 / 800);
    const double fall = 50 * first / 800;

    (void)state;
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "A"),
                100 * 0.3 * 0.125 + 50 * first * 0.3 * fall);
    outcome_free(&made);
}

static void on_average_half_of_a_linear_fall_is_lost(void **state)
{
    outcome made = sold("id,price,depth\nX,2,800\n", "node A=default",
                        "impact_scale", "0.6");
    const double first = 2 * (1 - 60.0 / 800);

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), first);
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "A"),
                100 * 60.0 / 1600 + 50 * first * (0.6 * 50 * first / 1600));
    outcome_free(&made);
}

/*
 * O closes a short of 40 X at 2: 80 bought from a pool of 100. Half the depth
 * trades along the curve to 1/(1 - .5)^2 = 4 at an average of 1/(1 - .5) = 2,
 * the rest at 4: (50 x 2 + 30 x 4) / 80 = 2.75. No fee.
 */
static outcome bought(const char *rounds)
{
    return outcome_of(graph_of("nodes", "id,equity\nV,30\nO,\n", "assets",
                               "id,price,depth,impact,fee\nX,2,100,amm,0.04\n",
                               "holdings", "node,asset,quantity\nV,X,5\n",
                               "venues", "node,type\nV,margin\n", "markets",
                               "venue,asset,maintenance\nV,X,0.9\n",
                               "positions",
                               "account,owner,venue,asset,quantity\n"
                               "k,O,V,X,-40\nk,O,V,,150\n",
                               NULL),
                      scenario_of(NULL, "rounds", rounds, NULL));
}

static void purchases_beyond_half_the_depth_trade_at_the_last_price(
    void **state)
{
    outcome made = bought("2");

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 8);
    /* 80 x 1.75 = 140 are lost: 70 by O, who had no more, the rest by V. */
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "O"), 70);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "V"), 70);
    outcome_free(&made);
}

static void a_purchase_deepens_a_pool_without_a_fee(void **state)
{
    outcome made = bought("3");
    /* V gained 5 x 6 and lost 70 of 30: it fails and sells 5 at 8 into a
     * depth of 100/(1 - .5). */
    const double v = 40.0 / 200;

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], 2);
    assert_near(ctg_run_price(made.run, 3, 0), 8 / ((1 + 0.96 * v) * (1 + v)));
    outcome_free(&made);
}

/*
 * A sells 10 for withdrawals and 12 over its limit, B (failed) 10, O buys 8:
 * net 24 of a depth of 300. A pushed the price by 22/32 of the fall, B by
 * 10/32, O not at all.
 */
static void the_impact_is_shared_by_those_on_its_side(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity,leverage_max,leverage_target,cash\n"
                 "A,10,5,4.8,\nB,3,,,\nC,90,,,\nV,80,,,\nO,,,,\n",
                 "exposures",
                 "debtor,creditor,amount,maturity_days\nA,C,10,3\nA,C,40,\n",
                 "assets", "id,price,depth\nX,1,300\n", "holdings",
                 "node,asset,quantity\nA,X,60\nB,X,10\n", "venues",
                 "node,type\nV,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.5\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,-8\nk,O,V,,11\n",
                 NULL),
        scenario_of("run A;node B=default", "horizon_days", "30", "rounds", "1",
                    NULL));
    const double fall = 24.0 / 300 * (60 + 10 + 8);

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 1 - 24.0 / 300);
    assert_near(outcome_sum(&made, CTG_IMPACT, "A", "asset:X"), fall * 22 / 32);
    assert_near(outcome_sum(&made, CTG_IMPACT, "B", "asset:X"), fall * 10 / 32);
    assert_near(outcome_sum(&made, CTG_IMPACT, "O", NULL), 0);
    /* And all orders get the average, 0.96: the buyer gains. */
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "A"), 22 * 0.04);
    assert_near(outcome_sum(&made, CTG_SALE, "asset:X", "O"), -8 * 0.04);
    outcome_free(&made);
}

static void the_impact_is_on_all_that_was_held_at_the_opening(void **state)
{
    outcome made =
        sold("id,price,depth\nX,2,800\n", "node A=default", "recovery", "0.4");
    const double first = 2 * 100.0 / 800;
    const double price = 2 - first;

    (void)state;
    /* 107, then 57 of X. */
    assert_near(outcome_sum(&made, CTG_IMPACT, "A", "asset:X"),
                107 * first + 57 * price * (50 * price / 800));
    outcome_free(&made);
}

/* The square-root law would make 7e-9 of what rounding leaves. */
static void orders_that_cancel_move_nothing(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nA,2\nB,3\nV,80\nO,\n", "assets",
                 "id,price,depth,impact\nX,1,1,sqrt\n", "holdings",
                 "node,asset,quantity\nA,X,0.1\nB,X,0.2\n", "venues",
                 "node,type\nV,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.5\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,-0.3\n"
                 "k,O,V,,0.4\n",
                 NULL),
        scenario_of("node A=default;node B=default", NULL));

    (void)state;
    assert_true(0.1 + 0.2 - 0.3 != 0);
    assert_same(ctg_run_price(made.run, made.summary->rounds, 0), 1);
    assert_int_equal(made.summary->liquidated, 1);
    outcome_free(&made);
}

/* A claim of 12 X is withdrawn in round 1: 32, then 10 of X. */
static void what_is_repaid_is_in_the_asset_no_more(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nA,9,30\nB,20,\nS,4,\n", "exposures",
                 "debtor,creditor,amount,asset,maturity_days\nA,B,12,X,1\n",
                 "assets", "id,price,depth\nX,2,800\n", "holdings",
                 "node,asset,quantity\nS,X,20\n", NULL),
        scenario_of("run A;node S=default", "horizon_days", "30",
                    "unwind_rounds", "2", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_IMPACT, "S", "asset:X"),
                0.05 * 32 + 1.95 * 19.5 / 800 * 10);
    outcome_free(&made);
}

/* A stake of 10 T pays 12 at 3: 4 T are gone. 18, then 10 of T. */
static void what_a_fund_pays_is_in_the_asset_no_more(void **state)
{
    outcome made = outcome_of(
        graph_of(
            "nodes", "id,equity\nV,500\nF,70\nO,\nS,4\n", "assets",
            "id,price,depth,oracle\nX,1,,fixed\nT,3,600,\n", "holdings",
            "node,asset,quantity\nS,T,8\n", "venues", "node,type\nV,lending\n",
            "markets", "venue,asset,maintenance\nV,X,0.1\n", "positions",
            "account,owner,venue,asset,quantity\nk,O,V,X,100\n"
            "k,O,V,,-70\n",
            "layers",
            "venue,order,kind,provider,amount,asset\nV,1,fund,F,10,T\n", NULL),
        scenario_of("asset X=-42%;node S=default", "unwind_rounds", "2", NULL));
    const double first = 3 * 12.0 / 600;
    const double price = 3 - first;

    (void)state;
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "F"), 12);
    assert_near(outcome_sum(&made, CTG_IMPACT, "S", "asset:T"),
                first * 18 + price * (4 * price / 600) * 10);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_is_shallower_after_a_sale),
        cmocka_unit_test(a_pool_is_re_arbitraged_by_a_shock),
        cmocka_unit_test(the_depth_of_another_law_is_fixed),
        cmocka_unit_test(the_floor_is_a_share_of_the_file_s_price),
        cmocka_unit_test(execution_is_a_share_of_the_fall),
        cmocka_unit_test(on_average_half_of_a_linear_fall_is_lost),
        cmocka_unit_test(
            purchases_beyond_half_the_depth_trade_at_the_last_price),
        cmocka_unit_test(a_purchase_deepens_a_pool_without_a_fee),
        cmocka_unit_test(the_impact_is_shared_by_those_on_its_side),
        cmocka_unit_test(the_impact_is_on_all_that_was_held_at_the_opening),
        cmocka_unit_test(orders_that_cancel_move_nothing),
        cmocka_unit_test(what_is_repaid_is_in_the_asset_no_more),
        cmocka_unit_test(what_a_fund_pays_is_in_the_asset_no_more),
    };

    return RUN_TESTS(tests);
}
