/* Columns of draws: a sparse one is a dense one in less room. */
#include "risk/drawn_values.h"

#include "base/memory.h"
#include "risk/random_slots.h"
#include "support/cmocka.h"

enum { DRAWS = 3000 };

/* Nothing for most draws, or for stretches of them; -0 and NaN are something.
 */
static double value_at(uint64_t draw, uint64_t seed)
{
    const double u = ctg__slot_unit(seed, draw + 1, 3);

    if (draw / 400 % 2 || u > 0.3)
        return 0;
    return u < 0.01 ? -0.0 : u < 0.02 ? (double)NAN : 1 / u - 20;
}

static void fill(ctg__drawn_values *column, bool is_sparse, uint64_t seed)
{
    ctg_error error;

    assert_int_equal(ctg__drawn_values_open(column, DRAWS, is_sparse, &error),
                     CTG_OK);
    for (uint64_t s = 0; s < DRAWS; s++)
        assert_true(ctg__drawn_values_put(column, s, value_at(s, seed)));
}

static void a_sparse_column_has_the_bits_of_a_dense_one(void **state)
{
    static double a[DRAWS];
    static double b[DRAWS];
    ctg__drawn_values dense;
    ctg__drawn_values sparse;

    (void)state;
    for (uint64_t seed = 1; seed < 5; seed++) {
        fill(&dense, false, seed);
        fill(&sparse, true, seed);
        for (uint64_t k = 0; k < 500; k++) {
            const uint64_t first =
                (uint64_t)(DRAWS * ctg__slot_unit(seed, k + 1, 4));
            const uint64_t count = (uint64_t)((double)(DRAWS - first + 1) *
                                              ctg__slot_unit(seed, k + 1, 5));

            ctg__drawn_values_copy(&dense, first, count, a);
            ctg__drawn_values_copy(&sparse, first, count, b);
            assert_memory_equal(a, b, count * sizeof *a);
        }
        ctg__drawn_values_close(&dense);
        ctg__drawn_values_close(&sparse);
    }
}

static void draws_that_come_again_change_nothing(void **state)
{
    ctg__drawn_values column;
    ctg_error error;
    double values[5];

    (void)state;
    assert_int_equal(ctg__drawn_values_open(&column, 5, true, &error), CTG_OK);
    for (uint64_t s = 0; s < 3; s++)
        assert_true(ctg__drawn_values_put(&column, s, (double)s));
    for (uint64_t s = 1; s < 5; s++)
        assert_true(ctg__drawn_values_put(&column, s, s < 3 ? (double)s : 7));
    ctg__drawn_values_copy(&column, 0, 5, values);
    assert_same(values[0], 0);
    assert_same(values[1], 1);
    assert_same(values[2], 2);
    assert_same(values[3] + values[4], 14);
    ctg__drawn_values_close(&column);
}

static void what_is_0_takes_no_room(void **state)
{
    ctg__drawn_values column;
    ctg_error error;
    double last;

    (void)state;
    assert_int_equal(
        ctg__drawn_values_open(&column, UINT64_C(1) << 32, true, &error),
        CTG_OK);
    for (uint64_t s = 0; s < 100000; s++)
        assert_true(ctg__drawn_values_put(&column, s, s % 1000 == 999));
    assert_int_equal(column.piece_count, 1);
    ctg__drawn_values_copy(&column, 99999, 1, &last);
    assert_same(last, 1);
    ctg__drawn_values_close(&column);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sparse_column_has_the_bits_of_a_dense_one),
        cmocka_unit_test(draws_that_come_again_change_nothing),
        cmocka_unit_test(what_is_0_takes_no_room),
    };

    return RUN_TESTS(tests);
}
