#include "risk/estimate.h"

#include "risk/distributions.h"
#include "risk/random_slots.h"
#include "support/cmocka.h"

static ctg__sample prepare(ctg__sample sample, ctg__arena *arena)
{
    ctg_error error;

    if (!sample.group)
        sample.group = 1;
    assert_int_equal(ctg__sample_order(&sample, arena, &error), CTG_OK);
    return sample;
}

/* The weights of a tail by draw, 0 where there is none. */
static void tail_at(const ctg__sample *sample, double level, double *weights)
{
    ctg__arena arena = {0};
    ctg__tail tail;
    ctg_error error;
    double sum = 0;

    assert_int_equal(ctg__sample_tail(sample, level, &arena, &tail, &error),
                     CTG_OK);
    for (uint32_t draw = 0; draw < sample->count; draw++)
        weights[draw] = 0;
    for (uint32_t k = 0; k < tail.count; k++) {
        assert_true(tail.weights[k] > 0);
        assert_true(k == 0 || tail.draws[k - 1] < tail.draws[k]);
        weights[tail.draws[k]] = tail.weights[k];
        sum += tail.weights[k];
    }
    assert_same(sum, tail.weight);
    ctg__arena_clear(&arena);
}

static void ve1_value_at_risk_and_shortfall_of_ten_losses(void **state)
{
    /* In no order: what is smallest to exceed is found, not read off. */
    static const double losses[] = {5, 0, 20, 0, 1, 2, 0, 3, 8, 0};
    ctg__arena arena = {0};
    const ctg__sample sample = prepare(
        (ctg__sample){.losses = losses, .count = 10, .unit = 100}, &arena);
    const ctg__level_estimate at_90 = ctg__sample_level(&sample, 0.9, 0.95);
    /* R = 2.5: VaR 5, ES = 5 + (15 + 3) / 2.5. */
    const ctg__level_estimate at_75 = ctg__sample_level(&sample, 0.75, 0.95);

    (void)state;
    assert_near(at_90.var, 8);
    assert_near(at_90.es, 20);
    assert_near(at_75.var, 5);
    assert_near(at_75.es, 12.2);
    /* Tail weights 1, 1 and a half: 2.5^2 / 2.25. */
    assert_near(at_75.tail_draws, 6.25 / 2.25);
    ctg__arena_clear(&arena);
}

static void ex1_exponential_losses_have_the_closed_form(void **state)
{
    enum { COUNT = 100000 };
    static double losses[COUNT];
    ctg__arena arena = {0};
    ctg__sample sample;
    ctg__level_estimate estimate;

    (void)state;
    /* One from the middle of each of equally likely strata. */
    for (int k = 0; k < COUNT; k++)
        losses[k] = -log((k + 0.5) / COUNT);
    sample = prepare((ctg__sample){.losses = losses, .count = COUNT, .unit = 1},
                     &arena);
    estimate = ctg__sample_level(&sample, 0.99, 0.95);
    assert_within(estimate.var, 4.605170186, 1e-3);
    assert_within(estimate.es, 5.605170186, 1e-3);
    ctg__arena_clear(&arena);
}

static void ci1_ranks_bound_the_quantile(void **state)
{
    static const struct {
        uint32_t count;
        double level;
        uint32_t low;
        uint32_t high;
    } cases[] = {
        {1000, 0.99, 983, 997},
        {10000, 0.99, 9880, 9920},
        {2000, 0.95, 1880, 1920},
    };
    uint32_t low;
    uint32_t high;

    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        ctg__rank_interval(cases[c].count, cases[c].level, 0.95, &low, &high);
        assert_int_equal(low, cases[c].low);
        assert_int_equal(high, cases[c].high);
    }
    /* 0.9^3 is more than an outside of 2.5 %: nothing bounds it from above,
     * and 0.1^3 is less: the least loss does from below. */
    ctg__rank_interval(3, 0.9, 0.95, &low, &high);
    assert_int_equal(low, 1);
    assert_int_equal(high, 4);
    ctg__rank_interval(3, 0.1, 0.95, &low, &high);
    assert_int_equal(low, 0);
    assert_int_equal(high, 3);
}

static void ci1_fewest_draws_that_bound_a_level(void **state)
{
    static const double levels[] = {0.95, 0.99, 0.999};
    static const uint32_t fewest[] = {72, 368, 3688};

    (void)state;
    for (int l = 0; l < 3; l++) {
        uint32_t low;
        uint32_t high;

        assert_same(ctg__fewest_draws(levels[l], 0.95), fewest[l]);
        ctg__rank_interval(fewest[l], levels[l], 0.95, &low, &high);
        assert_int_equal(high, fewest[l]);
        ctg__rank_interval(fewest[l] - 1, levels[l], 0.95, &low, &high);
        assert_int_equal(high, fewest[l]);
    }
}

