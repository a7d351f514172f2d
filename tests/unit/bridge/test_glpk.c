#include "bridge/lp.h"

#include <string.h>

#include "bridge/igraph.h"
#include "support/cmocka.h"

/* Spend at most 7.5 on two rescues worth 3 and 4, costing 2.5 and 3 a unit. */
static const double cost[] = {-3, -4};
static const double least[] = {0, 0};
static const double most[] = {2, 2};
static const double row_least[] = {-INFINITY};
static const double row_most[] = {7.5};
static const size_t row[] = {0, 2};
static const size_t column[] = {0, 1};
static const double coefficient[] = {2.5, 3};
static const bool both_whole[] = {true, true};
static const ctg__lp_options standard = {0};

static ctg__lp program(void)
{
    return (ctg__lp){
        .column_count = 2,
        .cost = cost,
        .least = least,
        .most = most,
        .row_count = 1,
        .row_least = row_least,
        .row_most = row_most,
        .row = row,
        .column = column,
        .coefficient = coefficient,
    };
}

static void every_method_finds_the_optimum(void **state)
{
    const ctg__lp lp = program();

    (void)state;
    for (int method = CTG__LP_PRIMAL; method <= CTG__LP_DUAL_PRESOLVED;
         method++) {
        const ctg__lp_options options = {.method = (ctg__lp_method)method};
        ctg__lp_result result;
        double x[2];
        double dual;

        assert_int_equal(ctg__lp_solve(&lp, &options, x, &dual, &result, NULL),
                         CTG_OK);
        assert_near(x[0], 0.6);
        assert_near(x[1], 2);
        assert_near(result.objective, -3 * 0.6 - 4 * 2);
        assert_near(result.bound, result.objective);
        assert_true(result.proven);
        assert_within(result.residual, 0, 1e-12);
        /* One more to spend buys 0.4 of the first. */
        assert_near(dual, -3 / 2.5);
    }
}

static void whole_numbers_are_honoured(void **state)
{
    ctg__lp lp = program();
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.whole = both_whole;
    assert_int_equal(ctg__lp_solve(&lp, &standard, x, NULL, &result, NULL),
                     CTG_OK);
    assert_near(x[0], 0);
    assert_near(x[1], 2);
    assert_near(result.objective, -8);
    assert_near(result.bound, -8);
    assert_true(result.proven);
}

/* With so wide a gap GLPK may stop at the first solution it meets. */
static void an_unproven_solution_says_so(void **state)
{
    const ctg__lp_options hasty = {.gap = 0.9};
    ctg__lp lp = program();
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.whole = both_whole;
    assert_int_equal(ctg__lp_solve(&lp, &hasty, x, NULL, &result, NULL),
                     CTG_OK);
    assert_near(result.objective, -3 * x[0] - 4 * x[1]);
    assert_true(result.bound <= result.objective);
    assert_true(result.proven || result.bound >= -9.8 - 1e-9);
}

static void what_has_no_solution_says_why(void **state)
{
    const double too_much[] = {100};
    const double no_limit[] = {INFINITY};
    const double unlimited[] = {INFINITY, INFINITY};
    const double negative[] = {-2.5, -3};
    ctg__lp lp = program();
    ctg_error error;
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.row_least = too_much;
    lp.row_most = no_limit;
    assert_int_equal(ctg__lp_solve(&lp, &standard, x, NULL, &result, &error),
                     CTG_NO_SOLUTION);
    assert_string_equal(error.message, "the program is infeasible");
    lp = program();
    lp.most = unlimited;
    lp.coefficient = negative;
    assert_int_equal(ctg__lp_solve(&lp, &standard, x, NULL, &result, &error),
                     CTG_NO_SOLUTION);
    assert_string_equal(error.message, "the program is unbounded");
}

/* GLPK would call these optimal, or abort the process. */
static void numbers_that_glpk_would_swallow_are_refused(void **state)
{
    const double broken[] = {2.5, (double)NAN};
    const double below[] = {2, -0.5};
    ctg__lp lp = program();
    ctg_error error;
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.coefficient = broken;
    assert_int_equal(ctg__lp_solve(&lp, &standard, x, NULL, &result, &error),
                     CTG_BAD_ARGUMENT);
    lp = program();
    lp.most = below;
    assert_int_equal(ctg__lp_solve(&lp, &standard, x, NULL, &result, &error),
                     CTG_BAD_ARGUMENT);
}

