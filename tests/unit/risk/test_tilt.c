/* Where even draws are pushed: along what makes the measure rise, over all
 * independent normals, as far as the highest level. */
#include <math.h>

#include "risk/distributions.h"
#include "risk/simulation.h"
#include "support/files.h"
#include "support/graph.h"

/* An owner of X and of twice as much Y, whose prices move alike; tilted draws
 * of what they are worth together. */
static ctg_simulation *tilted(ctg_network *network, ctg_scenario *scenario,
                              const char *correlation)
{
    ctg_risk *const risk = ctg_risk_new();
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *made;
    ctg_error error;

    assert_non_null(risk);
    options.threads = 1;
    assert_int_equal(ctg_risk_set(risk, "draws", "2000", NULL), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "days", "30", NULL), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "tilt", "true", NULL), CTG_OK);
    assert_int_equal(ctg_risk_set(risk, "levels", "80,90", NULL), CTG_OK);
    if (correlation)
        assert_int_equal(ctg_risk_set(risk, "correlation", correlation, NULL),
                         CTG_OK);
    if (ctg_simulation_new(network, scenario, risk, &options, NULL, &made,
                           &error) ||
        ctg_simulation_run(made, &error))
        fail_msg("%s", error.message);
    ctg_risk_free(risk);
    return made;
}

/* Whether the push is along (n, e), of one factor and two drivers; without a
 * factor n is 0, of one driver the second of e is. */
static void check_push(const char *assets, const char *correlation, double n,
                       const double *e)
{
    ctg_graph *const graph =
        graph_of("nodes", "id,cash\nA,1000\n", "assets", assets, "holdings",
                 "node,asset,quantity\nA,X,5\nA,Y,10\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_scenario *const scenario = scenario_of(NULL, NULL);
    ctg_simulation *const made = tilted(network, scenario, correlation);
    const ctg__draw_model *const draw = &made->model.draw;
    const double far =
        -ctg__normal_quantile(0.9) / sqrt(n * n + e[0] * e[0] + e[1] * e[1]);

    assert_int_equal(draw->factor_count, n != 0);
    assert_int_equal(draw->joint_count, e[1] != 0 ? 2 : 1);
    if (n != 0)
        assert_near(draw->tilt_n[0], far * n);
    for (uint32_t j = 0; j < draw->joint_count; j++)
        assert_near(draw->tilt_e[j], far * e[j]);
    ctg_simulation_free(made);
    ctg_scenario_free(scenario);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void draws_are_pushed_along_what_they_are_made_of(void **state)
{
    static const char both[] = "id,price,volatility\nX,1,0.5\nY,1,0.5\n";
    static const char matrix[] = ",X,Y\nX,1,0.6\nY,0.6,1\n";

    (void)state;
    /* One driver: it is the direction. */
    check_push("id,price,volatility\nX,1,0.5\nY,1,\n", NULL, 0,
               (double[2]){1, 0});
    /* A factor that both load by 0.6: 0.6 (1 + 2), and 0.8 of each. */
    check_push(both, "0.36", 1.8, (double[2]){0.8, 1.6});
    /* X = e, Y = 0.6 e + 0.8 e': 1 + 0.6 x 2, and 0.8 x 2. */
    files_write_bytes("matrix.csv", matrix, sizeof matrix - 1);
    check_push(both, "matrix.csv", 0, (double[2]){2.2, 1.6});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            draws_are_pushed_along_what_they_are_made_of, files_enter,
            files_leave),
    };

    return RUN_TESTS(tests);
}