/* 20 of 1 - level, however a level that is written in decimals is rounded. */
static void mirrored_draws_are_ten_pairs_in_the_tail(void **state)
{
    static const double levels[] = {0.9,    0.95,   0.99,   0.9875,
                                    0.9968, 0.9975, 0.9995, 0.9996,
                                    0.9998, 0.9999, 0.99999};
    static const double fewest[] = {200,   400,   2000,   1600,   6250,   8000,
                                    40000, 50000, 100000, 200000, 2000000};

    (void)state;
    for (size_t l = 0; l < sizeof levels / sizeof *levels; l++)
        assert_same(ctg__fewest_mirrored(levels[l]), fewest[l]);
    assert_same(ctg__fewest_mirrored(0.97), 668); /* 666.7 are no pairs */
}

static void a_tie_has_the_value_of_its_lowest_draw(void **state)
{
    const double losses[] = {1, 3 + 2e-13, 3, 3 - 2e-13, 2};
    ctg__arena arena = {0};
    const ctg__sample sample =
        prepare((ctg__sample){.losses = losses, .count = 5, .unit = 1}, &arena);
    double tail[5];

    (void)state;
    assert_int_equal(sample.order[0], 1);
    assert_int_equal(sample.order[1], 2);
    assert_int_equal(sample.order[2], 3);
    assert_same(ctg__sample_value(&sample, 2), 3 + 2e-13);
    /* R = 2 falls within the tie: the three share it. */
    tail_at(&sample, 0.6, tail);
    assert_near(tail[1], 2.0 / 3);
    assert_near(tail[2], 2.0 / 3);
    assert_near(tail[3], 2.0 / 3);
    assert_same(tail[0] + tail[4], 0);
    ctg__arena_clear(&arena);
}

static void money_below_a_billionth_is_nothing(void **state)
{
    const double losses[] = {0.9e-6, -0.9e-6, 1.1e-6, 0};
    const ctg__sample money = {.losses = losses, .count = 4, .unit = 1000};
    const ctg__sample counts = {.losses = losses, .count = 4};

    (void)state;
    assert_same(ctg__sample_loss(&money, 0), 0);
    assert_same(ctg__sample_loss(&money, 1), 0);
    assert_same(ctg__sample_loss(&money, 2), 1.1e-6);
    assert_same(ctg__sample_loss(&counts, 0), 0.9e-6);
}

static void a_value_at_risk_of_0_has_what_is_above_it_as_tail(void **state)
{
    static const double losses[] = {0, 0, 7, 0, 0, 0, 3, 0, 0, 0};
    ctg__arena arena = {0};
    ctg__sample sample = prepare(
        (ctg__sample){.losses = losses, .count = 10, .unit = 1}, &arena);
    const ctg__level_estimate estimate = ctg__sample_level(&sample, 0.5, 0.95);
    double tail[10];

    (void)state;
    assert_same(estimate.var, 0);
    assert_near(estimate.es, 2);
    assert_near(estimate.tail_draws, 2);
    tail_at(&sample, 0.5, tail);
    assert_same(tail[2], 1);
    assert_same(tail[6], 1);
    assert_same(tail[0], 0);
    /* A gain could be below: the zeros then share what is left of R = 5. */
    sample.has_gains = true;
    tail_at(&sample, 0.5, tail);
    assert_near(tail[0], 3.0 / 8);
    ctg__arena_clear(&arena);
}

static void weights_count_as_draws(void **state)
{
    static const double losses[] = {10, 0, 4, 6};
    static const double weights[] = {0.5, 2, 1, 0.5};
    ctg__arena arena = {0};
    const ctg__sample sample = prepare((ctg__sample){.losses = losses,
                                                     .weights = weights,
                                                     .count = 4,
                                                     .group = 2,
                                                     .unit = 10},
                                       &arena);
    /* R = 1.6: 10 and 6 make 1, 4 makes it 2. */
    const ctg__level_estimate estimate = ctg__sample_level(&sample, 0.6, 0.95);
    const ctg__mean_estimate mean = ctg__sample_mean(&sample);

    (void)state;
    assert_near(estimate.var, 4);
    assert_near(estimate.es, 4 + (0.5 * 6 + 0.5 * 2) / 1.6);
    /* Pairs 2.5 and 3.5: mean 3, sd sqrt(.5), over sqrt(2). */
    assert_near(mean.mean, 3);
    assert_near(mean.error, 0.5);
    ctg__arena_clear(&arena);
}

