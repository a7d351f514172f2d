#include "text/clean.h"

#include "support/cmocka.h"
#include "text/utf8.h"
#include "text/widths.h"

static void check(const char *name, size_t limit, bool ascii,
                  const char *expected)
{
    ctg__text text = {0};

    ctg__text_add_clean(&text, name, limit, ascii);
    assert_string_equal(ctg__text_string(&text), expected);
    ctg__text_clear(&text);
}

static void blanks_and_controls_become_one_blank(void **state)
{
    (void)state;
    check("  Bank\t\n of \xC2\xA0 the\x1b[31m West \x7f", 0, false,
          "Bank of the [31m West");
    check("a\xE2\x80\xA8"
          "b\xC2\x85"
          "c",
          0, false, "a b c");
}

static void nothing_left_is_unnamed(void **state)
{
    (void)state;
    check("", 0, false, "(unnamed)");
    check("\n \xE2\x80\xAE\xEF\xBB\xBF", 7, true, "(unnamed)");
}

static void what_reverses_or_hides_text_is_dropped(void **state)
{
    (void)state;
    check("abc\xE2\x80\xAE"
          "fed\xE2\x81\xA6\xC2\xAD\xF3\xA0\x81\x81\xEF\xBF\xBE",
          0, false, "abcfed");
    /* ZWJ and ZWNJ stay */
    check("a\xE2\x80\x8D"
          "b\xE2\x80\x8C"
          "c",
          0, false,
          "a\xE2\x80\x8D"
          "b\xE2\x80\x8C"
          "c");
}

