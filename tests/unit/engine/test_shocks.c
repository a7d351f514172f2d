/* Round 0: every form of shock. */
#include "support/outcome.h"

/* Entries of the k-th shock (0: first); round 0 keeps them apart. */
static double of_shock(const outcome *made, uint32_t shock)
{
    const ctg_ledger *const ledger = ctg_run_ledger(made->run);
    const ctg_entry *const entries = ctg_ledger_entries(ledger);
    double sum = 0;
    size_t count = 0;

    for (size_t e = 0; e < ctg_ledger_count(ledger); e++)
        if (entries[e].channel == CTG_SHOCK &&
            ctg_actor_kind_of(entries[e].source) == CTG_ACTOR_SHOCK &&
            ctg_actor_index(entries[e].source) == shock) {
            sum += entries[e].amount;
            count++;
        }
    assert_true(count > 0);
    return sum;
}

static uint32_t first_shock(const outcome *made)
{
    const ctg_entry *const entries =
        ctg_ledger_entries(ctg_run_ledger(made->run));
    uint32_t first = UINT32_MAX;

    for (size_t e = 0; e < ctg_ledger_count(ctg_run_ledger(made->run)); e++)
        if (entries[e].channel == CTG_SHOCK &&
            ctg_actor_index(entries[e].source) < first)
            first = ctg_actor_index(entries[e].source);
    return first;
}

static outcome banks(const char *shocks)
{
    return outcome_of(
        graph_of("nodes", "id,equity,pass_through\nA,10,\nB,50,\nP,1.5,true\n",
                 "exposures",
                 "debtor,creditor,amount,asset\n"
                 "A,B,6,X\nA,B,3,\nB,A,2,\nP,B,4,\n",
                 "assets", "id,price,group\nX,2,g\nY,5,g\nZ,7,\n", "holdings",
                 "node,asset,quantity\nA,X,4\nB,X,-1\nB,Y,3\nB,Z,1\n", NULL),
        scenario_of(shocks, "rounds", "1", "recovery", "1", NULL));
}

static void shocks_of_one_asset_act_in_list_order(void **state)
{
    outcome made = banks("asset X=-20%;asset X=1.5;asset X=-10%");
    const uint32_t first = first_shock(&made);

    (void)state;
    assert_near(ctg_run_price(made.run, 0, 0), 1.35);
    /* Q = 4 + 1 + 6: 2 to 1.6 to 1.5 to 1.35. */
    assert_near(of_shock(&made, first), 0.4 * 11);
    assert_near(of_shock(&made, first + 1), 0.1 * 11);
    assert_near(of_shock(&made, first + 2), 0.15 * 11);
    outcome_free(&made);
}

static void a_group_falls_together_and_alone(void **state)
{
    outcome made = banks("asset @g=-30%");

    (void)state;
    assert_near(ctg_run_price(made.run, 0, 0), 1.4);
    assert_near(ctg_run_price(made.run, 0, 1), 3.5);
    assert_near(ctg_run_price(made.run, 0, 2), 7);
    outcome_free(&made);
}

static void shares_and_money_add_up_on_a_node(void **state)
{
    outcome made = banks("node A=-23%;node A=-1.7");
    const uint32_t first = first_shock(&made);

    (void)state;
    assert_near(of_shock(&made, first), 2.3);
    assert_near(of_shock(&made, first + 1), 1.7);
    assert_near(ctg_run_shocked_distress(made.run)[0], 0.4);
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    outcome_free(&made);
}

static void a_default_takes_what_other_shocks_leave(void **state)
{
    outcome made = banks("node A=default;node A=-30%;exposure B>A=-50%");
    const uint32_t first = first_shock(&made);

    (void)state;
    /* 10 less 3, less half of a claim of 2, wherever the default stands. */
    assert_near(of_shock(&made, first), 6);
    assert_near(ctg_run_equity(made.run)[0], 0);
    assert_int_equal(ctg_run_failed_round(made.run)[0], 0);
    outcome_free(&made);
    made = banks("node A=-13;node A=default");
    assert_near(ctg_run_equity(made.run)[0], -3);
    outcome_free(&made);
}

static void a_default_marks_even_where_nothing_is_left_to_lose(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nA,0\nB,5\n", "exposures",
                 "debtor,creditor,amount\nA,B,3\n", NULL),
        scenario_of("node A=default", "default_at_zero", "false", "valuation",
                    "threshold", "recovery", "0.4", NULL));

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], 0);
    assert_near(outcome_sum(&made, CTG_CLAIM, "A", "B"), 1.8);
    outcome_free(&made);
}