static void a_program_without_columns_has_rows_of_0(void **state)
{
    const double lowest[] = {-1, -INFINITY, 0};
    const double highest[] = {0, INFINITY, 2};
    const double above[] = {-1, 1e-3, 0};
    const size_t starts[] = {0, 0, 0, 0};
    ctg__lp lp = {.row_count = 3, .row = starts};
    double duals[] = {7, 7, 7};
    ctg__lp_result result;
    ctg_error error;

    (void)state;
    lp.row_least = lowest;
    lp.row_most = highest;
    assert_int_equal(ctg__lp_solve(&lp, &standard, NULL, duals, &result, NULL),
                     CTG_OK);
    assert_true(result.proven);
    assert_near(result.objective, 0);
    assert_near(result.bound, 0);
    assert_near(duals[0] + duals[1] + duals[2], 0);
    lp.row_least = above;
    assert_int_equal(ctg__lp_solve(&lp, &standard, NULL, NULL, &result, &error),
                     CTG_NO_SOLUTION);
    lp.row_least = lowest;
    lp.row_most = (const double[]){0, -1e-3, 2};
    assert_int_equal(ctg__lp_solve(&lp, &standard, NULL, NULL, &result, &error),
                     CTG_NO_SOLUTION);
}

static void a_program_without_rows_is_a_program(void **state)
{
    ctg__lp lp = program();
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.row_count = 0;
    assert_int_equal(ctg__lp_solve(&lp, &standard, x, NULL, &result, NULL),
                     CTG_OK);
    assert_near(result.objective, -14);
}

/* Left to itself GLPK would abort the process here. */
static void misuse_of_glpk_does_not_end_the_process(void **state)
{
    const size_t beyond[] = {0, 9};
    ctg__lp lp = program();
    ctg_error error;
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.column = beyond;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            ctg__lp_solve(&lp, &standard, x, NULL, &result, &error),
            CTG_INTERNAL);
        assert_non_null(strstr(error.message, "column index out of range"));
    }
    every_method_finds_the_optimum(state);
}

/* The smallest set of edges without which there is no cycle: igraph asks
 * GLPK, and leaves GLPK's hooks pointing at itself. */
static igraph_error_t use_glpk(const igraph_t *graph,
                               const igraph_vector_t *weights, void *context,
                               igraph_vector_t *scores)
{
    igraph_vector_int_t found;
    igraph_error_t code = igraph_vector_int_init(&found, 0);

    (void)context;
    if (code)
        return code;
    code = igraph_feedback_arc_set(graph, &found, weights, IGRAPH_FAS_EXACT_IP);
    igraph_vector_int_destroy(&found);
    return code ? code : igraph_vector_resize(scores, igraph_vcount(graph));
}

static void hooks_are_ours_again_after_igraph(void **state)
{
    const ctg_node from[] = {0, 1, 2, 1};
    const ctg_node to[] = {1, 2, 0, 0};
    const double weight[] = {3.5, 2.25, 0.237, 1.5};
    const ctg__edges edges = {3, 4, from, to, weight};
    double scores[3];

    (void)state;
    assert_int_equal(
        ctg__igraph_score(&edges, use_glpk, NULL, NULL, scores, NULL), CTG_OK);
    misuse_of_glpk_does_not_end_the_process(state);
}

static int never(void *context, double done, double total)
{
    (void)done;
    (void)total;
    ++*(int *)context;
    return 0;
}

static void a_solve_can_be_cancelled(void **state)
{
    int calls = 0;
    const ctg__lp_options options = {.progress = never,
                                     .progress_context = &calls};
    ctg__lp lp = program();
    ctg_error error = {0};
    ctg__lp_result result;
    double x[2];

    (void)state;
    lp.whole = both_whole;
    assert_int_equal(ctg__lp_solve(&lp, &options, x, NULL, &result, &error),
                     CTG_CANCELLED);
    assert_true(calls > 0);
    every_method_finds_the_optimum(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_finds_the_optimum),
        cmocka_unit_test(whole_numbers_are_honoured),
        cmocka_unit_test(an_unproven_solution_says_so),
        cmocka_unit_test(what_has_no_solution_says_why),
        cmocka_unit_test(numbers_that_glpk_would_swallow_are_refused),
        cmocka_unit_test(a_program_without_columns_has_rows_of_0),
        cmocka_unit_test(a_program_without_rows_is_a_program),
        cmocka_unit_test(misuse_of_glpk_does_not_end_the_process),
        cmocka_unit_test(hooks_are_ours_again_after_igraph),
        cmocka_unit_test(a_solve_can_be_cancelled),
    };

    return RUN_TESTS(tests);
}
