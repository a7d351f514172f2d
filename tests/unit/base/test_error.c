/* Failures: their words, and the message that goes with them. */
#include "base/error.h"

#include "support/cmocka.h"

static void every_status_has_words_of_its_own(void **state)
{
    (void)state;
    for (int one = CTG_OK; one <= CTG_INTERNAL; one++) {
        const char *const words = ctg_status_name((ctg_status)one);

        assert_non_null(words);
        assert_string_not_equal(words, "");
        assert_string_not_equal(words, "unknown status");
        for (int other = CTG_OK; other < one; other++)
            assert_string_not_equal(words, ctg_status_name((ctg_status)other));
    }
    assert_string_equal(ctg_status_name(CTG_BAD_INPUT), "invalid input");
    assert_string_equal(ctg_status_name((ctg_status)(CTG_INTERNAL + 1)),
                        "unknown status");
    assert_string_equal(ctg_status_name((ctg_status)-1), "unknown status");
}

static void a_failure_is_returned_and_said(void **state)
{
    ctg_error error = {CTG_CANCELLED, "what was there before"};

    (void)state;
    assert_int_equal(ctg__fail(&error, CTG_BAD_INPUT, "%s:%zu: amount %g < 0",
                               "claims.csv", (size_t)37, -2.5),
                     CTG_BAD_INPUT);
    assert_int_equal(error.status, CTG_BAD_INPUT);
    assert_string_equal(error.message, "claims.csv:37: amount -2.5 < 0");
    assert_int_equal(ctg__fail_memory(&error), CTG_NO_MEMORY);
    assert_int_equal(error.status, CTG_NO_MEMORY);
    assert_string_equal(error.message, "out of memory");
}

static void what_was_kept_is_said_again(void **state)
{
    const ctg_error kept = {CTG_BAD_INPUT, "claims.csv:2: a quote"};
    ctg_error error = {0};

    (void)state;
    assert_int_equal(ctg__fail_as(&error, &kept), CTG_BAD_INPUT);
    assert_int_equal(error.status, CTG_BAD_INPUT);
    assert_string_equal(error.message, kept.message);
}

static void nobody_needs_to_listen(void **state)
{
    const ctg_error kept = {CTG_CANCELLED, "cancelled"};

    (void)state;
    assert_int_equal(ctg__fail_as(NULL, &kept), CTG_CANCELLED);
    assert_int_equal(ctg__fail(NULL, CTG_NOT_FOUND, "no node '%s'", "X"),
                     CTG_NOT_FOUND);
    assert_int_equal(ctg__fail_memory(NULL), CTG_NO_MEMORY);
}

/* The end of a message says what is wrong, and must not be what is lost. */
static void what_is_too_long_loses_its_middle(void **state)
{
    char name[5000];
    ctg_error error = {0};

    (void)state;
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    ctg__fail(&error, CTG_IO_ERROR, "%s: cannot be read", name);
    assert_true(strlen(error.message) < sizeof error.message);
    assert_non_null(strstr(error.message, "nnn...nnn"));
    assert_string_equal(error.message + strlen(error.message) - 16,
                        ": cannot be read");
    ctg__fail(&error, CTG_NOT_FOUND, "no node '%s'", name);
    assert_string_equal(error.message,
                        "no node 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
                        "nnnnnnnnnnnnnnn...nnnnnnnnnnnnnnnnnnnn'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_words_of_its_own),
        cmocka_unit_test(a_failure_is_returned_and_said),
        cmocka_unit_test(what_was_kept_is_said_again),
        cmocka_unit_test(nobody_needs_to_listen),
        cmocka_unit_test(what_is_too_long_loses_its_middle),
    };

    return RUN_TESTS(tests);
}
