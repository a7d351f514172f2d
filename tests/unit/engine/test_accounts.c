/* Margin accounts: what venues, oracles, calls and layers do to whom. */
#include <stdio.h>

#include "support/outcome.h"
#include "support/random_graph.h"
#include "text/text.h"

/* A vault lends 1,000 to a pool, which lends 700 against a token. The token
 * falls in three steps, by the sales of a seller who fails. */
static ctg_graph *collapse(const char *oracle)
{
    char assets[200];

    snprintf(assets, sizeof assets,
             "id,price,depth,impact,oracle\n"
             "T,1,2000,linear,%s\n",
             oracle);
    return graph_of(
        "nodes",
        "id,equity,cash,pass_through\n"
        "vault,1200,,\npool,,300,true\nborrower,,,\n"
        "seller,10,,\n",
        "exposures", "debtor,creditor,amount\npool,vault,1000\n", "assets",
        assets, "holdings", "node,asset,quantity\nseller,T,1800\n", "venues",
        "node,type,close_factor\npool,lending,1\n", "markets",
        "venue,asset,maintenance,bonus\npool,T,0.15,0.05\n", "positions",
        "account,owner,venue,asset,quantity\n"
        "k,borrower,pool,T,1000\nk,borrower,pool,,-700\n",
        NULL);
}

static void a_hard_coded_oracle_brings_all_bad_debt_at_once(void **state)
{
    outcome made = outcome_of(collapse("fixed"),
                              scenario_of("node seller=default", "valuation",
                                          "threshold", "execution", "0", NULL));
    const double price = ctg_run_price(made.run, 1, 0);

    (void)state;
    assert_near(price, 0.1);
    assert_int_equal(made.summary->liquidated, 0);
    assert_int_equal(made.summary->unhealthy, 0);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "borrower", "pool"),
                700 - 100);
    assert_near(outcome_sum(&made, CTG_CLAIM, "pool", "vault"), 600);
    assert_near(outcome_sum(&made, CTG_PRICE, "asset:T", "borrower"), 300);
    outcome_free(&made);
}

static void an_oracle_at_market_liquidates_early(void **state)
{
    outcome made =
        outcome_of(collapse("market"),
                   scenario_of("node seller=default", "valuation", "threshold",
                               "execution", "0", "unwind_rounds", "20", NULL));
    const double bad_debt =
        outcome_sum(&made, CTG_SHORTFALL, "borrower", "pool");

    (void)state;
    assert_int_equal(made.summary->liquidated, 1);
    assert_int_equal(made.summary->unhealthy, 1);
    assert_near(bad_debt, 0); /* it was repaid while there was collateral */
    outcome_free(&made);
}

static void a_pool_hands_its_bad_debt_on_to_the_last_cent(void **state)
{
    outcome made = outcome_of(
        graph_of(
            "nodes",
            "id,equity,cash,pass_through\n"
            "v1,90,,\nv2,41,,\npool,,3.7,true\nb1,,,\nb2,,,\n",
            "exposures", "debtor,creditor,amount\npool,v1,60.3\npool,v2,33.4\n",
            "assets", "id,price,oracle\nX,1,fixed\n", "venues",
            "node,type\npool,lending\n", "markets",
            "venue,asset,maintenance,bonus\npool,X,0.1,0.03\n", "positions",
            "account,owner,venue,asset,quantity\n"
            "k,b1,pool,X,71.3\nk,b1,pool,,-55\n"
            "l,b2,pool,X,40.9\nl,b2,pool,,-35\n",
            NULL),
        scenario_of("asset X=-63%", NULL));
    const double bad_debt = (55 - 0.37 * 71.3) + (35 - 0.37 * 40.9);

    (void)state;
    assert_near(outcome_sum(&made, CTG_SHORTFALL, NULL, "pool"), bad_debt);
    assert_near(outcome_sum(&made, CTG_CLAIM, "pool", NULL), bad_debt);
    assert_near(outcome_sum(&made, CTG_CLAIM, "pool", "v1"),
                bad_debt * 60.3 / 93.7);
    assert_int_equal(ctg_run_failed_round(made.run)[2], CTG_NEVER);
    assert_near(ctg_run_distress(made.run)[2], bad_debt / 93.7);
    outcome_free(&made);
}

/* A borrower with other assets that can be sold for the call. */
static outcome called(const char *lag)
{
    return outcome_of(
        graph_of("nodes", "id,equity,cash\nV,500,100\nB,,2\n", "assets",
                 "id,price\nC,1\nY,1\n", "holdings",
                 "node,asset,quantity\nB,Y,80\n", "venues",
                 "node,type,close_factor,grace_rounds\nV,lending,1,2\n",
                 "markets", "venue,asset,maintenance,bonus\nV,C,0.2,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,B,V,C,100\n"
                 "k,B,V,,-75\n",
                 NULL),
        scenario_of("asset C=-10%", "settlement_lag", lag, NULL));
}

