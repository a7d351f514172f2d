#include "text/decimal.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "support/cmocka.h"
#include "text/number.h"
#include "text/powers.h"

static void assert_power(ctg__power power, uint64_t high, uint64_t low)
{
    assert_true(power.high == high);
    assert_true(power.low == low);
}

/* By hand: 1, 10 = 1.25 * 8, 5^-1 = .110011..b, 5^27 < 2^63 exactly. */
static void powers_are_cut_after_128_bits(void **state)
{
    (void)state;
    assert_power(ctg__power_cut(0), 0x8000000000000000, 0);
    assert_power(ctg__power_cut(1), 0xA000000000000000, 0);
    assert_power(ctg__power_cut(-1), 0xCCCCCCCCCCCCCCCC, 0xCCCCCCCCCCCCCCCC);
    assert_power(ctg__power_cut(27), 7450580596923828125ULL << 1, 0);
}

static void what_is_cut_off_is_rounded_up(void **state)
{
    (void)state;
    assert_power(ctg__power_up(55), ctg__power_cut(55).high,
                 ctg__power_cut(55).low);
    assert_power(ctg__power_up(56), ctg__power_cut(56).high,
                 ctg__power_cut(56).low + 1);
    assert_power(ctg__power_up(-1), 0xCCCCCCCCCCCCCCCC, 0xCCCCCCCCCCCCCCCD);
}

/* Neighbours are a tenth of each other, over the whole range. */
static void every_power_is_ten_times_the_last(void **state)
{
    (void)state;
    for (int q = CTG__LEAST_POWER; q < CTG__LARGEST_POWER; q++) {
        const int shift = 128 - 1 - ctg__power_log2(q);
        const int next = 128 - 1 - ctg__power_log2(q + 1);
        const double here = ldexp((double)ctg__power_cut(q).high, 64 - 127);
        const double there =
            ldexp((double)ctg__power_cut(q + 1).high, 64 - 127);

        assert_true(here >= 1 && here <= 2);
        assert_true(fabs(ldexp(there / here, shift - next) - 10) < 1e-14);
    }
}

static ctg__random start(uint64_t seed)
{
    ctg__random random;

    ctg__random_start(&random, seed, 0);
    return random;
}

static uint64_t bits_of(ctg__random *random)
{
    const uint64_t high = ctg__random_word(random);

    return high << 32 | ctg__random_word(random);
}

/* A double with any bits, normal and positive. */
static double any_double(ctg__random *random)
{
    double value;

    do {
        const uint64_t bits = bits_of(random) >> 1;

        memcpy(&value, &bits, sizeof value);
    } while (!isfinite(value) || value < DBL_MIN);
    return value;
}

/* What printf takes for the shortest: the first of 15 to 17 digits. */
static void print_slowly(char text[32], double value)
{
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(text, 32, "%.*g", precision, value);
        if (strtod(text, NULL) == value)
            return;
    }
}

static void doubles_are_written_as_the_c_library_does(void **state)
{
    ctg__random random = start(7);

    (void)state;
    for (int i = 0; i < 100000; i++) {
        const double values[] = {any_double(&random),
                                 (double)(bits_of(&random) % 100000000) / 100,
                                 (double)(int64_t)bits_of(&random),
                                 ldexp((double)(bits_of(&random) >> 11), -53)};
        const double value = i % 2 ? values[i % 4] : -values[i % 4];
        char found[32];
        char slow[32];

        if (value == 0)
            continue;
        print_slowly(slow, value);
        assert_int_equal(ctg__number_format(found, value), strlen(slow));
        assert_string_equal(found, slow);
    }
}

/* There what reads back reaches only half as far down as up. */
static void powers_of_two_are_short_and_read_back(void **state)
{
    (void)state;
    for (int power = -1022; power < 1024; power++) {
        const double value = ldexp(1, power);
        char found[32];
        char slow[32];

        print_slowly(slow, value);
        ctg__number_format(found, value);
        assert_same(strtod(found, NULL), value);
        assert_true(strlen(found) <= strlen(slow));
    }
}

static void digits_are_read_as_the_c_library_does(void **state)
{
    ctg__random random = start(8);
    int undecided = 0;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        const uint64_t digits = bits_of(&random) % 10000000000000000000ULL;
        const int exponent = (int)(bits_of(&random) % 640) - 330;
        char text[40];
        double found;

        snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits,
                 exponent);
        if (ctg__decimal_read(digits, exponent, &found))
            assert_same(found, strtod(text, NULL));
        else
            undecided += isnormal(strtod(text, NULL));
    }
    assert_true(undecided < 10);
}

/* 2^53 + 1 and its like lie between two doubles: the even one is it. */
static void halves_go_to_the_even_double(void **state)
{
    static const struct {
        uint64_t digits;
        int exponent;
        double nearest;
    } cases[] = {{9007199254740993, 0, 9007199254740992.},
                 {9007199254740995, 0, 9007199254740996.},
                 {18014398509481986, 0, 18014398509481984.},
                 {18014398509481990, 0, 18014398509481992.},
                 {90071992547409930, -1, 9007199254740992.},
                 {9007199254740994, 0, 9007199254740994.}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double found;

        assert_true(
            ctg__decimal_read(cases[i].digits, cases[i].exponent, &found));
        assert_same(found, cases[i].nearest);
    }
}

static void what_is_no_normal_number_goes_the_long_way(void **state)
{
    double found = 7;

    (void)state;
    assert_false(ctg__decimal_read(0, 0, &found));
    assert_false(ctg__decimal_read(1, 309, &found));
    assert_false(ctg__decimal_read(9999999999999999999ULL, 308, &found));
    assert_false(ctg__decimal_read(1, -343, &found));
    assert_false(ctg__decimal_read(4, -310, &found));
    assert_same(found, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_are_cut_after_128_bits),
        cmocka_unit_test(what_is_cut_off_is_rounded_up),
        cmocka_unit_test(every_power_is_ten_times_the_last),
        cmocka_unit_test(doubles_are_written_as_the_c_library_does),
        cmocka_unit_test(powers_of_two_are_short_and_read_back),
        cmocka_unit_test(digits_are_read_as_the_c_library_does),
        cmocka_unit_test(halves_go_to_the_even_double),
        cmocka_unit_test(what_is_no_normal_number_goes_the_long_way),
    };

    return RUN_TESTS(tests);
}
