/* What happens in every draw beside what is drawn, worked by hand; and where
 * tilted draws look for losses. */
#include <contagraph/simulate.h>

#include <math.h>

#include "risk/simulation.h"
#include "support/files.h"
#include "support/graph.h"

typedef struct drawn {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_simulation *of;
} drawn;

static drawn drawn_of(ctg_graph *graph, const char *shocks,
                      const char *const (*keys)[2], size_t count)
{
    drawn made = {.graph = graph,
                  .network = network_of(graph),
                  .scenario = scenario_of(shocks, NULL),
                  .risk = ctg_risk_new()};
    ctg_error error = {0};

    for (size_t k = 0; k < count; k++)
        if (ctg_risk_set(made.risk, keys[k][0], keys[k][1], &error))
            fail_msg("%s", error.message);
    if (ctg_simulation_new(made.network, made.scenario, made.risk, NULL, NULL,
                           &made.of, &error))
        fail_msg("%s", error.message);
    return made;
}

static void drawn_free(drawn *made)
{
    ctg_simulation_free(made->of);
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static double figure_of(const drawn *made, const char *words)
{
    ctg_figure_unit unit;
    ctg_error error;
    double value;

    if (ctg_simulation_figure(made->of, words, &value, &unit, &error))
        fail_msg("%s", error.message);
    return value;
}

/* Nobody holds ETH, which alone is drawn. */
static ctg_graph *idle_graph(void)
{
    return graph_of("nodes", "id,equity\nA,10\nB,20\nC,30\n", "assets",
                    "id,price,volatility\nETH,2,0.5\n", NULL);
}

/* Each loses what is said of it: 3, 5 and, of 40, its equity of 30. */
static void the_scenario_s_own_shocks_are_in_every_draw(void **state)
{
    static const char *const keys[][2] = {{"draws", "200"}, {"levels", "90"}};
    drawn made =
        drawn_of(idle_graph(), "node A=-3;node B=-5;node C=-40", keys, 2);
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_simulation_run(made.of, &error), CTG_OK);
    assert_near(figure_of(&made, "equity_lost mean"), 38);
    assert_near(figure_of(&made, "equity_lost var90"), 38);
    assert_near(figure_of(&made, "failed mean"), 1);
    assert_near(figure_of(&made, "failed>=1 probability"), 1);
    assert_near(figure_of(&made, "failed>=2 probability"), 0);
    drawn_free(&made);
}

/* There is no draw 0, nor one that is built of a number 0. */
static void draws_are_counted_from_1(void **state)
{
    static const char *const keys[][2] = {{"draws", "400"}, {"df", "4"}};
    drawn made = drawn_of(idle_graph(), "node A=-3", keys, 2);
    ctg_scenario *scenario = NULL;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_simulation_draw(made.of, 0, &scenario, &error),
                     CTG_BAD_ARGUMENT);
    assert_string_equal(error.message, "draws are counted from 1");
    assert_null(scenario);
    assert_int_equal(ctg_simulation_draw(made.of, 1, &scenario, &error),
                     CTG_OK);
    ctg_scenario_free(scenario);
    drawn_free(&made);
}

/* Each window once: four of them, and no fifth. */
static void a_history_replayed_whole_has_its_windows_alone(void **state)
{
    static const char *const keys[][2] = {{"history", "prices.csv"},
                                          {"method", "replay"}};
    ctg_scenario *scenario = NULL;
    ctg_error error;
    drawn made;

    (void)state;
    files_write("prices.csv", "date,ETH\n2026-01-01,100\n2026-01-02,101\n"
                              "2026-01-03,99\n2026-01-04,102\n"
                              "2026-01-05,97\n");
    made = drawn_of(idle_graph(), NULL, keys, 2);
    assert_int_equal(ctg_simulation_draw(made.of, 4, &scenario, &error),
                     CTG_OK);
    ctg_scenario_free(scenario);
    scenario = NULL;
    assert_int_equal(ctg_simulation_draw(made.of, 5, &scenario, &error),
                     CTG_BAD_ARGUMENT);
    assert_non_null(strstr(error.message, "no draw 5"));
    assert_null(scenario);
    drawn_free(&made);
}

/* Every shock of each event: 1 + 2 + 4, then 8 of B and 16 of C. */
static void all_shocks_of_all_events_happen(void **state)
{
    static const char *const keys[][2] = {
        {"draws", "100"},
        {"levels", "90"},
        {"event", "one 100%: node A=-1; node B=-2; node C=-4; asset ETH=-10%; "
                  "asset ETH=-20%; asset ETH=-30%"},
        {"event", "two 100%: node B=-8; node C=-16"}};
    drawn made = drawn_of(idle_graph(), NULL, keys, 4);
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_simulation_run(made.of, &error), CTG_OK);
    assert_near(figure_of(&made, "equity_lost mean"), 31);
    assert_near(figure_of(&made, "equity_lost var90"), 31);
    drawn_free(&made);
}

static void a_figure_that_is_none_is_not_a_number(void **state)
{
    static const char *const keys[][2] = {{"draws", "100"}, {"levels", "90"}};
    static const char *const none[] = {"riches mean", "equity_lost",
                                       "failed>=1"};
    drawn made = drawn_of(idle_graph(), "node A=-3", keys, 2);
    ctg_figure_unit unit;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_simulation_run(made.of, &error), CTG_OK);
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) {
        double value = 7;

        assert_int_equal(
            ctg_simulation_figure(made.of, none[k], &value, &unit, &error),
            CTG_BAD_ARGUMENT);
        assert_true(isnan(value));
    }
    drawn_free(&made);
}

