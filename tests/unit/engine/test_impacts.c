/* Impact laws: papers' numbers; the average is the mean of the price path. */
#include "engine/impact.h"

#include <string.h>

#include "support/cmocka.h"

static const ctg__impact *law(const char *name)
{
    uint8_t index = 0;

    while (ctg_impact_at(index) && strcmp(ctg_impact_at(index)->name, name))
        index++;
    assert_non_null(ctg_impact_at(index));
    return ctg__impact_at(index);
}

static void SQ1_square_root_of_volume(void **state)
{
    const ctg__pool pool = {.depth = 50e6, .kappa = 0.04};

    (void)state;
    assert_near(1 - law("sqrt")->price(&pool, 2e6), 0.008);
    assert_within(1 - law("sqrt")->price(&pool, 4e6), 0.011314, 5e-7);
    assert_true(isnan(law("sqrt")->slope(&pool)));
}

static void AMM1_pool_keeps_its_product(void **state)
{
    const ctg__pool pool = {.depth = 2e6, .fee = 0.003};

    (void)state;
    assert_within(law("amm")->average(&pool, 50 * 2000.0) * 2000, 1899.31895,
                  5e-6);
    assert_within(law("amm")->price(&pool, 50 * 2000.0) * 2000, 1814.318145,
                  5e-7);
}

static void CS1_bounded_law(void **state)
{
    const ctg__pool x = {
        .depth = 894.4271909999159, .floor = 0.5, .floor_now = 0.5};

    (void)state;
    assert_within(1 - law("exponential")->price(&x, 30.0833333333333), 0.032528,
                  5e-7);
}

static void linear_law_ends_at_zero(void **state)
{
    const ctg__pool pool = {.depth = 12.5};

    (void)state;
    assert_near(law("linear")->price(&pool, 3), 1 - 3 / 12.5);
    assert_near(law("linear")->average(&pool, 3), 1 - 1.5 / 12.5);
    assert_same(law("linear")->price(&pool, 20), 0);
    /* Half of the first 12.5 for the 12.5, nothing for the rest. */
    assert_near(law("linear")->average(&pool, 20), 6.25 / 20);
    assert_near(law("linear")->price(&pool, -2.5), 1.2);
}

static void square_root_law_ends_at_zero(void **state)
{
    const ctg__pool pool = {.depth = 8, .kappa = 0.5};

    (void)state;
    /* Zero from v = 8 / 0.5^2 = 32 on; up to there a third of it is paid. */
    assert_near(law("sqrt")->price(&pool, 31.9), 1 - 0.5 * sqrt(31.9 / 8));
    assert_same(law("sqrt")->price(&pool, 32.1), 0);
    assert_near(law("sqrt")->average(&pool, 32), 1.0 / 3);
    assert_near(law("sqrt")->average(&pool, 40), 32.0 / 3 / 40);
}

/* v average(v) is the money taken in: the integral of the price, where the
 * law is one of price against money at the opening price. */
static void averages_are_means_of_prices(void **state)
{
    static const char *const names[] = {"linear", "exponential", "sqrt"};
    const ctg__pool pool = {
        .depth = 7.3, .kappa = 0.61, .floor = 0.22, .floor_now = 0.31};
    static const double volumes[] = {0.37, 2.9, 6.6, -1.9, -3.6};

    (void)state;
    for (size_t n = 0; n < 3; n++)
        for (size_t i = 0; i < 5; i++) {
            /* The bounded law's slope is per unit of its own scale. */
            double sum = 0;
            const int steps = 200000;

            for (int k = 0; k < steps; k++)
                sum +=
                    law(names[n])->price(&pool, volumes[i] * (k + 0.5) / steps);
            assert_within(law(names[n])->average(&pool, volumes[i]),
                          sum / steps, 1e-6);
        }
}

static void slopes_are_derivatives_at_zero(void **state)
{
    static const char *const names[] = {"none", "linear", "exponential", "amm"};
    const ctg__pool pool = {
        .depth = 7.3, .fee = 0.04, .floor = 0.22, .floor_now = 0.22};
    const double v = 1e-6;

    (void)state;
    for (size_t n = 0; n < 4; n++)
        assert_within((1 - law(names[n])->price(&pool, v)) / v,
                      law(names[n])->slope(&pool), 1e-5);
}

static void purchases_pay_no_pool_fee(void **state)
{
    const ctg__pool pool = {.depth = 10, .fee = 0.1};

    (void)state;
    assert_near(law("amm")->average(&pool, -2), 1 / 0.8);
    assert_near(law("amm")->price(&pool, -2), 1 / 0.64);
    assert_near(law("amm")->average(&pool, 2), 0.9 / 1.18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(SQ1_square_root_of_volume),
        cmocka_unit_test(AMM1_pool_keeps_its_product),
        cmocka_unit_test(CS1_bounded_law),
        cmocka_unit_test(linear_law_ends_at_zero),
        cmocka_unit_test(square_root_law_ends_at_zero),
        cmocka_unit_test(averages_are_means_of_prices),
        cmocka_unit_test(slopes_are_derivatives_at_zero),
        cmocka_unit_test(purchases_pay_no_pool_fee),
    };

    return RUN_TESTS(tests);
}
