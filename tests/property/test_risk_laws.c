/*
 * Laws of risk (docs/risk.md): what must hold of any graph and any draws.
 * Graphs are random ones of every table, or written out where a law is about a
 * row of them.
 */
#include <contagraph/run.h>
#include <contagraph/simulate.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/graph.h"
#include "support/random_graph.h"

enum { SEEDS = 12, DRAWS = 400 };

/* A simulation and what it stands on. */
typedef struct drawn {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_problems *problems;
    ctg_simulation *of;
    const ctg_simulation_summary *summary;
} drawn;

/* Takes the graph over; keys and values of the risk, NULL at the end. */
static drawn drawn_of(ctg_graph *graph, ...)
{
    drawn made = {.graph = graph,
                  .scenario = ctg_scenario_new(),
                  .risk = ctg_risk_new(),
                  .problems = ctg_problems_new()};
    ctg_error error = {0};
    const char *key;
    va_list list;

    va_start(list, graph);
    while ((key = va_arg(list, const char *)))
        if (ctg_risk_set(made.risk, key, va_arg(list, const char *), &error))
            fail_msg("%s", error.message);
    va_end(list);
    if (ctg_network_new(graph, &made.network, NULL, &error) ||
        ctg_simulation_new(made.network, made.scenario, made.risk, NULL,
                           made.problems, &made.of, &error) ||
        ctg_simulation_run(made.of, &error))
        fail_msg("%s", error.message);
    made.summary = ctg_simulation_summarise(made.of);
    return made;
}

static void drawn_free(drawn *made)
{
    ctg_simulation_free(made->of);
    ctg_problems_free(made->problems);
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

static ctg_graph *risky(uint64_t seed, double unit)
{
    static const unsigned mixtures[] = {
        WITH_ASSETS, WITH_ASSETS | WITH_ACCOUNTS,
        WITH_ACCOUNTS | WITH_LAYERS | WITH_ASSETS | WITH_POOLS,
        WITH_EVERYTHING};
    ctg_graph *const graph =
        random_graph_new(&(random_graph){.seed = seed,
                                         .nodes = 6 + (size_t)(seed % 7),
                                         .features = mixtures[seed % 4],
                                         .unit = unit,
                                         .prefix = ""},
                         1);
    const size_t assets = ctg_graph_row_count(graph, CTG_ASSETS);
    char edit[100];
    ctg_error error;

    for (size_t a = 0; a < assets; a++) {
        snprintf(edit, sizeof edit, "assets %s volatility=%.3f",
                 ctg_graph_asset_id(graph, (ctg_asset)a),
                 0.7 + 0.13 * (double)a);
        assert_int_equal(ctg_graph_edit(graph, edit, &error), CTG_OK);
    }
    assert_int_equal(ctg_graph_edit(graph, "nodes n1 pd=0.07", &error), CTG_OK);
    return graph;
}

/* The measure of that name at the highest level. */
static const ctg_risk_level *level_of(const drawn *made, const char *name)
{
    const ctg_risk_measure *m;

    for (size_t k = 0; (m = ctg_simulation_measure_at(made->of, k)); k++)
        for (size_t l = 0; strcmp(m->name, name) == 0 && l < m->level_count;
             l++)
            if (m->levels[l].level == made->summary->level)
                return &m->levels[l];
    fail_msg("no %s", name);
    return NULL;
}

#define ALL_RISK                                                               \
    "draws", "400", "days", "30", "correlation", "0.4", "df", "4", "levels",   \
        "80,90"

/* --- sums ---------------------------------------------------------------- */

static void tail_losses_of_nodes_sum_to_expected_shortfall(void **state)
{
    size_t seen = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        drawn made = drawn_of(risky(seed, 1), "measure", "equity_lost",
                              "depth_elasticity", "0.5", ALL_RISK, NULL);
        const ctg_risk_level *const at = level_of(&made, "equity_lost");
        const size_t nodes = ctg_network_node_count(made.network);
        double sum = 0;

        for (size_t i = 0; i < nodes; i++)
            sum += ctg_simulation_nodes(made.of)[i].tail_loss;
        if (at->var > 0) {
            assert_within(sum, at->es, 1e-9 * made.summary->initial_equity);
            seen++;
        }
        drawn_free(&made);
    }
    assert_true(seen > SEEDS / 2);
}

