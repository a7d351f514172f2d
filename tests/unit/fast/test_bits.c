/*
 * What the fast solvers find does not depend on threads, lanes, instructions
 * or order; and cascades of `threshold` against the rounds written out.
 */
#include "benchmarks/graphs.h"
#include "fast/lanes.h"
#include "support/cmocka.h"

#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* More entries than one thread takes on alone. */
enum { NODES = 2200, DEGREE = 10, FEW = 500 };

static void use_threads(int count)
{
#ifdef _OPENMP
    omp_set_num_threads(count);
#else
    (void)count;
#endif
}

static int restore(void **state)
{
    (void)state;
    use_threads(2);
    return 0;
}

static void one_scenario_has_one_bit_pattern(void **state)
{
    static const double radii[] = {0.9, 1.05, 1.5};

    (void)state;
    for (size_t c = 0; c < sizeof radii / sizeof *radii; c++) {
        static double expected[NODES];
        static double h[NODES];
        ctg__fast_report report;
        graph g;

        graph_make(&g, GRAPH_UNIFORM, NODES, DEGREE, radii[c]);
        g.fast.shocked[237] = 1;
        for (int threads = 1; threads <= 3; threads++) {
            use_threads(threads);
            memcpy(h, g.fast.shocked, sizeof h);
            assert_int_equal(
                ctg__linear_solve(&g.fast, 1e-13, h, &report, NULL), CTG_OK);
            if (threads == 1)
                memcpy(expected, h, sizeof h);
            assert_memory_equal(h, expected, sizeof h);
        }
        graph_clear(&g);
    }
}

/* The sum of changes beside a large cascade would hide a few large ones. */
static void no_node_is_farther_than_the_tolerance(void **state)
{
    enum { MANY = 20000 };
    static double near[MANY];
    static double exact[MANY];
    ctg__fast_report report;
    graph g;

    (void)state;
    graph_make(&g, GRAPH_UNIFORM, MANY, DEGREE, 1.5);
    g.fast.shocked[237] = 1;
    memcpy(near, g.fast.shocked, sizeof near);
    memcpy(exact, g.fast.shocked, sizeof exact);
    assert_int_equal(ctg__linear_solve(&g.fast, 1e-9, near, &report, NULL),
                     CTG_OK);
    assert_int_equal(ctg__linear_solve(&g.fast, 1e-14, exact, &report, NULL),
                     CTG_OK);
    for (size_t i = 0; i < MANY; i++)
        assert_true(fabs(near[i] - exact[i]) <= 2e-9);
    graph_clear(&g);
}

typedef struct outcome {
    ctg__fast_effect effects[NODES];
    uint64_t distress[NODES];
} outcome;

static void run_all(const graph *g, int lanes, const ctg__lane_kernels *kernels,
                    outcome *found)
{
    static ctg_node sources[NODES];
    const ctg__fast_job job = {.fast = &g->fast,
                               .base = g->base,
                               .sources = sources,
                               .source_count = g->fast.count,
                               .effects = found->effects,
                               .distress = found->distress,
                               .tolerance = 1e-13,
                               .lanes = lanes,
                               .kernels = kernels};

    memset(found, 0, sizeof *found);
    for (size_t i = 0; i < g->fast.count; i++)
        sources[i] = (ctg_node)i;
    assert_int_equal(ctg__fast_defaults(&job, NULL), CTG_OK);
}

static void assert_equal(const outcome *found, const outcome *expected)
{
    for (size_t i = 0; i < NODES; i++) {
        const ctg__fast_effect *const one = &found->effects[i];
        const ctg__fast_effect *const other = &expected->effects[i];

        assert_memory_equal(&one->impact, &other->impact, sizeof(double));
        assert_memory_equal(&one->weighted, &other->weighted, sizeof(double));
        assert_int_equal(one->failed, other->failed);
        assert_int_equal(one->at_one, other->at_one);
    }
    assert_memory_equal(found->distress, expected->distress,
                        sizeof found->distress);
}

static outcome expected_outcome;
static outcome found_outcome;

static void defaults_have_one_bit_pattern(void **state)
{
    static const double radii[] = {0.5, 1.5};
    const ctg__lane_kernels *const kernels[] = {
        ctg__lanes_plain,
#if defined(__x86_64__) && defined(__GNUC__)
        __builtin_cpu_supports("avx2") ? ctg__lanes_avx2 : NULL,
        __builtin_cpu_supports("avx512f") ? ctg__lanes_avx512 : NULL
#endif
    };

    (void)state;
    for (size_t c = 0; c < sizeof radii / sizeof *radii; c++) {
        graph g;

        graph_make(&g, GRAPH_UNIFORM, NODES, DEGREE, radii[c]);
        use_threads(1);
        run_all(&g, 8, ctg__lanes_plain, &expected_outcome);
        for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
            for (int lanes = 8; kernels[k] && lanes <= 32; lanes *= 2) {
                use_threads(1 + lanes / 16); /* 1, 2, 3 */
                run_all(&g, lanes, kernels[k], &found_outcome);
                assert_equal(&found_outcome, &expected_outcome);
            }
        graph_clear(&g);
    }
}

