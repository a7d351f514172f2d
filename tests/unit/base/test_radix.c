/* Numbers in order without comparing them. */
#include "base/radix.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "support/cmocka.h"

static uint64_t next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return *state;
}

/* By key, equal ones by where they were. */
static int compare(const void *one, const void *other)
{
    const ctg__keyed *const a = one;
    const ctg__keyed *const b = other;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* As qsort does with all that counts. */
static void expect_sorted(const uint64_t *keys, size_t count)
{
    ctg__keyed *const list = ctg__allocate_array(3 * count, sizeof *list);
    ctg__keyed *const expected = list + 2 * count;

    assert_non_null(list);
    for (size_t k = 0; k < count; k++)
        list[k] = expected[k] = (ctg__keyed){keys[k], k};
    qsort(expected, count, sizeof *expected, compare);
    ctg__sort_keyed(list, list + count, count);
    for (size_t k = 0; k < count; k++) {
        assert_true(list[k].key == expected[k].key);
        assert_int_equal(list[k].index, expected[k].index);
    }
    ctg__release(list);
}

/* What keys are made of: a number of bits, from one on. */
static void keys_of_any_bits_are_sorted_and_equal_ones_stay(void **state)
{
    static const struct {
        unsigned bits;
        unsigned from;
    } kinds[] = {{64, 0},  {3, 0},  {3, 61},  {20, 44},
                 {22, 10}, {1, 63}, {40, 12}, {0, 0}};
    static const size_t counts[] = {1, 2, 31, 32, 33, 500, 4000};
    enum { MOST = 4000 };
    uint64_t *const keys = ctg__allocate_array(MOST, sizeof *keys);
    uint64_t random = 20;

    (void)state;
    assert_non_null(keys);
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            for (size_t k = 0; k < counts[c]; k++) {
                const uint64_t bits =
                    kinds[kind].bits ? next(&random) >> (64 - kinds[kind].bits)
                                     : 7;

                keys[k] = bits << kinds[kind].from;
            }
            expect_sorted(keys, counts[c]);
        }
    ctg__release(keys);
}

/* The bits looked at first say nothing: one key is far from all others. */
static void keys_that_differ_in_their_last_bits_are_sorted(void **state)
{
    enum { COUNT = 3000 };
    uint64_t keys[COUNT];
    uint64_t random = 7;

    (void)state;
    for (size_t k = 0; k < COUNT; k++)
        keys[k] = next(&random) >> 40;
    keys[COUNT / 2] = UINT64_MAX;
    expect_sorted(keys, COUNT);
    for (size_t k = 0; k < COUNT; k++)
        keys[k] = COUNT - k;
    keys[0] = UINT64_MAX;
    expect_sorted(keys, COUNT);
}

static void numbers_have_keys_in_their_order(void **state)
{
    static const double numbers[] = {-INFINITY, -1e300, -1.5,   -1,
                                     -5e-324,   0,      5e-324, 1e-9,
                                     1,         1.5,    1e300,  INFINITY};
    const size_t count = sizeof numbers / sizeof *numbers;

    (void)state;
    for (size_t k = 1; k < count; k++)
        assert_true(ctg__key_of(numbers[k - 1]) < ctg__key_of(numbers[k]));
    assert_true(ctg__key_of(-0.0) == ctg__key_of(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_any_bits_are_sorted_and_equal_ones_stay),
        cmocka_unit_test(keys_that_differ_in_their_last_bits_are_sorted),
        cmocka_unit_test(numbers_have_keys_in_their_order),
    };

    return RUN_TESTS(tests);
}
