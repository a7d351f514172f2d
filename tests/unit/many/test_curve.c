/* LC1, LC2 and CA1 of the worked examples: a pool and three borrowers. */
#include <contagraph/curve.h>

#include <stdio.h>

#include "support/random_claims.h"

static ctg_graph *pool(void)
{
    return graph_of("nodes", "id,equity\nV,100000\nA,\nB,\nC,\n", "assets",
                    "id,price,depth,impact\nETH,2000,300000,amm\n", "venues",
                    "node,type,close_factor,full_close_health\n"
                    "V,lending,1,0.95\n",
                    "markets",
                    "venue,asset,maintenance,bonus\n"
                    "V,ETH,0.2,0.1\n",
                    "positions",
                    "account,owner,venue,asset,quantity\n"
                    "a,A,V,ETH,10\na,A,V,,-14500\n"
                    "b,B,V,ETH,20\nb,B,V,,-27500\n"
                    "c,C,V,ETH,30\nc,C,V,,-38000\n",
                    NULL);
}

static ctg_curve *curve_of(const ctg_graph *graph, ctg_network **network,
                           const ctg_curve_options *options,
                           ctg_scenario *scenario)
{
    ctg_curve *curve = NULL;
    ctg_error error = {0};

    *network = network_of(graph);
    if (ctg_curve_new(*network, scenario, options, &curve, &error))
        fail_msg("%s", error.message);
    ctg_scenario_free(scenario);
    return curve;
}

/* The cliff of the pool between two falls of ETH. */
static ctg_cliff cliff_between(double from, double to, size_t steps)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_graph *const graph = pool();
    ctg_network *network;
    ctg_curve *curve;
    ctg_cliff cliff;

    options.from = from;
    options.to = to;
    options.steps = steps;
    options.cliff = true;
    curve = curve_of(graph, &network, &options, scenario_of("ETH=-X", NULL));
    cliff = *ctg_curve_cliff(curve);
    ctg_curve_free(curve);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return cliff;
}

static void CA1_the_cliff_is_at_9_375_per_cent(void **state)
{
    const ctg_cliff cliff = cliff_between(0, 0.2, 10);

    (void)state;
    assert_true(cliff.found);
    assert_within(cliff.size, 0.09375, 1e-9);
    assert_within(cliff.before, 0.09375 * 120000, 1e-3);
    assert_true(cliff.after > 40000 - 2000);
}

/* A ten-billionth of the range is less than what doubles differ by there. */
static void a_cliff_is_found_between_neighbours(void **state)
{
    const ctg_cliff cliff = cliff_between(0.09375 - 5e-8, 0.09375 + 6e-8, 2);

    (void)state;
    assert_true(cliff.found);
    assert_within(cliff.size, 0.09375, 1e-9);
}

static void points_are_runs_of_their_size(void **state)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_graph *const graph = pool();
    ctg_network *network;
    ctg_curve *curve;
    const ctg_curve_point *points;
    size_t count;

    (void)state;
    options.from = 0.08;
    options.to = 0.1;
    options.steps = 2;
    curve =
        curve_of(graph, &network, &options, scenario_of("asset ETH=-X", NULL));
    points = ctg_curve_points(curve, &count);
    assert_int_equal(count, 3);
    /* LC2: at 8 % nothing is liquidated; LC1: at 10 % all are. */
    assert_near(points[0].loss, 0.08 * 120000);
    assert_int_equal(points[0].unhealthy, 0);
    assert_near(points[2].size, 0.1);
    assert_within(points[2].loss, 40099.49522605225, 1e-6);
    assert_int_equal(points[2].unhealthy, 3);
    assert_true(isnan(points[2].least_loss)); /* there are positions */
    assert_false(ctg_curve_cliff(curve)->found);
    ctg_curve_free(curve);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Two banks that owe each other 1 (RV1), shocked until they cannot pay. */
