/* Work that would take hours is given up early, and says how long. */
#include "cli/patience.h"

#include "support/cmocka.h"

static int asked;

/* In place of the program's. */
int progress_step(void *context, double done, double total)
{
    (void)context;
    (void)done;
    (void)total;
    asked++;
    return 1;
}

static void what_takes_long_is_told_after_a_while(void **state)
{
    (void)state;
    assert_true(patience_expect(20, 20, 100, 50000) == 20 * 500.0);
    /* Two threads; other programs that have the processor. */
    assert_true(patience_expect(20, 10, 100, 50000) == 10 * 500.0);
    assert_true(patience_expect(20, 80, 100, 50000) == 20 * 500.0);
    /* Too early to tell, and nothing done. */
    assert_true(patience_expect(9, 90, 100, 50000) == 0);
    assert_true(patience_expect(20, 20, 0, 50000) == 0);
}

static void times_are_said_in_what_they_are_long(void **state)
{
    char text[PATIENCE_ROOM];

    (void)state;
    assert_string_equal(patience_words(660, text), "11 minutes");
    assert_string_equal(patience_words(7100, text), "118 minutes");
    assert_string_equal(patience_words(7200, text), "2 hours");
    assert_string_equal(patience_words(4e5, text), "5 days");
}

static void who_is_patient_is_asked_by_the_program(void **state)
{
    patience given_up = {.endless = false};
    patience endless = {.endless = true};
    patience quick = {.endless = false};

    (void)state;
    /* What took long before the first was done tells nothing. */
    assert_true(patience_step(&given_up, 0, 1e9));
    assert_true(given_up.time == 0);
    assert_true(patience_step(&given_up, 3, 1e9));
    assert_true(given_up.time > 0 && given_up.done == 3);
    /* As if ten seconds had passed since. */
    given_up.work -= 10;
    given_up.time -= 10;
    assert_false(patience_step(&given_up, 4, 1e9));
    assert_true(given_up.expected > 600);
    assert_int_equal(asked, 2);
    assert_true(patience_step(&endless, 1, 1e9));
    assert_true(endless.expected == 0);
    assert_true(patience_step(&quick, 1, 50));
    quick.work -= 10;
    quick.time -= 10;
    assert_true(patience_step(&quick, 3, 50));
    assert_true(quick.expected == 0);
    assert_int_equal(asked, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_takes_long_is_told_after_a_while),
        cmocka_unit_test(times_are_said_in_what_they_are_long),
        cmocka_unit_test(who_is_patient_is_asked_by_the_program),
    };

    return RUN_TESTS(tests);
}
