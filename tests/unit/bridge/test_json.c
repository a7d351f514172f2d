/* JSON as it is taken, and where it is not. */
#include "bridge/jansson.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "support/cmocka.h"
#include "text/json_tokens.h"

static json_t *parsed(const char *text)
{
    json_t *value = NULL;
    ctg__json_fault fault = {0};
    ctg_error error = {0};

    if (ctg__json_parse(text, strlen(text), &value, &fault, &error))
        fail_msg("%zu:%zu: %s%s", fault.line, fault.column, fault.text,
                 error.message);
    return value;
}

static void expect_fault(const char *bytes, size_t length, size_t line,
                         size_t column, const char *part)
{
    json_t *value = NULL;
    ctg__json_fault fault = {0};
    ctg_error error = {0};

    assert_int_equal(ctg__json_parse(bytes, length, &value, &fault, &error),
                     CTG_BAD_INPUT);
    assert_null(value);
    assert_string_equal(error.message, "");
    if (fault.line != line || fault.column != column ||
        !strstr(fault.text, part))
        fail_msg("%zu:%zu: %s, and not %zu:%zu: %s", fault.line, fault.column,
                 fault.text, line, column, part);
}

static void refused(const char *text, size_t line, size_t column,
                    const char *part)
{
    expect_fault(text, strlen(text), line, column, part);
}

static void numbers_come_as_reals_whatever_their_size(void **state)
{
    json_t *const value = parsed("[3, -0.237, 9223372036854775809, 1e-400]");

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_true(json_is_real(json_array_get(value, i)));
    assert_same(json_real_value(json_array_get(value, 0)), 3);
    assert_same(json_real_value(json_array_get(value, 1)), -0.237);
    assert_same(json_real_value(json_array_get(value, 2)), 0x1p63);
    json_decref(value);
}

static void a_mark_of_byte_order_is_stepped_over(void **state)
{
    json_t *const value = parsed("\xEF\xBB\xBF{\"a\": 2.5}");

    (void)state;
    assert_same(json_real_value(json_object_get(value, "a")), 2.5);
    json_decref(value);
    /* And counts for the column, as editors that show bytes have it. */
    refused("\xEF\xBB\xBF{\"a\": x}", 1, 10, "'x'");
    refused("\xEF\xBB\xBF\xEF\xBB\xBF{}", 1, 6, "");
}

static void what_json_is_not_is_refused_where_it_stands(void **state)
{
    (void)state;
    refused("{\"a\": 1,\n \"b\": x}", 2, 7, "'x'");
    refused("{\"a\": 1,\n \"a\": 2}", 2, 4, "duplicate");
    refused("[1,]", 1, 4, "']'");
    refused("[1, NaN]", 1, 7, "NaN");
    refused("[1,\n2,\n1e999]", 3, 5, "overflow");
    refused("{} {}", 1, 4, "end of file expected");
    refused("[\"a\xFF\"]", 1, 4, "unable to decode byte 0xff");
    refused("[1,\n\"\xE4\xB8\x41\"]", 2, 2, "unable to decode byte 0xe4");
}

static void texts_without_an_end_are_refused_at_theirs(void **state)
{
    json_t *value = NULL;
    ctg__json_fault fault = {0};

    (void)state;
    assert_int_equal(ctg__json_parse("[1,\n", 4, &value, &fault, NULL),
                     CTG_BAD_INPUT);
    assert_true(fault.line == 1 || fault.line == 2);
    assert_int_equal(ctg__json_parse("", 0, &value, &fault, NULL),
                     CTG_BAD_INPUT);
    assert_int_equal(fault.line, 1);
    assert_int_equal(fault.column, 1);
    assert_int_equal(ctg__json_parse("\xEF\xBB\xBF", 3, &value, &fault, NULL),
                     CTG_BAD_INPUT);
    assert_int_equal(fault.line, 1);
}

static void nul_has_no_place_in_a_text(void **state)
{
    (void)state;
    refused("{\"a\": \"x\\u0000y\"}", 1, 16, "a NUL in a string");
    expect_fault("[\"a\0b\"]", 7, 1, 3, "");
    expect_fault("[1]\0", 4, 1, 4, "");
}

/* What is quoted of the file must not reach a terminal as it is. */
static void a_fault_is_one_clean_line(void **state)
{
    static const char text[] = "[\"a\x1B[31m\nb\"]";
    json_t *value = NULL;
    ctg__json_fault fault = {0};

    (void)state;
    assert_int_equal(
        ctg__json_parse(text, sizeof text - 1, &value, &fault, NULL),
        CTG_BAD_INPUT);
    assert_string_not_equal(fault.text, "");
    for (const char *c = fault.text; *c; c++)
        assert_true((unsigned char)*c >= ' ' && *c != '\x7F');
}

static void depth_is_limited(void **state)
{
    enum { DEPTH = 100000 };
    char *const text = test_malloc(DEPTH);
    json_t *value = NULL;
    ctg__json_fault fault = {0};

    (void)state;
    memset(text, '[', DEPTH);
    assert_int_equal(ctg__json_parse(text, DEPTH, &value, &fault, NULL),
                     CTG_BAD_INPUT);
    assert_int_equal(fault.line, 1);
    assert_non_null(strstr(fault.text, "depth"));
    test_free(text);
}

