#include "text/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/cmocka.h"

static void numbers_read_to_the_nearest_double(void **state)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "0.1",
        "123.456",
        "1e6",
        "-2.5e-3",
        "0.237",
        "1e22",
        "1e23",
        "9007199254740993",
        ".5",
        "5.",
        "+7",
        "1e-300",
        "123456789012345678",
        "4.35",
        "0.000001234567890123456789",
        "179769313486231570e291",
        "2.2250738585072014e-308",
        "4.9e-324",
        "0.1000000000000000055511151231257827021181583404541015625"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = -1;

        assert_int_equal(ctg__number_parse(texts[i], strlen(texts[i]), &value),
                         0);
        assert_same(value, strtod(texts[i], NULL));
    }
}

static void what_is_no_number_is_refused_with_the_reason(void **state)
{
    static const struct {
        const char *text;
        ctg__number_fault fault;
    } cases[] = {
        {"", CTG__NUMBER_TEXT},          {"abc", CTG__NUMBER_TEXT},
        {"1 2", CTG__NUMBER_TEXT},       {" 1", CTG__NUMBER_TEXT},
        {"0x10", CTG__NUMBER_TEXT},      {"1e", CTG__NUMBER_TEXT},
        {"--1", CTG__NUMBER_TEXT},       {"1,5", CTG__NUMBER_COMMA},
        {"1.234,56", CTG__NUMBER_COMMA}, {"nan", CTG__NUMBER_RANGE},
        {"-inf", CTG__NUMBER_RANGE},     {"Infinity", CTG__NUMBER_RANGE},
        {"1e999", CTG__NUMBER_RANGE},    {".", CTG__NUMBER_TEXT},
        {"e5", CTG__NUMBER_TEXT},        {"35%", CTG__NUMBER_TEXT}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = 4.25;

        assert_int_equal(
            ctg__number_parse(cases[i].text, strlen(cases[i].text), &value),
            cases[i].fault);
        assert_same(value, 4.25);
    }
}

static void per_cent_shifts_the_decimal_point(void **state)
{
    double value;

    (void)state;
    assert_int_equal(ctg__number_parse_rate("35%", 3, &value), 0);
    assert_same(value, 0.35);
    assert_int_equal(ctg__number_parse_rate("-0.7%", 5, &value), 0);
    assert_same(value, -0.007);
    assert_int_equal(
        ctg__number_parse_rate("-0.00019999999999999998%", 24, &value), 0);
    assert_same(value, -0.0000019999999999999998);
    assert_int_equal(ctg__number_parse_rate("0.6", 3, &value), 0);
    assert_same(value, 0.6);
    assert_int_equal(ctg__number_parse_rate("%", 1, &value), CTG__NUMBER_TEXT);
    assert_true(ctg__number_read_rate("  35% x", 6, &value));
    assert_same(value, 0.35);
    assert_false(ctg__number_read_rate("   ", 3, &value));
    assert_false(ctg__number_read_rate("3 5", 3, &value));
}

static void numbers_print_as_short_as_they_read_back(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "0"},
                 {0.1, "0.1"},
                 {1e15, "1e+15"},
                 {123456789, "123456789"},
                 {1.0 / 3, "0.3333333333333333"},
                 {2.0 / 3 * 1e-9, "6.666666666666666e-10"},
                 {-1234.5, "-1234.5"}};
    char buffer[32];
    uint64_t bits = 0x9e3779b97f4a7c15;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg__number_format(buffer, cases[i].value);
        assert_string_equal(buffer, cases[i].text);
    }
    for (int i = 0; i < 20000; i++) {
        double value;
        double back;

        bits = bits * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        ctg__number_format(buffer, value);
        assert_int_equal(ctg__number_parse(buffer, strlen(buffer), &back), 0);
        assert_same(back, value);
    }
}

