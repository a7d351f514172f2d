/*
 * The tail alone is that of all draws, bit for bit, whatever the graph, the
 * draws and the number of threads; and who asks for more is told why not.
 */
#include <contagraph/simulate.h>

#include <math.h>
#include <stdio.h>

#include "support/random_claims.h"

enum { NODES = 40, DRAWS = 700 };

typedef struct asked {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_problems *problems;
} asked;

static void edit(ctg_graph *graph, const char *words)
{
    ctg_error error;

    if (ctg_graph_edit(graph, words, &error))
        fail_msg("%s: %s", words, error.message);
}

/* Claims at random, nodes that default or lose other assets. */
static asked asked_of(double leverage, bool loses, uint64_t seed)
{
    asked made = {.scenario = ctg_scenario_new(),
                  .risk = ctg_risk_new(),
                  .problems = ctg_problems_new()};
    ctg_error error;

    made.graph = random_claims_of((claims_shape){.nodes = NODES,
                                                 .degree = 6,
                                                 .leverage = leverage,
                                                 .spread = 1.5,
                                                 .solvent = !loses,
                                                 .seed = seed});
    for (size_t i = 0; i < NODES; i++) {
        char words[100];

        if (loses)
            snprintf(words, sizeof words, "nodes %zu other_assets=%zu", i,
                     150 + i);
        else
            snprintf(words, sizeof words, "nodes %zu pd=0.0%zu", i, 2 + i % 5);
        edit(made.graph, words);
        if (!loses)
            continue;
        snprintf(words, sizeof words, "nodes %zu volatility=0.0%zu", i,
                 2 + i % 3);
        edit(made.graph, words);
    }
    if (ctg_network_new(made.graph, &made.network, NULL, &error))
        fail_msg("%s", error.message);
    assert_int_equal(ctg_risk_set(made.risk, "draws", "700", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(made.risk, "days", "300", &error), CTG_OK);
    assert_int_equal(ctg_risk_set(made.risk, "correlation", "0.3", &error),
                     CTG_OK);
    assert_int_equal(ctg_risk_set(made.risk, "levels", "80,84", &error),
                     CTG_OK);
    if (loses)
        assert_int_equal(ctg_risk_set(made.risk, "node_assets", "true", &error),
                         CTG_OK);
    return made;
}

static void asked_free(asked *made)
{
    ctg_problems_free(made->problems);
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

/* How much was said to be done, at most, of all. */
static double furthest;

static int go_on(void *context, double done, double total)
{
    (void)context;
    if (total > 0)
        furthest = fmax(furthest, done / total);
    return 1;
}

static ctg_simulation *run(const asked *of, bool tail_only, unsigned threads)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *made;
    ctg_error error;

    options.tail_only = tail_only;
    options.threads = threads;
    options.progress = go_on;
    furthest = 0;
    if (ctg_simulation_new(of->network, of->scenario, of->risk, &options,
                           of->problems, &made, &error) ||
        ctg_simulation_run(made, &error))
        fail_msg("%s", error.message);
    assert_true(furthest > 0 && furthest <= 1); /* pilot draws are another */
    return made;
}

static void same_levels(const ctg_simulation *all, const ctg_simulation *tail)
{
    const ctg_risk_measure *const a = ctg_simulation_measure_at(all, 0);
    const ctg_risk_measure *const b = ctg_simulation_measure_at(tail, 0);

    assert_same(a->most, b->most);
    assert_same(a->tail, b->tail);
    assert_true(isnan(b->mean) && isnan(b->mean_error));
    assert_null(ctg_simulation_measure_at(tail, 1));
    for (size_t l = 0; l < a->level_count; l++) {
        assert_same(a->levels[l].var, b->levels[l].var);
        assert_same(a->levels[l].var_low, b->levels[l].var_low);
        assert_same(a->levels[l].var_high, b->levels[l].var_high);
        assert_same(a->levels[l].es, b->levels[l].es);
        assert_same(a->levels[l].es_low, b->levels[l].es_low);
        assert_same(a->levels[l].es_high, b->levels[l].es_high);
        assert_same(a->levels[l].es_error, b->levels[l].es_error);
        assert_same(a->levels[l].tail_draws, b->levels[l].tail_draws);
    }
}

static void same_tail(const ctg_simulation *all, const ctg_simulation *tail)
{
    const ctg_simulation_summary *const a = ctg_simulation_summarise(all);
    const ctg_simulation_summary *const b = ctg_simulation_summarise(tail);
    const ctg_risk_node *const nodes = ctg_simulation_nodes(all);
    const ctg_risk_node *const others = ctg_simulation_nodes(tail);
    const ctg_risk_origin *o;

    assert_int_equal(a->typical, b->typical);
    assert_int_equal(a->worst, b->worst);
    assert_int_equal(a->draws, b->draws);
    assert_same(a->tail_all, b->tail_all);
    assert_same(a->weight, b->weight);
    for (size_t i = 0; i < NODES; i++) {
        assert_same(nodes[i].tail_loss, others[i].tail_loss);
        assert_same(nodes[i].tail_default_probability,
                    others[i].tail_default_probability);
        assert_true(isnan(others[i].default_probability) &&
                    isnan(others[i].expected_loss));
    }
    for (size_t k = 0; (o = ctg_simulation_origin_at(all, k)); k++) {
        const ctg_risk_origin *const p = ctg_simulation_origin_at(tail, k);

        assert_string_equal(o->name, p->name);
        assert_same(o->tail_loss, p->tail_loss);
    }
}

/* Draws that were not run lose less than whatever is estimated. */
static void same_values(const ctg_simulation *all, const ctg_simulation *tail)
{
    static double a[DRAWS];
    static double b[DRAWS];
    const double least = ctg_simulation_measure_at(all, 0)->levels[0].var_low;
    uint64_t ran = 0;

    assert_true(ctg_simulation_values(all, 0, 0, DRAWS, a));
    assert_true(ctg_simulation_values(tail, 0, 0, DRAWS, b));
    for (size_t s = 0; s < DRAWS; s++) {
        ran += b[s] > -HUGE_VAL;
        if (b[s] > -HUGE_VAL)
            assert_same(a[s], b[s]);
        else
            assert_true(a[s] < least);
    }
    /* Draws without a shock are known without being run. */
    assert_true(ctg_simulation_summarise(tail)->ran <= ran);
}

static void compare(double leverage, bool loses, const char *key)
{
    asked of = asked_of(leverage, loses, (uint64_t)(100 * leverage) + loses);
    ctg_simulation *all;
    ctg_error error;

    if (key && ctg_risk_set(of.risk, key, "true", &error))
        fail_msg("%s", error.message);
    all = run(&of, false, 1);
    for (unsigned threads = 1; threads <= (key ? 1 : 2); threads++) {
        ctg_simulation *const tail = run(&of, true, threads);

        same_levels(all, tail);
        same_tail(all, tail);
        same_values(all, tail);
        assert_in_range(ctg_simulation_summarise(tail)->ran, 140,
                        2 * DRAWS / 3);
        ctg_simulation_free(tail);
    }
    ctg_simulation_free(all);
    asked_free(&of);
}

static void tail_only_is_the_full_run_where_nodes_default(void **state)
{
    (void)state;
    compare(0.5, false, NULL);
    compare(0.9, false, NULL);
    compare(1.5, false, NULL);
}

static void tail_only_is_the_full_run_where_nodes_lose(void **state)
{
    (void)state;
    compare(0.5, true, NULL);
    compare(0.9, true, NULL);
    compare(1.5, true, NULL);
}

static void tail_only_is_the_full_run_of_weighted_draws_and_pairs(void **state)
{
    (void)state;
    compare(0.8, false, "tilt");
    compare(1.2, true, "tilt");
    compare(0.8, true, "antithetic");
}

/* Most draws lose nothing: they are at the VaR. */
static void tail_only_is_the_full_run_where_the_var_is_nothing(void **state)
{
    asked of = asked_of(0.5, false, 3);
    ctg_simulation *all;
    ctg_simulation *tail;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_risk_set(of.risk, "days", "3", &error), CTG_OK);
    all = run(&of, false, 1);
    tail = run(&of, true, 1);
    same_levels(all, tail);
    same_tail(all, tail);
    same_values(all, tail);
    assert_in_range(ctg_simulation_summarise(tail)->ran, 1, DRAWS / 2);
    ctg_simulation_free(tail);
    ctg_simulation_free(all);
    asked_free(&of);
}

