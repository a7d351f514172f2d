#include <contagraph/results.h>

#include "support/cmocka.h"

static const ctg_summary summary = {.rounds = 7,
                                    .converged = true,
                                    .by_rounds = true,
                                    .last_change = 0.125,
                                    .initial_equity = 20.5,
                                    .equity_lost = 13.5,
                                    .failed = 3,
                                    .outside_loss = 2.25,
                                    .bonus_outside = 1.75,
                                    .baseline = 0.5,
                                    .debtrank = 0.375,
                                    .spiral = 0.875,
                                    .spiral_defined = true,
                                    .unhealthy = 5,
                                    .liquidated = 4,
                                    .adl = 6.5,
                                    .venue_left = 1.25,
                                    .adl_share = 1.5,
                                    .adl_reached = true};

/* In the order of summary.json. */
static void every_key_has_its_own_figure(void **state)
{
    static const struct {
        const char *name;
        double figure;
    } expected[] = {{"rounds", 7},          {"converged", 1},
                    {"last_change", 0.125}, {"initial_equity", 20.5},
                    {"equity_lost", 13.5},  {"failed", 3},
                    {"outside_loss", 2.25}, {"bonus_outside", 1.75},
                    {"baseline", 0.5},      {"debtrank", 0.375},
                    {"spiral", 0.875},      {"unhealthy", 5},
                    {"liquidated", 4},      {"adl", 6.5},
                    {"venue_left", 1.25},   {"adl_share", 1.5}};
    const size_t count = sizeof expected / sizeof *expected;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(ctg_summary_key_at(i)->name, expected[i].name);
        assert_same(ctg_summary_value(&summary, i), expected[i].figure);
        assert_same(ctg_summary_figure(&summary, expected[i].name),
                    expected[i].figure);
    }
    assert_null(ctg_summary_key_at(count));
    assert_true(isnan(ctg_summary_value(&summary, count)));
    assert_true(isnan(ctg_summary_figure(&summary, "losses_booked")));
}

static void what_only_rounds_have_is_undefined_without_them(void **state)
{
    ctg_summary end = summary;

    (void)state;
    end.by_rounds = false;
    end.spiral_defined = false;
    assert_true(isnan(ctg_summary_figure(&end, "rounds")));
    assert_true(isnan(ctg_summary_figure(&end, "last_change")));
    assert_true(isnan(ctg_summary_figure(&end, "spiral")));
    assert_same(ctg_summary_figure(&end, "equity_lost"), 13.5);
}

static void without_an_event_no_share_was_given_up(void **state)
{
    ctg_summary calm = summary;

    (void)state;
    calm.adl_reached = false;
    assert_true(isnan(ctg_summary_figure(&calm, "adl_share")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_has_its_own_figure),
        cmocka_unit_test(what_only_rounds_have_is_undefined_without_them),
        cmocka_unit_test(without_an_event_no_share_was_given_up),
    };

    return RUN_TESTS(tests);
}