static bool takes_a_tree(const char *bytes, size_t length)
{
    json_t *value = NULL;
    ctg__json_fault fault = {0};
    ctg_error error = {0};
    const ctg_status status =
        ctg__json_parse(bytes, length, &value, &fault, &error);

    json_decref(value);
    return !status;
}

static bool takes_no_tree(const char *bytes, size_t length)
{
    ctg__json_document found = {0};
    ctg_error error = {0};
    const ctg_status status =
        ctg__json_check(bytes, length, NULL, &found, &error);

    ctg__release(found.members);
    return !status;
}

/* Some bytes less, and some that mean something in JSON more. */
static size_t spoil(ctg__random *random, char *bytes, size_t length)
{
    static const char *const pieces[] = {
        "\"",       "\\",      "{",       "}",    "[",        "]",
        ",",        ":",       "null",    "true", "1e999",    "-0",
        "00",       "-",       ".5",      "5.",   "1.5E+3",   "\\u0000",
        "\\ud800",  "\\udc00", "\\u0061", "\xFF", "\xC3\xA9", "\x01",
        "\"a\":1,", "\"a\":",  " ",       "\n"};
    const size_t at = ctg__random_below(random, (uint32_t)length + 1);
    const size_t left = length - at;
    const size_t less = left ? ctg__random_below(random, 3) % (left + 1) : 0;
    const char *const more = pieces[ctg__random_below(
        random, (uint32_t)(sizeof pieces / sizeof *pieces))];

    memmove(bytes + at + strlen(more), bytes + at + less, left - less);
    memcpy(bytes + at, more, strlen(more));
    return length + strlen(more) - less;
}

/* A NUL apart, which this parser steps over behind a number. */
static void who_makes_no_tree_takes_the_same(void **state)
{
    enum { TRIES = 40000, ROOM = 512 };
    static const char text[] =
        "{\"nodes\": [{\"id\": \"a\\u00e9\\ud83d\\ude00\", \"equity\": "
        "-12.5e-3}, {\"id\": \"\xC3\xA9\\n\", \"b\": [true, null, {}]}],"
        " \"a\": {\"b\": false, \"\": 0}}";
    ctg__random random;
    size_t taken = 0;

    (void)state;
    ctg__random_start(&random, 237, 0);
    for (size_t i = 0; i < TRIES; i++) {
        char *const bytes = test_malloc(ROOM);
        size_t length = sizeof text - 1;
        bool fine;

        memcpy(bytes, text, length);
        for (uint32_t k = ctg__random_below(&random, 3) + 1; k > 0; k--)
            length = spoil(&random, bytes, length);
        fine = takes_no_tree(bytes, length);
        if (takes_a_tree(bytes, length) != fine)
            fail_msg("%.*s", (int)length, bytes);
        taken += fine;
        test_free(bytes);
    }
    assert_in_range(taken, TRIES / 50, TRIES);
}

static long grants;

static void *limited(size_t size)
{
    return grants-- > 0 ? malloc(size) : NULL;
}

/* Long words grow byte by byte: none may come out shorter. */
static void out_of_memory_is_said_and_nothing_is_shortened(void **state)
{
    static const char text[] =
        "{\"a name that is longer than its first room of sixteen\": "
        "\"a text that is longer than its first room of sixteen\", "
        "\"number\": 1234567890123456789012345678901234567890}";
    json_malloc_t take;
    json_free_t give;
    json_t *value = NULL;
    ctg_status status = CTG_NO_MEMORY;
    long tried = 0;

    (void)state;
    json_get_alloc_funcs(&take, &give);
    json_set_alloc_funcs(limited, free);
    for (; status == CTG_NO_MEMORY; tried++) {
        ctg__json_fault fault = {0};
        ctg_error error = {0};
        json_malloc_t after;
        json_free_t after_free;

        grants = tried;
        status = ctg__json_parse(text, sizeof text - 1, &value, &fault, &error);
        json_get_alloc_funcs(&after, &after_free);
        assert_true(after == limited && after_free == free);
        if (status)
            assert_string_equal(error.message, "out of memory");
    }
    assert_int_equal(status, CTG_OK);
    assert_true(tried > 10);
    assert_string_equal(
        json_string_value(json_object_get(
            value, "a name that is longer than its first room of sixteen")),
        "a text that is longer than its first room of sixteen");
    assert_same(json_real_value(json_object_get(value, "number")),
                1234567890123456789012345678901234567890.0);
    json_decref(value);
    json_set_alloc_funcs(take, give);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_as_reals_whatever_their_size),
        cmocka_unit_test(a_mark_of_byte_order_is_stepped_over),
        cmocka_unit_test(what_json_is_not_is_refused_where_it_stands),
        cmocka_unit_test(texts_without_an_end_are_refused_at_theirs),
        cmocka_unit_test(nul_has_no_place_in_a_text),
        cmocka_unit_test(a_fault_is_one_clean_line),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(who_makes_no_tree_takes_the_same),
        cmocka_unit_test(out_of_memory_is_said_and_nothing_is_shortened),
    };

    return RUN_TESTS(tests);
}
