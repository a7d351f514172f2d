#include <contagraph/share.h>

#include <stdint.h>
#include <stdio.h>

#include "support/cmocka.h"

/* Which rows fail, and how; SIZE_MAX: none. */
typedef struct faults {
    size_t stopped;
    size_t wrong;
} faults;

enum { ROWS = 37 };

static ctg_status square(void *context, size_t index, double *result,
                         ctg_error *error)
{
    const faults *const f = context;

    result[0] = (double)index;
    result[1] = (double)(index * index);
    if (index != f->stopped && index != f->wrong)
        return CTG_OK;
    snprintf(error->message, sizeof error->message, "row %zu", index);
    return index == f->wrong ? CTG_BAD_INPUT : CTG_CANCELLED;
}

static ctg_share_job job_of(double *results, faults *f, unsigned threads)
{
    return (ctg_share_job){.name = "squares",
                           .count = ROWS,
                           .size = 2 * sizeof(double),
                           .results = results,
                           .threads = threads,
                           .row = square,
                           .context = f};
}

static void all_rows_are_made_by_any_number_of_threads(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 3; threads++) {
        double results[2 * ROWS] = {0};
        faults none = {SIZE_MAX, SIZE_MAX};
        const ctg_share_job job = job_of(results, &none, threads);

        assert_int_equal(ctg_share_all(NULL, &job, NULL, NULL), CTG_OK);
        for (size_t i = 0; i < ROWS; i++) {
            assert_true(results[2 * i] == (double)i);
            assert_true(results[2 * i + 1] == (double)(i * i));
        }
    }
}

/* What rows were asked for at once. */
static size_t most_at_once;

static void some_squares(void *context, const size_t *indexes, size_t count,
                         double *const *results, ctg_error *errors)
{
    most_at_once = count > most_at_once ? count : most_at_once;
    for (size_t k = 0; k < count; k++)
        errors[k].status =
            square(context, indexes[k], results[k], &errors[k]);
}

static void rows_are_made_several_at_once(void **state)
{
    (void)state;
    for (size_t abreast = 1; abreast <= 100; abreast += 9) {
        double results[2 * ROWS] = {0};
        faults one = {SIZE_MAX, 29};
        ctg_share_job job = job_of(results, &one, 1);
        size_t failed = 0;
        ctg_error error;

        job.rows = some_squares;
        job.abreast = abreast;
        most_at_once = 0;
        assert_int_equal(ctg_share_all(NULL, &job, &failed, &error),
                         CTG_BAD_INPUT);
        assert_int_equal(failed, 29);
        assert_string_equal(error.message, "row 29");
        for (size_t i = 0; i < ROWS; i++)
            assert_true(results[2 * i + 1] == (double)(i * i));
        assert_int_equal(most_at_once, abreast < ROWS ? abreast : ROWS);
    }
}

static void what_failed_on_its_own_account_is_told(void **state)
{
    double results[2 * ROWS];
    faults both = {.stopped = 5, .wrong = 23};
    ctg_share_job job = job_of(results, &both, 2);
    size_t failed = 0;
    ctg_error error;

    (void)state;
    assert_int_equal(ctg_share_all(NULL, &job, &failed, &error), CTG_BAD_INPUT);
    assert_int_equal(failed, 23);
    assert_string_equal(error.message, "row 23");
    both.wrong = SIZE_MAX;
    assert_int_equal(ctg_share_all(NULL, &job, &failed, &error), CTG_CANCELLED);
    assert_int_equal(failed, 5);
}

static void in_turn_nothing_is_made_behind_a_failure(void **state)
{
    double results[2 * ROWS] = {0};
    faults f = {.stopped = SIZE_MAX, .wrong = 17};
    ctg_share_job job = job_of(results, &f, 4);
    ctg_error errors[3];
    static const size_t which[] = {3, 17, 30};

    (void)state;
    job.in_turn = true;
    ctg_share_rows(&job, which, 3, errors);
    assert_int_equal(errors[0].status, CTG_OK);
    assert_int_equal(errors[1].status, CTG_BAD_INPUT);
    assert_int_equal(errors[2].status, CTG_CANCELLED);
    assert_true(results[2 * 3 + 1] == 9);
    assert_true(results[2 * 30 + 1] == 0);
    assert_int_equal(ctg_share_first_failed(errors, 3), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_rows_are_made_by_any_number_of_threads),
        cmocka_unit_test(rows_are_made_several_at_once),
        cmocka_unit_test(what_failed_on_its_own_account_is_told),
        cmocka_unit_test(in_turn_nothing_is_made_behind_a_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
