/* Step 1, accounts: whose health is what. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(debts_on_lending_venues_have_no_margin),
        cmocka_unit_test(shorts_on_margin_venues_have),
        cmocka_unit_test(grace_starts_anew_after_a_healthy_round),
    };

    return RUN_TESTS(tests);
}