static void a_pool_loses_shares_of_its_assets(void **state)
{
    outcome made = banks("node P=-30%");

    (void)state;
    /* Assets 4 + 1.5. */
    assert_near(of_shock(&made, first_shock(&made)), 0.3 * 5.5);
    outcome_free(&made);
    made = banks("node P=default");
    assert_near(of_shock(&made, first_shock(&made)), 5.5);
    assert_near(outcome_sum(&made, CTG_CLAIM, "P", "B"), 4);
    assert_int_equal(ctg_run_failed_round(made.run)[2], CTG_NEVER);
    outcome_free(&made);
}

static void write_offs_multiply_and_count_at_the_price(void **state)
{
    outcome made = banks("exposure A>B=-50%;exposure A>B=-40%");
    const uint32_t first = first_shock(&made);
    ctg_claim claim;

    (void)state;
    /* 6 x 2 + 3 = 15; then 40 % of the half that is left. */
    assert_near(of_shock(&made, first), 7.5);
    assert_near(of_shock(&made, first + 1), 3);
    assert_true(ctg_run_claim(made.run, 0, &claim));
    assert_near(claim.face, 12);
    assert_near(claim.value, 12 * 0.3);
    outcome_free(&made);
}

static void a_depth_shock_leaves_that_share_less(void **state)
{
    outcome made = outcome_of(graph_of("nodes", "id,equity\nA,3\n", "assets",
                                       "id,price,depth\nX,2,1000\n", "holdings",
                                       "node,asset,quantity\nA,X,50\n", NULL),
                              scenario_of("depth X=-60%;node A=default", NULL));

    (void)state;
    assert_near(ctg_run_price(made.run, 1, 0), 2 * (1 - 100.0 / 400));
    assert_near(of_shock(&made, first_shock(&made)), 0);
    outcome_free(&made);
}

/* Long 10 X at 10 against 80 on a margin venue, m = 0.15: healthy at 85/80. */
static outcome margin(const char *shocks)
{
    return outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\nS,\n", "assets",
                 "id,price\nX,10\n", "venues", "node,type\nV,margin\n",
                 "markets", "venue,asset,maintenance\nV,X,0.15\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,10\nk,O,V,,-80\n"
                 "l,S,V,X,-10\nl,S,V,,130\n",
                 NULL),
        scenario_of(shocks, "rounds", "1", NULL));
}

static void a_haircut_is_added_and_kept_a_rate(void **state)
{
    outcome made = margin("haircut V/X=+5%"); /* 80/80 */

    (void)state;
    assert_int_equal(made.summary->unhealthy, 0);
    outcome_free(&made);
    made = margin("haircut V/X=+5.1%"); /* 79.9/80 */
    assert_int_equal(made.summary->unhealthy, 1);
    outcome_free(&made);
    /* m is 1, not 2.15, before it falls. */
    made = margin("haircut V/X=+100%;haircut V/X=+100%;"
                  "haircut V/X=-90%"); /* 0.1 */
    assert_int_equal(made.summary->unhealthy, 0);
    outcome_free(&made);
    made = margin("haircut V/X=-90%;haircut V/X=+25%"); /* 0.25 */
    assert_int_equal(made.summary->unhealthy, 1);
    outcome_free(&made);
}

/* Debts on a lending venue have no m: a haircut of T touches only O. */
static void a_haircut_touches_the_owners_it_matters_to(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\nS,\n", "assets",
                 "id,price\nX,10\nT,4\n", "venues", "node,type\nV,lending\n",
                 "markets", "venue,asset,maintenance\nV,X,0.15\nV,T,0.2\n",
                 "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,T,10\nk,O,V,,-20\n"
                 "l,S,V,X,10\nl,S,V,T,-12\n",
                 NULL),
        scenario_of("haircut V/T=+3%", "rounds", "1", NULL));
    const ctg_entry *const entries =
        ctg_ledger_entries(ctg_run_ledger(made.run));

    (void)state;
    assert_int_equal(ctg_ledger_count(ctg_run_ledger(made.run)), 1);
    assert_int_equal(entries[0].channel, CTG_SHOCK);
    assert_int_equal(ctg_actor_index(entries[0].target), 1);
    assert_near(entries[0].amount, 0);
    outcome_free(&made);
}

/* A's 10 of equity and 4.5 more; it costs and says nothing. */
static void aid_is_there_before_round_0_and_is_no_loss(void **state)
{
    outcome made = banks("inject A=4;node A=-20%;inject A=0.5");

    (void)state;
    assert_near(ctg_run_initial_equity(made.run)[0], 14.5);
    assert_near(ctg_run_equity(made.run)[0], 12.5);
    assert_near(ctg_run_summary(made.run)->initial_equity, 61.5);
    assert_near(ctg_run_summary(made.run)->equity_lost, 2);
    assert_int_equal(first_shock(&made), 1);
    outcome_free(&made);
}

