#include "data/matrix.h"

#include "support/cmocka.h"
#include "support/graph.h"

/* Rows of dense numbers, zeros left out. */
static ctg__matrix sparse(ctg__arena *arena, size_t count, const double *dense)
{
    size_t entries = 0;
    size_t *start;
    uint32_t *column;
    double *value;

    assert_non_null(TAKE(arena, start, count + 1));
    assert_non_null(TAKE(arena, column, count * count + 1));
    assert_non_null(TAKE(arena, value, count * count + 1));
    for (size_t i = 0; i < count; i++) {
        start[i] = entries;
        for (size_t j = 0; j < count; j++)
            if (dense[i * count + j] > 0) {
                column[entries] = (uint32_t)j;
                value[entries++] = dense[i * count + j];
            }
    }
    start[count] = entries;
    return (ctg__matrix){count, start, column, value};
}

static ctg__radius radius_of(size_t count, const double *dense)
{
    ctg__arena arena = {0};
    const ctg__matrix matrix = sparse(&arena, count, dense);
    ctg__radius radius;

    assert_int_equal(ctg__spectral_radius(&matrix, 1e-13, NULL, &radius, NULL),
                     CTG_OK);
    ctg__arena_clear(&arena);
    return radius;
}

static void two_nodes_have_the_radius_of_the_formula(void **state)
{
    const double dense[] = {0.25, 0.75, 1.5, 0.125};
    const double trace = 0.375;
    const double determinant = 0.25 * 0.125 - 0.75 * 1.5;
    const ctg__radius radius = radius_of(2, dense);

    (void)state;
    assert_within(radius.value,
                  trace / 2 + sqrt(trace * trace / 4 - determinant), 2e-12);
    assert_true(radius.upper - radius.lower < 2e-12);
}

/* Every eigenvalue of a ring has the same size: plain power iteration turns
 * for ever. */
static void a_ring_has_the_geometric_mean(void **state)
{
    const double ring[] = {0, 0.237, 0, 0, 0, 1.9, 3.75, 0, 0};
    const double pair[] = {0, 8, 0.5, 0};

    (void)state;
    assert_within(radius_of(3, ring).value, cbrt(0.237 * 1.9 * 3.75), 1e-11);
    assert_within(radius_of(2, pair).value, 2, 1e-11);
}

static void a_long_uneven_ring_is_no_harder(void **state)
{
    enum { NODES = 3001 };
    ctg__arena arena = {0};
    ctg__radius radius;
    size_t *start;
    uint32_t *column;
    double *value;
    double logs = 0;

    (void)state;
    assert_non_null(TAKE(&arena, start, NODES + 1));
    assert_non_null(TAKE(&arena, column, NODES));
    assert_non_null(TAKE(&arena, value, NODES));
    for (uint32_t i = 0; i < NODES; i++) {
        start[i + 1] = i + 1;
        column[i] = (i + 1) % NODES;
        value[i] = 0.5 + (i * 37 % 101) / 100.0;
        logs += log(value[i]);
    }
    assert_int_equal(
        ctg__spectral_radius(&(ctg__matrix){NODES, start, column, value}, 1e-11,
                             NULL, &radius, NULL),
        CTG_OK);
    assert_true(radius.converged);
    assert_within(radius.value, exp(logs / NODES), 1e-10);
    ctg__arena_clear(&arena);
}

static void without_a_ring_the_radius_is_zero(void **state)
{
    const double dense[] = {0, 5, 7.5, 0, 0, 2.25, 0, 0, 0};
    const ctg__radius radius = radius_of(3, dense);

    (void)state;
    assert_same(radius.value, 0);
    assert_same(radius.upper, 0);
}

