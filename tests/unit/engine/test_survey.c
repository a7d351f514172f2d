/* Step 1, accounts: whose health is what. */
#include <contagraph/sweep.h>

#include <stdio.h>

#include "support/outcome.h"

/* 0.85 x 100 of collateral for 20 T at 4: m = 0.2 of T is of no matter. */
static void debts_on_lending_venues_have_no_margin(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nS,\n", "assets",
                 "id,price\nX,10\nT,4\n", "venues", "node,type\nV,lending\n",
                 "markets", "venue,asset,maintenance\nV,X,0.15\nV,T,0.2\n",
                 "positions",
                 "account,owner,venue,asset,quantity\n"
                 "l,S,V,X,10\nl,S,V,T,-20\n",
                 NULL),
        scenario_of(NULL, NULL));

    (void)state;
    assert_int_equal(made.summary->unhealthy, 0);
    outcome_free(&made);
}

static void shorts_on_margin_venues_have(void **state)
{
    static const char *const margins[] = {"114", "115", "116"};

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        char positions[100];
        outcome made;

        snprintf(positions, sizeof positions,
                 "account,owner,venue,asset,quantity\nk,O,V,X,-10\n"
                 "k,O,V,,%s\n",
                 margins[k]);
        made = outcome_of(graph_of("nodes", "id,equity\nV,500\nO,\n", "assets",
                                   "id,price\nX,10\n", "venues",
                                   "node,type\nV,margin\n", "markets",
                                   "venue,asset,maintenance\nV,X,0.15\n",
                                   "positions", positions, NULL),
                          scenario_of(NULL, NULL));
        /* 1.15 x 100 at least; equal is enough. */
        assert_int_equal(made.summary->unhealthy, k == 0);
        outcome_free(&made);
    }
}

/*
 * O pays 75 - 72 = 3 in round 1 and is healthy in round 2, in which G, failed
 * by F, sells: K falls to 0.81, and O is called anew for 72 - 64.8 = 7.2.
 */
static void grace_starts_anew_after_a_healthy_round(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nV,500,100\nO,,20\nG,7,\nF,4,\n",
                 "exposures", "debtor,creditor,amount\nF,G,9\n", "assets",
                 "id,price,depth\nK,1,270\n", "holdings",
                 "node,asset,quantity\nG,K,30\n", "venues",
                 "node,type,close_factor,grace_rounds\nV,lending,1,1\n",
                 "markets", "venue,asset,maintenance,bonus\nV,K,0.2,0.1\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,K,100\n"
                 "k,O,V,,-75\n",
                 NULL),
        scenario_of("asset K=-10%;node F=default", "valuation", "threshold",
                    NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 2, 0), 0.81);
    assert_int_equal(made.summary->unhealthy, 1);
    assert_int_equal(made.summary->liquidated, 0);
    outcome_free(&made);
}

/*
 * W hedges BTC, at 100, by a short of ETH and is far from trouble whatever both
 * do. ADL takes the hedge: L, 300 below nothing at ETH 50, is closed against it
 * at 80. Now W has BTC for 1000 and owes 600, and F's sale takes BTC to 52.4:
 * W fails. Where nobody looks at every account in every round, as in a sweep,
 * what was so before the trade must not count.
 */
static void a_trade_makes_an_account_unsure(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,cash\nX,,1000\nL,,\nW,,\nF,5000,\n",
                 "assets",
                 "id,price,impact,depth\nETH,100,none,\n"
                 "BTC,100,linear,10500\n",
                 "holdings", "node,asset,quantity\nF,BTC,50\n", "venues",
                 "node,type\nX,margin\n", "markets",
                 "venue,asset,maintenance\nX,ETH,0.02\nX,BTC,0.02\n", "layers",
                 "venue,order,kind,rule\nX,1,adl,levered\n", "positions",
                 "account,owner,venue,asset,quantity,entry_price\n"
                 "l,L,X,ETH,10,100\nl,L,X,,-800,\n"
                 "w,W,X,ETH,-10,100\nw,W,X,BTC,10,\nw,W,X,,200,\n",
                 NULL),
        scenario_of("asset ETH=-50%;node F=default", NULL));
    ctg_scenario *const again =
        scenario_of("asset ETH=-50%;node F=default", NULL);
    const ctg_scenario *const both[] = {again, again};
    ctg_summary quick[2];
    size_t failed;
    ctg_error error;

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 1), 100 * (1 - 5000 / 10500.0));
    assert_int_equal(made.summary->unhealthy, 2);
    assert_int_equal(made.summary->failed, 3);
    assert_int_equal(
        ctg_sweep_run(made.network, both, 2, NULL, quick, &failed, &error),
        CTG_OK);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(quick[k].unhealthy, 2);
        assert_int_equal(quick[k].failed, 3);
        assert_same(quick[k].equity_lost, made.summary->equity_lost);
    }
    ctg_scenario_free(again);
    outcome_free(&made);
}

