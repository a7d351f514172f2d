/* Many scenarios at once give what each gives alone. */
#include <contagraph/contagraph.h>

#include <stdio.h>

#include "support/random_claims.h"
#include "support/random_graph.h"

enum { COUNT = 37 };

typedef struct fixture {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenarios[COUNT];
} fixture;

static ctg_error error;

static int set_up(void **state)
{
    static fixture made;
    const ctg_generate_options options = {
        .nodes = 40, .degree = 3.5, .seed = 11};

    assert_int_equal(ctg_graph_generate("er", &options, &made.graph, &error),
                     CTG_OK);
    assert_int_equal(ctg_network_new(made.graph, &made.network, NULL, &error),
                     CTG_OK);
    for (size_t i = 0; i < COUNT; i++) {
        char shock[64];

        made.scenarios[i] = ctg_scenario_new();
        snprintf(shock, sizeof shock, "node N%02zu=-%g%%", i + 1,
                 23.7 + (double)i);
        assert_int_equal(
            ctg_scenario_add_shock(made.scenarios[i], shock, &error), CTG_OK);
    }
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    fixture *const f = *state;

    for (size_t i = 0; i < COUNT; i++)
        ctg_scenario_free(f->scenarios[i]);
    ctg_network_free(f->network);
    ctg_graph_free(f->graph);
    return 0;
}

static const ctg_scenario *const *scenarios_of(const fixture *f)
{
    return (const ctg_scenario *const *)f->scenarios;
}

static void every_row_is_what_its_scenario_gives_alone(void **state)
{
    const fixture *const f = *state;
    ctg_summary summaries[COUNT];
    size_t failed = 0;

    assert_int_equal(ctg_sweep_run(f->network, scenarios_of(f), COUNT, NULL,
                                   summaries, &failed, &error),
                     CTG_OK);
    for (size_t i = 0; i < COUNT; i++) {
        ctg_plan *plan;
        ctg_run *run;

        assert_int_equal(
            ctg_plan_new(f->network, f->scenarios[i], &plan, &error), CTG_OK);
        assert_int_equal(ctg_run_new(plan, NULL, &run, &error), CTG_OK);
        assert_same(summaries[i].equity_lost,
                    ctg_run_summary(run)->equity_lost);
        assert_true(summaries[i].equity_lost > 0);
        assert_int_equal(ctg_run_summary(run)->failed, summaries[i].failed);
        ctg_run_free(run);
        ctg_plan_free(plan);
    }
}

static void threads_change_no_bit(void **state)
{
    const fixture *const f = *state;
    ctg_summary one[COUNT];
    ctg_summary many[COUNT];
    const ctg_sweep_options alone = {.threads = 1};
    const ctg_sweep_options crowd = {.threads = 7};
    size_t failed = 0;

    assert_int_equal(ctg_sweep_run(f->network, scenarios_of(f), COUNT, &alone,
                                   one, &failed, &error),
                     CTG_OK);
    assert_int_equal(ctg_sweep_run(f->network, scenarios_of(f), COUNT, &crowd,
                                   many, &failed, &error),
                     CTG_OK);
    for (size_t i = 0; i < COUNT; i++) {
        assert_same(one[i].equity_lost, many[i].equity_lost);
        assert_same(one[i].debtrank, many[i].debtrank);
        assert_int_equal(one[i].rounds, many[i].rounds);
    }
}

static void the_first_scenario_that_fails_is_named(void **state)
{
    const fixture *const f = *state;
    ctg_scenario *mixed[3] = {f->scenarios[0], ctg_scenario_new(),
                              ctg_scenario_new()};
    ctg_summary summaries[3];
    size_t failed = 99;

    ctg_scenario_add_shock(mixed[1], "node nobody=-5", &error);
    ctg_scenario_add_shock(mixed[2], "node no-one=-5", &error);
    assert_int_not_equal(ctg_sweep_run(f->network,
                                       (const ctg_scenario *const *)mixed, 3,
                                       NULL, summaries, &failed, &error),
                         CTG_OK);
    assert_int_equal(failed, 1);
    assert_non_null(strstr(error.message, "nobody"));
    ctg_scenario_free(mixed[1]);
    ctg_scenario_free(mixed[2]);
}

