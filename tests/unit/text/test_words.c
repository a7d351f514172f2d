#include "text/words.h"

#include <stdio.h>

#include "support/cmocka.h"

static void equal_strings_are_one_word(void **state)
{
    ctg__words *const words = ctg__words_new();
    char text[32];

    (void)state;
    assert_non_null(words);
    assert_int_equal(ctg__words_add(words, "", 0), 0);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5000; i++) {
            const int length = snprintf(text, sizeof text, "bank %d", i);

            assert_int_equal(ctg__words_add(words, text, (size_t)length),
                             i + 1);
        }
    assert_int_equal(ctg__words_count(words), 5001);
    assert_string_equal(ctg__words_text(words, 1234), "bank 1233");
    assert_int_equal(ctg__words_find(words, "bank 7", 6), 8);
    assert_int_equal(ctg__words_find(words, "bank x", 6), CTG__NO_WORD);
    assert_int_equal(ctg__words_reserve(words, 9000), 0);
    assert_int_equal(ctg__words_reserve(words, 1), 0);
    assert_string_equal(ctg__words_text(words, 1234), "bank 1233");
    assert_int_equal(ctg__words_find(words, "bank 7", 6), 8);
    assert_int_equal(ctg__words_find(words, "bank x", 6), CTG__NO_WORD);
    assert_int_equal(ctg__words_add(words, "bank x", 6), 5001);
    ctg__words_free(words);
}

static void texts_of_every_length_are_told_apart(void **state)
{
    ctg__words *const words = ctg__words_new();
    char text[40];

    (void)state;
    assert_non_null(words);
    memset(text, 'x', sizeof text);
    for (size_t length = 1; length <= sizeof text; length++)
        assert_int_equal(ctg__words_add(words, text, length), length);
    /* One other byte, at each place of the longest. */
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = 'y';
        assert_int_equal(ctg__words_find(words, text, sizeof text),
                         CTG__NO_WORD);
        assert_int_equal(ctg__words_add(words, text, sizeof text),
                         sizeof text + 1 + i);
        text[i] = 'x';
    }
    for (size_t length = 1; length <= sizeof text; length++) {
        const uint64_t hash = ctg__hash(text, length);

        ctg__words_prefetch(words, hash);
        assert_int_equal(ctg__words_find_hashed(words, text, length, hash),
                         length);
        assert_int_equal(ctg__words_add_hashed(words, text, length, hash),
                         length);
    }
    assert_int_equal(ctg__words_find_hashed(words, "", 0, 7), 0);
    ctg__words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_strings_are_one_word),
        cmocka_unit_test(texts_of_every_length_are_told_apart),
    };

    return RUN_TESTS(tests);
}
