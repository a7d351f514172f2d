#include "risk/draw.h"

#include "risk/correlation.h"
#include "risk/distributions.h"
#include "risk/random_slots.h"
#include "support/cmocka.h"

enum { MOST = 16 };

/* Room for a draw of the small models here. */
static double e[MOST], n[MOST], y[MOST], x[MOST], returns[MOST];
static bool moves[MOST];
static ctg__draw made = {
    .e = e, .n = n, .y = y, .x = x, .returns = returns, .moves = moves};

static const ctg__mover leads[3] = {
    {.driver = 0, .follows = CTG__NO_DRIVER, .column = CTG__NO_DRIVER},
    {.driver = 1, .follows = CTG__NO_DRIVER, .column = CTG__NO_DRIVER},
    {.driver = 2, .follows = CTG__NO_DRIVER, .column = CTG__NO_DRIVER},
};

static double years(double days)
{
    return sqrt(days / 365);
}

static void r02_prices_of_a_student_margin(void **state)
{
    static const double prices[] = {1994.5308820260225, 1687.024247229226,
                                    2391.585392288211,  2236.6401466425123,
                                    2068.431642022431,  2028.189249731787,
                                    2010.274177934909,  1972.4888852601919};
    const ctg__driver driver = {
        .kind = CTG__DRIVES_PRICE, .scale = 0.8 * years(10), .degrees = 4};
    const ctg__draw_model model = {.seed = 2,
                                   .asset_count = 1,
                                   .node_count = 1,
                                   .movers = leads,
                                   .drivers = &driver,
                                   .driver_count = 1,
                                   .joint_count = 1,
                                   .degrees = 4};

    (void)state;
    for (uint64_t s = 1; s <= 8; s++) {
        ctg__draw_make(&model, s, &made);
        assert_true(moves[0]);
        assert_near(2000 * exp(returns[0]), prices[s - 1]);
    }
}

static void r16_prices_of_a_repaired_matrix(void **state)
{
    static const double prices[][3] = {
        {1.001685286159672, 1.0094475574434414, 0.9928946044706503},
        {0.9718526972129365, 1.0009788916845395, 0.9612610949762326},
        {1.0633438748413437, 1.0435724269449387, 1.0410574954057317},
        {1.0162222217653665, 0.9716792855179441, 1.051740455154233},
    };
    double factor[9] = {1, 0.9, 0.9, 0.9, 1, -0.2, 0.9, -0.2, 1};
    ctg__driver drivers[3];
    const ctg__draw_model model = {.seed = 1,
                                   .asset_count = 3,
                                   .node_count = 1,
                                   .movers = leads,
                                   .drivers = drivers,
                                   .driver_count = 3,
                                   .joint_count = 3,
                                   .degrees = INFINITY,
                                   .factor = factor};
    double largest;
    ctg_error error;

    (void)state;
    for (uint32_t d = 0; d < 3; d++)
        drivers[d] = (ctg__driver){.kind = CTG__DRIVES_PRICE,
                                   .row = d,
                                   .scale = 0.5 * years(1),
                                   .degrees = INFINITY,
                                   .joint = d};
    assert_int_equal(ctg__correlation_repair(factor, 3, &largest, &error),
                     CTG_OK);
    ctg__correlation_factor(factor, 3);
    for (uint64_t s = 1; s <= 4; s++) {
        ctg__draw_make(&model, s, &made);
        for (int a = 0; a < 3; a++)
            assert_near(exp(returns[a]), prices[s - 1][a]);
    }
}

/* ETH, stETH that follows it, BTC, and USDX that never moves. */
static void r07_followers_and_a_common_factor(void **state)
{
    static const double prices[][3] = {
        {1848.007210845864, 1845.8473743699922, 54296.33477073683},
        {1912.5714364353057, 1907.574824479534, 58947.360961903956},
        {2301.4569706037323, 2290.432329005903, 62709.44821770139},
        {2012.6388744062438, 1991.054337630892, 59753.886872370844},
    };
    const ctg__mover movers[4] = {
        leads[0],
        {.driver = 1, .follows = 0, .column = CTG__NO_DRIVER, .beta = 1},
        leads[2],
        {.driver = CTG__NO_DRIVER,
         .follows = CTG__NO_DRIVER,
         .column = CTG__NO_DRIVER},
    };
    const ctg__driver drivers[3] = {
        {.row = 0, .scale = 0.8 * years(3), .degrees = 4, .joint = 0},
        {.row = 1,
         .scale = 0.05 * years(3),
         .degrees = 4,
         .joint = CTG__NO_DRIVER},
        {.row = 2, .scale = 0.6 * years(3), .degrees = 4, .joint = 1},
    };
    const double loadings[2] = {sqrt(0.6), sqrt(0.6)};
    const double own[2] = {sqrt(0.4), sqrt(0.4)};
    const ctg__draw_model model = {.seed = 1,
                                   .asset_count = 4,
                                   .movers = movers,
                                   .drivers = drivers,
                                   .driver_count = 3,
                                   .joint_count = 2,
                                   .degrees = 4,
                                   .factor_count = 1,
                                   .loadings = loadings,
                                   .own = own};
    const double now[3] = {2000, 1990, 60000};

    (void)state;
    for (uint64_t s = 1; s <= 4; s++) {
        ctg__draw_make(&model, s, &made);
        for (int a = 0; a < 3; a++)
            assert_near(now[a] * exp(returns[a]), prices[s - 1][a]);
        assert_false(moves[3]);
        assert_same(returns[3], 0);
    }
}

