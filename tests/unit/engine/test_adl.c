/* ADL1 of the worked examples: three shorts at mark 80. */
#include "engine/adl.h"

#include "support/cmocka.h"

static ctg__adl_position shorts(double quantity, double entry, double wallet)
{
    const double profit = quantity * (entry - 80);

    return (ctg__adl_position){.quantity = -quantity,
                               .price = 80,
                               .entry = entry,
                               .profit = profit,
                               .maintenance = 0.05 * quantity * 80,
                               .equity = wallet + profit,
                               .wallet = wallet};
}

static void ADL1_scores_of_three_venues(void **state)
{
    const ctg__adl_position s1 = shorts(3, 100, 30);
    const ctg__adl_position s2 = shorts(2, 90, 100);
    const ctg__adl_position s3 = shorts(5, 82, 20);

    (void)state;
    assert_within(ctg__adl_bitmex.score(&s1), 0.533333, 5e-7);
    assert_within(ctg__adl_bitmex.score(&s2), 0.148148, 5e-7);
    assert_within(ctg__adl_bitmex.score(&s3), 0.325203, 5e-7);
    assert_within(ctg__adl_binance.score(&s1), 0.266667, 5e-7);
    assert_within(ctg__adl_binance.score(&s2), 0.013333, 5e-7);
    assert_within(ctg__adl_binance.score(&s3), 0.333333, 5e-7);
    assert_within(ctg__adl_hyperliquid.score(&s1), 3.333333, 5e-7);
    assert_within(ctg__adl_hyperliquid.score(&s2), 1.5, 5e-7);
    assert_within(ctg__adl_hyperliquid.score(&s3), 13.666667, 5e-7);
    assert_near(ctg__adl_pro_rata.score(&s1), 60);
}

static void longs_gain_when_the_mark_is_above_their_entry(void **state)
{
    const ctg__adl_position winner = {.quantity = 2.5,
                                      .price = 50,
                                      .entry = 40,
                                      .profit = 25,
                                      .maintenance = 2.75, /* of all legs */
                                      .equity = 31.25,
                                      .wallet = 6.25};

    (void)state;
    assert_near(ctg__adl_bitmex.score(&winner), 0.25 * 4);
    assert_near(ctg__adl_hyperliquid.score(&winner), 1.25 * 4);
    assert_near(ctg__adl_binance.score(&winner), 25 / 6.25 * (2.75 / 31.25));
}

static void worthless_positions_score_nothing(void **state)
{
    const ctg__adl_position s = {.quantity = -3,
                                 .entry = 100,
                                 .profit = 300,
                                 .equity = 330,
                                 .wallet = 30};

    (void)state;
    assert_same(ctg__adl_bitmex.score(&s), 0);
    assert_same(ctg__adl_binance.score(&s), 0);
    assert_same(ctg__adl_hyperliquid.score(&s), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ADL1_scores_of_three_venues),
        cmocka_unit_test(longs_gain_when_the_mark_is_above_their_entry),
        cmocka_unit_test(worthless_positions_score_nothing),
    };

    return RUN_TESTS(tests);
}