/* Of the worst draws, all of them with weight 1, what every node's equity fell
 * by; it may fall below 0. */
static double falls_of_tail(const drawn *made, size_t count)
{
    double lost[DRAWS];
    bool taken[DRAWS] = {false};
    double sum = 0;

    assert_true(ctg_simulation_values(made->of, made->summary->measure, 0,
                                      DRAWS, lost));
    for (size_t k = 0; k < count; k++) {
        size_t worst = SIZE_MAX;
        ctg_scenario *scenario;
        ctg_plan *plan;
        ctg_run *run;
        ctg_error error;

        for (size_t s = 0; s < DRAWS; s++)
            if (!taken[s] && (worst == SIZE_MAX || lost[s] > lost[worst]))
                worst = s;
        taken[worst] = true;
        assert_int_equal(
            ctg_simulation_draw(made->of, worst + 1, &scenario, &error),
            CTG_OK);
        assert_int_equal(ctg_plan_new(made->network, scenario, &plan, &error),
                         CTG_OK);
        assert_int_equal(ctg_run_new(plan, NULL, &run, &error), CTG_OK);
        assert_near(ctg_run_summary(run)->equity_lost, lost[worst]);
        for (size_t i = 0; i < ctg_network_node_count(made->network); i++)
            sum += ctg_run_initial_equity(run)[i] - ctg_run_equity(run)[i];
        ctg_run_free(run);
        ctg_plan_free(plan);
        ctg_scenario_free(scenario);
    }
    return sum / (double)count;
}

static void origins_sum_to_all_falls_of_equity_in_the_tail(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        drawn made =
            drawn_of(risky(seed, 1), "measure", "equity_lost", ALL_RISK, NULL);
        const ctg_risk_level *const at = level_of(&made, "equity_lost");
        const ctg_risk_origin *origin;
        double sum = 0;

        for (size_t k = 0; (origin = ctg_simulation_origin_at(made.of, k)); k++)
            sum += origin->tail_loss;
        if (at->var > 0)
            assert_within(sum, falls_of_tail(&made, DRAWS / 10),
                          1e-9 * made.summary->initial_equity);
        drawn_free(&made);
    }
}

static void tail_means_of_venues_sum_to_expected_shortfall(void **state)
{
    size_t seen = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        drawn made =
            drawn_of(risky(seed, 1), "measure", "bad_debt", ALL_RISK, NULL);
        const ctg_risk_level *const at = level_of(&made, "bad_debt");
        const ctg_risk_measure *m;
        double sum = 0;

        for (size_t k = 0; (m = ctg_simulation_measure_at(made.of, k)); k++)
            if (strncmp(m->name, "bad_debt ", 9) == 0)
                sum += m->tail;
        if (at->var > 0) {
            assert_within(sum, at->es, 1e-9 * made.summary->initial_equity);
            seen++;
        }
        drawn_free(&made);
    }
    assert_true(seen > 1);
}

static void shortfalls_are_no_less_than_values_at_risk_and_grow(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        drawn made =
            drawn_of(risky(seed, 1), "draws", "400", "days", "20",
                     "correlation", "0.3", "levels", "50,75,90,97", NULL);
        const ctg_risk_measure *m;

        for (size_t k = 0; (m = ctg_simulation_measure_at(made.of, k)); k++)
            for (size_t l = 0; l < m->level_count; l++) {
                const ctg_risk_level *const at = &m->levels[l];
                const double grain = 1e-12 * made.summary->initial_equity;

                assert_true(at->es >= at->var - grain);
                if (l) {
                    assert_true(at->var >= m->levels[l - 1].var);
                    assert_true(at->es >= m->levels[l - 1].es - grain);
                }
            }
        drawn_free(&made);
    }
}

static void weights_of_tilted_draws_have_mean_1(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        drawn made = drawn_of(risky(seed, 1), "draws", "4000", "days", "10",
                              "correlation", "0.3", "levels", "97", "tilt",
                              "true", NULL);
        const double off = made.summary->weight - 1;

        assert_true(made.summary->weight_error > 0);
        assert_true(fabs(off) < 4 * made.summary->weight_error);
        drawn_free(&made);
    }
}