static void failures_have_one_bit_pattern(void **state)
{
    static const double radii[] = {1.5, 3, 6};

    (void)state;
    for (size_t c = 0; c < sizeof radii / sizeof *radii; c++) {
        graph g;

        graph_make(&g, GRAPH_UNIFORM, NODES, DEGREE, radii[c]);
        graph_fail_at_once(&g);
        for (int threads = 1; threads <= 3; threads++) {
            use_threads(threads);
            run_all(&g, 0, NULL,
                    threads == 1 ? &expected_outcome : &found_outcome);
            if (threads > 1)
                assert_equal(&found_outcome, &expected_outcome);
        }
        graph_clear(&g);
    }
}

/* Losses when all who have failed are looked at, until nobody new has. */
static void fail_by_rounds(const graph *g, size_t source, double *h)
{
    const ctg__fast *const f = &g->fast;
    bool failed[FEW];
    size_t count = 0;
    size_t last = SIZE_MAX;

    for (size_t i = 0; i < FEW; i++)
        failed[i] = i == source || f->shocked[i] >= CTG__FAST_FAILED;
    while (count != last) {
        last = count;
        count = 0;
        for (size_t i = 0; i < FEW; i++) {
            double loss = f->shocked[i] * f->equity[i];

            for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
                loss += failed[f->column[k]] ? f->value[k] : 0;
            h[i] = fmin(1, loss / f->equity[i]);
        }
        for (size_t i = 0; i < FEW; i++) {
            failed[i] = failed[i] || h[i] >= CTG__FAST_FAILED;
            count += failed[i];
        }
    }
}

/* How many cascades are larger than half of the graph. */
static size_t compare_failures(graph *g)
{
    static double sums[FEW];
    size_t large = 0;

    memset(sums, 0, sizeof sums);
    run_all(g, 0, NULL, &found_outcome);
    for (size_t s = 0; s < FEW; s++) {
        const ctg__fast_effect *const found = &found_outcome.effects[s];
        double h[FEW];
        double impact = 0;
        double weighted = 0;
        uint32_t failed = 0;

        fail_by_rounds(g, s, h);
        for (size_t i = 0; i < FEW; i++) {
            if (i == s)
                continue;
            impact += g->fast.equity[i] * (h[i] - g->base[i]);
            weighted +=
                g->network.nodes.weight[i] * (h[i] - g->fast.shocked[i]);
            failed += h[i] >= CTG__FAST_FAILED;
            sums[i] += h[i];
        }
        assert_true(fabs(found->impact - impact) <= 1e-9 * (1 + impact));
        assert_true(fabs(found->weighted - weighted) <= 1e-9 * (1 + weighted));
        assert_int_equal(found->failed, failed);
        large += failed > FEW / 2;
    }
    for (size_t i = 0; i < FEW; i++)
        assert_true(fabs((double)found_outcome.distress[i] * CTG__FAST_UNIT -
                         sums[i]) <= 1e-9 * FEW);
    return large;
}

static void failures_end_where_the_rounds_do(void **state)
{
    static const double radii[] = {0.9, 1.5, 2, 3, 4, 6, 20};
    size_t large = 0;

    (void)state;
    for (size_t c = 0; c < sizeof radii / sizeof *radii; c++)
        for (int shape = 0; shape < GRAPH_SHAPES; shape++)
            for (int shocks = 0; shocks < 2; shocks++) {
                ctg__fast_report report;
                graph g;

                graph_make(&g, (graph_shape)shape, FEW, DEGREE, radii[c]);
                graph_fail_at_once(&g);
                for (size_t i = 3; shocks && i < FEW; i += 41)
                    g.fast.shocked[i] = i % 2 ? 1 : 0.237;
                assert_int_equal(
                    ctg__fast_base(&g.fast, 1e-13, g.base, &report, NULL),
                    CTG_OK);
                large += compare_failures(&g);
                graph_clear(&g);
            }
    assert_true(large > FEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(one_scenario_has_one_bit_pattern, restore),
        cmocka_unit_test(no_node_is_farther_than_the_tolerance),
        cmocka_unit_test_teardown(defaults_have_one_bit_pattern, restore),
        cmocka_unit_test_teardown(failures_have_one_bit_pattern, restore),
        cmocka_unit_test(failures_end_where_the_rounds_do),
    };

    return RUN_TESTS(tests);
}
