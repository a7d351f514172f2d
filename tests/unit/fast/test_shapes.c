/*
 * The fast solver of `linear` against the rounds written out, on the graphs
 * of the benchmarks: uniform, power law and core-periphery, below, near and
 * above a spectral radius of 1.
 */
#include "benchmarks/graphs.h"
#include "support/cmocka.h"

#include <math.h>
#include <string.h>

enum { NODES = 600, DEGREE = 10, SOURCES = 12, ROUNDS_MOST = 200000 };

static const struct {
    double radius;
    double within; /* of distress, 0 to 1 */
} cases[] = {
    {0.5, 5e-12}, {0.9, 5e-12}, {0.99, 1e-10}, {1.05, 1e-10}, {1.5, 5e-12}};

enum { CASES = sizeof cases / sizeof *cases };

/* h(t+1) = min(1, h(t) + W (h(t) - h(t-1))) until changes are below 1e-14. */
static void run_rounds(const graph *g, size_t source, double *h)
{
    const ctg__fast *const f = &g->fast;
    double before[NODES] = {0};
    double next[NODES];
    double change = 1;

    memcpy(h, f->shocked, sizeof next);
    h[source] = 1;
    for (int round = 0; change > 1e-14 && round < ROUNDS_MOST; round++) {
        change = 0;
        for (size_t i = 0; i < NODES; i++) {
            double loss = 0;

            for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
                loss += f->value[k] * (h[f->column[k]] - before[f->column[k]]);
            next[i] = fmin(1, h[i] + loss * f->inverse[i]);
            change = fmax(change, next[i] - h[i]);
        }
        memcpy(before, h, sizeof before);
        memcpy(h, next, sizeof next);
    }
}

/* Nodes without equity and nodes without edges, which the shapes lack. */
static void make_odd(graph *g)
{
    ctg__fast *const f = &g->fast;

    for (size_t i = 5; i < NODES; i += 97) {
        f->equity[i] = f->inverse[i] = 0;
        f->shocked[i] = 1;
    }
    f->inner_count = f->sink_count = 0;
    for (size_t i = 0; i < NODES; i++) {
        const bool receives = f->start[i] < f->start[i + 1];

        if (receives && f->shocked[i] < 1)
            (f->owes[i]
                 ? f->inner
                 : f->sinks)[f->owes[i] ? f->inner_count++ : f->sink_count++] =
                (uint32_t)i;
    }
}

/* The node most owed to, and nodes all over the graph. */
static void choose(const graph *g, ctg_node sources[SOURCES])
{
    double owed[NODES] = {0};

    for (size_t k = 0; k < g->fast.start[NODES]; k++)
        owed[g->fast.column[k]] += g->fast.value[k];
    for (size_t s = 0; s < SOURCES; s++)
        sources[s] = (ctg_node)(s * NODES / SOURCES);
    for (size_t i = 0; i < NODES; i++)
        if (owed[i] > owed[sources[0]])
            sources[0] = (ctg_node)i;
}

static void solve(graph *g, ctg_node source, double *h)
{
    const double before = g->fast.shocked[source];
    ctg__fast_report report;

    g->fast.shocked[source] = 1;
    memcpy(h, g->fast.shocked, NODES * sizeof *h);
    assert_int_equal(ctg__linear_solve(&g->fast, 1e-13, h, &report, NULL),
                     CTG_OK);
    assert_true(report.converged);
    g->fast.shocked[source] = before;
}

static void compare(graph *g, size_t c)
{
    static ctg__fast_effect effects[SOURCES];
    ctg_node sources[SOURCES];
    uint64_t distress[NODES] = {0};
    double suffered[NODES] = {0}; /* the same by rounds */
    const ctg__fast_job job = {.fast = &g->fast,
                               .base = g->base,
                               .sources = sources,
                               .source_count = SOURCES,
                               .effects = effects,
                               .distress = distress,
                               .tolerance = 1e-13};
    ctg__fast_report report;

    choose(g, sources);
    assert_int_equal(ctg__fast_base(&g->fast, 1e-13, g->base, &report, NULL),
                     CTG_OK);
    assert_int_equal(ctg__fast_defaults(&job, NULL), CTG_OK);
    for (size_t s = 0; s < SOURCES; s++) {
        double expected[NODES];
        double h[NODES];
        double impact = 0;
        double equity = 0;

        run_rounds(g, sources[s], expected);
        solve(g, sources[s], h);
        for (size_t i = 0; i < NODES; i++) {
            assert_true(fabs(h[i] - expected[i]) <= cases[c].within);
            if (i == sources[s])
                continue;
            impact += g->fast.equity[i] * (expected[i] - g->base[i]);
            equity += g->fast.equity[i];
            suffered[i] += expected[i];
        }
        assert_true(fabs(effects[s].impact - impact) <=
                    cases[c].within * equity);
    }
    for (size_t i = 0; i < NODES; i++)
        assert_true(fabs((double)distress[i] * CTG__FAST_UNIT - suffered[i]) <=
                    SOURCES * (cases[c].within + CTG__FAST_UNIT));
}