static void units_of_money_scale_all_money(void **state)
{
    static const double unit = 1024; /* a power of two: prices stay exact */

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        drawn one = drawn_of(risky(seed, 1), ALL_RISK, NULL);
        drawn other = drawn_of(risky(seed, unit), ALL_RISK, NULL);
        const ctg_risk_measure *m;

        for (size_t k = 0; (m = ctg_simulation_measure_at(one.of, k)); k++) {
            const bool money = m->unit == CTG_FIGURE_MONEY && !m->is_share;
            const double times = money ? unit : 1;
            const double grain =
                1e-9 * (money ? other.summary->initial_equity : 1);

            for (size_t l = 0; l < m->level_count; l++) {
                const ctg_risk_level *const at =
                    &ctg_simulation_measure_at(other.of, k)->levels[l];

                assert_within(at->var, times * m->levels[l].var, grain);
                assert_within(at->es, times * m->levels[l].es, grain);
            }
        }
        drawn_free(&one);
        drawn_free(&other);
    }
}

/* --- what a row changes -------------------------------------------------- */

static const char nodes_text[] = "id,equity,cash,other_assets,pd\n"
                                 "A,20,5,,\n"
                                 "B,30,1,,0.2\n"
                                 "C,25,2,,\n";
static const char assets_text[] = "id,price,depth,volatility,follows\n"
                                  "X,10,400,1.1,\n"
                                  "Y,3,150,0.7,X\n";

/* Two assets that move, debts, and a node that may fail. */
static ctg_graph *small(const char *nodes, const char *assets,
                        const char *holdings)
{
    return graph_of("nodes", nodes, "assets", assets, "holdings", holdings,
                    "exposures",
                    "debtor,creditor,amount\nB,A,12\nA,C,9.5\nC,B,4\n", NULL);
}

#define SMALL_RISK                                                             \
    "draws", "300", "days", "40", "correlation", "0.5", "df", "5", "levels",   \
        "90", "seed", "17"

/* Every measure of every draw; those of the first. */
static void assert_same_draws(const drawn *first, const drawn *second,
                              double relative)
{
    for (size_t m = 0; ctg_simulation_measure_at(first->of, m); m++)
        for (size_t s = 0; s < first->summary->draws; s++) {
            double a;
            double b;

            assert_true(ctg_simulation_values(first->of, m, s, 1, &a));
            assert_true(ctg_simulation_values(second->of, m, s, 1, &b));
            assert_within(b, a,
                          relative * fmax(1, first->summary->initial_equity));
        }
}

static void rows_at_the_end_that_nobody_has_change_nothing(void **state)
{
    static const char held[] = "node,asset,quantity\nA,X,3\nB,X,2\nC,Y,8\n";
    drawn plain =
        drawn_of(small(nodes_text, assets_text, held), SMALL_RISK, NULL);
    drawn more =
        drawn_of(small("id,equity,cash,other_assets,pd\nA,20,5,,\nB,30,1,,0.2\n"
                       "C,25,2,,\nD,0.5,0.5,,\n",
                       assets_text, held),
                 SMALL_RISK, NULL);

    (void)state;
    assert_same_draws(&plain, &more, 0);
    for (size_t i = 0; i < 3; i++) {
        assert_same(ctg_simulation_nodes(more.of)[i].tail_loss,
                    ctg_simulation_nodes(plain.of)[i].tail_loss);
        assert_same(ctg_simulation_nodes(more.of)[i].default_probability,
                    ctg_simulation_nodes(plain.of)[i].default_probability);
    }
    drawn_free(&plain);
    drawn_free(&more);
}

static void volatility_of_what_nobody_has_changes_nothing(void **state)
{
    static const char held[] = "node,asset,quantity\nA,X,3\nB,X,2\nC,X,8\n";
    static const char still[] = "id,price,depth,volatility\nX,10,400,1.1\n"
                                "Z,7,90,\n";
    static const char moving[] = "id,price,depth,volatility\nX,10,400,1.1\n"
                                 "Z,7,90,2.5\n";
    drawn plain = drawn_of(small(nodes_text, still, held), SMALL_RISK, NULL);
    drawn more = drawn_of(small(nodes_text, moving, held), SMALL_RISK, NULL);

    (void)state;
    assert_same_draws(&plain, &more, 0);
    drawn_free(&plain);
    drawn_free(&more);
}

