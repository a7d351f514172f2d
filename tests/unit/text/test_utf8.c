#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

#include "support/cmocka.h"

/* The code points of a text, bad bytes among them, in hexadecimal. */
static void check_points(const char *text, const char *expected)
{
    const char *at = text;
    const char *const end = text + strlen(text);
    char said[120] = "";

    while (at < end) {
        const uint32_t point = ctg__utf8_next(&at, end);
        const size_t length = strlen(said);

        snprintf(said + length, sizeof said - length, "%s%X", length ? " " : "",
                 (unsigned)point);
    }
    assert_string_equal(said, expected);
}

static void code_points_of_every_length_are_read(void **state)
{
    (void)state;
    check_points("k\xC3\xA9\xE0\xB8\x81\xF0\x9F\x8F\xA6", "6B E9 E01 1F3E6");
    check_points("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80", "7F 80 7FF 800");
    check_points("\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
                 "FFFF 10000 10FFFF");
}

static void a_bad_byte_is_one_step(void **state)
{
    (void)state;
    check_points("\x80z", "FFFFFFFF 7A");
    check_points("\xC1\xBF", "FFFFFFFF FFFFFFFF");              /* overlong */
    check_points("\xE0\x9F\xBF", "FFFFFFFF FFFFFFFF FFFFFFFF"); /* overlong */
    check_points("\xED\xA0\x80", "FFFFFFFF FFFFFFFF FFFFFFFF"); /* surrogate */
    check_points("\xF4\x90\x80\x80",
                 "FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF"); /* above all */
    check_points("\xE4\xBD", "FFFFFFFF FFFFFFFF");       /* cut off */
    check_points("\xE4\xBDg", "FFFFFFFF FFFFFFFF 67");
    check_points("\xFF", "FFFFFFFF");
}

static void every_code_point_reads_back(void **state)
{
    (void)state;
    for (uint32_t point = 1; point <= 0x10FFFF; point++) {
        char bytes[4];
        const char *at = bytes;
        size_t length;

        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        length = ctg__utf8_put(bytes, point);
        assert_int_equal(ctg__utf8_next(&at, bytes + length), point);
        assert_ptr_equal(at, bytes + length);
    }
}

static void widths_are_those_of_a_terminal(void **state)
{
    static const struct {
        uint32_t point;
        size_t columns;
    } cases[] =
        {
            {'k', 1},     {0xE9, 1},          {0x301, 0},
            {0xE01, 1},               /* Thai ko kai */
            {0xE31, 0},               /* Thai, above */
            {0xE38, 0},               /* Thai, below */
            {0x941, 0},               /* Devanagari u */
            {0x5D0, 1},   {0x5B0, 0}, /* Hebrew */
            {0x65E5, 2},  {0xAC00, 2},        {0xFF21, 2},
            {0x1F3E6, 2}, {0x200D, 0},        {0xFE0F, 0},
            {0x2500, 1},  {0x25B2, 1},        {0x20000, 2},
            {0x1B, 0},    {CTG__UTF8_BAD, 1},
        };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ctg__utf8_columns(cases[i].point) != cases[i].columns)
            fail_msg("U+%04X takes %zu columns", (unsigned)cases[i].point,
                     ctg__utf8_columns(cases[i].point));
}