/* Events and the scenario's own shocks are bounded too. */
static void tail_only_takes_events_and_own_shocks(void **state)
{
    asked of = asked_of(0.9, false, 8);
    ctg_simulation *all;
    ctg_simulation *tail;
    double value;
    ctg_figure_unit unit;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_risk_set(of.risk, "event",
                                  "run 12%: node 3=default; node 4=-50%",
                                  &error),
                     CTG_OK);
    assert_int_equal(ctg_scenario_add_shock(of.scenario, "node 7=-30%", &error),
                     CTG_OK);
    all = run(&of, false, 2);
    tail = run(&of, true, 2);
    same_levels(all, tail);
    same_tail(all, tail);
    same_values(all, tail);
    assert_int_equal(
        ctg_simulation_figure(tail, "equity_lost es95", &value, &unit, &error),
        CTG_OK);
    assert_int_equal(
        ctg_simulation_figure(tail, "equity_lost mean", &value, &unit, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg_simulation_figure(tail, "equity_lost var79", &value, &unit, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg_simulation_figure(tail, "failed var84", &value, &unit, &error),
        CTG_BAD_ARGUMENT);
    ctg_simulation_free(tail);
    ctg_simulation_free(all);
    asked_free(&of);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tail_only_is_the_full_run_where_nodes_default),
        cmocka_unit_test(tail_only_is_the_full_run_where_nodes_lose),
        cmocka_unit_test(tail_only_is_the_full_run_of_weighted_draws_and_pairs),
        cmocka_unit_test(tail_only_is_the_full_run_where_the_var_is_nothing),
        cmocka_unit_test(tail_only_takes_events_and_own_shocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
