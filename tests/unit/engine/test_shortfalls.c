/* Step 4: what passes the layers, and what the venue bears. */
#include "support/outcome.h"

/*
 * X falls to 0.5: s = 20, which the fund pays. O's purchase lifts it to 0.6:
 * s = 10. G, failed by E in round 2, sells 25 at 0.6 of a depth of 150: 0.54,
 * s = 16, below the highest. The venue gains 10 and bears 6; the fund, which
 * has 10 left, pays no more.
 */
static void what_returns_below_the_highest_is_the_venue_s(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes",
                 "id,equity\nV,500\nM,500\nF,90\nO,\nP,\nG,20\nE,6\n"
                 "D,3\n",
                 "exposures", "debtor,creditor,amount\nD,E,8\nE,G,15\n",
                 "assets", "id,price,depth,oracle\nX,1,150,fixed\n", "holdings",
                 "node,asset,quantity\nG,X,25\n", "venues",
                 "node,type\nV,lending\nM,margin\n", "markets",
                 "venue,asset,maintenance\nV,X,0.1\nM,X,0.1\n", "positions",
                 "account,owner,venue,asset,quantity\n"
                 "k,P,V,X,100\nk,P,V,,-70\nl,O,M,X,-60\nl,O,M,,61\n",
                 "layers", "venue,order,kind,provider,amount\nV,1,fund,F,30\n",
                 NULL),
        scenario_of("asset X=-50%;node D=default", "valuation", "threshold",
                    NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 0.6);
    assert_near(ctg_run_price(made.run, made.summary->rounds, 0), 0.54);
    assert_int_equal(ctg_run_failed_round(made.run)[5], 2);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "P", "F"), 20);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "P", "V"), -10 + 6);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_returns_below_the_highest_is_the_venue_s),
    };

    return RUN_TESTS(tests);
}