static void kinds_are_those_of_unicode(void **state)
{
    static const struct {
        uint32_t point;
        ctg__utf8_kind kind;
    } cases[] = {
        {'k', CTG__UTF8_SHOWN},      {' ', CTG__UTF8_BLANK},
        {0x1B, CTG__UTF8_BLANK},     {0x7F, CTG__UTF8_BLANK},
        {0x85, CTG__UTF8_BLANK},     {0xA0, CTG__UTF8_BLANK},
        {0x2009, CTG__UTF8_BLANK},   {0x3000, CTG__UTF8_BLANK},
        {0x2028, CTG__UTF8_BLANK},   {0xAD, CTG__UTF8_HIDDEN},
        {0x61C, CTG__UTF8_HIDDEN},   {0x200B, CTG__UTF8_HIDDEN},
        {0x202E, CTG__UTF8_HIDDEN},  {0x2069, CTG__UTF8_HIDDEN},
        {0xFEFF, CTG__UTF8_HIDDEN},  {0x3164, CTG__UTF8_HIDDEN},
        {0x34F, CTG__UTF8_HIDDEN},   {0xFFFA, CTG__UTF8_HIDDEN},
        {0xFDD3, CTG__UTF8_HIDDEN},  {0x5FFFE, CTG__UTF8_HIDDEN},
        {0xE0041, CTG__UTF8_HIDDEN}, {0x200D, CTG__UTF8_SHOWN},
        {0x200C, CTG__UTF8_SHOWN},   {0xFE0F, CTG__UTF8_SHOWN},
        {0x301, CTG__UTF8_SHOWN},    {0x1F3E6, CTG__UTF8_SHOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ctg__utf8_kind_of(cases[i].point) != cases[i].kind)
            fail_msg("U+%04X is of kind %d", (unsigned)cases[i].point,
                     (int)ctg__utf8_kind_of(cases[i].point));
}

static void marks_are_told_by_where_they_stand(void **state)
{
    static const struct {
        uint32_t point;
        ctg__utf8_place place;
    } cases[] = {
        {'a', CTG__UTF8_NO_MARK},           {0x301, CTG__UTF8_ABOVE},
        {0x316, CTG__UTF8_BELOW},           {0x345, CTG__UTF8_BELOW},
        {0x334, CTG__UTF8_ELSEWHERE},       {0x488, CTG__UTF8_ELSEWHERE},
        {0xE31, CTG__UTF8_ELSEWHERE},       {0x591, CTG__UTF8_BELOW},
        {0x35F, CTG__UTF8_BELOW},           {0x360, CTG__UTF8_ABOVE},
        {0x200D, CTG__UTF8_JOINER},         {0x34F, CTG__UTF8_JOINER},
        {0xFE0F, CTG__UTF8_JOINER},         {0x4E2D, CTG__UTF8_NO_MARK},
        {0x903, CTG__UTF8_NO_MARK},         {0x1F3E6, CTG__UTF8_NO_MARK},
        {CTG__UTF8_BAD, CTG__UTF8_NO_MARK},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (ctg__utf8_mark_of(cases[i].point) != cases[i].place)
            fail_msg("U+%04X stands at %d", (unsigned)cases[i].point,
                     (int)ctg__utf8_mark_of(cases[i].point));
}

static void what_is_read_as_one_is_not_torn(void **state)
{
    int32_t breaks = 0;

    (void)state;
    assert_true(ctg__utf8_breaks('a', 'b', &breaks));
    breaks = 0;
    assert_false(ctg__utf8_breaks('e', 0x301, &breaks));
    breaks = 0;
    assert_false(ctg__utf8_breaks(0x1F468, 0x200D, &breaks));
    assert_false(ctg__utf8_breaks(0x200D, 0x1F4BB, &breaks));
    assert_true(ctg__utf8_breaks(0x1F4BB, 'x', &breaks));
    breaks = 0; /* two letters are one flag, four are two */
    assert_false(ctg__utf8_breaks(0x1F1E9, 0x1F1EA, &breaks));
    assert_true(ctg__utf8_breaks(0x1F1EA, 0x1F1EB, &breaks));
}

static void a_byte_order_mark_is_three_bytes_or_none(void **state)
{
    (void)state;
    assert_int_equal(ctg__utf8_mark("\xEF\xBB\xBF", 3), 3);
    assert_int_equal(ctg__utf8_mark("\xEF\xBB\xBFx", 4), 3);
    assert_int_equal(ctg__utf8_mark("\xEF\xBB\xBF", 2), 0);
    assert_int_equal(ctg__utf8_mark("\xEF\xBB\xBE\xBF", 4), 0);
    assert_int_equal(ctg__utf8_mark("x\xEF\xBB\xBF", 4), 0);
    assert_int_equal(ctg__utf8_mark("", 0), 0);
}

static void a_text_is_cut_between_characters(void **state)
{
    static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8D\x92";
    static const size_t fits[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};

    (void)state;
    for (size_t room = 0; room < sizeof fits / sizeof *fits; room++) {
        assert_int_equal(ctg__utf8_fit(text, 10, room), fits[room]);
        assert_int_equal(ctg__utf8_precision(text, room), (int)fits[room]);
    }
    assert_int_equal(ctg__utf8_fit(text, 1, 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_points_of_every_length_are_read),
        cmocka_unit_test(a_bad_byte_is_one_step),
        cmocka_unit_test(every_code_point_reads_back),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(kinds_are_those_of_unicode),
        cmocka_unit_test(marks_are_told_by_where_they_stand),
        cmocka_unit_test(what_is_read_as_one_is_not_torn),
        cmocka_unit_test(a_byte_order_mark_is_three_bytes_or_none),
        cmocka_unit_test(a_text_is_cut_between_characters),
    };

    return RUN_TESTS(tests);
}
