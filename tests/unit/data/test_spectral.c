/* Spectral radii that are known. */
#include "data/spectral.h"

#include "support/asked.h"
#include "support/graph.h"

/* A dense matrix of n x n, by row. */
static ctg__radius radius_of(size_t n, const double *dense)
{
    size_t start[64] = {0};
    uint32_t column[1024];
    double value[1024];
    ctg__matrix matrix = {n, start, column, value};
    ctg__radius radius = {0};
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            if (dense[i * n + j] != 0) {
                column[count] = (uint32_t)j;
                value[count++] = dense[i * n + j];
            }
        start[i + 1] = count;
    }
    assert_int_equal(ctg__spectral_radius(&matrix, 1e-12, NULL, &radius, NULL),
                     CTG_OK);
    assert_true(radius.converged);
    assert_true(radius.lower <= radius.value && radius.value <= radius.upper);
    return radius;
}

static void without_cycles_it_is_zero(void **state)
{
    static const double chain[] = {0, 5, 3, 0, 0, 7, 0, 0, 0};

    (void)state;
    assert_same(radius_of(3, chain).value, 0);
    assert_same(radius_of(1, (double[]){0}).value, 0);
    assert_same(radius_of(0, NULL).value, 0);
}

static void periodic_matrices_converge(void **state)
{
    static const double pair[] = {0, 2, 0.5, 0};
    static const double ring[] = {0, 0.5, 0, 0, 0, 0.3, 0.9, 0, 0};
    static const double bipartite[] = {0, 0, 1, 2, 0, 0, 3, 1,
                                       2, 1, 0, 0, 1, 4, 0, 0};

    (void)state;
    assert_near(radius_of(2, pair).value, 1);
    assert_near(radius_of(3, ring).value, cbrt(0.5 * 0.3 * 0.9));
    /* Squared, the blocks are [[4, 9], [7, 7]]: (11 + sqrt(261)) / 2. */
    assert_near(radius_of(4, bipartite).value, sqrt((11 + sqrt(261)) / 2));
}

/* Rings through entries as far apart as doubles go: sqrt(0.7 x 0.3), twice,
 * and by ways so weak that they add nothing. */
static void entries_may_be_far_apart(void **state)
{
    static const double far[] = {0, 7e149, 0.5, 3e-151, 0, 0, 0, 1e-300, 0};
    static const double weak[] = {0,      0,   5e-324, /* */
                                  2e-5,   0,   0,      /* */
                                  1e-300, 1e7, 0};
    static const double wide[] = {0,     1e-140, 0,     0,      /* */
                                  0,     0,      2e130, 0,      /* */
                                  3e-12, 0,      0,     4e-150, /* */
                                  0,     0,      1e-20, 0};

    (void)state;
    assert_near(radius_of(3, far).value / sqrt(0.21), 1);
    /* Around all three: cbrt(5e-324 x 1e7 x 2e-5); two: sqrt(5e-324e-300). */
    assert_true(radius_of(3, weak).value / cbrt(5e-324 * 2e2) - 1 < 1e-9);
    assert_true(radius_of(3, weak).value / cbrt(5e-324 * 2e2) - 1 > -1e-9);
    /* 1e-140 x 2e130 x 3e-12 around three, 4e-170 around two. */
    assert_true(fabs(radius_of(4, wide).value / cbrt(6e-22) - 1) < 1e-9);
}

static uint32_t seed;

static uint32_t below(uint32_t most)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % most;
}

enum { MANY = 400 };

/* Rows of three entries, one of them around a ring, whose sums are all 0.75;
 * each node then counted in a unit of its own, from 2^-500 to 2^500, which
 * changes no eigenvalue. */
static ctg__radius radius_in_units(void)
{
    static const double parts[] = {0.4, 0.3, 0.05};
    size_t start[MANY + 1] = {0};
    uint32_t column[3 * MANY];
    double value[3 * MANY];
    int unit[MANY];
    const ctg__matrix matrix = {MANY, start, column, value};
    ctg__radius radius = {0};

    for (size_t i = 0; i < MANY; i++)
        unit[i] = (int)below(1001) - 500;
    for (uint32_t i = 0; i < MANY; i++) {
        start[i + 1] = 3 * (size_t)(i + 1);
        for (uint32_t p = 0; p < 3; p++) {
            const uint32_t j = p ? below(MANY) : (i + 1) % MANY;

            column[3 * i + p] = j;
            value[3 * i + p] = ldexp(parts[p], unit[j] - unit[i]);
        }
    }
    assert_int_equal(ctg__spectral_radius(&matrix, 1e-12, NULL, &radius, NULL),
                     CTG_OK);
    return radius;
}

