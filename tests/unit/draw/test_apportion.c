#include "draw/apportion.h"

#include "support/cmocka.h"

static void parts_add_up_to_the_whole(void **state)
{
    uint64_t seed = 237;

    (void)state;
    for (int run = 0; run < 300; run++) {
        double weights[40];
        int64_t parts[40];
        size_t count;
        int64_t whole;
        int64_t sum = 0;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        count = 1 + (seed >> 33) % 40;
        whole = (int64_t)(seed >> 20);
        for (size_t i = 0; i < count; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            weights[i] = (seed >> 40) % 5 ? pow((double)(seed >> 40), 1.7) : 0;
        }
        assert_true(ctg__apportion(weights, count, whole, parts));
        for (size_t i = 0; i < count; i++) {
            assert_true(parts[i] >= 0);
            sum += parts[i];
        }
        assert_int_equal(sum, whole);
    }
}

static void largest_remainders_get_what_is_left(void **state)
{
    /* Shares of 10: 5.29, 2.94, 1.76: floors 5, 2, 1 leave two. */
    static const double weights[] = {9, 5, 3};
    int64_t parts[3];

    (void)state;
    assert_true(ctg__apportion(weights, 3, 10, parts));
    assert_int_equal(parts[0], 5);
    assert_int_equal(parts[1], 3);
    assert_int_equal(parts[2], 2);
}

static void equal_remainders_go_to_the_first(void **state)
{
    static const double weights[] = {0.25, 0.25, 0.25, 0.25};
    int64_t parts[4];

    (void)state;
    assert_true(ctg__apportion(weights, 4, 7, parts));
    assert_int_equal(parts[0], 2);
    assert_int_equal(parts[1], 2);
    assert_int_equal(parts[2], 2);
    assert_int_equal(parts[3], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_add_up_to_the_whole),
        cmocka_unit_test(largest_remainders_get_what_is_left),
        cmocka_unit_test(equal_remainders_go_to_the_first),
    };

    return RUN_TESTS(tests);
}