static void a_default_takes_aid_too(void **state)
{
    outcome made = banks("node A=default;inject A=4");

    (void)state;
    assert_near(ctg_run_equity(made.run)[0], 0);
    assert_near(ctg_run_summary(made.run)->equity_lost, 14);
    assert_int_equal(ctg_run_failed_round(made.run)[0], 0);
    outcome_free(&made);
}

static void shares_of_a_pool_are_of_its_assets_without_aid(void **state)
{
    outcome made = banks("inject P=2;node P=-50%");

    (void)state;
    /* 4 + 1.5 of assets: half of it is lost, and 2 are there besides. */
    assert_near(ctg_run_equity(made.run)[2], 1.5 + 2 - 2.75);
    outcome_free(&made);
}

/* 0.3 - 0.1 - 0.2 is a little less than nothing. */
static outcome hole(const char *shocks, const char *at_zero)
{
    return outcome_of(graph_of("nodes", "id,equity\nA,-0.3\nB,1\n", "exposures",
                               "debtor,creditor,amount\nA,B,1\n", NULL),
                      scenario_of(shocks, "valuation", "threshold",
                                  "default_at_zero", at_zero, NULL));
}

static void aid_that_fills_a_hole_exactly_holds(void **state)
{
    outcome made = hole("inject A=0.1;inject A=0.2", "false");

    (void)state;
    assert_int_equal(ctg_run_failed_round(made.run)[0], CTG_NEVER);
    assert_int_equal(ctg_run_summary(made.run)->failed, 0);
    outcome_free(&made);
    made = hole("inject A=0.1;inject A=0.2", "true");
    assert_int_equal(ctg_run_failed_round(made.run)[0], 0);
    assert_near(ctg_run_summary(made.run)->equity_lost, 1);
    outcome_free(&made);
    made = hole("inject A=0.301", "true");
    assert_int_equal(ctg_run_summary(made.run)->failed, 0);
    outcome_free(&made);
}

/* What acts without a shock is measured with the aid that stays. */
static void aid_stays_in_the_baseline(void **state)
{
    outcome made = hole("inject A=0.2;node B=-0.25", "true");

    (void)state;
    assert_near(ctg_run_summary(made.run)->baseline, 1);
    outcome_free(&made);
    made = hole("inject A=0.4;node B=-0.25", "true");
    assert_near(ctg_run_summary(made.run)->baseline, 0);
    assert_near(ctg_run_summary(made.run)->equity_lost, 0.25);
    outcome_free(&made);
}

static void aid_is_money_above_nothing(void **state)
{
    static const char *const words[] = {"inject A=0", "inject A=-1",
                                        "inject A=5%", "inject A=default"};
    ctg_graph *const graph = graph_of("nodes", "id,equity\nA,1\n", NULL);
    ctg_network *const network = network_of(graph);

    (void)state;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        ctg_scenario *const scenario = scenario_of(words[k], NULL);
        ctg_plan *plan = NULL;
        ctg_error error;

        assert_int_equal(ctg_plan_new(network, scenario, &plan, &error),
                         CTG_BAD_ARGUMENT);
        assert_non_null(strstr(error.message, "aid is money above 0"));
        ctg_scenario_free(scenario);
    }
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* The run keeps what it needs of its plan. */
static void a_run_with_aid_outlives_its_plan(void **state)
{
    outcome made = banks("inject A=4;node B=-1");

    (void)state;
    ctg_plan_free(made.plan);
    made.plan = NULL;
    assert_near(ctg_run_initial_equity(made.run)[0], 14);
    assert_near(ctg_run_initial_equity(made.run)[1], 50);
    outcome_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aid_is_there_before_round_0_and_is_no_loss),
        cmocka_unit_test(a_default_takes_aid_too),
        cmocka_unit_test(shares_of_a_pool_are_of_its_assets_without_aid),
        cmocka_unit_test(aid_that_fills_a_hole_exactly_holds),
        cmocka_unit_test(aid_stays_in_the_baseline),
        cmocka_unit_test(aid_is_money_above_nothing),
        cmocka_unit_test(a_run_with_aid_outlives_its_plan),
        cmocka_unit_test(shocks_of_one_asset_act_in_list_order),
        cmocka_unit_test(a_group_falls_together_and_alone),
        cmocka_unit_test(shares_and_money_add_up_on_a_node),
        cmocka_unit_test(a_default_takes_what_other_shocks_leave),
        cmocka_unit_test(a_default_marks_even_where_nothing_is_left_to_lose),
        cmocka_unit_test(a_pool_loses_shares_of_its_assets),
        cmocka_unit_test(write_offs_multiply_and_count_at_the_price),
        cmocka_unit_test(a_depth_shock_leaves_that_share_less),
        cmocka_unit_test(a_haircut_is_added_and_kept_a_rate),
        cmocka_unit_test(a_haircut_touches_the_owners_it_matters_to),
    };

    return RUN_TESTS(tests);
}
