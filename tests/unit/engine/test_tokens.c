/* Step 3: issued tokens follow their issuers. */
#include "support/outcome.h"

/* I loses 2.5 of 10: V falls to 0.75 in round 1, while A sells 15 of 30 T in
 * each of two rounds into a depth of 200. */
static outcome issued(void)
{
    return outcome_of(
        graph_of("nodes", "id,equity\nI,10\nA,1\nB,60\n", "assets",
                 "id,price,depth,issuer\nT,1,200,I\n", "holdings",
                 "node,asset,quantity\nA,T,30\nB,T,7\n", NULL),
        scenario_of("node I=-2.5;node A=default", "unwind_rounds", "2", NULL));
}

static void the_price_falls_by_v_and_by_the_market(void **state)
{
    outcome made = issued();
    const double p1 = 1 - 15.0 / 200;
    const double p2 = p1 * (1 - 15 * p1 * 0.75 / 200);

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), p1 * 0.75);
    assert_near(ctg_run_price(made.run, 2, 0), p2 * 0.75);
    outcome_free(&made);
}

static void the_falls_of_v_and_of_the_market_are_told_apart(void **state)
{
    outcome made = issued();
    const double p1 = 1 - 15.0 / 200;
    const double fall = p1 * 15 * p1 * 0.75 / 200;

    (void)state;
    /* New P x fall of V x Q; fall of P x old V x Q, with 37, then 22. */
    assert_near(outcome_sum(&made, CTG_TOKEN, "I", "asset:T"), p1 * 0.25 * 37);
    assert_near(outcome_sum(&made, CTG_IMPACT, "A", "asset:T"),
                15.0 / 200 * 1 * 37 + fall * 0.75 * 22);
    outcome_free(&made);
}

static void holders_see_it_at_the_next_opening(void **state)
{
    outcome made = issued();
    const ctg_entry *const entries =
        ctg_ledger_entries(ctg_run_ledger(made.run));
    double in_round[3] = {0};

    (void)state;
    for (size_t e = 0; e < ctg_ledger_count(ctg_run_ledger(made.run)); e++)
        if (entries[e].channel == CTG_PRICE && entries[e].round < 3 &&
            ctg_actor_index(entries[e].target) == 2)
            in_round[entries[e].round] += entries[e].amount;
    assert_near(in_round[1], 0);
    assert_near(in_round[2], 7 * (1 - 0.75 * (1 - 15.0 / 200)));
    outcome_free(&made);
}

/* Its books close by what it was short of, beside which 9e-8 are rounding. */
static void who_is_short_of_its_own_token_is_freed_of_it(void **state)
{
    outcome made = outcome_of(
        graph_of(
            "nodes", "id,other_liabilities,pass_through\nI,8.9375e-08,true\n",
            "assets", "id,price,depth,impact,issuer\nT,0.66015625,1,none,I\n",
            "holdings", "node,asset,quantity\nI,T,-997718.75\n", NULL),
        scenario_of(NULL, NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_PRICE, "asset:T", "I"),
                -997718.75 * 0.66015625);
    outcome_free(&made);
}

/* The issuer's first slot is the token's, not that of an exposure with its own
 * recovery. */
static void a_token_has_the_issuer_s_recovery_in_class_0(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity,recovery\nI,10,0.2\nB,60,\n", "exposures",
                 "debtor,creditor,amount,recovery,seniority\nI,B,3,0.9,2\n",
                 "assets", "id,price,issuer\nT,1.3,I\n", "holdings",
                 "node,asset,quantity\nB,T,7\n", NULL),
        scenario_of("node I=-30%", NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, made.summary->rounds, 0),
                1.3 * (1 - 0.8 * 0.3));
    assert_near(outcome_sum(&made, CTG_CLAIM, "I", "B"), 3 * 0.1 * 0.3);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_price_falls_by_v_and_by_the_market),
        cmocka_unit_test(the_falls_of_v_and_of_the_market_are_told_apart),
        cmocka_unit_test(holders_see_it_at_the_next_opening),
        cmocka_unit_test(who_is_short_of_its_own_token_is_freed_of_it),
        cmocka_unit_test(a_token_has_the_issuer_s_recovery_in_class_0),
    };

    return RUN_TESTS(tests);
}
