/* Rows that lie in the network give the bits of rows that are made. */
#include "fast/solver.h"

#include <stdio.h>
#include <string.h>

#include "support/graph.h"
#include "text/text.h"

enum { NODES = 6000 }; /* sweeps by stages, and a queue before them */

typedef struct fixture {
    ctg_graph *graph;
    ctg_network *network;
} fixture;

/* Three creditors each, the first of them twice where it is `parallel`; a
 * `poor` creditor has no equity. */
static void set_up(fixture *f, bool parallel, bool poor)
{
    ctg__text node_text = {0};
    ctg__text edge_text = {0};

    ctg__text_add(&node_text, "id,equity\n");
    ctg__text_add(&edge_text, "debtor,creditor,amount\n");
    for (size_t i = 0; i < NODES; i++) {
        char line[80];

        snprintf(line, sizeof line, "%zu,%d\n", i, poor && i == 7 ? 0 : 9);
        ctg__text_add(&node_text, line);
        for (size_t k = 0; k < (parallel && i % 5 == 0 ? 5u : 4u); k++) {
            snprintf(line, sizeof line, "%zu,%zu,%.17g\n", i,
                     (i * (k % 4 + 2) + 13 * (k % 4) + 1) % NODES,
                     0.5 + (double)((7 * i + k) % 11) / 5);
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

/* Both ways, for one plan after another. */
static void expect_equal_ends(const fixture *f, ctg__fast_rows *rows,
                              ctg_plan *plan, bool shared)
{
    static double made_h[NODES];
    static double shared_h[NODES];
    ctg__arena arena = {0};
    ctg__fast made;
    ctg__fast_report made_report;
    ctg__fast_report shared_report;
    bool possible;

    assert_int_equal(ctg__fast_of(plan, &arena, &made, &possible, NULL),
                     CTG_OK);
    assert_true(possible);
    assert_int_equal(ctg__fast_again(plan, rows, &arena, &possible, NULL),
                     CTG_OK);
    assert_true(possible);
    assert_ptr_not_equal(made.value, f->network->exposures.amount);
    assert_true((rows->fast.value == f->network->exposures.amount) == shared);
    assert_int_equal(ctg__fast_entries(&rows->fast), made.start[NODES]);
    assert_int_equal(ctg__fast_base(&made, 1e-13, made_h, &made_report, NULL),
                     CTG_OK);
    assert_int_equal(
        ctg__fast_base(&rows->fast, 1e-13, shared_h, &shared_report, NULL),
        CTG_OK);
    assert_memory_equal(made_h, shared_h, sizeof made_h);
    assert_int_equal(made_report.sweeps, shared_report.sweeps);
    assert_true(made_report.equity_lost == shared_report.equity_lost);
    ctg__arena_clear(&arena);
    ctg_plan_free(plan);
}

static void expect_equal_cuts(const ctg__fast_rows *rows, ctg_plan *plan)
{
    static double made_slope[NODES];
    static double shared_slope[NODES];
    ctg__asking asking = {0};
    ctg__arena arena = {0};
    ctg__fast made;
    double made_all;
    double shared_all;
    bool possible;
    bool found;

    assert_int_equal(ctg__fast_of(plan, &arena, &made, &possible, NULL),
                     CTG_OK);
    assert_int_equal(ctg__linear_cut(&made, made.shocked, &asking, made_slope,
                                     &made_all, &found, NULL),
                     CTG_OK);
    assert_true(found);
    assert_int_equal(ctg__linear_cut(&rows->fast, made.shocked, &asking,
                                     shared_slope, &shared_all, &found, NULL),
                     CTG_OK);
    assert_true(found);
    assert_true(made_all == shared_all);
    assert_memory_equal(made_slope, shared_slope, sizeof made_slope);
    ctg__arena_clear(&arena);
    ctg_plan_free(plan);
}

static ctg_plan *plan_with(const fixture *f, const char *shocks,
                           const char *key, const char *value)
{
    return plan_of(f->network, scenario_of(shocks, key, value, NULL));
}

static void shared_rows_give_the_bits_of_made_ones(void **state)
{
    static const char *const recoveries[] = {"0", "0.37"};
    static const char *const shocks[] = {"node 70=-30%; node 3000=default",
                                         "node 71=-1", "node 70=default"};

    (void)state;
    for (int parallel = 0; parallel < 2; parallel++)
        for (size_t k = 0; k < sizeof recoveries / sizeof *recoveries; k++) {
            ctg__fast_rows rows = {0};
            fixture f;

            set_up(&f, parallel, false);
            for (size_t s = 0; s < sizeof shocks / sizeof *shocks; s++)
                expect_equal_ends(
                    &f, &rows,
                    plan_with(&f, shocks[s], "recovery", recoveries[k]), true);
            expect_equal_cuts(
                &rows, plan_with(&f, shocks[0], "recovery", recoveries[k]));
            ctg__arena_clear(&rows.arena);
            tear_down(&f);
        }
}

static void rows_that_are_others_are_made(void **state)
{
    ctg__fast_rows rows = {0};
    fixture f;

    (void)state;
    set_up(&f, true, false);
    expect_equal_ends(&f, &rows, plan_with(&f, "node 70=-30%", NULL, NULL),
                      true);
    expect_equal_ends(&f, &rows, plan_with(&f, "node 70=-30%", "cap", "true"),
                      false);
    expect_equal_ends(&f, &rows,
                      plan_with(&f, "exposure 70>141=-50%", NULL, NULL), false);
    ctg__arena_clear(&rows.arena);
    tear_down(&f);
    rows = (ctg__fast_rows){0};
    set_up(&f, false, true);
    expect_equal_ends(&f, &rows, plan_with(&f, "node 70=-30%", NULL, NULL),
                      false);
    ctg__arena_clear(&rows.arena);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_rows_give_the_bits_of_made_ones),
        cmocka_unit_test(rows_that_are_others_are_made),
    };

    return RUN_TESTS(tests);
}
