/* Rounds of few numbers sum up to the bits of a run. */
#include "engine/claims_lean.h"

#include <stdio.h>
#include <string.h>

#include "data/network.h"
#include "support/graph.h"
#include "text/text.h"

/* Just enough exposures, and blocks that are shared among threads. */
enum { NODES = 6000, STEPS = 4 };

typedef struct fixture {
    ctg_graph *graph;
    ctg_network *network;
} fixture;

/* Everybody owes some others; every fiftieth has no equity, every third claims
 * of a recovery of its own, in a network that is `odd`. */
static void set_up(fixture *f, double amount, bool odd)
{
    ctg__text node_text = {0};
    ctg__text edge_text = {0};

    ctg__text_add(&node_text, "id,equity,recovery\n");
    ctg__text_add(&edge_text, "debtor,creditor,amount\n");
    for (size_t i = 0; i < NODES; i++) {
        char line[80];

        snprintf(line, sizeof line, "%zu,%d,%s\n", i,
                 odd && i % 50 == 9 ? 0 : 9, odd && i % 3 == 1 ? "0.25" : "");
        ctg__text_add(&node_text, line);
        for (size_t k = 0; k < STEPS; k++) {
            snprintf(line, sizeof line, "%zu,%zu,%.17g\n", i,
                     (i * (k + 2) + 13 * k + 1) % NODES,
                     amount * (0.5 + (double)((7 * i + k) % 11) / 5));
            ctg__text_add(&edge_text, line);
        }
    }
    f->graph = graph_of("nodes", ctg__text_string(&node_text), "exposures",
                        ctg__text_string(&edge_text), NULL);
    ctg__text_clear(&node_text);
    ctg__text_clear(&edge_text);
    f->network = network_of(f->graph);
}

static void tear_down(fixture *f)
{
    ctg_network_free(f->network);
    ctg_graph_free(f->graph);
}

/* Both ways; returns what they come to. */
static ctg_summary expect_equal(ctg_plan *plan)
{
    ctg_run_options options = ctg_run_options_default();
    ctg__arena arena = {0};
    ctg_summary lean = {0};
    ctg_run *run;
    bool possible;

    options.ledger = false;
    options.baseline = false;
    assert_int_equal(ctg_run_new(plan, &options, &run, NULL), CTG_OK);
    assert_int_equal(
        ctg__claims_lean(plan, &arena, NULL, &lean, &possible, NULL), CTG_OK);
    assert_true(possible);
    assert_int_equal(ctg_run_summary(run)->rounds, lean.rounds);
    assert_int_equal(ctg_run_summary(run)->failed, lean.failed);
    assert_true(ctg_run_summary(run)->equity_lost == lean.equity_lost);
    assert_true(ctg_run_summary(run)->debtrank == lean.debtrank);
    assert_true(ctg_run_summary(run)->last_change == lean.last_change);
    assert_memory_equal(ctg_run_summary(run), &lean, sizeof lean);
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg__arena_clear(&arena);
    return lean;
}

static ctg_plan *plan_with(const fixture *f, const char *shocks,
                           const char *key, const char *value)
{
    return plan_of(f->network, scenario_of(shocks, key, value, NULL));
}

static void summaries_have_the_bits_of_runs(void **state)
{
    static const char *const shocks[] = {
        NULL, "node 70=-30%; node 3000=default", "node 71=-1; node 71=-50%",
        "node 70=default; node 70=-2; node 9=default"};
    static const double amounts[] = {0.3, 0.9, 2.2};

    (void)state;
    for (size_t a = 0; a < 6; a++) {
        fixture f;

        set_up(&f, amounts[a / 2], a % 2);
        for (size_t s = 0; s < sizeof shocks / sizeof *shocks; s++) {
            expect_equal(plan_with(&f, shocks[s], NULL, NULL));
            expect_equal(plan_with(&f, shocks[s], "recovery", "0.4"));
            expect_equal(plan_with(&f, shocks[s], "default_at_zero", "false"));
        }
        tear_down(&f);
    }
}

static void limits_of_rounds_are_kept(void **state)
{
    fixture f;
    ctg_summary at_three;

    (void)state;
    set_up(&f, 0.9, true);
    at_three = expect_equal(plan_with(&f, "node 70=-30%", "rounds", "3"));
    assert_int_equal(at_three.rounds, 3);
    assert_false(at_three.converged);
    assert_true(expect_equal(plan_with(&f, "node 70=-30%", "tolerance", "0.01"))
                    .converged);
    tear_down(&f);
}

static void expect_none(ctg_plan *plan)
{
    ctg__arena arena = {0};
    ctg_summary same = {.rounds = 77};
    bool possible = true;

    assert_int_equal(
        ctg__claims_lean(plan, &arena, NULL, &same, &possible, NULL), CTG_OK);
    assert_false(possible);
    assert_int_equal(same.rounds, 77);
    ctg_plan_free(plan);
    ctg__arena_clear(&arena);
}

static void what_needs_more_is_left_to_runs(void **state)
{
    fixture f;

    (void)state;
    set_up(&f, 0.9, false);
    expect_none(plan_with(&f, "exposure 70>141=-50%", NULL, NULL));
    expect_none(plan_with(&f, "run 70", NULL, NULL));
    expect_none(plan_with(&f, "node 70=-30%", "cap", "true"));
    expect_none(plan_with(&f, "node 70=-30%", "valuation", "threshold"));
    expect_none(plan_with(&f, "node 70=-30%", "from_below", "true"));
    expect_none(plan_with(&f, "node 70=-1e308; node 70=-1e308", NULL, NULL));
    tear_down(&f);
}

/* Stops in the second round. */
static int stop(void *context, double done, double total)
{
    (void)context;
    (void)total;
    return done < 2;
}

static void whoever_is_asked_can_stop_it(void **state)
{
    ctg__asking asking = {.progress = stop};
    ctg__arena arena = {0};
    ctg_summary summary;
    ctg_error error;
    bool possible;
    fixture f;
    ctg_plan *plan;

    (void)state;
    set_up(&f, 0.9, false);
    plan = plan_with(&f, "node 70=-30%", NULL, NULL);
    asking.done = 2;
    assert_int_equal(
        ctg__claims_lean(plan, &arena, &asking, &summary, &possible, &error),
        CTG_CANCELLED);
    assert_string_equal(error.message, "stopped in round 0");
    ctg_plan_free(plan);
    ctg__arena_clear(&arena);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summaries_have_the_bits_of_runs),
        cmocka_unit_test(limits_of_rounds_are_kept),
        cmocka_unit_test(what_needs_more_is_left_to_runs),
        cmocka_unit_test(whoever_is_asked_can_stop_it),
    };

    return RUN_TESTS(tests);
}