static void the_radius_is_that_of_the_worst_component(void **state)
{
    /* 0 <-> 1 with 0.6 and 0.9, both owed by 2 <-> 3 with 0.3 each, and 4. */
    const double dense[25] = {0,   0.6, 4, 0, 9,   0.9, 0, 0, 0, 0, 0, 0, 0,
                              0.3, 0,   0, 0, 0.3, 0,   0, 0, 0, 0, 0, 0};
    const double twins[16] = {0, 0.5, 3, 0,   0.5, 0, 0,   0,
                              0, 0,   0, 0.5, 0,   0, 0.5, 0};
    const ctg__radius radius = radius_of(5, dense);

    (void)state;
    assert_within(radius.value, sqrt(0.54), 1e-12);
    assert_false(radius.shared);
    assert_true(radius_of(4, twins).shared);
    assert_within(radius_of(4, twins).value, 0.5, 1e-12);
}

static void components_are_numbered_from_the_sinks_up(void **state)
{
    /* 0 -> 1 <-> 2 -> 3, 4 alone */
    const double dense[25] = {0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0,
                              1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    ctg__arena arena = {0};
    const ctg__matrix matrix = sparse(&arena, 5, dense);
    ctg__components components = {0};
    const uint32_t *component;

    (void)state;
    assert_true(ctg__components_find(&matrix, &arena, &components));
    component = components.of_node;
    assert_int_equal(components.count, 4);
    assert_int_equal(component[1], component[2]);
    assert_true(component[0] > component[1]);
    assert_true(component[2] > component[3]);
    assert_true(component[4] < components.count);
    ctg__arena_clear(&arena);
}

static void parallel_exposures_are_one_claim(void **state)
{
    ctg_graph *const graph = graph_of(
        "nodes", "id,equity,pass_through\nA,4\nB,0.5\nC,-1\nV,,true\n",
        "assets", "id,price\nX,2.5\n", "exposures",
        "debtor,creditor,amount,asset\nB,A,3.25,\nC,A,1,\nB,A,0.237,X\n"
        "A,C,7,\nA,V,3,\nV,B,2,\n",
        NULL);
    ctg_network *const network = network_of(graph);
    ctg__arena arena = {0};
    ctg__matrix claims;
    ctg__matrix leverage;

    (void)state;
    assert_int_equal(ctg__matrix_of_claims(network, &arena, &claims, NULL),
                     CTG_OK);
    assert_int_equal(claims.start[4], 5);
    assert_int_equal(claims.column[0], 1);
    assert_near(claims.value[0], 3.25 + 2.5 * 0.237);
    assert_int_equal(claims.column[1], 2);
    assert_int_equal(ctg__matrix_of_leverage(network, &arena, &leverage, NULL),
                     CTG_OK);
    /* C has no equity to lose; V loses a share of what it owes. */
    assert_int_equal(leverage.start[4], 4);
    assert_int_equal(leverage.start[3] - leverage.start[2], 0);
    assert_near(leverage.value[1], 1 / 4.0);
    assert_near(leverage.value[2], 2 / 0.5);
    assert_near(leverage.value[3], 3 / 2.0);
    ctg__arena_clear(&arena);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void a_transpose_is_in_order(void **state)
{
    const double dense[] = {0, 5, 7.5, 0.25, 0, 2.25, 0, 1.5, 3};
    ctg__arena arena = {0};
    const ctg__matrix matrix = sparse(&arena, 3, dense);
    ctg__matrix transpose;
    size_t k = 0;

    (void)state;
    assert_int_equal(ctg__matrix_transpose(&matrix, &arena, &transpose, NULL),
                     CTG_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(transpose.start[i], k);
        for (size_t j = 0; j < 3; j++)
            if (dense[j * 3 + i] > 0) {
                assert_int_equal(transpose.column[k], j);
                assert_same(transpose.value[k], dense[j * 3 + i]);
                k++;
            }
    }
    assert_int_equal(transpose.start[3], k);
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_nodes_have_the_radius_of_the_formula),
        cmocka_unit_test(a_ring_has_the_geometric_mean),
        cmocka_unit_test(a_long_uneven_ring_is_no_harder),
        cmocka_unit_test(without_a_ring_the_radius_is_zero),
        cmocka_unit_test(the_radius_is_that_of_the_worst_component),
        cmocka_unit_test(components_are_numbered_from_the_sinks_up),
        cmocka_unit_test(parallel_exposures_are_one_claim),
        cmocka_unit_test(a_transpose_is_in_order),
    };

    return RUN_TESTS(tests);
}
