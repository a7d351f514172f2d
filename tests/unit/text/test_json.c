/* JSON as it is written: the same onto files and onto growing text. */
#include "text/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka.h"

/* What both ways of writing a text make of it. */
static void assert_written(const char *string, const char *expected)
{
    ctg__text text = {0};
    char *bytes = NULL;
    size_t size = 0;
    FILE *const file = open_memstream(&bytes, &size);

    assert_non_null(file);
    ctg__json_add_text(&text, string);
    ctg__json_write_text(file, string);
    assert_int_equal(fclose(file), 0);
    assert_string_equal(ctg__text_string(&text), expected);
    assert_string_equal(bytes, expected);
    free(bytes);
    ctg__text_clear(&text);
}

static void a_text_is_quoted_and_escaped(void **state)
{
    (void)state;
    assert_written("", "\"\"");
    assert_written("a b/c'd", "\"a b/c'd\"");
    assert_written("\"\\", "\"\\\"\\\\\"");
    assert_written("a\nb\tc\rd\x01"
                   "e\x1F",
                   "\"a\\nb\\tc\\u000dd\\u0001e\\u001f\"");
}

static void what_ends_lines_or_steers_terminals_is_escaped(void **state)
{
    (void)state;
    assert_written("x\x7Fy", "\"x\\u007fy\"");
    assert_written("\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0",
                   "\"\\u0080\\u009b\\u009f\xC2\xA0\"");
    assert_written("\xE2\x80\xA7\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA",
                   "\"\xE2\x80\xA7\\u2028\\u2029\xE2\x80\xAA\"");
}

static void utf8_is_kept_and_bad_bytes_are_replaced(void **state)
{
    (void)state;
    assert_written("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8D\x92",
                   "\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x8D\x92\"");
    assert_written("a\xFFz\xC3", "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"");
    assert_written("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void a_number_that_is_not_finite_is_null(void **state)
{
    static const struct {
        double number;
        const char *expected;
    } cases[] = {{0.1, "0.1"},  {-2.5e-7, "-2.5e-07"}, {3, "3"},
                 {NAN, "null"}, {HUGE_VAL, "null"},    {-HUGE_VAL, "null"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg__text text = {0};
        char room[64] = "";
        FILE *const file = fmemopen(room, sizeof room, "w");

        assert_non_null(file);
        ctg__json_add_number(&text, cases[i].number);
        ctg__json_write_number(file, cases[i].number);
        assert_int_equal(fclose(file), 0);
        assert_string_equal(ctg__text_string(&text), cases[i].expected);
        assert_string_equal(room, cases[i].expected);
        ctg__text_clear(&text);
    }
}

static void values_are_on_one_line_or_on_lines_of_their_own(void **state)
{
    static const char *const words[] = {"a\n", "b"};
    ctg__text text = {0};
    ctg__json_nest outer = ctg__json_open(&text, '{', 3, 1);
    ctg__json_nest inner;

    (void)state;
    ctg__json_next(&outer, "k\"");
    ctg__json_add_text_or_null(&text, NULL);
    ctg__json_next(&outer, "list");
    inner = ctg__json_open(&text, '[', -1, 7);
    ctg__json_next(&inner, NULL);
    ctg__json_add_number(&text, 4);
    ctg__json_next(&inner, NULL);
    ctg__json_add_text_or_null(&text, "t");
    ctg__json_close(&inner);
    ctg__json_next(&outer, "texts");
    ctg__json_add_texts(&text, words, 2);
    ctg__json_close(&outer);
    assert_string_equal(ctg__text_string(&text),
                        "{\n   \"k\\\"\": null,\n   \"list\": [4, \"t\"],\n"
                        "   \"texts\": [\"a\\n\", \"b\"]\n }");
    ctg__text_reset(&text);
    inner = ctg__json_open(&text, '{', 3, 1);
    ctg__json_close(&inner);
    ctg__json_add_texts(&text, NULL, 0);
    assert_string_equal(ctg__text_string(&text), "{}[]");
    ctg__text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_quoted_and_escaped),
        cmocka_unit_test(what_ends_lines_or_steers_terminals_is_escaped),
        cmocka_unit_test(utf8_is_kept_and_bad_bytes_are_replaced),
        cmocka_unit_test(a_number_that_is_not_finite_is_null),
        cmocka_unit_test(values_are_on_one_line_or_on_lines_of_their_own),
    };

    return RUN_TESTS(tests);
}