static void the_least_solution_loses_more_where_panic_feeds_itself(void **state)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_graph *const graph =
        graph_of("nodes", "id,other_assets\nA,0.4\nB,0.4\n", "exposures",
                 "debtor,creditor,amount\nA,B,1\nB,A,1\n", NULL);
    ctg_network *network;
    ctg_curve *curve;
    const ctg_curve_point *points;
    size_t count;

    (void)state;
    options.to = 0.2;
    options.steps = 1;
    curve = curve_of(graph, &network, &options,
                     scenario_of("node A=-X", "valuation", "clearing", "a",
                                 "0.5", "b", "0.5", NULL));
    points = ctg_curve_points(curve, &count);
    assert_near(points[0].loss, 0);
    assert_within(points[0].least_loss, 0.8, 1e-9);
    assert_near(points[1].loss, 0.08);
    ctg_curve_free(curve);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_curve_without_a_jump_has_no_cliff(void **state)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\nA,10\nB,8\nC,4\n", "exposures",
                 "debtor,creditor,amount\nA,B,4\nB,C,2\n", NULL);
    ctg_network *network;
    ctg_curve *curve;

    (void)state;
    options.to = 0.9;
    options.cliff = true;
    curve = curve_of(graph, &network, &options, scenario_of("A=-X", NULL));
    assert_false(ctg_curve_cliff(curve)->found);
    ctg_curve_free(curve);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* The scenario at one size, round by round. */
static ctg_summary rounds_at(const ctg_network *network, const char *rule,
                             double size, const char *from_below)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_summary summary;
    char shocks[128];
    ctg_plan *plan;
    ctg_run *run = NULL;
    ctg_error error;

    snprintf(shocks, sizeof shocks, "node 12=-%.17g%%;node 7=-0.43;node 3=-5%%",
             100 * size);
    plan = plan_of(network, scenario_of(shocks, "valuation", rule, "from_below",
                                        from_below, NULL));
    options.ledger = false;
    if (ctg_run_new(plan, &options, &run, &error))
        fail_msg("%s", error.message);
    summary = *ctg_run_summary(run);
    ctg_run_free(run);
    ctg_plan_free(plan);
    return summary;
}

static void expect_points(const ctg_network *network, const ctg_curve *curve,
                          const char *rule)
{
    size_t count;
    const ctg_curve_point *const points = ctg_curve_points(curve, &count);

    assert_int_equal(count, 8);
    for (size_t k = 0; k < count; k++) {
        const ctg_summary at =
            rounds_at(network, rule, points[k].size, "false");
        const ctg_summary least =
            rounds_at(network, rule, points[k].size, "true");

        assert_within(points[k].loss, at.equity_lost, 1e-9 * at.equity_lost);
        assert_within(points[k].least_loss, least.equity_lost,
                      1e-9 * least.equity_lost);
        assert_int_equal(points[k].failed, at.failed);
        assert_int_equal(points[k].unhealthy, 0);
        assert_same(points[k].outside, at.outside_loss);
        assert_true(points[k].converged);
    }
}

/* Claims alone need no rounds; what is found is the same, the cliff too. */
static void a_curve_of_claims_is_that_of_the_rounds(void **state)
{
    static const char *const rules[] = {"linear", "threshold"};
    size_t cliffs = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++)
        for (size_t r = 0; r < 2; r++) {
            ctg_curve_options options = ctg_curve_options_default();
            ctg_graph *const graph =
                random_claims(50 + seed, 4, seed % 3 ? 1.4 : 0.9, seed);
            ctg_network *network;
            ctg_curve *curve;
            const ctg_cliff *cliff;

            options.to = 1;
            options.steps = 7;
            options.cliff = true;
            options.jump = 0.01;
            curve = curve_of(graph, &network, &options,
                             scenario_of("node 12=-X;node 7=-0.43;node 3=-5%",
                                         "valuation", rules[r], NULL));
            expect_points(network, curve, rules[r]);
            cliff = ctg_curve_cliff(curve);
            if (cliff->found) {
                const double step = 1e-9;
                const double before =
                    rounds_at(network, rules[r], cliff->size - step, "false")
                        .equity_lost;
                const double after =
                    rounds_at(network, rules[r], cliff->size + step, "false")
                        .equity_lost;

                assert_within(cliff->before, before, 1e-6 * before);
                assert_within(cliff->after, after, 1e-6 * after);
                assert_true(after > 1.01 * before);
                cliffs++;
            }
            ctg_curve_free(curve);
            ctg_network_free(network);
            ctg_graph_free(graph);
        }
    if (cliffs < 4)
        fail_msg("%zu cliffs", cliffs);
}

