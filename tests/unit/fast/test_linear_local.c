/* A local shock on a large graph is followed before whole sweeps begin. */
#include "fast/solver.h"

#include <stdio.h>

#include "support/graph.h"
#include "text/text.h"

enum { NODES = 6000 };

typedef struct fixture {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg__arena arena;
    ctg__fast fast;
} fixture;

/* Everybody owes the neighbours on a ring, two on each side. */
static void set_up(fixture *f, size_t nodes, const char *shocks)
{
    static const int steps[] = {1, 2, -1, -2};
    ctg__text node_text = {0};
    ctg__text edge_text = {0};
    bool possible = false;

    *f = (fixture){0};
    ctg__text_add(&node_text, "id,equity\n");
    ctg__text_add(&edge_text, "debtor,creditor,amount\n");
    for (size_t i = 0; i < nodes; i++) {
        char line[80];

        snprintf(line, sizeof line, "%zu,60\n", i);
        ctg__text_add(&node_text, line);
        for (size_t k = 0; k < 4; k++) {
            snprintf(line, sizeof line, "%zu,%zu,%.17g\n", i,
                     (i + nodes + (size_t)steps[k]) % nodes,
                     0.5 + (double)((7 * i + k) % 11) / 5);
            ctg__text_add(&edge_text, line);
        }
    }
    f->graph = graph_of("nodes", ctg__text_string(&node_text), "exposures",
                        ctg__text_string(&edge_text), NULL);
    ctg__text_clear(&node_text);
    ctg__text_clear(&edge_text);
    f->network = network_of(f->graph);
    f->plan = plan_of(f->network, scenario_of(shocks, NULL));
    assert_int_equal(
        ctg__fast_of(f->plan, &f->arena, &f->fast, &possible, NULL), CTG_OK);
    assert_true(possible);
}

static void tear_down(fixture *f)
{
    ctg__arena_clear(&f->arena);
    ctg_plan_free(f->plan);
    ctg_network_free(f->network);
    ctg_graph_free(f->graph);
}

static void a_local_shock_is_followed_from_below(void **state)
{
    static double solution[NODES];
    static double spread[NODES];
    static double base[NODES];
    ctg__fast_report plain;
    ctg__fast_report report;
    size_t risen = 0;
    size_t reached = 0;
    fixture f;

    (void)state;
    set_up(&f, NODES, "node 70=-30%; node 3000=default");
    memcpy(solution, f.fast.shocked, sizeof solution);
    memcpy(spread, f.fast.shocked, sizeof spread);
    assert_int_equal(ctg__linear_solve(&f.fast, 1e-13, solution, &plain, NULL),
                     CTG_OK);
    assert_int_equal(ctg__linear_local(&f.fast, 1e-13, spread, NULL), CTG_OK);
    assert_int_equal(ctg__fast_base(&f.fast, 1e-13, base, &report, NULL),
                     CTG_OK);
    for (size_t i = 0; i < NODES; i++) {
        assert_within(base[i], solution[i], 1e-12);
        assert_true(spread[i] >= f.fast.shocked[i]);
        assert_true(spread[i] <= solution[i] + 1e-15);
        risen += spread[i] > f.fast.shocked[i];
        reached += solution[i] - spread[i] < 1e-6;
    }
    /* A tenth of the graph is enough for two places, and few nodes are hit. */
    assert_true(risen > 40 && risen < 1000);
    assert_int_equal(reached, NODES);
    assert_true(report.converged && 2 * report.sweeps < plain.sweeps);
    tear_down(&f);
}

static void a_shock_of_everybody_is_swept(void **state)
{
    static double spread[NODES];
    fixture f;

    (void)state;
    set_up(&f, NODES, "node 1=-10%");
    for (size_t i = 0; i < NODES; i++)
        f.fast.shocked[i] = spread[i] = 0.1;
    assert_int_equal(ctg__linear_local(&f.fast, 1e-13, spread, NULL), CTG_OK);
    for (size_t i = 0; i < NODES; i++)
        assert_same(spread[i], 0.1);
    tear_down(&f);
    set_up(&f, 50, "node 1=-10%");
    memcpy(spread, f.fast.shocked, 50 * sizeof *spread);
    assert_int_equal(ctg__linear_local(&f.fast, 1e-13, spread, NULL), CTG_OK);
    assert_memory_equal(spread, f.fast.shocked, 50 * sizeof *spread);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_local_shock_is_followed_from_below),
        cmocka_unit_test(a_shock_of_everybody_is_swept),
    };

    return RUN_TESTS(tests);
}
