/* Draws whose ends are open when something stops the piece they belong to. */
#include <string.h>

#include "risk/simulation.h"
#include "support/asked.h"
#include "support/files.h"
#include "support/graph.h"

enum { DRAWS = 400, OWNERS = 8, ROWS = 1 << 16 };

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
} case_of;

/* Owners whose accounts in a pool owe nothing, so that ends of draws are left
 * open, and others who hold so much of the asset outside. */
static case_of case_new(const char *held, const char *volatility)
{
    char nodes[600] = "id,cash\npool,\n";
    char positions[900] = "account,owner,venue,asset,quantity\n";
    char holdings[400] = "node,asset,quantity\n";
    char assets[100];
    case_of made;

    for (int k = 0; k < OWNERS; k++) {
        snprintf(nodes + strlen(nodes), 20, "u%d,\nh%d,\n", k, k);
        snprintf(positions + strlen(positions), 90, "c%d,u%d,pool,A,5\n", k, k);
        snprintf(holdings + strlen(holdings), 40, "h%d,A,%s\n", k, held);
    }
    snprintf(assets, sizeof assets, "id,price,volatility\nA,1,%s\n",
             volatility);
    made = (case_of){
        .graph = graph_of("nodes", nodes, "assets", assets, "venues",
                          "node,type\npool,lending\n", "markets",
                          "venue,asset,maintenance,bonus\npool,A,0.2,0.05\n",
                          "positions", positions, "holdings", holdings, NULL),
        .scenario = scenario_of(NULL, NULL),
        .risk = ctg_risk_new()};
    made.network = network_of(made.graph);
    assert_non_null(made.risk);
    assert_int_equal(ctg_risk_set(made.risk, "draws", "400", NULL), CTG_OK);
    assert_int_equal(ctg_risk_set(made.risk, "days", "365", NULL), CTG_OK);
    return made;
}

static void case_free(case_of *made)
{
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_simulation *simulation_of(const case_of *made, int *left)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *simulation;
    ctg_error error;

    options.threads = 1;
    options.progress = left ? goes_on_until : NULL;
    options.progress_context = left;
    if (ctg_simulation_new(made->network, made->scenario, made->risk, &options,
                           NULL, &simulation, &error))
        fail_msg("%s", error.message);
    return simulation;
}

static void keep_file(const ctg_simulation *simulation, const char *name)
{
    FILE *const file = fopen(name, "wb");
    ctg_error error;

    assert_non_null(file);
    for (size_t f = 0; ctg_simulation_file_at(f); f++)
        if (strcmp(ctg_simulation_file_at(f), name) == 0)
            assert_int_equal(
                ctg_simulation_file_write(simulation, f, file, &error), CTG_OK);
    fclose(file);
}

/* Stopped anywhere in its first draws, it takes over those of a folder. */
static void what_was_stopped_goes_on(void **state)
{
    case_of made = case_new("1", "0.5");
    ctg_simulation *simulation = simulation_of(&made, NULL);
    ctg_error error;
    uint64_t taken;
    double lost;
    size_t open = 0;

    (void)state;
    assert_int_equal(ctg_simulation_run(simulation, &error), CTG_OK);
    lost = ctg_simulation_nodes(simulation)[1].expected_loss;
    keep_file(simulation, "draws.csv");
    keep_file(simulation, "resume.csv");
    ctg_simulation_free(simulation);
    for (int stop = 2; stop < 60; stop++) {
        int left = stop;

        simulation = simulation_of(&made, &left);
        assert_int_equal(ctg_simulation_run(simulation, &error), CTG_CANCELLED);
        open += simulation->drawers->is_open;
        assert_int_equal(simulation->drawers->abreast.count, 0);
        if (ctg_simulation_resume(simulation, ".", &taken, &error))
            fail_msg("stopped at %d: %s", stop, error.message);
        assert_int_equal(taken, DRAWS);
        left = 1 << 20;
        assert_int_equal(ctg_simulation_run(simulation, &error), CTG_OK);
        assert_true(lost == ctg_simulation_nodes(simulation)[1].expected_loss);
        ctg_simulation_free(simulation);
    }
    assert_true(open > 20);
    case_free(&made);
}

/* --- the first that fails ------------------------------------------------ */

typedef struct seen {
    uint64_t fails; /* by index */
    size_t open;
} seen;

static ctg_status take_until(ctg__piecework *work, ctg__drawer *drawer,
                             uint64_t index, double *sums, double *values,
                             ctg_error *error)
{
    seen *const s = work->context;

    (void)sums;
    (void)values;
    s->open = drawer->abreast.count;
    return index < s->fails
               ? CTG_OK
               : ctg__fail(error, CTG_NO_SOLUTION, "draw %d: this one",
                           (int)index + 1);
}

static void fails_with(ctg_simulation *simulation, uint64_t fails,
                       const char *message)
{
    seen s = {.fails = fails};
    ctg__piecework work = {.simulation = simulation,
                           .first = 1,
                           .count = DRAWS,
                           .value_count = simulation->measures.count + 1,
                           .abreast = true,
                           .take = take_until,
                           .context = &s};
    ctg_error error;

    assert_int_equal(ctg__piecework_do(&work, &error), CTG_NO_SOLUTION);
    assert_string_equal(error.message, message);
    assert_true(s.open > 0);
    assert_false(simulation->drawers->may_be_open);
    assert_int_equal(simulation->drawers->abreast.count, 0);
}

/* What all owners gain together is no number where the price rises most. */
static void the_first_draw_that_fails_is_named(void **state)
{
    static const char infinite[] =
        "draw %d: the system's equity lost is no finite number";
    case_of made = case_new("9e306", "1");
    ctg_simulation *simulation = simulation_of(&made, NULL);
    char message[100];
    ctg_error error;
    int first = 0;

    (void)state;
    assert_int_equal(ctg_simulation_run(simulation, &error), CTG_NO_SOLUTION);
    assert_int_equal(sscanf(error.message, "draw %d:", &first), 1);
    assert_in_range(first, 2, 7);
    snprintf(message, sizeof message, infinite, first);
    assert_string_equal(error.message, message);
    /* Behind it in its batch, then in the next one, and before it. */
    fails_with(simulation, (uint64_t)first, message);
    fails_with(simulation, DRAWS, message);
    fails_with(simulation, (uint64_t)first - 1, message);
    snprintf(message, sizeof message, "draw %d: this one", first - 1);
    fails_with(simulation, (uint64_t)first - 2, message);
    ctg_simulation_free(simulation);
    case_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(what_was_stopped_goes_on),
        cmocka_unit_test(the_first_draw_that_fails_is_named),
    };

    return RUN_TESTS(tests);
}