/*
 * X and Y are alike, each loads on a factor of its own by 0.6, and A holds as
 * much of one as of the other: losses lie where both factors fall alike. The
 * normals along it are as far off as the level says: 2.326 at 99 %.
 */
static void what_is_alike_is_tilted_alike(void **state)
{
    static const char *const keys[][2] = {{"draws", "400"},
                                          {"levels", "99"},
                                          {"df", "inf"},
                                          {"factors", "factors.csv"},
                                          {"tilt", "true"}};
    const ctg__draw_model *draw;
    ctg_error error;
    double squares = 0;
    drawn made;

    (void)state;
    files_write("factors.csv", "id,f,g\nX,0.6,0\nY,0,0.6\n");
    made =
        drawn_of(graph_of("nodes", "id,equity\nA,100\n", "assets",
                          "id,price,volatility\nX,2,0.5\nY,2,0.5\n", "holdings",
                          "node,asset,quantity\nA,X,10\nA,Y,10\n", NULL),
                 NULL, keys, 5);
    assert_int_equal(ctg_simulation_run(made.of, &error), CTG_OK);
    draw = &made.of->model.draw;
    assert_int_equal(draw->factor_count, 2);
    assert_int_equal(draw->joint_count, 2);
    for (int k = 0; k < 2; k++)
        squares += draw->tilt_n[k] * draw->tilt_n[k] +
                   draw->tilt_e[k] * draw->tilt_e[k];
    assert_near(draw->tilt_n[0], draw->tilt_n[1]);
    assert_near(draw->tilt_e[0], draw->tilt_e[1]);
    assert_near(draw->tilt_e[0], draw->tilt_n[0] * 0.8 / 0.6);
    assert_within(sqrt(squares), 2.3263478740408408, 1e-9);
    drawn_free(&made);
}

/*
 * X and Y are correlated by 1/2 in a matrix, and A holds as much of one as of
 * the other. By Cholesky's factor (1, 0; 1/2, sqrt 3/4) losses lie along
 * (1 + 1/2, sqrt 3/4): the first normal goes sqrt 3 times as far.
 */
static void a_matrix_is_tilted_along_its_factor(void **state)
{
    static const char *const keys[][2] = {{"draws", "400"},
                                          {"levels", "99"},
                                          {"df", "inf"},
                                          {"correlation", "matrix.csv"},
                                          {"tilt", "true"}};
    const ctg__draw_model *draw;
    ctg_error error;
    drawn made;

    (void)state;
    files_write("matrix.csv", "id,X,Y\nX,1,0.5\nY,0.5,1\n");
    made =
        drawn_of(graph_of("nodes", "id,equity\nA,100\n", "assets",
                          "id,price,volatility\nX,2,0.5\nY,2,0.5\n", "holdings",
                          "node,asset,quantity\nA,X,10\nA,Y,10\n", NULL),
                 NULL, keys, 5);
    assert_int_equal(ctg_simulation_run(made.of, &error), CTG_OK);
    draw = &made.of->model.draw;
    assert_int_equal(draw->factor_count, 0);
    assert_near(draw->tilt_e[0], draw->tilt_e[1] * sqrt(3));
    assert_within(hypot(draw->tilt_e[0], draw->tilt_e[1]), 2.3263478740408408,
                  1e-9);
    drawn_free(&made);
}

/*
 * X loads on two factors by 0.6, and 20 of it are held: over a year the loss
 * that is not exceeded in 99 % is 20 (1 - e^(-0.5 x 2.326)). Weights of both
 * factors bring tilted draws back to it.
 */
static void weights_of_all_factors_count(void **state)
{
    static const char *const keys[][2] = {
        {"draws", "20000"}, {"levels", "99"},           {"df", "inf"},
        {"days", "365"},    {"factors", "factors.csv"}, {"tilt", "true"}};
    const double loss = 20 * (1 - exp(-0.5 * 2.3263478740408408));
    ctg_error error;
    drawn made;

    (void)state;
    files_write("factors.csv", "id,f,g\nX,0.6,0.6\n");
    made = drawn_of(graph_of("nodes", "id,equity\nA,100\n", "assets",
                             "id,price,volatility\nX,2,0.5\n", "holdings",
                             "node,asset,quantity\nA,X,10\n", NULL),
                    NULL, keys, 6);
    assert_int_equal(ctg_simulation_run(made.of, &error), CTG_OK);
    assert_within(figure_of(&made, "equity_lost var99") / loss, 1, 0.01);
    drawn_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scenario_s_own_shocks_are_in_every_draw),
        cmocka_unit_test(draws_are_counted_from_1),
        files_test(a_history_replayed_whole_has_its_windows_alone),
        cmocka_unit_test(all_shocks_of_all_events_happen),
        cmocka_unit_test(a_figure_that_is_none_is_not_a_number),
        cmocka_unit_test_setup_teardown(what_is_alike_is_tilted_alike,
                                        files_enter, files_leave),
        cmocka_unit_test_setup_teardown(a_matrix_is_tilted_along_its_factor,
                                        files_enter, files_leave),
        cmocka_unit_test_setup_teardown(weights_of_all_factors_count,
                                        files_enter, files_leave),
    };

    return RUN_TESTS(tests);
}
