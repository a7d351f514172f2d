/* JSON read where it lies: what is a document, and what it says. */
#include "text/json_tokens.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "support/cmocka.h"

/* Without a NUL behind, so that who looks past the end is caught. */
static ctg_status check_bytes(const char *bytes, size_t length)
{
    char *const copy = test_malloc(length ? length : 1);
    ctg__json_document found = {0};
    ctg_error error;
    ctg_status status;

    if (length)
        memcpy(copy, bytes, length);
    status = ctg__json_check(copy, length, NULL, &found, &error);
    assert_true(found.fault >= copy && found.fault <= copy + length);
    ctg__release(found.members);
    test_free(copy);
    return status;
}

static void assert_document(const char *text)
{
    if (check_bytes(text, strlen(text)))
        fail_msg("refused: %s", text);
}

static void assert_none(const char *text)
{
    if (check_bytes(text, strlen(text)) != CTG_BAD_INPUT)
        fail_msg("taken: %s", text);
}

static void a_list_or_an_object_is_a_document(void **state)
{
    (void)state;
    assert_document("[]");
    assert_document("{}");
    assert_document(" \t\r\n{ \"a\" : [ 1 , true , false , null ] } \n");
    assert_document("\xEF\xBB\xBF{\"a\":{}}");
    assert_none("");
    assert_none("\xEF\xBB\xBF");
    assert_none("1");
    assert_none("\"a\"");
    assert_none("null");
    assert_none("[] x");
    assert_none("[][]");
    assert_none("\f[]");
}

static void brackets_commas_and_colons_must_be_in_place(void **state)
{
    (void)state;
    assert_none("[");
    assert_none("{");
    assert_none("[1");
    assert_none("[1,");
    assert_none("[1,]");
    assert_none("[,1]");
    assert_none("[1 2]");
    assert_none("[1}");
    assert_none("{\"a\":1]");
    assert_none("{\"a\":1,}");
    assert_none("{\"a\"}");
    assert_none("{\"a\" 1}");
    assert_none("{\"a\":}");
    assert_none("{a:1}");
    assert_none("{1:1}");
    assert_none("[tru]");
    assert_none("[truex]");
    assert_none("[nul");
    assert_none("[NaN]");
    assert_none("[/**/]");
}

static void numbers_are_those_of_the_grammar_and_of_doubles(void **state)
{
    (void)state;
    assert_document("[0,-0,10,1.5,-1.50,1e5,1E+5,1e-5,0.0e0,1e-999]");
    assert_document("[1.7976931348623157e308,1e-99999999999999999999]");
    assert_none("[01]");
    assert_none("[-]");
    assert_none("[+1]");
    assert_none("[.5]");
    assert_none("[5.]");
    assert_none("[1e]");
    assert_none("[1e+]");
    assert_none("[1.7976931348623159e308]");
    assert_none("[-1e999]");
}

static void digits_alone_can_be_too_large(void **state)
{
    char text[400] = "[";

    (void)state;
    for (size_t digits = 300; digits <= 320; digits++) {
        memset(text + 1, '9', digits);
        memcpy(text + 1 + digits, "]", 2);
        if (digits <= 308)
            assert_document(text);
        else
            assert_none(text);
    }
}

static void texts_are_utf8_without_controls(void **state)
{
    (void)state;
    assert_document("[\"\xC3\xA9 \xF4\x8F\xBF\xBF \x7F\"]");
    assert_none("[\"a");
    assert_none("[\"a\n\"]");
    assert_none("[\"\x01\"]");
    assert_none("[\"\xFF\"]");
    assert_none("[\"\xC0\x80\"]");
    assert_none("[\"\xED\xA0\x80\"]");
    assert_none("[\"\xF4\x90\x80\x80\"]");
    assert_none("[\"\xC3\"]");
    assert_int_equal(check_bytes("[\"a\0b\"]", 7), CTG_BAD_INPUT);
    assert_int_equal(check_bytes("[1\0]", 4), CTG_BAD_INPUT);
    assert_int_equal(check_bytes("[1]\0", 4), CTG_BAD_INPUT);
}

static void escapes_are_those_of_the_grammar(void **state)
{
    (void)state;
    assert_document("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"]");
    assert_none("[\"\\x41\"]");
    assert_none("[\"\\");
    assert_none("[\"\\\"]");
    assert_none("[\"\\u00e\"]");
    assert_none("[\"\\u00eg\"]");
    assert_none("[\"\\u0000\"]");
    assert_none("[\"\\ud83d\"]");
    assert_none("[\"\\ud83dx\"]");
    assert_none("[\"\\ud83d\\n\"]");
    assert_none("[\"\\ud83d\\u0041\"]");
    assert_none("[\"\\ude00\"]");
    assert_none("[\"\\ude00\\ud83d\"]");
}

static void no_object_has_a_key_twice(void **state)
{
    (void)state;
    assert_document("[{\"a\":1},{\"a\":1}]");
    assert_document("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}");
    assert_document("{\"a\":1,\"ab\":1,\"\":1,\"A\":1}");
    assert_none("{\"a\":1,\"b\":1,\"a\":1}");
    assert_none("{\"\":1,\"\":1}");
    assert_none("{\"a\":{\"b\":1,\"b\":1}}");
    assert_none("{\"a\":{\"b\":1},\"a\":1}");
    assert_none("{\"a\":1,\"\\u0061\":1}");
    assert_none("{\"\xF0\x9F\x98\x80\":1,\"\\uD83D\\uDE00\":1}");
    assert_document("{\"\\n\":1,\"n\":1,\"\\\\n\":1}");
}

