/* The public face of numbers and names: what whoever links it counts on. */
#include <contagraph/text.h>

#include "support/cmocka.h"

static void numbers_read_back_to_the_same_double(void **state)
{
    static const double values[] = {0.1,    1.0 / 3,
                                    5e-324, 0x1.fffffffffffffp1023,
                                    -2.37,  123456789012345678.0};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[32];
        double back = 0;
        const int length = ctg_text_number(text, values[i]);

        assert_int_equal(length, strlen(text));
        assert_true(ctg_text_parse(text, &back));
        assert_same(back, values[i]);
    }
}

static void rates_may_be_in_per_cent(void **state)
{
    double value = 7.25;

    (void)state;
    assert_true(ctg_text_parse("35%", &value));
    assert_same(value, 0.35);
    assert_true(ctg_text_parse("-0.7%", &value));
    assert_same(value, -0.007);
    assert_false(ctg_text_parse("", &value));
    assert_false(ctg_text_parse("%", &value));
    assert_false(ctg_text_parse("1,5", &value));
    assert_false(ctg_text_parse("nan", &value));
    assert_false(ctg_text_parse("1e999", &value));
    assert_same(value, -0.007); /* left alone */
}

static void amounts_are_for_people(void **state)
{
    char text[CTG_TEXT_ROOM];

    (void)state;
    assert_string_equal(ctg_text_amount(text, 32170000, "$", false), "$32.2M");
    assert_string_equal(ctg_text_amount(text, 950, NULL, false), "950");
    assert_string_equal(ctg_text_amount(text, 1.95e9, "EUR", false),
                        "1.95B EUR");
    assert_string_equal(ctg_text_change(text, 0, "$", true), "$0");
    assert_string_equal(ctg_text_change(text, -2500, "$", true), "-$2.50K");
    assert_string_equal(ctg_text_share(text, 0.42, true), "42%");
    assert_string_equal(ctg_text_share(text, 0.031, true), "3.1%");
    assert_string_equal(ctg_text_count(text, 1204), "1,204");
    assert_string_equal(ctg_text_count(text, 18446744073709551615ULL),
                        "18,446,744,073,709,551,615");
}

static void names_are_made_fit_to_print(void **state)
{
    char text[64];

    (void)state;
    assert_string_equal(ctg_text_name(text, sizeof text, "Bank A", 0, false),
                        "Bank A");
    assert_null(strchr(ctg_text_name(text, sizeof text, "a\x1B[31mb", 0, false),
                       '\x1B'));
    assert_null(
        strchr(ctg_text_name(text, sizeof text, "a\nb", 20, false), '\n'));
    assert_string_equal(ctg_text_name(text, sizeof text, "", 0, false),
                        "(unnamed)");
    assert_string_equal(ctg_text_name(text, sizeof text, "", 12, false),
                        "(unnamed)");
    assert_true(ctg_text_columns(ctg_text_name(text, sizeof text,
                                               "a name of many columns", 9,
                                               false)) <= 9);
}

/* A cut inside a character would make the rest of a line unreadable. */
static void a_cut_splits_no_character(void **state)
{
    static const char name[] = "\xE9\x93\xB6\xE8\xA1\x8C\xE9\x93\xB6";
    static const size_t kept[] = {0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 9};

    (void)state;
    for (size_t columns = 0; columns <= 30; columns += 30)
        for (size_t size = 1; size <= sizeof kept / sizeof *kept; size++) {
            char text[16];

            memset(text, 'x', sizeof text);
            ctg_text_name(text, size, name, columns, false);
            assert_true(strlen(text) < size);
            assert_int_equal(strlen(text), kept[size - 1]);
            assert_memory_equal(text, name, strlen(text));
            assert_int_equal(text[size], 'x');
        }
}

static void columns_are_those_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(ctg_text_columns("bank"), 4);
    assert_int_equal(ctg_text_columns("\xE9\x93\xB6\xE8\xA1\x8C"), 4);
    assert_int_equal(ctg_text_columns("e\xCC\x81"), 1);
    assert_int_equal(ctg_text_columns(""), 0);
}

static void the_nearest_word_is_offered(void **state)
{
    static const char *const words[] = {"linear", "threshold", "merton", NULL};
    static const char *const none[] = {NULL};

    (void)state;
    assert_string_equal(ctg_text_nearest("treshold", words), "threshold");
    assert_string_equal(ctg_text_nearest("Mertno", words), "merton");
    assert_null(ctg_text_nearest("clearing", words));
    assert_null(ctg_text_nearest("", words));
    assert_null(ctg_text_nearest("linear", none));
}

static void a_hint_has_one_wording_and_is_fit_to_print(void **state)
{
    char text[CTG_HINT_ROOM];
    char name[1000];

    (void)state;
    assert_string_equal(ctg_text_hint(text, "merton"),
                        "; did you mean 'merton'?");
    assert_string_equal(ctg_text_hint(text, NULL), "");
    assert_string_equal(ctg_text_hint(text, "a\033[2Jb\n"),
                        "; did you mean 'a [2Jb'?");
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_string_equal(ctg_text_hint(text, name) + strlen(text) - 3, "x'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_back_to_the_same_double),
        cmocka_unit_test(rates_may_be_in_per_cent),
        cmocka_unit_test(amounts_are_for_people),
        cmocka_unit_test(names_are_made_fit_to_print),
        cmocka_unit_test(a_cut_splits_no_character),
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(the_nearest_word_is_offered),
        cmocka_unit_test(a_hint_has_one_wording_and_is_fit_to_print),
    };

    return RUN_TESTS(tests);
}