static void plain_numbers_are_what_the_exact_way_reads(void **state)
{
    static const struct {
        const char *text;
        size_t plain; /* bytes taken; 0: not plain */
    } cases[] = {
        {"12.75,", 5},
        {"-0.237\n", 6},
        {"+7,", 2},
        {"0,", 1},
        {"5.,", 2},
        {".25;", 3},
        {"1e6,", 1},
        {"1.5x", 3},
        {",", 0},
        {"-,", 0},
        {".,", 0},
        {"+.,", 0},
        {"x1,", 0},
        {"123456789012345,", 15},
        {"1234567890123456,", 0},
        {"1.23456789012345,", 16},
        {"1.234567890123456,", 0},
        {"0.00000000000001,", 16},
        {"--1,", 0},
        {"123456789012345.,", 16},
        {"12345678901234.5,", 16},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i].text;
        double value = 0.5;
        double exact = 0.5;

        assert_int_equal(ctg__number_plain(&at, &value), cases[i].plain > 0);
        assert_int_equal(at - cases[i].text, cases[i].plain);
        if (cases[i].plain)
            assert_int_equal(
                ctg__number_parse(cases[i].text, cases[i].plain, &exact),
                CTG__NUMBER_FINE);
        assert_same(value, exact);
    }
}

static void styles_are_read_strictly(void **state)
{
    static const ctg__number_style comma = {.decimal_comma = true};
    static const ctg__number_style swiss = {.thousands = "'"};
    static const ctg__number_style thin = {.decimal_comma = true,
                                           .thousands = "\xE2\x80\xAF"};
    static const ctg__number_style zero = {.blank_is_zero = true};
    static const struct style_case {
        const ctg__number_style *style;
        const char *text;
        double value; /* NAN: none */
    } cases[] = {
        {&comma, "1.234.567,25", 1234567.25},
        {&comma, "-0,05", -0.05},
        {&comma,
         "\xE2\x88\x92"
         "12,5e3",
         -12500},
        {&comma, "12345,5", 12345.5},
        {&comma, "1.5", NAN},
        {&comma, "1234.567", NAN},
        {&comma, "1.234.56", NAN},
        {&comma, ",234.567", NAN},
        {&comma, "1,5,5", NAN},
        {&comma, "", NAN},
        {&swiss, "1'234.5", 1234.5},
        {&swiss, "1,5", NAN},
        {&swiss, "'234", NAN},
        {&swiss, "12'34", NAN},
        {&thin,
         "1\xE2\x80\xAF"
         "234,5",
         1234.5},
        {&thin, "1.234,5", NAN},
        {&zero, "", 0},
        {&zero, "-", 0},
        {&zero, "\xE2\x88\x92", 0},
        {&zero, "--", NAN},
        {&zero, "7.5", 7.5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct style_case *const at = &cases[i];
        double value = 0.5;
        const ctg__number_fault fault =
            ctg__number_parse_as(at->style, at->text, strlen(at->text), &value);

        if ((fault != 0) != (at->value != at->value))
            fail_msg("'%s' gives %g", at->text, value);
        if (fault)
            assert_same(value, 0.5);
        else
            assert_same(value, at->value);
    }
}

static void what_is_no_number_says_so(void **state)
{
    char buffer[32];

    (void)state;
    assert_int_equal(ctg__number_format(buffer, HUGE_VAL), 3);
    assert_string_equal(buffer, "inf");
    assert_int_equal(ctg__number_format(buffer, -HUGE_VAL), 4);
    assert_string_equal(buffer, "-inf");
    ctg__number_format(buffer, NAN);
    assert_non_null(strstr(buffer, "nan"));
}

static void counts_are_digits_alone(void **state)
{
    static const struct {
        uint64_t count;
        const char *text;
    } cases[] = {{0, "0"},
                 {10, "10"},
                 {1000000000000000, "1000000000000000"},
                 {UINT64_MAX, "18446744073709551615"}};
    char buffer[32];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ctg__number_format_count(buffer, cases[i].count),
                         strlen(cases[i].text));
        assert_string_equal(buffer, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_to_the_nearest_double),
        cmocka_unit_test(what_is_no_number_is_refused_with_the_reason),
        cmocka_unit_test(per_cent_shifts_the_decimal_point),
        cmocka_unit_test(numbers_print_as_short_as_they_read_back),
        cmocka_unit_test(styles_are_read_strictly),
        cmocka_unit_test(plain_numbers_are_what_the_exact_way_reads),
        cmocka_unit_test(what_is_no_number_says_so),
        cmocka_unit_test(counts_are_digits_alone),
    };

    return RUN_TESTS(tests);
}