static void a_call_met_in_time_is_missed_with_a_settlement_lag(void **state)
{
    outcome quick = called("0");
    outcome slow = called("3");

    (void)state;
    /* Short of 75 - 72 = 3: 2 in cash, 1 by a sale. */
    assert_int_equal(quick.summary->liquidated, 0);
    assert_near(outcome_sum(&quick, CTG_LIQUIDATION, "B", "B"), 0);
    assert_int_equal(slow.summary->liquidated, 1);
    /* Solvent all the while: 90 of collateral, 75 of debt, 80 of Y. */
    assert_true(ctg_run_equity(slow.run)[1] > 80);
    assert_near(outcome_sum(&slow, CTG_LIQUIDATION, "B", "B"), 0.1 * 73);
    outcome_free(&quick);
    outcome_free(&slow);
}

static void what_calls_pay_reduces_the_loan_first(void **state)
{
    outcome made = called("0");

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[1], CTG_NEVER);
    assert_true(made.summary->converged);
    assert_int_equal(made.summary->unhealthy, 1);
    outcome_free(&made);
}

static const char *const adl_rules[] = {"bitmex", "binance", "hyperliquid",
                                        "pro-rata"};

static void adl_never_makes_a_winner_bankrupt(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++)
        for (size_t rule = 0; rule < 4; rule++) {
            ctg__text positions = {0};
            ctg__text nodes = {0};
            char layers[100];
            uint64_t stream = seed * 4 + rule;
            double gain = 0;
            outcome made;

            snprintf(layers, sizeof layers,
                     "venue,order,kind,rule\nV,1,adl,%s\n", adl_rules[rule]);
            ctg__text_add(&nodes, "id,equity\nV,1000\n");
            ctg__text_add(&positions,
                          "account,owner,venue,asset,quantity,entry_price\n");
            for (int k = 0; k < 14; k++) {
                const double size = 1 + 9 * random_next(&stream);
                const double entry = 80 + 40 * random_next(&stream);
                const double margin =
                    size * 100 * (0.02 + 0.2 * random_next(&stream));
                const double q = k < 7 ? size : -size;

                ctg__text_print(&nodes, "n%d,\n", k);
                ctg__text_print(&positions, "k%d,n%d,V,X,%.17g,%.17g\n", k, k,
                                q, entry);
                ctg__text_print(&positions, "k%d,n%d,V,,%.17g,\n", k, k,
                                margin - 100 * q);
            }
            made = outcome_of(
                graph_of("nodes", ctg__text_string(&nodes), "assets",
                         "id,price\nX,100\n", "venues", "node,type\nV,margin\n",
                         "markets", "venue,asset,maintenance\nV,X,0.01\n",
                         "positions", ctg__text_string(&positions), "layers",
                         layers, NULL),
                scenario_of("asset X=-17%", NULL));
            ctg__text_clear(&nodes);
            ctg__text_clear(&positions);
            for (int k = 7; k < 14; k++) {
                char id[16];

                snprintf(id, sizeof id, "n%d", k);
                gain = outcome_sum(&made, CTG_ADL, NULL, id);
                if (gain > 0)
                    assert_true(ctg_run_equity(made.run)[k + 1] >= -1e-9);
            }
            outcome_free(&made);
        }
}

static void ADL2_DX1_with_the_overlap_check_give_30_20_0(void **state)
{
    static const char *const ids[] = {"S1", "S2", "S3"};
    static const double given_up[] = {30, 20, 0};

    (void)state;
    for (size_t rule = 0; rule < 4; rule++) {
        char layers[100];
        outcome made;

        snprintf(layers, sizeof layers, "venue,order,kind,rule\nV,1,adl,%s\n",
                 adl_rules[rule]);
        made = outcome_of(
            graph_of("nodes", "id,equity\nV,1000\nL,\nS1,\nS2,\nS3,\n",
                     "assets", "id,price\nX,90\n", "venues",
                     "node,type\nV,margin\n", "markets",
                     "venue,asset,maintenance\nV,X,0.05\n", "positions",
                     "account,owner,venue,asset,quantity,entry_price\n"
                     "l,L,V,X,5,100\nl,L,V,,-450,\n"
                     "s1,S1,V,X,-3,100\ns1,S1,V,,330,\n"
                     "s2,S2,V,X,-2,90\ns2,S2,V,,280,\n"
                     "s3,S3,V,X,-5,82\ns3,S3,V,,430,\n",
                     "layers", layers, NULL),
            scenario_of("asset X=80", NULL));
        for (size_t k = 0; k < 3; k++)
            assert_near(outcome_sum(&made, CTG_ADL, "L", ids[k]), given_up[k]);
        assert_near(outcome_sum(&made, CTG_SHORTFALL, "L", NULL), 0);
        outcome_free(&made);
    }
}

