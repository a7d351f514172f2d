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
        cmocka_unit_test(what_failed_on_its_own_account_is_told),
        cmocka_unit_test(in_turn_nothing_is_made_behind_a_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
