/* Shocks in words, whatever the ids look like. */
#include "data/plan.h"

#include "engine/valuation.h"
#include "support/graph.h"

static ctg_graph *market_graph(void)
{
    return graph_of("nodes", "id,cash\nA,10\nB,20\nV,30\nboth,1\n", "assets",
                    "id,price,depth,group\n"
                    "ETH,2000,1e6,majors\n"
                    "BTC,60000,,majors\n"
                    "USDX,1,5e5,stablecoins\n"
                    "both,3,,\n",
                    "exposures", "debtor,creditor,amount\nA,B,5\nA,B,2\n",
                    "venues", "node,type\nV,lending\n", "markets",
                    "venue,asset,maintenance\nV,BTC,0.2\nV,ETH,0.175\n", NULL);
}

struct expected {
    const char *text;
    uint8_t kind;
    ctg__shock_unit unit;
    uint32_t target;
    uint32_t other;
    double value;
};

static void expect_shock(const ctg_network *network,
                         const struct expected *expected)
{
    ctg_scenario *const scenario =
        scenario_of(NULL, "horizon_days", "30", NULL);
    ctg_plan *plan;

    assert_int_equal(ctg_scenario_add_shock(scenario, expected->text, NULL),
                     CTG_OK);
    plan = plan_of(network, scenario);
    assert_int_equal(plan->shock_count, 1);
    assert_int_equal(plan->listed_count, 1);
    assert_int_equal(plan->shocks[0].kind, expected->kind);
    assert_int_equal(plan->shocks[0].unit, expected->unit);
    assert_int_equal(plan->shocks[0].number, 0);
    assert_int_equal(plan->shocks[0].target, expected->target);
    assert_int_equal(plan->shocks[0].other, expected->other);
    assert_near(plan->shocks[0].value, expected->value);
    ctg_plan_free(plan);
}

static void expect_refusal(const ctg_network *network, const char *shock,
                           ctg_status status, const char *message)
{
    ctg_scenario *const scenario =
        scenario_of(NULL, "horizon_days", "30", NULL);
    ctg_plan *plan = NULL;
    ctg_error error = {0};
    char expected[400];

    ctg_scenario_add_shock(scenario, shock, NULL);
    assert_int_equal(ctg_plan_new(network, scenario, &plan, &error), status);
    assert_null(plan);
    snprintf(expected, sizeof expected, "shock '%s': %s", shock, message);
    assert_string_equal(error.message, expected);
    ctg_scenario_free(scenario);
}