/*
 * O, the first node, has a claim of 9.5 beside its account, which is far from
 * trouble: its equity of 10 less 1 by the shock fails by the claim. Where
 * nobody looks at accounts that only lose what their legs lose, O's is none of
 * them.
 */
static void who_has_a_claim_is_looked_at(void **state)
{
    static const char shocks[] = "node D=default;asset ETH=-1%";
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,cash,pass_through,equity\nO,,,10\nV,5000,true,\n"
                 "L,,,\nD,,,4\nF,,,104\n",
                 "assets", "id,price,depth\nETH,100,4000\n", "exposures",
                 "debtor,creditor,amount\nV,L,4000\nD,O,9.5\nD,F,105\n",
                 "holdings", "node,asset,quantity\nF,ETH,1\n", "venues",
                 "node,type\nV,lending\n", "markets",
                 "venue,asset,maintenance\nV,ETH,0.2\n", "positions",
                 "account,owner,venue,asset,quantity\no,O,V,ETH,1\n"
                 "o,O,V,,-20\n",
                 NULL),
        scenario_of(shocks, NULL));
    ctg_scenario *const again = scenario_of(shocks, NULL);
    const ctg_scenario *const both[] = {again, again};
    ctg_summary quick[2];
    size_t failed;
    ctg_error error;

    (void)state;
    assert_int_equal(made.summary->failed, 3);
    assert_int_equal(
        ctg_sweep_run(made.network, both, 2, NULL, quick, &failed, &error),
        CTG_OK);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(quick[k].failed, 3);
        assert_same(quick[k].equity_lost, made.summary->equity_lost);
    }
    ctg_scenario_free(again);
    outcome_free(&made);
}

/* Accounts of every set of ten assets, 1 of each and next to no margin. */
static ctg_graph *graph_of_sets(unsigned sets)
{
    static char assets[200];
    static char markets[400];
    static char positions[1 << 17];
    int a = sprintf(assets, "id,price\n");
    int m = sprintf(markets, "venue,asset,maintenance\n");
    int p = sprintf(positions, "account,owner,venue,asset,quantity\n");

    for (unsigned k = 0; k < 10; k++) {
        a += sprintf(assets + a, "A%u,10\n", k);
        m += sprintf(markets + m, "V,A%u,0.2\n", k);
    }
    for (unsigned set = 1; set <= sets; set++) {
        double held = 0;

        for (unsigned k = 0; k < 10; k++)
            if (set >> k & 1) {
                p += sprintf(positions + p, "a%u,O,V,A%u,1\n", set, k);
                held += 10;
            }
        p += sprintf(positions + p, "a%u,O,V,,%g\n", set, -0.78 * held);
    }
    return graph_of("nodes", "id,equity\nV,90000\nO,\n", "assets", assets,
                    "venues", "node,type\nV,lending\n", "markets", markets,
                    "positions", positions, NULL);
}

/* Up to 512 ways to hold and owe are told apart where nobody looks at every
 * account. Unhealthy is who has A0 and two others at most. */
static void as_many_ways_to_hold_as_there_are_come_to_the_same(void **state)
{
    (void)state;
    for (unsigned sets = 511; sets <= 513; sets++) {
        outcome made =
            outcome_of(graph_of_sets(sets), scenario_of("asset A0=-10%", NULL));
        ctg_scenario *const again = scenario_of("asset A0=-10%", NULL);
        const ctg_scenario *const both[] = {again, again};
        ctg_summary quick[2];
        size_t failed;
        ctg_error error;

        assert_int_equal(
            ctg_sweep_run(made.network, both, 2, NULL, quick, &failed, &error),
            CTG_OK);
        assert_int_equal(made.summary->unhealthy, sets < 513 ? 37 : 38);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(quick[k].unhealthy, made.summary->unhealthy);
            assert_same(quick[k].equity_lost, made.summary->equity_lost);
        }
        ctg_scenario_free(again);
        outcome_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(debts_on_lending_venues_have_no_margin),
        cmocka_unit_test(shorts_on_margin_venues_have),
        cmocka_unit_test(grace_starts_anew_after_a_healthy_round),
        cmocka_unit_test(a_trade_makes_an_account_unsure),
        cmocka_unit_test(who_has_a_claim_is_looked_at),
        cmocka_unit_test(as_many_ways_to_hold_as_there_are_come_to_the_same),
    };

    return RUN_TESTS(tests);
}