static void bad_bytes_become_replacement_characters(void **state)
{
    (void)state;
    check("a\xC0\xAF\xED\xA0\x80z", 0, false,
          "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
    check("a\xFFz\xE4\xBD", 0, true, "a?z??");
}

static void long_names_keep_both_ends(void **state)
{
    (void)state;
    check("0x7a3f00000000000000000000000000000000e1c4", 12, false,
          "0x7a3f00\xE2\x80\xA6"
          "1c4");
    check("0x7a3f00000000000000000000000000000000e1c4", 12, true,
          "0x7a3f...1c4");
    check("exactly twelve", 14, false, "exactly twelve");
    check("exactly twelve", 13, false,
          "exactly \xE2\x80\xA6"
          "elve");
}

static void wide_characters_count_two_and_combining_none(void **state)
{
    (void)state;
    assert_int_equal(ctg__columns("\xE6\x97\xA5\xE6\x9C\xAC"), 4);
    assert_int_equal(ctg__columns("e\xCC\x81t\xF0\x9F\x8F\xA6"), 4);
    check("\xE6\x97\xA5\xE6\x9C\xAC\xE9\x8A\x80\xE8\xA1\x8C", 7, false,
          "\xE6\x97\xA5\xE6\x9C\xAC\xE2\x80\xA6\xE8\xA1\x8C");
    check("\xE6\x97\xA5\xE6\x9C\xAC\xE9\x8A\x80\xE8\xA1\x8C", 8, false,
          "\xE6\x97\xA5\xE6\x9C\xAC\xE9\x8A\x80\xE8\xA1\x8C");
}

/* A family is four people and three joiners, two columns each; a syllable of
 * Thai is a letter and what stands above it. */
static void a_cut_tears_nothing_that_is_read_as_one(void **state)
{
    (void)state;
    check("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB bank of work", 7, false,
          "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB\xE2\x80\xA6"
          "rk");
    check("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x92\xBB bank of work", 5, false,
          "\xE2\x80\xA6"
          "k");
    check("\xE0\xB8\x81\xE0\xB8\xB1\xE0\xB8\x81\xE0\xB8\xB1\xE0\xB8\x81"
          "abcdefg",
          6, false,
          "\xE0\xB8\x81\xE0\xB8\xB1\xE0\xB8\x81\xE0\xB8\xB1\xE0\xB8\x81"
          "a\xE2\x80\xA6"
          "g");
}

/* Accents without end would stand on the lines above and below: then there are
 * none. What languages put on a letter stays. */
static void a_stack_of_marks_is_dropped(void **state)
{
    static const char *const kept[] = {
        "Vie\xCC\xA3\xCC\x82t",                     /* below, above */
        "\xCE\xB1\xCC\x94\xCC\x81\xCD\x85",         /* two above, iota */
        "\xE0\xB8\x81\xE0\xB8\xB1\xE0\xB9\x89",     /* Thai */
        "\xD7\xA9\xD7\x81\xD6\xBC\xD6\xB8\xD6\x97", /* Hebrew, four */
        "\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5",
    };
    static const char *const cut[][2] = {
        {"a\xCC\x81\xCC\x82\xCC\x83o\xCC\x88", "ao\xCC\x88"},
        {"g\xCC\x96\xCC\x97\xCC\x98 x", "g x"},
        {"\xCC\x96\xCC\x97\xCC\x98"
         "Bank",
         "Bank"},
        {"g\xD2\x89\xD2\x89\xD2\x89\xD2\x89\xD2\x89.", "g."},
        /* hidden ones and joiners start no stack anew, blanks do */
        {"a\xCC\x81\xCD\x8F\xCC\x82\xE2\x80\x8C\xCC\x83n", "a\xE2\x80\x8Cn"},
        {"a\xCC\x81\xCC\x82 \xCC\x81\xCC\x82\xCC\x83n", "a\xCC\x81\xCC\x82 n"},
    };
    char room[16];

    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        check(kept[i], 0, false, kept[i]);
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        check(cut[i][0], 0, false, cut[i][1]);
    ctg__clean_into(room, sizeof room,
                    "e\xCC\x81\xCC\x82\xCC\x83\xE2\x83\x90 f", false);
    assert_string_equal(room, "e f");
}

static void names_are_cut_between_words(void **state)
{
    static const struct {
        const char *name;
        size_t limit;
        bool ascii;
        const char *expected;
    } cases[] = {
        {"Market makers", 13, false, "Market makers"},
        {"Market makers and trading firms", 24, false, "Market makers … firms"},
        {"Market makers and trading firms", 20, false, "Market makers…firms"},
        /* The tail is no word: the head has its room. */
        {"Stablecoin issuers and treasuries", 24, false,
         "Stablecoin issuers and…"},
        {"Stablecoin issuers and treasuries", 24, true,
         "Stablecoin issuers..."},
        /* Where whole words would leave little, and where there are none. */
        {"A Liquidstakingprotocolonmainnet", 20, false, "A Liquidstaki…ainnet"},
        {"0x7a3f00000000000000000000e1c4", 12, false, "0x7a3f00…1c4"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ctg__text text = {0};

        ctg__text_add_name(&text, cases[i].name, cases[i].limit,
                           cases[i].ascii);
        assert_string_equal(text.bytes, cases[i].expected);
        assert_true(ctg__columns(text.bytes) <= cases[i].limit);
        ctg__text_clear(&text);
    }
}

/* A head, the ellipsis and a tail of it, whatever the room: nothing else. */
static void check_fitted(const char *name, double width, bool words)
{
    ctg__text text = {0};
    const char *mark;
    const size_t length = strlen(name);

    (words ? ctg__text_add_fitted_words : ctg__text_add_fitted)(&text, name, 10,
                                                                true, width);
    assert_false(text.failed);
    assert_int_equal(strlen(text.bytes), text.length);
    mark = strstr(text.bytes, "\xE2\x80\xA6");
    if (mark) {
        const size_t head = (size_t)(mark - text.bytes);
        const size_t tail = strlen(mark + 3);

        assert_true(head > 0 && head + tail <= length);
        assert_memory_equal(text.bytes, name, head);
        assert_string_equal(mark + 3, name + length - tail);
    } else {
        assert_string_equal(text.bytes, name);
    }
    ctg__text_clear(&text);
}

static void what_fits_is_of_the_name(void **state)
{
    static const char *const names[] = {
        "Lending pools of all the world \xF0\x9F\x91\xA8\xE2\x80\x8D"
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
        "Banks of the Republic \xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7",
        "\xD0\xA9\xCC\x81 of a long name",
        "Market makers and trading firms",
        "a b",
        "One"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int width = 1; width < 240; width++)
            for (int words = 0; words < 2; words++)
                check_fitted(names[i], width, words);
}

static void words_are_cut_within_the_text(void **state)
{
    static const char text[] = "Lending pools of all x";

    (void)state;
    for (size_t at = 0; at < sizeof text; at++) {
        assert_true(ctg__words_tail(text, at) < sizeof text);
        assert_true(ctg__words_head(text, at) < sizeof text);
    }
}

static void what_shows_as_nothing_is_unnamed(void **state)
{
    (void)state;
    check("\xE2\x80\x8D\xCD\x8F", 9, false, "(unnamed)");
    check("\xE3\x80\x80\xE3\x85\xA4", 9, false, "(unnamed)");
}

/* Whatever the bytes, what comes out is clean and short enough. */
static void random_bytes_come_out_clean(void **state)
{
    uint32_t seed = 237;

    (void)state;
    for (int i = 0; i < 4000; i++) {
        ctg__text text = {0};
        char bytes[40];
        const size_t length = (size_t)(i % 40);
        const size_t limit = 5 + (size_t)i % 17;
        const char *at;

        for (size_t j = 0; j < length; j++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[j] = (char)(seed >> 24 ? seed >> 24 : 1);
        }
        bytes[length] = '\0';
        ctg__text_add_clean(&text, bytes, limit, i % 3 == 0);
        assert_false(text.failed);
        at = text.bytes;
        if (strcmp(at, "(unnamed)") != 0)
            assert_true(ctg__columns(at) <= limit);
        while (*at) {
            const uint32_t point =
                ctg__utf8_next(&at, text.bytes + text.length);

            assert_true(point != CTG__UTF8_BAD && point >= 0x20 &&
                        !(point >= 0x7F && point <= 0xA0));
            assert_true(i % 3 != 0 || point < 0x7F);
        }
        ctg__text_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_and_controls_become_one_blank),
        cmocka_unit_test(nothing_left_is_unnamed),
        cmocka_unit_test(what_reverses_or_hides_text_is_dropped),
        cmocka_unit_test(bad_bytes_become_replacement_characters),
        cmocka_unit_test(long_names_keep_both_ends),
        cmocka_unit_test(wide_characters_count_two_and_combining_none),
        cmocka_unit_test(a_cut_tears_nothing_that_is_read_as_one),
        cmocka_unit_test(a_stack_of_marks_is_dropped),
        cmocka_unit_test(names_are_cut_between_words),
        cmocka_unit_test(what_fits_is_of_the_name),
        cmocka_unit_test(words_are_cut_within_the_text),
        cmocka_unit_test(what_shows_as_nothing_is_unnamed),
        cmocka_unit_test(random_bytes_come_out_clean),
    };

    return RUN_TESTS(tests);
}