/* Bonus 8 %, depth 100, linear: the average is 1/1.08 at v = 2 d (1 - 1/1.08).
 */
/* X is worth nothing any more, and nobody takes it for its bonus: 100 of Y pay
 * off 100 / 1.1, however much more X would have earned. */
static void worthless_collateral_earns_no_bonus(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nB,\n", "assets",
                 "id,price\nX,10\nY,1\n", "venues",
                 "node,type,close_factor\nV,lending,1\n", "markets",
                 "venue,asset,maintenance,bonus\nV,X,0.2,0.5\nV,Y,0.2,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,B,V,X,10\n"
                 "k,B,V,Y,100\nk,B,V,,-95\n",
                 NULL),
        scenario_of("asset X=-100%", "rounds", "1", NULL));

    (void)state;
    assert_int_equal(made.summary->liquidated, 1);
    assert_near(made.summary->bonus_outside, 100 - 100 / 1.1);
    outcome_free(&made);
}

static void rational_liquidators_leave_what_does_not_pay(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nB,\n", "assets",
                 "id,price,depth\nC,1,100\n", "venues",
                 "node,type,close_factor,liquidators\n"
                 "V,lending,1,rational\n",
                 "markets", "venue,asset,maintenance,bonus\nV,C,0.2,0.08\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,B,V,C,100\n"
                 "k,B,V,,-85\n",
                 NULL),
        scenario_of(NULL, "rounds", "1", NULL));
    const double most = 2 * 100 * (1 - 1 / 1.08);

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 1 - most / 100);
    assert_near(outcome_sum(&made, CTG_LIQUIDATION, "B", "B"),
                most / 1.08 * 0.08);
    outcome_free(&made);
}

static void shortfalls_pass_the_layers_only_above_the_highest(void **state)
{
    /* X falls to .5 and, the seller gone, stays: the fund pays 10 of 20; a
     * fall back of the shortfall is the venue's gain, never the fund's. */
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nV,500,\nF,,0\nO,,\n", "assets",
                 "id,price,oracle\nX,1,fixed\nY,1,\n", "venues",
                 "node,type\nV,lending\n", "markets",
                 "venue,asset,maintenance\nV,X,0.1\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,100\n"
                 "k,O,V,,-70\n",
                 "layers", "venue,order,kind,provider,amount\nV,1,fund,F,10\n",
                 NULL),
        scenario_of("asset X=-50%", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "F"), 10);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "V"), 10);
    outcome_free(&made);
}

/* S gains 20 a unit and has e = 50, but 450 are less than 1.15 x 400. */
static void an_unhealthy_short_is_no_adl_winner(void **state)
{
    static const char *const margins[] = {"450", "470"};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        char positions[200];
        outcome made;

        snprintf(positions, sizeof positions,
                 "account,owner,venue,asset,quantity,entry_price\n"
                 "l,L,V,X,5,100\nl,L,V,,-450,\n"
                 "s,S,V,X,-5,100\ns,S,V,,%s,\n",
                 margins[k]);
        made = outcome_of(
            graph_of("nodes", "id,equity\nV,1000\nL,\nS,\n", "assets",
                     "id,price\nX,95\n", "venues", "node,type\nV,margin\n",
                     "markets", "venue,asset,maintenance\nV,X,0.15\n",
                     "positions", positions, "layers",
                     "venue,order,kind,rule\nV,1,adl,pro-rata\n", NULL),
            scenario_of("asset X=80", "rounds", "1", NULL));
        assert_near(outcome_sum(&made, CTG_ADL, "L", "S"), k ? 50 : 0);
        assert_near(outcome_sum(&made, CTG_SHORTFALL, "L", "V"), k ? 0 : 50);
        outcome_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hard_coded_oracle_brings_all_bad_debt_at_once),
        cmocka_unit_test(an_oracle_at_market_liquidates_early),
        cmocka_unit_test(a_pool_hands_its_bad_debt_on_to_the_last_cent),
        cmocka_unit_test(a_call_met_in_time_is_missed_with_a_settlement_lag),
        cmocka_unit_test(what_calls_pay_reduces_the_loan_first),
        cmocka_unit_test(adl_never_makes_a_winner_bankrupt),
        cmocka_unit_test(ADL2_DX1_with_the_overlap_check_give_30_20_0),
        cmocka_unit_test(worthless_collateral_earns_no_bonus),
        cmocka_unit_test(rational_liquidators_leave_what_does_not_pay),
        cmocka_unit_test(shortfalls_pass_the_layers_only_above_the_highest),
        cmocka_unit_test(an_unhealthy_short_is_no_adl_winner),
    };

    return RUN_TESTS(tests);
}