static void every_form_is_understood(void **state)
{
    static const struct expected cases[] = {
        {"asset ETH=-35%", CTG__SHOCK_asset, CTG__BY_FACTOR, 0, CTG_NONE, 0.65},
        {"asset ETH=+12.5%", CTG__SHOCK_asset, CTG__BY_FACTOR, 0, CTG_NONE,
         1.125},
        {"asset ETH=-100%", CTG__SHOCK_asset, CTG__BY_FACTOR, 0, CTG_NONE, 0},
        {"asset ETH=0%", CTG__SHOCK_asset, CTG__BY_FACTOR, 0, CTG_NONE, 1},
        {"asset ETH=1200", CTG__SHOCK_asset, CTG__BY_LEVEL, 0, CTG_NONE, 1200},
        {"asset ETH=0", CTG__SHOCK_asset, CTG__BY_LEVEL, 0, CTG_NONE, 0},
        {"asset @stablecoins=-2%", CTG__SHOCK_asset, CTG__BY_FACTOR, 2,
         CTG_NONE, 0.98},
        {"ETH=-35%", CTG__SHOCK_asset, CTG__BY_FACTOR, 0, CTG_NONE, 0.65},
        {"@stablecoins=0.9", CTG__SHOCK_asset, CTG__BY_LEVEL, 2, CTG_NONE, 0.9},
        {"node A=-20%", CTG__SHOCK_node, CTG__BY_SHARE, 0, CTG_NONE, 0.2},
        {"node A=-5e6", CTG__SHOCK_node, CTG__BY_MONEY, 0, CTG_NONE, 5e6},
        {"node B=default", CTG__SHOCK_node, CTG__BY_REST, 1, CTG_NONE, 0},
        {"B=default", CTG__SHOCK_node, CTG__BY_REST, 1, CTG_NONE, 0},
        {"B=-0.237", CTG__SHOCK_node, CTG__BY_MONEY, 1, CTG_NONE, 0.237},
        {"node both=-1", CTG__SHOCK_node, CTG__BY_MONEY, 3, CTG_NONE, 1},
        {"asset both=-1%", CTG__SHOCK_asset, CTG__BY_FACTOR, 3, CTG_NONE, 0.99},
        {"exposure A>B=-50%", CTG__SHOCK_exposure, CTG__BY_FACTOR, 0, 1, 0.5},
        {"exposure A>B=-100%", CTG__SHOCK_exposure, CTG__BY_FACTOR, 0, 1, 0},
        {"depth ETH=-60%", CTG__SHOCK_depth, CTG__BY_FACTOR, 0, CTG_NONE, 0.4},
        {"depth USDX=+150%", CTG__SHOCK_depth, CTG__BY_FACTOR, 2, CTG_NONE,
         2.5},
        {"depth @stablecoins=-60%", CTG__SHOCK_depth, CTG__BY_FACTOR, 2,
         CTG_NONE, 0.4},
        {"haircut V/ETH=+5%", CTG__SHOCK_haircut, CTG__BY_POINTS, 1, CTG_NONE,
         0.05},
        {"haircut V/BTC=-0.02", CTG__SHOCK_haircut, CTG__BY_POINTS, 0, CTG_NONE,
         -0.02},
        {"run A", CTG__SHOCK_run, CTG__BY_NAME, 0, CTG_NONE, 0},
        {"asset  ETH = -35% ", CTG__SHOCK_asset, CTG__BY_FACTOR, 0, CTG_NONE,
         0.65},
        {"exposure A > B = -50%", CTG__SHOCK_exposure, CTG__BY_FACTOR, 0, 1,
         0.5},
    };
    ctg_graph *const graph = market_graph();
    ctg_network *const network = network_of(graph);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_shock(network, &cases[i]);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_group_shocks_all_its_assets_under_one_number(void **state)
{
    ctg_graph *const graph = market_graph();
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(
        network, scenario_of("node A=-1;asset @majors=-10%;ETH=-50%", NULL));

    (void)state;
    assert_int_equal(plan->shock_count, 4);
    assert_int_equal(plan->listed_count, 3);
    assert_int_equal(plan->shocks[1].target, 0);
    assert_int_equal(plan->shocks[1].number, 1);
    assert_int_equal(plan->shocks[2].target, 1);
    assert_int_equal(plan->shocks[2].number, 1);
    assert_near(plan->shocks[2].value, 0.9);
    assert_int_equal(plan->shocks[3].number, 2);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void what_makes_no_sense_is_said(void **state)
{
    static const struct {
        const char *text;
        ctg_status status;
        const char *message;
    } cases[] = {
        {"asset ETHH=-35%", CTG_NOT_FOUND,
         "no asset 'ETHH'; did you mean 'ETH'?"},
        {"asset A=-35%", CTG_NOT_FOUND, "no asset 'A'"},
        {"node ETH=-35%", CTG_NOT_FOUND, "no node 'ETH'"},
        {"nothing=-35%", CTG_NOT_FOUND, "no asset and no node 'nothing'"},
        {"both=-1%", CTG_BAD_ARGUMENT,
         "'both' is an asset and a node: write 'asset both' or 'node both'"},
        {"asset @minors=-35%", CTG_NOT_FOUND,
         "no asset has the group 'minors'"},
        {"asset ETH", CTG_BAD_ARGUMENT,
         "no '=': a shock reads 'asset ETH=-35%', 'node A=default', ..."},
        {"asset ETH=", CTG_BAD_ARGUMENT, "'' is not a number"},
        {"asset ETH=cheap", CTG_BAD_ARGUMENT, "'cheap' is not a number"},
        {"asset ETH=35%", CTG_BAD_ARGUMENT,
         "a change has a sign: -35% or +35%"},
        {"asset ETH=-1200", CTG_BAD_ARGUMENT,
         "a price has no sign, and a change ends in %"},
        {"asset ETH=+5", CTG_BAD_ARGUMENT,
         "a price has no sign, and a change ends in %"},
        {"asset ETH=-101%", CTG_BAD_ARGUMENT, "a price falls by 100% at most"},
        {"asset ETH=default", CTG_BAD_ARGUMENT,
         "an asset does not default: give a price or a change in per cent"},
        {"node A=+20%", CTG_BAD_ARGUMENT,
         "a node's loss is written with a minus: -20%, -5e6 or default"},
        {"node A=5", CTG_BAD_ARGUMENT,
         "a node's loss is written with a minus: -20%, -5e6 or default"},
        {"exposure B>A=-50%", CTG_NOT_FOUND, "'A' has no exposure to 'B'"},
        {"exposure A>C=-50%", CTG_NOT_FOUND, "no node 'C'"},
        {"exposure A=-50%", CTG_BAD_ARGUMENT, "no '>' in 'A'"},
        {"exposure A>B=+50%", CTG_BAD_ARGUMENT,
         "an exposure is written off by 0% to -100%"},
        {"exposure A>B=-5", CTG_BAD_ARGUMENT,
         "an exposure is written off by 0% to -100%"},
        {"exposure A>B=-101%", CTG_BAD_ARGUMENT,
         "an exposure is written off by 0% to -100%"},
        {"depth ETH=-100%", CTG_BAD_ARGUMENT,
         "a depth falls by less than 100%"},
        {"depth ETH=60%", CTG_BAD_ARGUMENT,
         "a depth changes in per cent, with a sign: -60%"},
        {"depth ETH=-0.6", CTG_BAD_ARGUMENT,
         "a depth changes in per cent, with a sign: -60%"},
        {"haircut V/ETH=5%", CTG_BAD_ARGUMENT,
         "a haircut changes by -100% to +100%, with a sign: +5%"},
        {"haircut V/ETH=+105%", CTG_BAD_ARGUMENT,
         "a haircut changes by -100% to +100%, with a sign: +5%"},
        {"haircut V/USDX=+5%", CTG_NOT_FOUND, "'V' has no market for 'USDX'"},
        {"haircut A/ETH=+5%", CTG_NOT_FOUND, "'A' is no venue"},
        {"haircut W/ETH=+5%", CTG_NOT_FOUND, "no node 'W'"},
        {"run Z", CTG_NOT_FOUND, "no node 'Z'"},
    };
    ctg_graph *const graph = market_graph();
    ctg_network *const network = network_of(graph);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_refusal(network, cases[i].text, cases[i].status,
                       cases[i].message);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Runs withdraw what matures within the horizon; without one, nothing. */
static void a_run_without_a_horizon_is_taken(void **state)
{
    ctg_graph *const graph = market_graph();
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(network, scenario_of("B=-1;run A", NULL));

    (void)state;
    assert_int_equal(plan->shock_count, 2);
    assert_int_equal(plan->shocks[1].kind, CTG__SHOCK_run);
    assert_true(isnan(plan->horizon_days));
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void ids_may_hold_anything(void **state)
{
    static const struct expected cases[] = {
        {"node x=y=-5", CTG__SHOCK_node, CTG__BY_MONEY, 0, CTG_NONE, 5},
        {"x=y=default", CTG__SHOCK_node, CTG__BY_REST, 0, CTG_NONE, 0},
        {"exposure p>q>r=-50%", CTG__SHOCK_exposure, CTG__BY_FACTOR, 1, 2, 0.5},
        {"exposure r>x=y=-10%", CTG__SHOCK_exposure, CTG__BY_FACTOR, 2, 0, 0.9},
        {"node run rate=-1", CTG__SHOCK_node, CTG__BY_MONEY, 3, CTG_NONE, 1},
        {"run rate=-1", CTG__SHOCK_node, CTG__BY_MONEY, 3, CTG_NONE, 1},
        {"run run rate", CTG__SHOCK_run, CTG__BY_NAME, 3, CTG_NONE, 0},
        {"haircut v/w/a/b=+1%", CTG__SHOCK_haircut, CTG__BY_POINTS, 0, CTG_NONE,
         0.01},
        {"asset @one=-1%", CTG__SHOCK_asset, CTG__BY_FACTOR, 1, CTG_NONE, 0.99},
        {"@one=7", CTG__SHOCK_asset, CTG__BY_LEVEL, 1, CTG_NONE, 7},
        {"node  padded =-3", CTG__SHOCK_node, CTG__BY_MONEY, 5, CTG_NONE, 3},
        {"asset node=-1%", CTG__SHOCK_asset, CTG__BY_FACTOR, 2, CTG_NONE, 0.99},
        {"node=-1%", CTG__SHOCK_asset, CTG__BY_FACTOR, 2, CTG_NONE, 0.99},
    };
    ctg_graph *const graph = graph_of(
        "nodes", "id,cash\nx=y,1\np>q,1\nr,1\nrun rate,1\nv/w,1\n padded ,1\n",
        "assets", "id,group\na/b,\n@one,\nnode,two\n", "exposures",
        "debtor,creditor,amount\np>q,r,1\nr,x=y,1\n", "venues",
        "node,type\nv/w,margin\n", "markets", "venue,asset\nv/w,a/b\n", NULL);
    ctg_network *const network = network_of(graph);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_shock(network, &cases[i]);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void two_ways_to_read_a_shock_are_refused(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\na,1\nb>c,1\na>b,1\nc,1\n", "assets",
                 "id,group\n@g,\nX,g\n", "exposures",
                 "debtor,creditor,amount\na,b>c,1\na>b,c,1\n", NULL);
    ctg_network *const network = network_of(graph);

    (void)state;
    expect_refusal(network, "exposure a>b>c=-50%", CTG_BAD_ARGUMENT,
                   "'a>b>c' can be split at '>' in 2 ways");
    expect_refusal(network, "asset @g=-50%", CTG_BAD_ARGUMENT,
                   "'@g' is an asset and, behind the @, a group");
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_plan_has_the_keys_of_its_scenario(void **state)
{
    ctg_graph *const graph = market_graph();
    ctg_network *const network = network_of(graph);
    ctg_plan *const plan = plan_of(
        network,
        scenario_of(NULL, "valuation", "merton", "recovery", "0.237", "rounds",
                    "77", "tolerance", "1e-7", "default_at_zero", "false",
                    "alpha", "2.5", "a", "0.9", "b", "0.8", "sigma", "0.3", "T",
                    "0.5", "rho", "0.7", "absolute", "true", "execution",
                    "0.25", "impact_scale", "1.5", "sell", "liquid-first",
                    "liquidate_failed", "false", "unwind_rounds", "4",
                    "horizon_days", "30", "run_threshold", "0.6",
                    "settlement_lag", "2", "leverage_max", "initial",
                    "leverage_target", "9", "paths", "13", NULL));

    (void)state;
    assert_int_equal(plan->valuation, CTG__RULE_merton);
    assert_same(plan->recovery, 0.237);
    assert_int_equal(plan->rounds, 77);
    assert_same(plan->tolerance, 1e-7);
    assert_false(plan->default_at_zero);
    assert_same(plan->params[CTG__RULE_exponential][0], 2.5);
    assert_same(plan->params[CTG__RULE_clearing][0], 0.9);
    assert_same(plan->params[CTG__RULE_clearing][1], 0.8);
    assert_same(plan->params[CTG__RULE_merton][0], 0.3);
    assert_same(plan->params[CTG__RULE_merton][1], 0.5);
    assert_same(plan->params[CTG__RULE_merton][2], 0.7);
    /* Named alike, given once. */
    assert_same(plan->params[CTG__RULE_black_cox][0], 0.3);
    assert_same(plan->params[CTG__RULE_black_cox][1], 0.5);
    assert_true(plan->absolute);
    assert_false(plan->from_below);
    assert_same(plan->execution, 0.25);
    assert_same(plan->impact_scale, 1.5);
    assert_int_equal(plan->sell, CTG__SELL_LIQUID);
    assert_false(plan->liquidate_failed);
    assert_int_equal(plan->unwind_rounds, 4);
    assert_same(plan->horizon_days, 30);
    assert_same(plan->run_threshold, 0.6);
    assert_int_equal(plan->settlement_lag, 2);
    assert_true(plan->leverage_max == CTG__INITIAL);
    assert_same(plan->leverage_target, 9);
    assert_int_equal(plan->paths, 13);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Refused with a message that begins and ends so, or with "" not at all. */
static void expect_plan(ctg_graph *graph, ctg_scenario *scenario,
                        const char *begin, const char *message)
{
    ctg_network *const network = network_of(graph);
    ctg_plan *plan = NULL;
    ctg_error error = {0};

    assert_int_equal(ctg_plan_new(network, scenario, &plan, &error),
                     *message ? CTG_BAD_ARGUMENT : CTG_OK);
    if (*message && *begin) {
        assert_memory_equal(error.message, begin, strlen(begin));
        assert_string_equal(
            error.message + strlen(error.message) - strlen(message), message);
    } else {
        assert_string_equal(error.message, message);
    }
    ctg_plan_free(plan);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void expect_no_least(const char *valuation, const char *positions,
                            const char *rule, const char *message)
{
    expect_plan(
        graph_of("nodes", valuation, "venues", "node,type\nV,margin\n",
                 "positions", positions, NULL),
        scenario_of(NULL, "from_below", "true", "valuation", rule, NULL), "",
        message);
}

static void from_below_is_refused_where_it_has_no_meaning(void **state)
{
    static const char *const no_accounts = "account,owner,venue,quantity\n";

    (void)state;
    expect_no_least("id,cash\nV,1\n", no_accounts, "linear", "");
    expect_no_least("id,cash\nV,1\n", "account,owner,venue,quantity\na,V,V,1\n",
                    "linear",
                    "from_below has no meaning with positions, and there are "
                    "1 accounts");
    expect_no_least("id,cash\nV,1\n", no_accounts, "single-hit",
                    "from_below has no meaning with the rule single-hit");
    expect_no_least("id,cash,valuation\nV,1,\nA,1,single-hit\n", no_accounts,
                    "linear",
                    "from_below has no meaning with the rule single-hit, "
                    "which claims on 'A' have");
}

/* A plan of X, which A holds 3 of, with two more keys. */
static void expect_of(const char *nodes, const char *asset, const char *key,
                      const char *value, const char *other,
                      const char *other_value, const char *message)
{
    expect_plan(graph_of("nodes", nodes, "assets", asset, "holdings",
                         "node,asset,quantity\nA,X,3\nB,Y,2\nB,X,-1\n", NULL),
                scenario_of(NULL, "from_below", "true", key, value, other,
                            other_value, NULL),
                "", message);
}

static void expect_of_sales(const char *asset, const char *key,
                            const char *value, const char *other,
                            const char *other_value, const char *message)
{
    expect_of("id,cash\nA,5\nB,7\n", asset, key, value, other, other_value,
              message);
}

#define NO_LEAST(reason)                                                       \
    "from_below has no meaning where a sale moves a price: 'A' holds 'X', "    \
    "which has a depth, and " reason "; impact_scale 0 switches that off"

static void from_below_is_refused_beside_sales(void **state)
{
    static const char *const deep = "id,price,depth\nX,2,40\nY,3,\n";
    static const char *const not_held = "id,price,depth\nX,2,\nY,3,\nZ,1,9\n";
    static const char *const still =
        "id,price,depth,impact\nX,2,40,none\nY,3,,\n";

    (void)state;
    expect_of_sales(deep, "recovery", "0.3", "alpha", "2",
                    NO_LEAST("failed nodes sell (liquidate_failed)"));
    expect_of_sales(deep, "liquidate_failed", "false", "alpha", "2", "");
    expect_of_sales(deep, "liquidate_failed", "false", "leverage_max", "9",
                    NO_LEAST("leverage_max is set"));
    expect_of_sales(deep, "liquidate_failed", "false", "horizon_days", "30",
                    NO_LEAST("runs are set (horizon_days)"));
    expect_of("id,cash,leverage_max\nA,5,\nB,7,12\n", deep, "liquidate_failed",
              "false", "alpha", "2", NO_LEAST("nodes have leverage limits"));
    expect_of_sales(deep, "leverage_max", "9", "impact_scale", "0", "");
    expect_of_sales(not_held, "leverage_max", "9", "horizon_days", "30", "");
    expect_of_sales(still, "leverage_max", "9", "horizon_days", "30", "");
}

static void expect_of_cap(const char *nodes, const char *rule,
                          const char *message)
{
    /* The list of rules may grow behind its beginning. */
    expect_plan(graph_of("nodes", nodes, "exposures",
                         "debtor,creditor,amount\nA,B,3\nB,C,2\n", NULL),
                scenario_of(NULL, "cap", "true", "valuation", rule, NULL),
                "cap is for the rules linear, single-hit", message);
}

static void a_cap_is_refused_where_it_has_no_meaning(void **state)
{
    static const char *const plain = "id,equity\nA,5\nB,6\nC,7\n";

    (void)state;
    expect_of_cap(plain, "linear", "");
    expect_of_cap(plain, "single-hit", "");
    expect_of_cap(plain, "exponential", "");
    expect_of_cap(plain, "threshold", ", not for threshold");
    expect_of_cap("id,equity,valuation\nA,5,\nB,6,merton\nC,7,\n", "linear",
                  ", and claims on 'B' are valued by merton");
    expect_of_cap("id,equity,pass_through\nA,0,true\nB,6,\nC,7,\n", "linear",
                  ", and claims on 'A' are valued by clearing");
    /* Nobody has a claim on C. */
    expect_of_cap("id,equity,valuation\nA,5,\nB,6,\nC,7,clearing\n",
                  "exponential", "");
}

static void who_is_insolvent_depends_on_the_scenario(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,cash,other_liabilities,pass_through\n"
                 "A,1,0.763,\nB,1,1,\nC,1,1.237,\nP,1,2,true\n",
                 NULL);
    ctg_network *const network = network_of(graph);
    ctg_plan *const strict = plan_of(network, scenario_of(NULL, NULL));
    ctg_plan *const lenient =
        plan_of(network, scenario_of(NULL, "default_at_zero", "false", NULL));

    (void)state;
    assert_false(ctg_plan_node_insolvent(strict, 0));
    assert_true(ctg_plan_node_insolvent(strict, 1));
    assert_true(ctg_plan_node_insolvent(strict, 2));
    assert_false(ctg_plan_node_insolvent(strict, 3));
    assert_false(ctg_plan_node_insolvent(lenient, 1));
    assert_true(ctg_plan_node_insolvent(lenient, 2));
    ctg_plan_free(strict);
    ctg_plan_free(lenient);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void defaults_can_be_added_without_words(void **state)
{
    static const ctg_node nodes[] = {2, 0};
    ctg_graph *const graph = market_graph();
    ctg_network *const network = network_of(graph);
    ctg_plan *const base =
        plan_of(network, scenario_of("@majors=-10%", "rounds", "7", NULL));
    ctg__arena arena = {0};
    ctg_plan *plan = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(
        ctg__plan_with_defaults(base, nodes, 2, &arena, &plan, &error), CTG_OK);
    assert_int_equal(base->shock_count, 2);
    assert_int_equal(plan->shock_count, 4);
    assert_int_equal(plan->listed_count, 3);
    assert_int_equal(plan->rounds, 7);
    assert_near(plan->shocks[1].value, 0.9);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(plan->shocks[2 + k].kind, CTG__SHOCK_node);
        assert_int_equal(plan->shocks[2 + k].unit, CTG__BY_REST);
        assert_int_equal(plan->shocks[2 + k].target, nodes[k]);
        assert_int_equal(plan->shocks[2 + k].number, 1 + k);
    }
    ctg__arena_clear(&arena);
    ctg_plan_free(base);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_understood),
        cmocka_unit_test(a_group_shocks_all_its_assets_under_one_number),
        cmocka_unit_test(what_makes_no_sense_is_said),
        cmocka_unit_test(a_run_without_a_horizon_is_taken),
        cmocka_unit_test(ids_may_hold_anything),
        cmocka_unit_test(two_ways_to_read_a_shock_are_refused),
        cmocka_unit_test(a_plan_has_the_keys_of_its_scenario),
        cmocka_unit_test(from_below_is_refused_where_it_has_no_meaning),
        cmocka_unit_test(from_below_is_refused_beside_sales),
        cmocka_unit_test(a_cap_is_refused_where_it_has_no_meaning),
        cmocka_unit_test(who_is_insolvent_depends_on_the_scenario),
        cmocka_unit_test(defaults_can_be_added_without_words),
    };

    return RUN_TESTS(tests);
}