static void r05_defaults_of_a_student_copula(void **state)
{
    static const double pds[4] = {0.002, 0.005, 0.008, 0.011};
    /* The first draws with a default, and who fails in them. */
    static const uint32_t failing[60] = {[1] = 1 << 6,
                                         [23] = 1 << 11,
                                         [26] = 1 << 3 | 1 << 7,
                                         [35] =
                                             1 << 2 | 1 << 3 | 1 << 6 | 1 << 7,
                                         [44] = 1 << 7};
    ctg__driver drivers[12];
    double loadings[24];
    double own[12];
    const ctg__draw_model model = {.seed = 1,
                                   .node_count = 12,
                                   .drivers = drivers,
                                   .driver_count = 12,
                                   .joint_count = 12,
                                   .degrees = 5,
                                   .factor_count = 2,
                                   .loadings = loadings,
                                   .own = own};

    (void)state;
    for (uint32_t d = 0; d < 12; d++) {
        const double region = d < 6 ? 0.4 : -0.1;

        loadings[2 * d] = 0.5;
        loadings[2 * d + 1] = region;
        own[d] = sqrt(1 - 0.25 - region * region);
        drivers[d] =
            (ctg__driver){.kind = CTG__DRIVES_DEFAULT,
                          .row = d,
                          .threshold = ctg__student_quantile(pds[d % 4], 5),
                          .joint = d};
    }
    assert_near(drivers[1].threshold, -4.032142983555228);
    for (uint64_t s = 1; s < 60; s++) {
        ctg__draw_make(&model, s, &made);
        for (uint32_t d = 0; d < 12; d++)
            assert_int_equal(ctg__draw_fails(&made, drivers, d),
                             failing[s] >> d & 1);
    }
}

static void margins_have_variance_1_and_both_tails_alike(void **state)
{
    (void)state;
    /* m = nu; m null under a Gaussian; a normal margin under a t copula. */
    assert_near(ctg__margin(1.7, 4, 4), sqrt(0.5) * 1.7);
    assert_same(ctg__margin(-1.7, INFINITY, INFINITY), -1.7);
    assert_near(ctg__margin(-2.5, 4, INFINITY),
                ctg__normal_quantile(ctg__student_cdf(-2.5, 4)));
    assert_near(ctg__margin(2, INFINITY, 3),
                sqrt(1.0 / 3) * -ctg__student_quantile(ctg__normal_cdf(-2), 3));
    for (int k = -80; k <= 80; k++) {
        const double at = k / 10.0;

        assert_same(ctg__margin(-at, 5, 3.5), -ctg__margin(at, 5, 3.5));
        /* TC: 1e4 degrees are normal to 1e-3 up to 6 deviations. */
        if (fabs(at) <= 6)
            assert_within(ctg__margin(at, INFINITY, 1e4), at, 1e-3 * fabs(at));
    }
    assert_true(isfinite(ctg__margin(-300, INFINITY, 2.5)));
}

static void mirrored_draws_share_all_but_the_first_slot(void **state)
{
    const ctg__driver driver = {.scale = 1, .degrees = 6};
    ctg__draw_model model = {.seed = 4,
                             .asset_count = 1,
                             .movers = leads,
                             .drivers = &driver,
                             .driver_count = 1,
                             .joint_count = 1,
                             .degrees = 6,
                             .is_mirrored = true};

    (void)state;
    for (uint64_t s = 1; s < 40; s += 2) {
        double first;

        ctg__draw_make(&model, s, &made);
        first = returns[0];
        ctg__draw_make(&model, s + 1, &made);
        assert_same(returns[0], -first);
        assert_same(ctg__draw_unit(&model, s, 64),
                    1 - ctg__draw_unit(&model, s + 1, 64));
        assert_same(ctg__draw_unit(&model, s, 0),
                    ctg__slot_unit(4, (s + 1) / 2, 0));
    }
}