static void expect_same(const ctg_summary *one, const ctg_summary *other)
{
    assert_int_equal(one->by_rounds, other->by_rounds);
    assert_int_equal(one->rounds, other->rounds);
    assert_int_equal(one->converged, other->converged);
    assert_same(one->last_change, other->last_change);
    assert_same(one->error_estimate, other->error_estimate);
    assert_same(one->initial_equity, other->initial_equity);
    assert_same(one->equity_lost, other->equity_lost);
    assert_int_equal(one->failed, other->failed);
    assert_same(one->outside_loss, other->outside_loss);
    assert_same(one->bonus_outside, other->bonus_outside);
    assert_same(one->debtrank, other->debtrank);
    assert_same(one->spiral, other->spiral);
    assert_int_equal(one->unhealthy, other->unhealthy);
    assert_int_equal(one->liquidated, other->liquidated);
}

enum { ROWS = 6 };

/* What one scenario leaves in the memory is nothing to the next one. Frees
 * the scenarios. */
static void expect_no_trace(const ctg_network *network, bool end_state,
                            ctg_scenario *const scenarios[ROWS])
{
    const ctg_sweep_options options = {.threads = 1, .end_state = end_state};
    ctg_summary together[2 * ROWS];
    const ctg_scenario *rows[2 * ROWS];
    size_t failed = 0;

    for (size_t i = 0; i < 2 * ROWS; i++)
        rows[i] = scenarios[i < ROWS ? i : (i * 5 + 2) % ROWS];
    assert_int_equal(ctg_sweep_run(network, rows, 2 * ROWS, &options, together,
                                   &failed, &error),
                     CTG_OK);
    for (size_t i = 0; i < 2 * ROWS; i++) {
        ctg_summary alone;

        assert_int_equal(ctg_sweep_run(network, &rows[i], 1, &options, &alone,
                                       &failed, &error),
                         CTG_OK);
        expect_same(&together[i], &alone);
    }
    for (size_t i = 0; i < ROWS; i++)
        ctg_scenario_free(scenarios[i]);
}

