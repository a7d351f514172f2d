#include "risk/history.h"

#include "support/cmocka.h"

static void dates_are_days_since_1970(void **state)
{
    static const struct {
        const char *text;
        double days;
    } cases[] = {
        {"1970-01-01", 0},
        {"1969-12-31", -1},
        {"2000-02-29", 11016},
        {"2000-03-01", 11017},
        {"2026-11-29", 20786},
        {"1900-03-01", -25508},
        {"0001-01-01", -719162},
        {"2026-11-29T06:00", 20786.25},
        {"2026-11-29 12:00:00Z", 20786.5},
        {"2026-11-29T00:00:00.864+00:00", 20786.00001},
        {"2026-11-29T01:02:43.200Z", 20786.0435555555555556},
        {"2026-11-29T02:00+08:00", 20785.75},
        {"2026-11-29T22:30-01:30", 20787},
        {"2026-11-29T22:30-0130", 20787},
    };
    static const char *const none[] = {
        "",
        "2026",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "1900-02-29",
        "26-11-29",
        "2026/11/29",
        "2026-11-2",
        "2026-11-29x",
        "2026-11-29T",
        "2026-11-29T24:00",
        "29.11.2026",
        "2026-11-29T1",
        "2026-11-29T10:61",
        "2026-11-00",
        "2026-11-29T10:00:00.",
        "2026-11-29T10:00+9",
        " 2026-11-29",
    };
    double days;

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        assert_true(ctg__date_read(cases[c].text, &days));
        assert_within(days, cases[c].days, 1e-9);
    }
    for (size_t c = 0; c < sizeof none / sizeof *none; c++)
        assert_false(ctg__date_read(none[c], &days));
}

static ctg__returns returns_of(const ctg__history *history, ctg__arena *arena)
{
    ctg__returns returns;
    ctg_error error;

    assert_int_equal(ctg__history_returns(history, &returns, arena, &error),
                     CTG_OK);
    return returns;
}

static void pairs_off_the_spacing_and_blanks_give_no_return(void **state)
{
    /* A weekend between days 4 and 7; a blank on day 8. */
    static const double dates[] = {1, 2, 3, 4, 7, 8, 9, 10};
    static const double prices[] = {100, 10, 110, 11, 121, 12, 100, 13,
                                    100, 14, NAN, 15, 90,  16, 99,  20};
    const ctg__history history = {
        .date_count = 8, .column_count = 2, .dates = dates, .prices = prices};
    ctg__arena arena = {0};
    const ctg__returns returns = returns_of(&history, &arena);

    (void)state;
    assert_same(returns.spacing, 1);
    assert_int_equal(returns.count, 4);
    assert_int_equal(returns.off_pairs, 1);
    assert_int_equal(returns.blank_pairs, 2);
    assert_near(returns.values[0], log(1.1));
    assert_near(returns.values[1], log(1.1));
    assert_near(returns.values[6], log(1.1));
    assert_near(returns.values[7], log(1.25));
    ctg__arena_clear(&arena);
}

static void the_smaller_of_equally_frequent_spacings_counts(void **state)
{
    static const double dates[] = {0, 2, 3, 5, 6};
    static const double prices[] = {1, 2, 4, 8, 16};
    const ctg__history history = {
        .date_count = 5, .column_count = 1, .dates = dates, .prices = prices};
    ctg__arena arena = {0};
    const ctg__returns returns = returns_of(&history, &arena);

    (void)state;
    assert_same(returns.spacing, 1);
    assert_int_equal(returns.count, 2);
    ctg__arena_clear(&arena);
}

/* Two days three times; half a day and five days once. */
static void a_spacing_that_is_rare_does_not_count(void **state)
{
    const double dates[] = {1, 1.5, 3.5, 5.5, 10.5, 12.5};
    const double prices[] = {1, 2, 4, 5, 7, 11};
    ctg__arena arena = {0};
    const ctg__returns returns = returns_of(&(ctg__history){.date_count = 6,
                                                            .column_count = 1,
                                                            .dates = dates,
                                                            .prices = prices},
                                            &arena);

    (void)state;
    assert_same(returns.spacing, 2);
    assert_int_equal(returns.count, 3);
    assert_int_equal(returns.off_pairs, 2);
    ctg__arena_clear(&arena);
}

static void a_history_of_one_day_has_no_returns(void **state)
{
    static const double one = 5;
    const ctg__history history = {
        .date_count = 1, .column_count = 1, .dates = &one, .prices = &one};
    ctg__arena arena = {0};

    (void)state;
    assert_int_equal(returns_of(&history, &arena).count, 0);
    ctg__arena_clear(&arena);
}