/* The one point at size `from` of a graph that is freed. */
static ctg_curve_point point_at(ctg_graph *graph, ctg_scenario *scenario,
                                double from)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_network *network;
    ctg_curve *curve;
    ctg_curve_point point;
    size_t count;

    options.from = from;
    options.to = from + 0.01;
    options.steps = 1;
    curve = curve_of(graph, &network, &options, scenario);
    point = ctg_curve_points(curve, &count)[0];
    ctg_curve_free(curve);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return point;
}

/* Half of each is gone; if both fail, each takes 0.6 from the other. By
 * `linear` that is too little for two solutions. */
static void rules_that_jump_may_have_two_solutions(void **state)
{
    static const char *const rules[][2] = {
        {"", "linear"}, {"threshold", "linear"}, {"", "threshold"}};

    (void)state;
    for (size_t r = 0; r < 3; r++) {
        char nodes[96];
        ctg_curve_point point;

        snprintf(nodes, sizeof nodes, "id,equity,valuation\nA,1,%s\nB,1,%s\n",
                 rules[r][0], rules[r][0]);
        point = point_at(graph_of("nodes", nodes, "exposures",
                                  "debtor,creditor,amount\nA,B,0.6\nB,A,0.6\n",
                                  NULL),
                         scenario_of("node A=-X;node B=-50%", "valuation",
                                     rules[r][1], NULL),
                         0.5);
        assert_near(point.loss, r ? 1 : 2);
        assert_near(point.least_loss, 2);
    }
}

/* No shock reaches A and B, who would take 1.2 from each other. */
static void above_a_radius_of_1_linear_has_two_solutions(void **state)
{
    const ctg_curve_point point =
        point_at(graph_of("nodes", "id,equity\nA,1\nB,1\nC,1\n", "exposures",
                          "debtor,creditor,amount\nA,B,1.2\nB,A,1.2\n", NULL),
                 scenario_of("node C=-X", NULL), 0.3);

    (void)state;
    assert_near(point.loss, 0.3);
    assert_near(point.least_loss, 2.3);
}

/* That of C and D, whom nobody shocks, is near 0 after thousands of rounds. */
static void both_solutions_must_converge(void **state)
{
    const ctg_curve_point point = point_at(
        graph_of("nodes", "id,equity\nA,1\nB,1\nC,1\nD,1\n", "exposures",
                 "debtor,creditor,amount\nA,B,1.2\nB,A,1.2\n"
                 "C,D,0.999\nD,C,0.999\n",
                 NULL),
        scenario_of("node A=-X", NULL), 0.3);

    (void)state;
    assert_near(point.loss, 2);
    assert_true(point.least_loss > 2.1);
    assert_false(point.converged);
}

/* A sells 5, a price of 1 falls by half, and B has 1: there is no least
 * solution, unless sales move no price. B is insolvent and costs A 0.2. */