/* Every channel, and keys that change from row to row. */
static void memory_used_again_changes_no_bit(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        const random_graph about = {
            .seed = seed,
            .nodes = 5 + (size_t)(seed % 4),
            .features = seed % 3 ? WITH_EVERYTHING : WITH_ASSETS | WITH_RUNS,
            .unit = 1,
            .prefix = ""};
        ctg_graph *const graph = random_graph_new(&about, 1);
        ctg_network *const network = network_of(graph);
        ctg_scenario *const scenarios[ROWS] = {
            scenario_of("asset a0=-37%;node n1=default;run n3", "horizon_days",
                        "30", "run_threshold", "0.4", "settlement_lag", "2",
                        "rounds", "40", NULL),
            scenario_of(NULL, NULL),
            scenario_of("node n0=-60%;depth a1=-30%", "valuation", "clearing",
                        "unwind_rounds", "3", "rounds", "40", NULL),
            scenario_of("asset @g1=-12%;node n2=default", "valuation",
                        "threshold", "leverage_max", "4", "rounds", "40", NULL),
            scenario_of("node n1=-5%;node n2=-7%;node n3=-9%;node n4=-11%",
                        "valuation", "single-hit", NULL),
            scenario_of("asset a0=-37%", "impact_scale", "0", NULL)};

        expect_no_trace(network, false, scenarios);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

/* Rows of the solver are kept for shocks of nodes, and for nothing else. */
static void rows_used_again_change_no_bit(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        ctg_graph *const graph = random_claims(70, 4, 1.3, seed);
        ctg_network *const network = network_of(graph);
        ctg_scenario *const scenarios[ROWS] = {
            scenario_of("node 7=-30%;node 8=-0.2", NULL),
            scenario_of("node 7=-35%", "recovery", "0.4", NULL),
            scenario_of("node 9=default;node 4=-40%", NULL),
            scenario_of("node 9=default;exposure 3>4=-50%", NULL),
            scenario_of("node 9=default", "valuation", "threshold", "recovery",
                        "0.4", NULL),
            scenario_of("node 9=-95%", "valuation", "clearing", NULL)};

        expect_no_trace(network, true, scenarios);
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

/* One scenario with and without rounds. */
static void run_both(const ctg_network *network, ctg_scenario *scenario,
                     ctg_summary *rounds, ctg_summary *end)
{
    const ctg_sweep_options options = {.end_state = true};
    const ctg_scenario *const rows[] = {scenario};
    size_t failed = 0;

    if (ctg_sweep_run(network, rows, 1, NULL, rounds, &failed, &error) ||
        ctg_sweep_run(network, rows, 1, &options, end, &failed, &error))
        fail_msg("%s", error.message);
    ctg_scenario_free(scenario);
}

static void near(double found, double expected)
{
    assert_within(found, expected, 1e-9 * fabs(expected));
}

static void an_end_without_rounds_is_that_of_the_rounds(void **state)
{
    static const char *const rules[] = {"linear", "threshold", "clearing",
                                        "black-cox"};
    static const double leverages[] = {0.5, 0.9, 1.5, 4};
    size_t failures = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 24; seed++) {
        ctg_graph *const graph =
            random_claims(60 + 7 * seed, 4, leverages[seed % 4], seed);
        ctg_network *const network = network_of(graph);

        for (size_t r = 0; r < 4; r++) {
            ctg_summary rounds;
            ctg_summary end;
            char shocks[128];

            snprintf(shocks, sizeof shocks,
                     "node %u=-%g%%; node 8=-0.37; node %u=default; "
                     "exposure 3>4=-50%%",
                     (unsigned)(seed * 3), 11.7 * (double)(seed % 5 + 1),
                     (unsigned)(10 + seed));
            run_both(network,
                     scenario_of(shocks, "valuation", rules[r], "recovery",
                                 seed % 2 ? "0" : "0.23", NULL),
                     &rounds, &end);
            assert_true(rounds.by_rounds);
            assert_true(rounds.converged);
            assert_false(end.by_rounds);
            assert_int_equal(end.rounds, 0);
            assert_same(end.last_change, 0);
            assert_true(end.converged);
            assert_int_equal(end.failed, rounds.failed);
            near(end.initial_equity, rounds.initial_equity);
            near(end.equity_lost, rounds.equity_lost);
            near(end.debtrank, rounds.debtrank);
            near(end.outside_loss, rounds.outside_loss);
            assert_same(end.bonus_outside, rounds.bonus_outside);
            assert_same(end.spiral, rounds.spiral);
            assert_int_equal(end.spiral_defined, rounds.spiral_defined);
            assert_int_equal(end.unhealthy, 0);
            assert_int_equal(end.liquidated, 0);
            failures += end.failed;
        }
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
    assert_true(failures > 1000);
}

/* A is insolvent: 4 x (1 - R) whatever the shock, by either way; the last row
 * has other keys, and the one before it the keys of the first. */
static void rows_have_the_baseline_of_their_keys(void **state)
{
    static const char *const recoveries[] = {"0", "0.25", "0.25", "0", "0.75"};
    static const double baselines[] = {4, 3, 3, 4, 1};
    ctg_graph *const graph =
        graph_of("nodes", "id,equity\nA,-5\nB,6\nC,7\n", "exposures",
                 "debtor,creditor,amount\nA,B,4\nB,C,1\n", NULL);
    ctg_network *const network = network_of(graph);
    const ctg_scenario *rows[5];
    ctg_summary found[5];
    size_t failed = 0;

    (void)state;
    for (int k = 0; k < 5; k++)
        rows[k] =
            scenario_of(k == 1 ? "node C=-30%" : "node C=-10%", "recovery",
                        recoveries[k], "valuation", "threshold", NULL);
    for (int way = 0; way < 4; way++) {
        const ctg_sweep_options options = {.end_state = way & 1,
                                           .threads = way & 2 ? 1 : 3};

        assert_int_equal(
            ctg_sweep_run(network, rows, 5, &options, found, &failed, &error),
            CTG_OK);
        for (int k = 0; k < 5; k++)
            assert_near(found[k].baseline, baselines[k]);
    }
    for (int k = 0; k < 5; k++)
        ctg_scenario_free((ctg_scenario *)(uintptr_t)rows[k]);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* Capped claims end where the rounds do, by `linear` and by a mix. */
static void caps_are_the_same_without_rounds(void **state)
{
    static const char *const rules[] = {"linear", "exponential"};

    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        ctg_graph *const graph = random_claims(70, 3, 3.5, seed);
        ctg_network *const network = network_of(graph);

        for (size_t r = 0; r < 2; r++) {
            ctg_summary rounds;
            ctg_summary end;
            ctg_summary free_of_it;
            ctg_summary other;

            run_both(network,
                     scenario_of("node 5=default;exposure 3>4=-50%",
                                 "valuation", rules[r], "cap", "true",
                                 "recovery", "0.13", NULL),
                     &rounds, &end);
            run_both(network,
                     scenario_of("node 5=default;exposure 3>4=-50%",
                                 "valuation", rules[r], "recovery", "0.13",
                                 NULL),
                     &free_of_it, &other);
            assert_false(end.by_rounds);
            near(end.equity_lost, rounds.equity_lost);
            near(end.debtrank, rounds.debtrank);
            assert_int_equal(end.failed, rounds.failed);
            assert_true(rounds.equity_lost <= free_of_it.equity_lost);
        }
        ctg_network_free(network);
        ctg_graph_free(graph);
    }
}

/* Other rules, channels and limits of rounds. */
static void where_only_rounds_will_do_they_run(void **state)
{
    static const char *const keys[][2] = {{"valuation", "single-hit"},
                                          {"from_below", "true"},
                                          {"rounds", "900"},
                                          {"leverage_max", "20"}};
    ctg_graph *const graph = random_claims(40, 3, 0.7, 3);
    ctg_network *const network = network_of(graph);

    (void)state;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        ctg_summary rounds;
        ctg_summary end;

        run_both(network,
                 scenario_of("node 7=-43%", keys[k][0], keys[k][1], NULL),
                 &rounds, &end);
        assert_true(end.by_rounds);
        expect_same(&end, &rounds);
    }
    ctg_network_free(network);
    ctg_graph_free(graph);
}

/* C owes nobody in the tables, and cannot pay its other creditors. */
static void losses_outside_are_not_left_out(void **state)
{
    ctg_graph *const graph =
        graph_of("nodes",
                 "id,other_assets,other_liabilities,valuation\n"
                 "A,5,,\nB,3,,\nC,1,7,clearing\n",
                 "exposures", "debtor,creditor,amount\nA,B,4\nA,C,9\n", NULL);
    ctg_network *const network = network_of(graph);
    ctg_summary rounds;
    ctg_summary end;

    (void)state;
    run_both(network, scenario_of("node A=default", NULL), &rounds, &end);
    assert_near(rounds.outside_loss, 6);
    assert_same(end.outside_loss, rounds.outside_loss);
    assert_int_equal(end.failed, rounds.failed);
    near(end.equity_lost, rounds.equity_lost);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static int stop_after_three(void *context, double done, double total)
{
    assert_same(total, COUNT);
    (void)context;
    return done < 3;
}

static void the_caller_can_stop_it(void **state)
{
    const fixture *const f = *state;
    const ctg_sweep_options options = {.threads = 1,
                                       .progress = stop_after_three};
    ctg_summary summaries[COUNT];
    size_t failed = 0;

    assert_int_equal(ctg_sweep_run(f->network, scenarios_of(f), COUNT, &options,
                                   summaries, &failed, &error),
                     CTG_CANCELLED);
    assert_int_equal(failed, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_what_its_scenario_gives_alone),
        cmocka_unit_test(threads_change_no_bit),
        cmocka_unit_test(memory_used_again_changes_no_bit),
        cmocka_unit_test(rows_used_again_change_no_bit),
        cmocka_unit_test(an_end_without_rounds_is_that_of_the_rounds),
        cmocka_unit_test(rows_have_the_baseline_of_their_keys),
        cmocka_unit_test(caps_are_the_same_without_rounds),
        cmocka_unit_test(where_only_rounds_will_do_they_run),
        cmocka_unit_test(losses_outside_are_not_left_out),
        cmocka_unit_test(the_first_scenario_that_fails_is_named),
        cmocka_unit_test(the_caller_can_stop_it),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