static void order_of_other_rows_changes_nothing(void **state)
{
    drawn plain = drawn_of(small(nodes_text, assets_text,
                                 "node,asset,quantity\nA,X,3\nB,X,2\nC,Y,8\n"
                                 "A,Y,1.5\n"),
                           SMALL_RISK, NULL);
    drawn other = drawn_of(small(nodes_text, assets_text,
                                 "node,asset,quantity\nA,Y,1.5\nC,Y,8\n"
                                 "B,X,2\nA,X,3\n"),
                           SMALL_RISK, NULL);

    (void)state;
    assert_same_draws(&plain, &other, 1e-9);
    drawn_free(&plain);
    drawn_free(&other);
}

static void twice_the_volatility_is_a_quarter_of_the_days(void **state)
{
    static const char held[] = "node,asset,quantity\nA,X,3\nB,X,2\nC,Y,8\n";
    static const char safe[] = "id,equity,cash\nA,20,5\nB,30,1\nC,25,2\n";
    static const char twice[] = "id,price,depth,volatility,follows\n"
                                "X,10,400,2.2,\n"
                                "Y,3,150,1.4,X\n";
    drawn longer = drawn_of(small(safe, assets_text, held), "draws", "300",
                            "days", "40", "levels", "90", "df", "5", NULL);
    drawn wilder = drawn_of(small(safe, twice, held), "draws", "300", "days",
                            "10", "levels", "90", "df", "5", NULL);

    (void)state;
    assert_same_draws(&longer, &wilder, 1e-9);
    drawn_free(&longer);
    drawn_free(&wilder);
}

static void what_is_certain_is_the_run_with_its_shocks(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ctg_graph *const graph =
            random_graph_new(&(random_graph){.seed = seed,
                                             .nodes = 7,
                                             .features = WITH_EVERYTHING,
                                             .unit = 1,
                                             .prefix = ""},
                             1);
        drawn made = drawn_of(graph, "draws", "60", "levels", "90", "event",
                              "e 100%: asset a0=-31%; node n2=-40%", NULL);
        ctg_scenario *const scenario = ctg_scenario_new();
        ctg_error error;
        ctg_plan *plan;
        ctg_run *run;

        assert_int_equal(
            ctg_scenario_add_shock(scenario, "asset a0=-31%", &error), CTG_OK);
        assert_int_equal(
            ctg_scenario_add_shock(scenario, "node n2=-40%", &error), CTG_OK);
        assert_int_equal(ctg_plan_new(made.network, scenario, &plan, &error),
                         CTG_OK);
        assert_int_equal(ctg_run_new(plan, NULL, &run, &error), CTG_OK);
        for (size_t s = 0; s < 60; s++) {
            double lost;

            assert_true(ctg_simulation_values(made.of, 0, s, 1, &lost));
            assert_same(lost, ctg_run_summary(run)->equity_lost);
        }
        ctg_run_free(run);
        ctg_plan_free(plan);
        ctg_scenario_free(scenario);
        drawn_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tail_losses_of_nodes_sum_to_expected_shortfall),
        cmocka_unit_test(origins_sum_to_all_falls_of_equity_in_the_tail),
        cmocka_unit_test(tail_means_of_venues_sum_to_expected_shortfall),
        cmocka_unit_test(shortfalls_are_no_less_than_values_at_risk_and_grow),
        cmocka_unit_test(weights_of_tilted_draws_have_mean_1),
        cmocka_unit_test(units_of_money_scale_all_money),
        cmocka_unit_test(rows_at_the_end_that_nobody_has_change_nothing),
        cmocka_unit_test(volatility_of_what_nobody_has_changes_nothing),
        cmocka_unit_test(order_of_other_rows_changes_nothing),
        cmocka_unit_test(twice_the_volatility_is_a_quarter_of_the_days),
        cmocka_unit_test(what_is_certain_is_the_run_with_its_shocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
