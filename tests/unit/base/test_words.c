#include "base/words.h"

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
    ctg__words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_strings_are_one_word),
    };

    return RUN_TESTS(tests);
}