static void windows_give_all_returns_at_once(void **state)
{
    static const double windows[] = {0.1, -0.2, 0.3, -0.4, 0.5, 30};
    const ctg__mover movers[3] = {
        {.driver = CTG__NO_DRIVER, .follows = CTG__NO_DRIVER, .column = 1},
        {.driver = CTG__NO_DRIVER,
         .follows = 0,
         .column = CTG__NO_DRIVER,
         .beta = -2,
         .drift = 0.05},
        {.driver = CTG__NO_DRIVER, .follows = CTG__NO_DRIVER, .column = 0},
    };
    ctg__draw_model model = {.seed = 8,
                             .asset_count = 3,
                             .movers = movers,
                             .degrees = INFINITY,
                             .windows = windows,
                             .window_count = 3,
                             .column_count = 2,
                             .each_window_once = true};
    uint32_t seen = 0;

    (void)state;
    ctg__draw_make(&model, 2, &made);
    assert_same(returns[0], -0.4);
    assert_near(returns[1], 0.85);
    assert_same(returns[2], 0.3);
    /* Cut afterwards: the follower sees what was drawn. */
    ctg__draw_make(&model, 3, &made);
    assert_same(returns[0], 20);
    assert_same(returns[1], -20);
    model.each_window_once = false;
    for (uint64_t s = 1; s < 60; s++) {
        const double u = ctg__slot_unit(8, s, 0);

        ctg__draw_make(&model, s, &made);
        assert_same(returns[2], windows[2 * (int)(3 * u)]);
        seen |= 1u << (int)(3 * u);
    }
    assert_int_equal(seen, 7);
}

static void losses_are_shares_below_1_and_gains_below_0(void **state)
{
    const ctg__driver driver = {
        .kind = CTG__DRIVES_LOSS, .scale = 0.3, .degrees = INFINITY};

    (void)state;
    x[0] = -1;
    assert_near(ctg__draw_loss_share(&made, &driver, 0), 1 - exp(-0.3));
    x[0] = 1;
    assert_near(ctg__draw_loss_share(&made, &driver, 0), 1 - exp(0.3));
    x[0] = -1e9;
    assert_near(ctg__draw_loss_share(&made, &driver, 0), 1 - exp(-20));
}

/* Drivers whose rows are apart: each has the number that it has alone, and
 * nothing is written beside them. */
static void drivers_that_are_apart_are_drawn_alone(void **state)
{
    static const uint32_t rows[] = {0, 2, 3, 6};
    enum { COUNT = sizeof rows / sizeof *rows };
    ctg__driver drivers[COUNT];
    ctg__draw_model model = {.seed = 5,
                             .asset_count = 7,
                             .node_count = 1,
                             .drivers = drivers,
                             .driver_count = COUNT,
                             .degrees = INFINITY};
    ctg__mover movers[7];

    (void)state;
    for (size_t a = 0; a < 7; a++)
        movers[a] = (ctg__mover){.driver = CTG__NO_DRIVER,
                                 .follows = CTG__NO_DRIVER,
                                 .column = CTG__NO_DRIVER};
    model.movers = movers;
    for (uint32_t d = 0; d < COUNT; d++) {
        drivers[d] = (ctg__driver){.kind = CTG__DRIVES_PRICE,
                                   .row = rows[d],
                                   .scale = 0.5,
                                   .degrees = INFINITY,
                                   .joint = CTG__NO_DRIVER};
        movers[rows[d]].driver = d;
    }
    for (uint64_t s = 1; s <= 20; s++) {
        double together[COUNT];

        for (uint32_t d = 0; d < MOST; d++)
            y[d] = -77;
        model.drivers = drivers;
        model.driver_count = COUNT;
        ctg__draw_make(&model, s, &made);
        for (uint32_t d = COUNT; d < MOST; d++)
            assert_same(y[d], -77);
        memcpy(together, y, sizeof together);
        model.driver_count = 1;
        for (uint32_t d = 0; d < COUNT; d++) {
            model.drivers = &drivers[d];
            for (size_t a = 0; a < 7; a++)
                movers[a].driver = a == rows[d] ? 0 : CTG__NO_DRIVER;
            ctg__draw_make(&model, s, &made);
            assert_same(y[0], together[d]);
        }
        for (size_t a = 0; a < 7; a++)
            movers[a].driver = CTG__NO_DRIVER;
        for (uint32_t d = 0; d < COUNT; d++)
            movers[rows[d]].driver = d;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drivers_that_are_apart_are_drawn_alone),
        cmocka_unit_test(r02_prices_of_a_student_margin),
        cmocka_unit_test(r16_prices_of_a_repaired_matrix),
        cmocka_unit_test(r07_followers_and_a_common_factor),
        cmocka_unit_test(r05_defaults_of_a_student_copula),
        cmocka_unit_test(margins_have_variance_1_and_both_tails_alike),
        cmocka_unit_test(mirrored_draws_share_all_but_the_first_slot),
        cmocka_unit_test(windows_give_all_returns_at_once),
        cmocka_unit_test(losses_are_shares_below_1_and_gains_below_0),
    };

    return RUN_TESTS(tests);
}