static void shape_ends_where_the_rounds_do(graph_shape shape)
{
    for (size_t c = 0; c < CASES; c++)
        for (int odd = 0; odd < 2; odd++) {
            graph g;

            graph_make(&g, shape, NODES, DEGREE, cases[c].radius);
            if (odd)
                make_odd(&g);
            compare(&g, c);
            graph_clear(&g);
        }
}

static void uniform_graphs_end_where_the_rounds_do(void **state)
{
    (void)state;
    shape_ends_where_the_rounds_do(GRAPH_UNIFORM);
}

static void power_law_graphs_end_where_the_rounds_do(void **state)
{
    (void)state;
    shape_ends_where_the_rounds_do(GRAPH_POWER_LAW);
}

static void core_periphery_graphs_end_where_the_rounds_do(void **state)
{
    (void)state;
    shape_ends_where_the_rounds_do(GRAPH_CORE);
}

/* Makes the first two debtors of a row owe to it alone, and hold nothing. */
static void make_twins(ctg__fast *f, ctg_node twins[2])
{
    size_t first = 0;

    for (size_t i = 0; f->start[i + 1] - f->start[i] < 2; i++)
        first = f->start[i + 1];
    twins[0] = f->column[first];
    twins[1] = f->column[first + 1];
    for (size_t i = 0; i < NODES; i++)
        for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
            if (f->column[k] == twins[0] || f->column[k] == twins[1])
                f->value[k] = k == first || k == first + 1;
            else if (i == twins[0] || i == twins[1])
                f->value[k] = 0;
}

static void twins_tie_to_the_bit(void **state)
{
    ctg__fast_effect effects[2];
    ctg_node twins[2];
    graph g;

    (void)state;
    graph_make(&g, GRAPH_UNIFORM, NODES, DEGREE, 0.9);
    make_twins(&g.fast, twins);
    assert_int_equal(ctg__fast_defaults(&(ctg__fast_job){.fast = &g.fast,
                                                         .base = g.base,
                                                         .sources = twins,
                                                         .source_count = 2,
                                                         .effects = effects,
                                                         .tolerance = 1e-13},
                                        NULL),
                     CTG_OK);
    assert_true(effects[0].impact > 0);
    assert_true(effects[0].impact == effects[1].impact);
    assert_true(effects[0].weighted == effects[1].weighted);
    graph_clear(&g);
}

/* Scales what others lose by a node so that its largest part is `share`. */
static void weaken(ctg__fast *f, ctg_node node, double share)
{
    double most = 0;

    for (size_t i = 0; i < NODES; i++)
        for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
            if (f->column[k] == node)
                most = fmax(most, f->value[k] * f->inverse[i]);
    for (size_t k = 0; k < f->start[NODES]; k++)
        if (f->column[k] == node)
            f->value[k] *= share / most;
}

/* Where cascades feed themselves a little is enough, but nothing is not. */
static void weak_links_set_off_what_strong_ones_do(void **state)
{
    static const double shares[] = {0.01, 1e-4, 1e-5, 1e-7, 1e-9, 0};

    (void)state;
    for (int odd = 0; odd < 2; odd++) {
        ctg_node sources[SOURCES];
        graph g;

        graph_make(&g, GRAPH_UNIFORM, NODES, DEGREE, 1.5);
        if (odd)
            make_odd(&g);
        choose(&g, sources);
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
            weaken(&g.fast, sources[k + 1], shares[k]);
        compare(&g, CASES - 1);
        graph_clear(&g);
    }
}

/* Two that owe each other nearly all they have: nearly all distress comes back,
 * which plain sweeps take long to add up. */
static void a_ring_with_hardly_a_leak_ends_soon(void **state)
{
    static const double leaks[] = {0.3, 0.01, 1e-3, 1e-4};

    (void)state;
    for (size_t k = 0; k < sizeof leaks / sizeof *leaks; k++) {
        double value[] = {1 - leaks[k], 1 - leaks[k]};
        double one[] = {1, 1};
        double shocked[] = {leaks[k], 0};
        uint32_t column[2 + CTG__FAST_AHEAD] = {1, 0};
        const ctg__fast fast = {.count = 2,
                                .start = (size_t[]){0, 1, 2},
                                .column = column,
                                .value = value,
                                .inverse = one,
                                .equity = one,
                                .shocked = shocked,
                                .inner = (uint32_t[]){0, 1},
                                .inner_count = 2};
        const double first = leaks[k] / (1 - value[0] * value[0]);
        double h[] = {shocked[0], 0};
        ctg__fast_report report;

        assert_int_equal(ctg__linear_solve(&fast, 1e-13, h, &report, NULL),
                         CTG_OK);
        assert_true(report.converged);
        assert_true(report.sweeps < 40);
        assert_true(fabs(h[0] - first) < 1e-11);
        assert_true(fabs(h[1] - value[0] * first) < 1e-11);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniform_graphs_end_where_the_rounds_do),
        cmocka_unit_test(power_law_graphs_end_where_the_rounds_do),
        cmocka_unit_test(core_periphery_graphs_end_where_the_rounds_do),
        cmocka_unit_test(twins_tie_to_the_bit),
        cmocka_unit_test(weak_links_set_off_what_strong_ones_do),
        cmocka_unit_test(a_ring_with_hardly_a_leak_ends_soon),
    };

    return RUN_TESTS(tests);
}
