#include "text/format.h"

#include <locale.h>
#include <string.h>

#include "support/cmocka.h"

static void check_amount(double value, const char *expected)
{
    char text[CTG__FORMAT_ROOM];

    assert_string_equal(ctg__format_amount(text, value, "$", false), expected);
}

static void amounts_have_three_digits_and_a_suffix(void **state)
{
    (void)state;
    check_amount(950, "$950");
    check_amount(999.4, "$999");
    check_amount(999.5, "$1.00K");
    check_amount(1000, "$1.00K");
    check_amount(9994, "$9.99K");
    check_amount(9996, "$10.0K");
    check_amount(99949, "$99.9K");
    check_amount(99951, "$100K");
    check_amount(999499, "$999K");
    check_amount(999500, "$1.00M");
    check_amount(32.2e6, "$32.2M");
    check_amount(821.4e6, "$821M");
    check_amount(1.949e9, "$1.95B");
    check_amount(4.2e12, "$4.20T");
    check_amount(999.4e12, "$999T");
    check_amount(999.5e12, "$1.0e15");
    check_amount(1.2345e18, "$1.2e18");
    check_amount(9.97e18, "$1.0e19");
    check_amount(1.7e308, "$1.7e308");
}

static void small_amounts_keep_their_decimals(void **state)
{
    (void)state;
    check_amount(0, "$0");
    check_amount(5, "$5");
    check_amount(49.999999999999996, "$50");
    check_amount(12.37, "$12.4");
    check_amount(0.237, "$0.24");
    check_amount(0.00432, "$4.3e-3");
    check_amount(2.99e-7, "$3.0e-7");
    check_amount(5e-324, "$4.9e-324");
}

static void units_stand_before_or_behind(void **state)
{
    char text[CTG__FORMAT_ROOM];

    (void)state;
    assert_string_equal(ctg__format_amount(text, 1234, "\xE2\x82\xAC", false),
                        "\xE2\x82\xAC"
                        "1.23K");
    assert_string_equal(ctg__format_amount(text, 1234, "EUR", false),
                        "1.23K EUR");
    assert_string_equal(ctg__format_amount(text, 1234, "", false), "1.23K");
    assert_string_equal(ctg__format_amount(text, 1234, NULL, false), "1.23K");
    assert_string_equal(ctg__format_amount(text, -1234, "$", false),
                        "\xE2\x88\x92$1.23K");
    assert_string_equal(ctg__format_amount(text, -1234, "$", true), "-$1.23K");
    assert_string_equal(ctg__format_change(text, 80e6, "$", true), "+$80.0M");
    assert_string_equal(ctg__format_change(text, 0, "$", true), "$0");
    /* 34 bytes: cut before the character that does not fit */
    assert_string_equal(
        ctg__format_amount(text, 7, "1234567890123456789012345678901\xC3\xA9x",
                           false),
        "7 1234567890123456789012345678901");
}

static void units_are_cleaned(void **state)
{
    char text[CTG__FORMAT_ROOM];

    (void)state;
    assert_string_equal(
        ctg__format_amount(text, 1237, "\x1b]0;US\n \xE2\x80\xAE D\a", false),
        "1.24K ]0;US D");
    assert_string_equal(ctg__format_amount(text, 1237, "\x1b\x7f", false),
                        "1.24K");
    /* 31 bytes and a character of two: it does not fit into 32. */
    assert_string_equal(
        ctg__format_amount(text, -2.37,
                           "abcdefghijklmnopqrstuvwxyz01234\xC3\xA4", false),
        "\xE2\x88\x92"
        "2.37 abcdefghijklmnopqrstuvwxyz01234");
}

static void shares_are_never_written_with_a_less_than_sign(void **state)
{
    char text[CTG__FORMAT_ROOM];

    (void)state;
    assert_string_equal(ctg__format_share(text, 1.48, false), "148%");
    assert_string_equal(ctg__format_share(text, 0.0995, false), "10%");
    assert_string_equal(ctg__format_share(text, 0.0994, false), "9.9%");
    assert_string_equal(ctg__format_share(text, 0.0005, false), "0.1%");
    assert_string_equal(ctg__format_share(text, 0.00049, false), "\xE2\x89\x88"
                                                                 "0%");
    assert_string_equal(ctg__format_share(text, 0.00049, true), "~0%");
    assert_string_equal(ctg__format_share(text, 0, true), "0%");
    assert_string_equal(ctg__format_share(text, -0.031, true), "-3.1%");
    assert_string_equal(ctg__format_relative(text, -0.35, false), "\xE2\x88\x92"
                                                                  "35%");
    assert_string_equal(ctg__format_relative(text, 0.0237, true), "+2.4%");
    assert_string_equal(ctg__format_relative(text, -1e-7, true), "~0%");
}