static void shares_have_the_interval_of_clopper_and_pearson(void **state)
{
    double hits[20] = {0};
    ctg__sample sample = {.losses = hits, .count = 20, .group = 1};
    ctg__share_estimate share = ctg__sample_share(&sample, 0.95);

    (void)state;
    assert_same(share.low, 0);
    assert_near(share.high, 1 - pow(0.025, 1 / 20.0));
    for (int k = 0; k < 5; k++)
        hits[3 * k] = 1;
    share = ctg__sample_share(&sample, 0.95);
    assert_near(share.share, 0.25);
    /* P(B >= 5) and P(B <= 5) are 2.5 % at its ends. */
    assert_near(1 - ctg__binomial_cdf(4, 20, share.low), 0.025);
    assert_near(ctg__binomial_cdf(5, 20, share.high), 0.025);
    for (int k = 0; k < 20; k++)
        hits[k] = 1;
    share = ctg__sample_share(&sample, 0.95);
    assert_near(share.low, pow(0.025, 1 / 20.0));
    assert_same(share.high, 1);
    for (int k = 0; k < 20; k++)
        hits[k] = 0;
    sample.group = 2;
    share = ctg__sample_share(&sample, 0.95);
    assert_near(share.high, 1 - pow(0.05, 1 / 10.0));
}

static void a_complete_sample_claims_no_error(void **state)
{
    static const double losses[] = {1, 2, 3, 4, 5};
    ctg__arena arena = {0};
    const ctg__sample sample = prepare(
        (ctg__sample){
            .losses = losses, .count = 5, .unit = 1, .is_complete = true},
        &arena);
    const ctg__level_estimate estimate = ctg__sample_level(&sample, 0.6, 0.95);

    (void)state;
    assert_near(estimate.var, 3);
    assert_near(estimate.es, 4.5);
    assert_true(isnan(estimate.var_low) && isnan(estimate.var_high));
    assert_true(isnan(estimate.es_low) && isnan(estimate.es_high));
    assert_true(isnan(estimate.es_error));
    assert_true(isnan(ctg__sample_mean(&sample).error));
    ctg__arena_clear(&arena);
}

static void estimates_grow_with_the_level_and_tails_sum(void **state)
{
    enum { COUNT = 1500 };
    static double losses[COUNT];
    static double tail[COUNT];
    ctg__arena arena = {0};
    ctg__sample sample;
    double var = -INFINITY;
    double es = -INFINITY;

    (void)state;
    for (uint32_t k = 0; k < COUNT; k++)
        losses[k] =
            floor(4 * ctg__student_quantile(ctg__slot_unit(3, k + 1, 7), 3));
    sample = prepare(
        (ctg__sample){
            .losses = losses, .count = COUNT, .unit = 1, .has_gains = true},
        &arena);
    for (int l = 50; l < 100; l++) {
        const double level = l / 100.0;
        const ctg__level_estimate estimate =
            ctg__sample_level(&sample, level, 0.95);
        double sum = 0;
        double loss = 0;

        assert_true(estimate.var >= var && estimate.es >= es);
        assert_true(estimate.es >= estimate.var);
        assert_true(estimate.var_low <= estimate.var &&
                    estimate.var_high >= estimate.var);
        tail_at(&sample, level, tail);
        for (int k = 0; k < COUNT; k++) {
            sum += tail[k];
            loss += tail[k] * losses[k];
        }
        assert_near(sum, (1 - level) * COUNT);
        /* The mean over the tail is the shortfall. */
        assert_near(loss / sum, estimate.es);
        var = estimate.var;
        es = estimate.es;
    }
    ctg__arena_clear(&arena);
}

static void draws_at_0_are_between_gains_and_losses_in_order(void **state)
{
    static const double losses[] = {0, -2, 5, 1e-12, 5, -7, 0, 9, -1e-11};
    static const uint32_t expected[] = {7, 2, 4, 0, 3, 6, 8, 1, 5};
    ctg__arena arena = {0};
    const ctg__sample sample = prepare(
        (ctg__sample){
            .losses = losses, .count = 9, .unit = 1, .has_gains = true},
        &arena);

    (void)state;
    for (int k = 0; k < 9; k++)
        assert_int_equal(sample.order[k], expected[k]);
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ve1_value_at_risk_and_shortfall_of_ten_losses),
        cmocka_unit_test(ex1_exponential_losses_have_the_closed_form),
        cmocka_unit_test(ci1_ranks_bound_the_quantile),
        cmocka_unit_test(ci1_fewest_draws_that_bound_a_level),
        cmocka_unit_test(mirrored_draws_are_ten_pairs_in_the_tail),
        cmocka_unit_test(a_tie_has_the_value_of_its_lowest_draw),
        cmocka_unit_test(draws_at_0_are_between_gains_and_losses_in_order),
        cmocka_unit_test(money_below_a_billionth_is_nothing),
        cmocka_unit_test(a_value_at_risk_of_0_has_what_is_above_it_as_tail),
        cmocka_unit_test(weights_count_as_draws),
        cmocka_unit_test(shares_have_the_interval_of_clopper_and_pearson),
        cmocka_unit_test(a_complete_sample_claims_no_error),
        cmocka_unit_test(estimates_grow_with_the_level_and_tails_sum),
    };

    return RUN_TESTS(tests);
}