static void where_sales_move_prices_there_is_no_least_solution(void **state)
{
    static const char *const scales[] = {"1", "0"};

    (void)state;
    for (int still = 0; still < 2; still++) {
        ctg_graph *const graph =
            graph_of("nodes", "id,equity\nA,2\nB,3\nC,-1\n", "assets",
                     "id,price,depth\nE,1,10\n", "holdings",
                     "node,asset,quantity\nA,E,5\nB,E,1\n", "exposures",
                     "debtor,creditor,amount\nA,B,0.5\nC,B,0.25\n", NULL);
        ctg_network *const network = network_of(graph);
        ctg_scenario *const scenario =
            scenario_of("node A=-X", "impact_scale", scales[still], NULL);
        ctg_curve_options options = ctg_curve_options_default();
        const ctg_curve_point *points;
        ctg_curve *curve = NULL;
        size_t count;

        options.to = 1;
        options.steps = 2;
        assert_int_equal(
            ctg_curve_new(network, scenario, &options, &curve, NULL), CTG_OK);
        points = ctg_curve_points(curve, &count);
        assert_int_equal(count, 3);
        assert_near(ctg_curve_baseline(curve), 0.25);
        assert_near(points[2].loss, 2.75 + (still ? 0 : 0.5));
        if (still) {
            assert_null(ctg_curve_no_least(curve));
            assert_near(points[2].least_loss, 2.75);
        } else {
            assert_non_null(strstr(ctg_curve_no_least(curve),
                                   "where a sale moves a price: 'A' holds "
                                   "'E'"));
            assert_true(isnan(points[2].least_loss));
        }
        ctg_curve_free(curve);
        ctg_scenario_free(scenario);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

static void leverage_beyond_all_numbers_is_no_obstacle(void **state)
{
    const ctg_curve_point point = point_at(
        graph_of("nodes", "id,equity\nA,1e200\nB,1e-200\n", "exposures",
                 "debtor,creditor,amount\nA,B,1e150\n", NULL),
        scenario_of("node A=-X", NULL), 0.5);

    (void)state;
    assert_within(point.loss, 5e199, 1e190);
    assert_within(point.least_loss, 5e199, 1e190);
}

/* h = x / (1 - 0.99^2) of A: a thousand rounds do not get there. */
static void ends_are_found_where_rounds_would_not_get_to(void **state)
{
    const ctg_curve_point point =
        point_at(graph_of("nodes", "id,equity\nA,1\nB,1\n", "exposures",
                          "debtor,creditor,amount\nA,B,0.99\nB,A,0.99\n", NULL),
                 scenario_of("node A=-X;node A=-0.0004", NULL), 0);

    (void)state;
    assert_within(point.loss, 0.0004 * 1.99 / (1 - 0.9801), 1e-9);
    assert_true(point.converged);
}

static void a_curve_needs_an_x(void **state)
{
    ctg_graph *const graph = pool();
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of("ETH=-10%", NULL);
    ctg_curve *curve = NULL;
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg_curve_new(network, scenario, NULL, &curve, &error),
                     CTG_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "'asset ETH=-X'"));
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* A fails at 10 % and costs C 5, B at 30 % and costs it 8. */
static void all_jumps_are_found_by_size(void **state)
{
    ctg_curve_options options = ctg_curve_options_default();
    ctg_graph *const graph =
        graph_of("nodes", "id,equity,other_assets\nA,1,\nB,3,\nC,90,\n",
                 "assets", "id,price\nETH,1\n", "holdings",
                 "node,asset,quantity\nA,ETH,10\nB,ETH,10\n", "exposures",
                 "debtor,creditor,amount\nA,C,5\nB,C,8\n", NULL);
    ctg_network *network;
    ctg_curve *curve;
    const ctg_cliff *cliffs;
    size_t count;

    (void)state;
    options.steps = 7;
    options.cliff = true;
    options.jump = 0.02;
    curve = curve_of(graph, &network, &options,
                     scenario_of("ETH=-X", "valuation", "threshold", NULL));
    cliffs = ctg_curve_cliffs(curve, &count);
    assert_int_equal(count, 2);
    assert_within(cliffs[0].size, 0.1, 1e-9);
    assert_within(cliffs[0].after - cliffs[0].before, 5, 1e-6);
    assert_within(cliffs[1].size, 0.3, 1e-9);
    assert_within(cliffs[1].after - cliffs[1].before, 8, 1e-6);
    assert_within(ctg_curve_cliff(curve)->size, 0.1, 1e-9);
    ctg_curve_free(curve);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_jumps_are_found_by_size),
        cmocka_unit_test(CA1_the_cliff_is_at_9_375_per_cent),
        cmocka_unit_test(a_cliff_is_found_between_neighbours),
        cmocka_unit_test(points_are_runs_of_their_size),
        cmocka_unit_test(
            the_least_solution_loses_more_where_panic_feeds_itself),
        cmocka_unit_test(a_curve_without_a_jump_has_no_cliff),
        cmocka_unit_test(a_curve_of_claims_is_that_of_the_rounds),
        cmocka_unit_test(rules_that_jump_may_have_two_solutions),
        cmocka_unit_test(above_a_radius_of_1_linear_has_two_solutions),
        cmocka_unit_test(both_solutions_must_converge),
        cmocka_unit_test(where_sales_move_prices_there_is_no_least_solution),
        cmocka_unit_test(leverage_beyond_all_numbers_is_no_obstacle),
        cmocka_unit_test(ends_are_found_where_rounds_would_not_get_to),
        cmocka_unit_test(a_curve_needs_an_x),
    };

    return RUN_TESTS(tests);
}
