#include "bridge/igraph.h"

#include <string.h>

#include "support/cmocka.h"

/* 0 -> 1 3.5, 0 -> 2 0.237, 2 -> 1 12.25 */
static const ctg_node from[] = {0, 0, 2};
static const ctg_node to[] = {1, 2, 1};
static const double weight[] = {3.5, 0.237, 12.25};
static const ctg__edges edges = {3, 3, from, to, weight};
static int marker;

static igraph_error_t strength_in(const igraph_t *graph,
                                  const igraph_vector_t *weights,
                                  void *context, igraph_vector_t *scores)
{
    assert_ptr_equal(context, &marker);
    return igraph_strength(graph, scores, igraph_vss_all(), IGRAPH_IN, true,
                           weights);
}

static igraph_error_t refuse(const igraph_t *graph,
                             const igraph_vector_t *weights, void *context,
                             igraph_vector_t *scores)
{
    (void)graph;
    (void)weights;
    (void)context;
    (void)scores;
    IGRAPH_WARNING("careful");
    IGRAPH_WARNING("really");
    IGRAPH_ERROR("no such thing", IGRAPH_EINVAL);
}

/* An error that passes several levels, each of which calls the handler. */
static igraph_error_t wrap(const igraph_t *graph,
                           const igraph_vector_t *weights, void *context,
                           igraph_vector_t *scores)
{
    const igraph_error_t code = refuse(graph, weights, context, scores);

    IGRAPH_ERROR("something went wrong", code);
}

static igraph_error_t randomly(const igraph_t *graph,
                               const igraph_vector_t *weights, void *context,
                               igraph_vector_t *scores)
{
    const igraph_integer_t count = igraph_vcount(graph);
    igraph_error_t code = igraph_vector_resize(scores, count);

    (void)weights;
    (void)context;
    for (igraph_integer_t i = 0; !code && i < count; i++)
        VECTOR(*scores)[i] = igraph_rng_get_unif01(igraph_rng_default());
    return code;
}

static igraph_error_t for_ever(const igraph_t *graph,
                               const igraph_vector_t *weights, void *context,
                               igraph_vector_t *scores)
{
    (void)context;
    for (;;) {
        const igraph_error_t code =
            ctg__igraph_betweenness(graph, weights, scores);

        if (code)
            return code;
    }
}

static int stop_at_third(void *context, double done, double total)
{
    (void)done;
    (void)total;
    return ++*(int *)context < 3;
}

static void edges_keep_their_direction_and_weight(void **state)
{
    double scores[3];
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__igraph_score(&edges, strength_in, &marker,
                                       NULL, scores, &error),
                     CTG_OK);
    assert_same(scores[0], 0);
    assert_same(scores[1], 15.75);
    assert_same(scores[2], 0.237);
}

static void an_igraph_error_becomes_ours(void **state)
{
    igraph_error_handler_t *const before = igraph_set_error_handler(NULL);
    size_t warnings = 0;
    const ctg__igraph_options options = {.warnings = &warnings};
    ctg_error error;
    double scores[3] = {7, 8, 9};

    (void)state;
    assert_int_equal(
        ctg__igraph_score(&edges, wrap, NULL, &options, scores, &error),
        CTG_INTERNAL);
    assert_string_equal(error.message, "igraph: no such thing");
    assert_int_equal(warnings, 2);
    assert_same(scores[1], 8);
    /* The caller's own handler, here the default, is back in place. */
    assert_true(igraph_set_error_handler(before) == NULL);
}

/* igraph keeps count of what an error leaves unfreed and aborts at 100. */
static void errors_leave_nothing_behind(void **state)
{
    double scores[3];

    (void)state;
    for (int i = 0; i < 250; i++)
        assert_int_equal(
            ctg__igraph_score(&edges, wrap, NULL, NULL, scores, NULL),
            CTG_INTERNAL);
    edges_keep_their_direction_and_weight(state);
}

static void random_numbers_start_anew_each_time(void **state)
{
    double first[3];
    double second[3];

    (void)state;
    assert_int_equal(
        ctg__igraph_score(&edges, randomly, NULL, NULL, first, NULL), CTG_OK);
    assert_int_equal(
        ctg__igraph_score(&edges, randomly, NULL, NULL, second, NULL),
        CTG_OK);
    assert_true(first[0] != first[1]);
    assert_memory_equal(first, second, sizeof first);
}

static void what_can_be_interrupted_is(void **state)
{
    int calls = 0;
    const ctg__igraph_options options = {stop_at_third, &calls, NULL};
    ctg_error error;
    double scores[3];

    (void)state;
    assert_int_equal(
        ctg__igraph_score(&edges, for_ever, NULL, &options, scores, &error),
        CTG_CANCELLED);
    assert_int_equal(calls, 3);
}

static void weights_that_igraph_would_swallow_are_refused(void **state)
{
    const double bad[] = {0, -1.5, (double)INFINITY, (double)NAN};
    ctg_error error;
    double scores[3];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const double weights[] = {3.5, 0.237, bad[i]};
        const ctg__edges wrong = {3, 3, from, to, weights};

        assert_int_equal(ctg__igraph_score(&wrong, strength_in,
                                           &marker, NULL, scores,
                                           &error),
                         CTG_NO_SOLUTION);
    }
}

static void a_graph_without_edges_is_a_graph(void **state)
{
    const ctg__edges none = {2, 0, NULL, NULL, NULL};
    double scores[2] = {5, 5};

    (void)state;
    assert_int_equal(ctg__igraph_score(&none, strength_in, &marker,
                                       NULL, scores, NULL),
                     CTG_OK);
    assert_same(scores[1], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edges_keep_their_direction_and_weight),
        cmocka_unit_test(an_igraph_error_becomes_ours),
        cmocka_unit_test(errors_leave_nothing_behind),
        cmocka_unit_test(random_numbers_start_anew_each_time),
        cmocka_unit_test(what_can_be_interrupted_is),
        cmocka_unit_test(weights_that_igraph_would_swallow_are_refused),
        cmocka_unit_test(a_graph_without_edges_is_a_graph),
    };

    return RUN_TESTS(tests);
}
