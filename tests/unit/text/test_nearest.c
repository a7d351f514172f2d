/* The word somebody probably meant. */
#include "text/nearest.h"

#include "support/cmocka.h"

static const char *nearest_of(const char *word)
{
    static const char *const candidates[] = {"recovery", "rounds", "rho", "T",
                                             "settlement_lag"};
    ctg__nearest nearest = ctg__nearest_start(word);

    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
        ctg__nearest_try(&nearest, candidates[i]);
    return nearest.best ? nearest.best : "";
}

static void slips_of_the_finger_are_understood(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("recovry"), "recovery");
    assert_string_equal(nearest_of("recoveyr"), "recovery");
    assert_string_equal(nearest_of("Recovery"), "recovery");
    assert_string_equal(nearest_of("round"), "rounds");
    assert_string_equal(nearest_of("rhoo"), "rho");
    assert_string_equal(nearest_of("settlement-lag"), "settlement_lag");
    assert_string_equal(nearest_of("t"), "T");
}

static void what_is_far_off_gets_no_suggestion(void **state)
{
    ctg__nearest nearest = ctg__nearest_start("xyz");
    char text[96];

    (void)state;
    assert_string_equal(nearest_of("equity"), "");
    assert_string_equal(nearest_of(""), "");
    assert_string_equal(nearest_of("Q"), "");
    assert_string_equal(ctg__nearest_hint(&nearest, text), "");
    ctg__nearest_try(&nearest, "xz");
    assert_string_equal(ctg__nearest_hint(&nearest, text),
                        "; did you mean 'xz'?");
    assert_string_equal(ctg__hint(text, sizeof text, "price", "assets"),
                        "; did you mean 'price' of assets?");
    assert_string_equal(ctg__hint(text, sizeof text, NULL, "assets"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_of_the_finger_are_understood),
        cmocka_unit_test(what_is_far_off_gets_no_suggestion),
    };

    return RUN_TESTS(tests);
}