static void large_components_may_be_in_any_units(void **state)
{
    (void)state;
    for (uint32_t run = 0; run < 4; run++) {
        ctg__radius radius;

        seed = run;
        radius = radius_in_units();
        assert_true(radius.converged);
        assert_true(radius.lower <= 0.75 * (1 + 1e-14));
        assert_true(radius.upper >= 0.75 * (1 - 1e-14));
        assert_within(radius.value, 0.75, 1e-12);
    }
}

static void reducible_matrices_have_their_largest_component(void **state)
{
    /* Components {0, 1}: sqrt(0.06), {2}: 0.7, {3, 4}: sqrt(0.3). */
    static const double blocks[] = {
        0,   0.2, 9,   0,   0,   /* */
        0.3, 0,   0,   5,   0,   /* */
        0,   0,   0.7, 0,   100, /* */
        0,   0,   0,   0,   0.5, /* */
        0,   0,   0,   0.6, 0,
    };

    (void)state;
    assert_near(radius_of(5, blocks).value, 0.7);
}

static void a_full_matrix_has_its_perron_root(void **state)
{
    static const double full[] = {1, 2, 3, 4, 5, 6, 7, 8, 10};

    (void)state;
    /* The largest root of x^3 - 16 x^2 - 12 x + 3. */
    assert_within(radius_of(3, full).value, 16.707493, 1e-6);
}

/* DR1 of the worked examples: a cycle of 0.5; the other way round 5/4, 4/8,
 * 2/10. */
static void leverage_depends_on_the_direction(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity,other_assets\n0,10,50\n1,8,50\n2,4,50\nX,-1,\n",
        "assets", "id,price\nU,2\n", "exposures",
        "debtor,creditor,amount,asset\n"
        "1,0,5,\n2,1,2,U\n0,2,1,U\nX,0,3,\n0,X,8,\n",
        NULL);
    ctg_network *const network = network_of(graph);
    ctg__radius radius = {0};
    double above = 0;

    (void)state;
    ctg__leverage_radius(network, false, 1e-12, NULL, &radius, NULL);
    assert_near(radius.value, 0.5);
    ctg__leverage_radius(network, true, 1e-12, NULL, &radius, NULL);
    assert_near(radius.value, cbrt(5.0 / 8 * 4.0 / 4 * 2.0 / 10));
    ctg__leverage_above(network, 0.6, NULL, &above, NULL);
    assert_same(above, 0.6);
    ctg__leverage_above(network, 0.4, NULL, &above, NULL);
    assert_within(above, 0.5, 1e-4);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

enum { LONG = 1 << 15, ENTRIES = 10 };

/* One component, whose products are long enough to be asked about. */
static ctg__matrix long_matrix(ctg__arena *arena)
{
    size_t *start;
    uint32_t *column;
    double *value;

    assert_true(TAKE(arena, start, LONG + 1));
    assert_true(TAKE(arena, column, LONG * ENTRIES));
    assert_true(TAKE(arena, value, LONG * ENTRIES));
    for (size_t i = 0; i < LONG; i++) {
        start[i + 1] = (i + 1) * ENTRIES;
        for (size_t k = 0; k < ENTRIES; k++) {
            column[i * ENTRIES + k] = (uint32_t)((3 * i + 1 + 1009 * k) % LONG);
            value[i * ENTRIES + k] = 1 / (1.0 + (double)((i + k) % 13));
        }
    }
    return (ctg__matrix){LONG, start, column, value};
}

static void who_is_asked_may_stop_it(void **state)
{
    ctg__arena arena = {0};
    const ctg__matrix matrix = long_matrix(&arena);
    int left = INT16_MAX;
    ctg__asking asking = {.progress = goes_on_until, .context = &left};
    ctg__radius radius = {0};
    int count;

    (void)state;
    assert_int_equal(
        ctg__spectral_radius(&matrix, 1e-6, &asking, &radius, NULL), CTG_OK);
    assert_true(radius.converged);
    count = INT16_MAX - left;
    assert_true(count >= 3);
    for (int i = 1; i <= count; i++) {
        ctg_error error = {0};

        left = i;
        asking = (ctg__asking){.progress = goes_on_until, .context = &left};
        radius.value = -1;
        assert_int_equal(
            ctg__spectral_radius(&matrix, 1e-6, &asking, &radius, &error),
            CTG_CANCELLED);
        assert_int_equal(error.status, CTG_CANCELLED);
        assert_same(radius.value, -1);
    }
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_cycles_it_is_zero),
        cmocka_unit_test(periodic_matrices_converge),
        cmocka_unit_test(entries_may_be_far_apart),
        cmocka_unit_test(large_components_may_be_in_any_units),
        cmocka_unit_test(reducible_matrices_have_their_largest_component),
        cmocka_unit_test(a_full_matrix_has_its_perron_root),
        cmocka_unit_test(leverage_depends_on_the_direction),
        cmocka_unit_test(who_is_asked_may_stop_it),
    };

    return RUN_TESTS(tests);
}