static void nor_among_many(void **state)
{
    char text[4096];

    (void)state;
    for (size_t twice = 0; twice < 200; twice += 7) {
        size_t used = 1;

        memcpy(text, "{", 2);
        for (size_t k = 0; k < 200; k++)
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "\"k%zu\":%zu,", k * 37 % 200, k);
        snprintf(text + used, sizeof text - used, "\"z\":1}");
        assert_document(text);
        snprintf(text + used, sizeof text - used, "\"k%zu\":1}", twice);
        assert_none(text);
    }
}

/* So many lists, one in the other. */
static ctg_status check_depth(size_t depth, const char *inside)
{
    static char text[2 * 3000 + 2];

    memset(text, '[', depth);
    memcpy(text + depth, inside, strlen(inside));
    memset(text + depth + strlen(inside), ']', depth);
    return check_bytes(text, 2 * depth + strlen(inside));
}

static void values_nest_2048_deep(void **state)
{
    (void)state;
    assert_int_equal(check_depth(2048, ""), CTG_OK);
    assert_int_equal(check_depth(2049, ""), CTG_BAD_INPUT);
    assert_int_equal(check_depth(2047, "1"), CTG_OK);
    assert_int_equal(check_depth(2048, "1"), CTG_BAD_INPUT);
}

static void members_of_the_document_are_listed(void **state)
{
    static const char text[] =
        "{\"a\": [1, [2, 3], {\"x\": 1}], \"b\" :{\"c\":{\"d\":1}, \"e\":2},"
        " \"f\":7, \"g\":[]}";
    static const size_t items[] = {3, 2, 0, 0};
    ctg__json_document found = {0};
    ctg_error error;

    (void)state;
    assert_int_equal(ctg__json_check(text, strlen(text), NULL, &found, &error),
                     CTG_OK);
    assert_ptr_equal(found.at, text);
    assert_int_equal(found.member_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(found.members[i].items, items[i]);
    assert_int_equal(*found.members[2].value, '7');
    assert_memory_equal(found.members[1].key, "\"b\"", 3);
    ctg__release(found.members);
}

static void values_come_one_after_the_other(void **state)
{
    const char *at =
        "[ -1.25 , \"a\\u00e9\\ud83d\\ude00\\/\" , {\"k\" : [true, {}, "
        "\"]\"] , \"\\n\":null} , [] , 1e2,12345678901234567890 ]end";
    ctg__text room = {0};
    size_t length;

    (void)state;
    assert_true(ctg__json_enter(&at));
    assert_int_equal(ctg__json_kind_at(at), CTG__JSON_NUMBER);
    assert_same(ctg__json_number(&at), -1.25);
    assert_true(ctg__json_more(&at));
    assert_string_equal(ctg__json_text(&at, &room, &length),
                        "a\xC3\xA9\xF0\x9F\x98\x80/");
    assert_int_equal(length, 8);
    assert_true(ctg__json_more(&at));
    assert_int_equal(ctg__json_kind_at(at), CTG__JSON_OBJECT);
    assert_true(ctg__json_enter(&at));
    assert_memory_equal(ctg__json_key(&at, &room, &length), "k", 1);
    assert_int_equal(length, 1);
    assert_int_equal(ctg__json_kind_at(at), CTG__JSON_LIST);
    ctg__json_skip(&at);
    assert_true(ctg__json_more(&at));
    assert_string_equal(ctg__json_key(&at, &room, &length), "\n");
    assert_int_equal(ctg__json_kind_at(at), CTG__JSON_NULL);
    ctg__json_skip(&at);
    assert_false(ctg__json_more(&at));
    assert_true(ctg__json_more(&at));
    assert_false(ctg__json_enter(&at));
    assert_true(ctg__json_more(&at));
    assert_same(ctg__json_number(&at), 100);
    assert_true(ctg__json_more(&at));
    assert_same(ctg__json_number(&at), 12345678901234567890.0);
    assert_false(ctg__json_more(&at));
    assert_string_equal(at, "end");
    ctg__text_clear(&room);
}

static void zero_keeps_its_sign(void **state)
{
    const char *at = "-0]";

    (void)state;
    assert_true(signbit(ctg__json_number(&at)));
}

static int refuse(void *context, double done, double total)
{
    (void)done;
    (void)total;
    ++*(int *)context;
    return 0;
}

static void who_is_asked_can_stop_it(void **state)
{
    enum { COUNT = 10000 };
    char *const text = test_malloc(2 * COUNT + 2);
    ctg__json_document found = {0};
    ctg_error error;
    int asked = 0;
    ctg__asking asking = {.progress = refuse, .context = &asked};

    (void)state;
    for (size_t i = 0; i < COUNT; i++)
        memcpy(text + 1 + 2 * i, "1,", 2);
    text[0] = '[';
    text[2 * COUNT] = ']';
    assert_int_equal(
        ctg__json_check(text, 2 * COUNT + 1, &asking, &found, &error),
        CTG_CANCELLED);
    assert_int_equal(asked, 1);
    assert_string_equal(error.message, "cancelled");
    test_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_or_an_object_is_a_document),
        cmocka_unit_test(brackets_commas_and_colons_must_be_in_place),
        cmocka_unit_test(numbers_are_those_of_the_grammar_and_of_doubles),
        cmocka_unit_test(digits_alone_can_be_too_large),
        cmocka_unit_test(texts_are_utf8_without_controls),
        cmocka_unit_test(escapes_are_those_of_the_grammar),
        cmocka_unit_test(no_object_has_a_key_twice),
        cmocka_unit_test(nor_among_many),
        cmocka_unit_test(values_nest_2048_deep),
        cmocka_unit_test(members_of_the_document_are_listed),
        cmocka_unit_test(values_come_one_after_the_other),
        cmocka_unit_test(zero_keeps_its_sign),
        cmocka_unit_test(who_is_asked_can_stop_it),
    };

    return RUN_TESTS(tests);
}
