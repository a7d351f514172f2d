/* Many scenarios at once give what each gives alone. */
#include "support/cmocka.h"

#include <contagraph/contagraph.h>

#include <stdio.h>

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
    const ctg_generate_options options = {40, 3.5, 11};

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

static int stop_after_three(void *context, double done, double total)
{
    assert_same(total, COUNT);
    (void)context;
    return done < 3;
}

static void the_caller_can_stop_it(void **state)
{
    const fixture *const f = *state;
    const ctg_sweep_options options = {1, stop_after_three, NULL};
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
        cmocka_unit_test(the_first_scenario_that_fails_is_named),
        cmocka_unit_test(the_caller_can_stop_it),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