static void ew1_weights_fade_with_age(void **state)
{
    double values[] = {0.01, -0.02, 0.03};
    const ctg__returns returns = {
        .count = 3, .column_count = 1, .values = values};
    double deviation;
    double correlation;

    (void)state;
    ctg__returns_fit(&returns, 0.94, &deviation, &correlation);
    assert_near(deviation, 0.021981782);
    assert_same(correlation, 1);
    ctg__returns_fit(&returns, 1, &deviation, &correlation);
    assert_near(deviation, sqrt(0.0014 / 3));
}

static void correlations_are_of_weighted_products(void **state)
{
    double values[] = {0.01, 0.02, 0, -0.02, 0.01, 0, 0.03, 0.01, 0};
    const ctg__returns returns = {
        .count = 3, .column_count = 3, .values = values};
    double deviations[3];
    double correlations[9];
    const double w[3] = {0.25, 0.5, 1};
    double products = 0;
    double squares[2] = {0};

    (void)state;
    ctg__returns_fit(&returns, 0.5, deviations, correlations);
    for (int k = 0; k < 3; k++) {
        products += w[k] * values[3 * k] * values[3 * k + 1];
        for (int c = 0; c < 2; c++)
            squares[c] += w[k] * values[3 * k + c] * values[3 * k + c];
    }
    assert_near(deviations[0], sqrt(squares[0] / 1.75));
    assert_near(correlations[1], products / sqrt(squares[0] * squares[1]));
    assert_same(correlations[1], correlations[3]);
    /* What never moves has no correlation. */
    assert_same(deviations[2], 0);
    assert_same(correlations[2], 0);
    assert_same(correlations[8], 1);
}

static void windows_are_sums_of_neighbours(void **state)
{
    double values[] = {1, 10, 2, 20, 3, 30, 4, 40};
    const ctg__returns returns = {
        .count = 4, .column_count = 2, .values = values};
    ctg__arena arena = {0};
    ctg_error error;
    double *windows;
    uint32_t count;

    (void)state;
    assert_int_equal(
        ctg__returns_windows(&returns, 3, &windows, &count, &arena, &error),
        CTG_OK);
    assert_int_equal(count, 2);
    assert_same(windows[0], 6);
    assert_same(windows[1], 60);
    assert_same(windows[2], 9);
    assert_same(windows[3], 90);
    assert_int_equal(
        ctg__returns_windows(&returns, 5, &windows, &count, &arena, &error),
        CTG_OK);
    assert_int_equal(count, 0);
    ctg__arena_clear(&arena);
}

static void filtered_returns_have_the_deviation_of_today(void **state)
{
    enum { COUNT = 33 };
    double values[COUNT];
    const ctg__returns returns = {
        .count = COUNT, .column_count = 1, .values = values};
    ctg__returns filtered;
    ctg__arena arena = {0};
    ctg_error error;
    double before = 0;
    double after = 0;
    double weights[2] = {0};

    (void)state;
    for (int k = 0; k < COUNT; k++)
        values[k] = k % 3 == 0 ? 0.01 + 0.001 * k : -0.005;
    assert_int_equal(
        ctg__returns_filter(&returns, 0.9, &filtered, &arena, &error), CTG_OK);
    assert_int_equal(filtered.count, 3);
    for (int j = 0; j < COUNT; j++) {
        const double square = values[j] * values[j];

        after += pow(0.9, COUNT - 1 - j) * square;
        weights[1] += pow(0.9, COUNT - 1 - j);
        if (j < 31) {
            before += pow(0.9, 30 - j) * square;
            weights[0] += pow(0.9, 30 - j);
        }
    }
    assert_near(filtered.values[1],
                values[31] * sqrt(after / weights[1] * weights[0] / before));
    ctg__arena_clear(&arena);
}

static void what_never_moved_is_filtered_as_it_is(void **state)
{
    double values[32] = {[30] = 0.5};
    const ctg__returns returns = {
        .count = 32, .column_count = 1, .values = values};
    ctg__returns filtered;
    ctg__arena arena = {0};
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg__returns_filter(&returns, 1, &filtered, &arena, &error), CTG_OK);
    assert_same(filtered.values[0], 0.5);
    assert_same(filtered.values[1], 0);
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_days_since_1970),
        cmocka_unit_test(pairs_off_the_spacing_and_blanks_give_no_return),
        cmocka_unit_test(the_smaller_of_equally_frequent_spacings_counts),
        cmocka_unit_test(a_spacing_that_is_rare_does_not_count),
        cmocka_unit_test(a_history_of_one_day_has_no_returns),
        cmocka_unit_test(ew1_weights_fade_with_age),
        cmocka_unit_test(correlations_are_of_weighted_products),
        cmocka_unit_test(windows_are_sums_of_neighbours),
        cmocka_unit_test(filtered_returns_have_the_deviation_of_today),
        cmocka_unit_test(what_never_moved_is_filtered_as_it_is),
    };

    return RUN_TESTS(tests);
}
