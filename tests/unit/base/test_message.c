/* Messages, and what they quote. */
#include "base/message.h"

#include <stdio.h>
#include <string.h>

#include "support/cmocka.h"

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void print(char *room, size_t size, const char *format, ...)
    CTG__PRINTF(3, 4);

static void print(char *room, size_t size, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    ctg__message(room, size, format, args);
    va_end(args);
}

static void values_are_written_as_printf_writes_them(void **state)
{
    static const size_t count = 18446744073709551615u;
    char made[400];
    char expected[400];

    (void)state;
    print(made, sizeof made, "%zu|%u|%d|%c|%g|%.3g|%.17g|%.0f|%f|100%%", count,
          4294967295u, -2147483647, 'x', 0.1, 2.0 / 3, 0.1, 2.5, 1e300);
    snprintf(expected, sizeof expected,
             "%zu|%u|%d|%c|%g|%.3g|%.17g|%.0f|%f|100%%", count, 4294967295u,
             -2147483647, 'x', 0.1, 2.0 / 3, 0.1, 2.5, 1e300);
    assert_string_equal(made, expected);
    print(made, sizeof made, "a %s %.3s '%s' %.*s '%.*s'", "b", "cdef", "g", 2,
          "hij", 1, "kl");
    assert_string_equal(made, "a b cde 'g' hi 'k'");
    print(made, sizeof made, "%s", "");
    assert_string_equal(made, "");
}

static void a_long_value_in_quotes_keeps_its_ends(void **state)
{
    char made[1024];

    (void)state;
    print(made, sizeof made, "is '%s', not", SIXTY TEN TEN "abc");
    assert_string_equal(made, "is '" SIXTY TEN TEN "abc', not");
    print(made, sizeof made, "is '%s', not", SIXTY TEN TEN "abcd");
    assert_string_equal(made, "is '" SIXTY "..."
                              "4567890123456789abcd', not");
    print(made, sizeof made, "is '%.*s', not",
          ctg__message_bytes(sizeof SIXTY + 23), SIXTY TEN TEN "abcdefgh");
    assert_string_equal(made, "is '" SIXTY "..."
                              "4567890123456789abcd', not");
}

static void what_is_not_quoted_is_whole_to_half_the_room(void **state)
{
    char made[401];

    (void)state;
    print(made, sizeof made, "%s: end", SIXTY SIXTY SIXTY);
    assert_string_equal(made, SIXTY SIXTY SIXTY ": end");
    print(made, sizeof made, "'%s: end", SIXTY SIXTY SIXTY);
    assert_string_equal(made, "'" SIXTY SIXTY SIXTY ": end");
    print(made, sizeof made, "%s': end", SIXTY SIXTY SIXTY);
    assert_string_equal(made, SIXTY SIXTY SIXTY "': end");
    print(made, sizeof made, "%s: end", SIXTY SIXTY SIXTY SIXTY "abc");
    assert_string_equal(made, SIXTY SIXTY TEN TEN TEN
                        "..."
                        "34567890123456789012345678901234567"
                        "890123456789abc: end");
}

static void no_character_is_cut(void **state)
{
    char wide[4 * 100 + 1] = "";
    char made[256];

    (void)state;
    for (size_t i = 0; i < 100; i++)
        strcat(wide, "\xF0\x9F\x8D\x92");
    print(made, sizeof made, "'%s'", wide);
    assert_int_equal(strlen(made), 1 + 4 * 60 + 3 + 4 * 2);
    assert_memory_equal(made + 1, wide, 4 * 60);
    for (size_t size = 2; size < 16; size++) {
        print(made, size, "ab%s", "\xE2\x82\xAC\xE2\x82\xAC");
        assert_in_range(strlen(made), 0, size - 1);
        assert_int_equal(strlen(made) > 2 ? (strlen(made) - 2) % 3 : 0, 0);
    }
}

/* A number is the most there may be of a text, `*` is all there is of it. */
static void a_precision_cuts_no_character(void **state)
{
    char made[64];

    (void)state;
    print(made, sizeof made, "'%.4s=1'", "\xE9\x8A\x80\xE8\xA1\x8C");
    assert_string_equal(made, "'\xE9\x8A\x80=1'");
    print(made, sizeof made, "%.5s", "\xE9\x8A\x80\xE8\xA1\x8C");
    assert_string_equal(made, "\xE9\x8A\x80");
    print(made, sizeof made, "%.6s|%.7s", "\xE9\x8A\x80\xE8\xA1\x8C",
          "\xE9\x8A\x80\xE8\xA1\x8C");
    assert_string_equal(made,
                        "\xE9\x8A\x80\xE8\xA1\x8C|\xE9\x8A\x80\xE8\xA1\x8C");
    print(made, sizeof made, "%.2s|", "\xE9\x8A\x80");
    assert_string_equal(made, "|");
    /* What is no UTF-8 is shown as it is. */
    print(made, sizeof made, "%.4s|%.*s", "caf\xE9!", 4, "caf\xE9");
    assert_string_equal(made, "caf\xE9|caf\xE9");
}

static void what_does_not_fit_ends_the_message(void **state)
{
    char made[8];

    (void)state;
    print(made, sizeof made, "abc%s%d", "defg", 1);
    assert_string_equal(made, "abcdefg");
    print(made, sizeof made, "abcdef\xE2\x82\xAC%s", "x");
    assert_string_equal(made, "abcdef");
    print(made, 1, "abc");
    assert_string_equal(made, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_written_as_printf_writes_them),
        cmocka_unit_test(a_long_value_in_quotes_keeps_its_ends),
        cmocka_unit_test(what_is_not_quoted_is_whole_to_half_the_room),
        cmocka_unit_test(no_character_is_cut),
        cmocka_unit_test(a_precision_cuts_no_character),
        cmocka_unit_test(what_does_not_fit_ends_the_message),
    };

    return RUN_TESTS(tests);
}