static void what_is_enormous_is_a_power_of_ten(void **state)
{
    char text[CTG__FORMAT_ROOM];

    (void)state;
    assert_string_equal(ctg__format_multiple(text, 3.24e17, true), "x3.2e17");
    assert_string_equal(ctg__format_multiple(text, 9.96e19, true), "x1.0e20");
    assert_string_equal(ctg__format_share(text, 7.4e15, true), "7.4e17%");
    assert_string_equal(ctg__format_share(text, 2.37e307, true), "2.4e309%");
    assert_string_equal(ctg__format_relative(text, -6.1e306, true),
                        "-6.1e308%");
    assert_string_equal(ctg__format_leverage(text, 12.36), "12.4\xC3\x97");
    assert_string_equal(ctg__format_leverage(text, 2.66e18), "2.7e18\xC3\x97");
    check_amount(1.7e308, "$1.7e308");
}

static void multiples_and_counts(void **state)
{
    char text[CTG__FORMAT_ROOM];

    (void)state;
    assert_string_equal(ctg__format_multiple(text, 2.378, false), "\xC3\x97"
                                                                  "2.38");
    assert_string_equal(ctg__format_multiple(text, 123.6, true), "x124");
    assert_string_equal(ctg__format_count(text, 0), "0");
    assert_string_equal(ctg__format_count(text, 999), "999");
    assert_string_equal(ctg__format_count(text, 1204), "1,204");
    assert_string_equal(ctg__format_count(text, 13237204), "13,237,204");
}

static void the_locale_changes_nothing(void **state)
{
    (void)state;
    /* Where it is not installed this is the same as above. */
    setlocale(LC_ALL, "de_DE.UTF-8");
    check_amount(1.949e9, "$1.95B");
    setlocale(LC_ALL, "C");
}

/* Five of them from `low` on, as an axis has them. */
static void check_ticks(double low, double high, const char *expected)
{
    const double most = low * low > high * high ? low : high;
    char all[5 * CTG__FORMAT_ROOM] = "";

    for (int k = 0; k <= 4; k++) {
        char text[CTG__FORMAT_ROOM];

        strcat(all, k ? " " : "");
        strcat(all,
               ctg__format_tick(text, low + (high - low) / 4 * k,
                                (high - low) / 4, most < 0 ? -most : most));
    }
    assert_string_equal(all, expected);
}

static void ticks_differ(void **state)
{
    (void)state;
    check_ticks(0, 1, "0 0.25 0.5 0.75 1");
    check_ticks(0, 0.35, "0 0.0875 0.175 0.262 0.35");
    check_ticks(1, -1, "1 0.5 0 -0.5 -1");
    check_ticks(-0.3, 0.1, "-0.3 -0.2 -0.1 0 0.1");
    check_ticks(0, 2000, "0 500 1.00K 1.50K 2.00K");
    check_ticks(0.8001, 0.8003, "0.8001 0.80015 0.8002 0.80025 0.8003");
    check_ticks(0.8003, 0.8001, "0.8003 0.80025 0.8002 0.80015 0.8001");
    check_ticks(999.5, 999.99, "999.5 999.62 999.75 999.87 999.99");
    check_ticks(0, 999.8, "0 250 500 750 1.00K");
    check_ticks(0, 4e-30, "0 1.0e-30 2.0e-30 3.0e-30 4.0e-30");
    check_ticks(100000, 100001, "100000 100000.25 100000.5 100000.75 100001");
    check_ticks(12345678, 12385678,
                "12345678 12355678 12365678 12375678 12385678");
    check_ticks(1, 1, "1 1 1 1 1");
    check_ticks(0, 0, "0 0 0 0 0");
}

static void one_is_singular(void **state)
{
    (void)state;
    assert_string_equal(ctg__plural(1), "");
    assert_string_equal(ctg__plural(0), "s");
    assert_string_equal(ctg__plural(2), "s");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_have_three_digits_and_a_suffix),
        cmocka_unit_test(small_amounts_keep_their_decimals),
        cmocka_unit_test(units_stand_before_or_behind),
        cmocka_unit_test(units_are_cleaned),
        cmocka_unit_test(shares_are_never_written_with_a_less_than_sign),
        cmocka_unit_test(what_is_enormous_is_a_power_of_ten),
        cmocka_unit_test(multiples_and_counts),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(ticks_differ),
        cmocka_unit_test(one_is_singular),
    };

    return RUN_TESTS(tests);
}
