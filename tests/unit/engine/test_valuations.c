/* Valuation rules against their papers' numbers and their own limits. */
#include "engine/valuation.h"

#include <string.h>

#include "support/cmocka.h"

/* What scenarios give; unless the debtor has its own. */
static struct {
    double sigma;
    double horizon;
    double rho;
    double alpha;
    double a;
    double b;
} given;

static double param_of(const char *name)
{
    return strcmp(name, "sigma") == 0   ? given.sigma
           : strcmp(name, "T") == 0     ? given.horizon
           : strcmp(name, "rho") == 0   ? given.rho
           : strcmp(name, "alpha") == 0 ? given.alpha
           : strcmp(name, "a") == 0     ? given.a
                                        : given.b;
}

/* UINT8_MAX when there is no rule of this name. */
static uint8_t rule_called(const char *name)
{
    for (uint8_t rule = 0; rule < CTG__RULE_COUNT; rule++)
        if (strcmp(ctg__valuation_at(rule)->about.name, name) == 0)
            return rule;
    return UINT8_MAX;
}

static double value_of(const char *rule, const ctg__debtor *debtor,
                       double recovery)
{
    const uint8_t index = rule_called(rule);
    double params[CTG__MOST_PARAMS];

    assert_int_not_equal(index, UINT8_MAX);
    for (size_t k = 0; k < ctg__valuation_at(index)->about.param_count; k++)
        params[k] = param_of(ctg__valuation_at(index)->about.params[k].name);
    return ctg__valuation_at(index)->value(debtor, params, recovery);
}

/* NM1 of the worked examples: a = 10, E = 2, L = 9, sigma = 0.2, T = 1. */
static ctg__debtor nm1(void)
{
    given.sigma = 0.2;
    given.horizon = 1;
    given.rho = 1;
    given.alpha = 2;
    given.a = 1;
    given.b = 1;
    return (ctg__debtor){.equity = 2,
                         .assets = 11,
                         .liabilities = 9,
                         .claims = 1,
                         .distress = 0.237,
                         .frozen = 0.4,
                         .volatility = NAN,
                         .face = 9};
}

static void NM1_merton_is_survival_plus_expected_recovery(void **state)
{
    ctg__debtor debtor = nm1();
    double survival;

    (void)state;
    assert_within(value_of("merton", &debtor, 0.3), 0.986823, 5e-7);
    given.rho = 0;
    survival = value_of("merton", &debtor, 0.3);
    assert_within(survival, 1 - 0.154882, 5e-7);
    given.rho = 0.37;
    assert_within(value_of("merton", &debtor, 0), survival + 0.37 * 0.141705,
                  1e-6);
}

static void merton_agrees_with_an_integral(void **state)
{
    const ctg__debtor debtor = {.equity = -1.3,
                                .assets = 7.7,
                                .liabilities = 9,
                                .claims = 2.6,
                                .volatility = NAN};
    const double spread = 0.37 * sqrt(1.7);
    const int steps = 400000;
    double survival = 0;
    double recovered = 0;

    (void)state;
    given.sigma = 0.37;
    given.horizon = 1.7;
    given.rho = 0.83;
    /* Midpoints over z in [-12, 12]; X = ext exp(s z - s^2/2), ext = 5.1. */
    for (int k = 0; k < steps; k++) {
        const double z = -12 + 24 * (k + 0.5) / steps;
        const double weight =
            exp(-0.5 * z * z) / sqrt(2 * 3.14159265358979323846) * 24 / steps;
        const double x = 5.1 * exp(spread * z - 0.5 * spread * spread);

        if (x + 2.6 >= 9)
            survival += weight;
        else
            recovered += weight * (x + 2.6) / 9;
    }
    assert_within(value_of("merton", &debtor, 0), survival + 0.83 * recovered,
                  1e-5);
    assert_within(value_of("merton-recovery", &debtor, 0.41),
                  1 - 0.59 * (1 - survival), 1e-5);
}

static void black_cox_agrees_with_a_fine_random_walk(void **state)
{
    const ctg__debtor debtor = {.equity = 2.3,
                                .assets = 9.3,
                                .liabilities = 7,
                                .claims = 1.1,
                                .volatility = 0.31};
    /* A binomial lattice in log assets, absorbed at the barrier. */
    enum { STEPS = 4000, WIDTH = 2 * STEPS + 1 };
    static double now[WIDTH];
    static double next[WIDTH];
    const double dt = 1.4 / STEPS;
    const double up = 0.31 * sqrt(dt);
    const double rise = (1 - exp(-up)) / (exp(up) - exp(-up));
    const double barrier = log(5.9 / 8.2);
    double alive = 0;

    (void)state;
    given.sigma = 0.7; /* the debtor has its own */
    given.horizon = 1.4;
    memset(now, 0, sizeof now);
    now[STEPS] = 1;
    for (int t = 0; t < STEPS; t++) {
        memset(next, 0, sizeof next);
        for (int k = STEPS - t; k <= STEPS + t; k++) {
            if (now[k] == 0)
                continue;
            next[k + 1] += rise * now[k];
            if ((k - 1 - STEPS) * up > barrier)
                next[k - 1] += (1 - rise) * now[k];
        }
        memcpy(now, next, sizeof now);
    }
    for (int k = 0; k < WIDTH; k++)
        alive += now[k];
    /* The lattice sees the barrier a little too late: first order in up. */
    assert_within(value_of("black-cox", &debtor, 0.2), 1 - 0.8 * (1 - alive),
                  5e-3);
}

static void ex_ante_rules_without_uncertainty_are_sharp(void **state)
{
    ctg__debtor debtor = nm1();

    (void)state;
    given.sigma = 0;
    given.rho = 0.6;
    assert_same(value_of("merton", &debtor, 0.3), 1);
    assert_same(value_of("merton-recovery", &debtor, 0.3), 1);
    assert_same(value_of("black-cox", &debtor, 0.3), 1);
    debtor.assets = 6.3;
    debtor.equity = -2.7;
    debtor.eps = 1e-9;
    assert_near(value_of("merton", &debtor, 0.3), 0.6 * 0.7);
    assert_same(value_of("merton-recovery", &debtor, 0.3), 0.3);
    assert_same(value_of("black-cox", &debtor, 0.3), 0.3);
    debtor.liabilities = 0.9; /* below its claims of 1 */
    debtor.equity = 5.4;
    assert_same(value_of("merton", &debtor, 0.3), 1);
    assert_same(value_of("merton-recovery", &debtor, 0.3), 1);
    assert_same(value_of("black-cox", &debtor, 0.3), 1);
}

/* Owed more than it owes, and insolvent: its external assets are negative. */
static void net_lenders_fall_below_par_when_insolvent(void **state)
{
    ctg__debtor debtor = nm1();

    (void)state;
    debtor.assets = 0.27;
    debtor.claims = 1.2;
    debtor.liabilities = 0.9;
    debtor.equity = -0.63;
    given.rho = 0.5;
    assert_near(value_of("merton", &debtor, 0.4), 0.5 * 0.3);
    assert_same(value_of("merton-recovery", &debtor, 0.4), 0.4);
    assert_same(value_of("black-cox", &debtor, 0.4), 0.4);
    debtor.liabilities = 0;
    debtor.assets = -0.63;
    assert_same(value_of("merton", &debtor, 0.4), 1);
    assert_same(value_of("merton-recovery", &debtor, 0.4), 0.4);
    assert_same(value_of("black-cox", &debtor, 0.4), 0.4);
    /* Solvent but for a decimal tie. */
    debtor.liabilities = 0.9;
    debtor.assets = 0.9 - 1e-12;
    debtor.equity = -1e-12;
    debtor.eps = 1e-9;
    assert_same(value_of("merton", &debtor, 0.4), 1);
    assert_same(value_of("merton-recovery", &debtor, 0.4), 1);
    assert_same(value_of("black-cox", &debtor, 0.4), 1);
}

static void ex_ante_rules_stand_any_volatility(void **state)
{
    ctg__debtor debtor = nm1();

    (void)state;
    given.sigma = 1e300;
    given.horizon = 1e300;
    /* Default is certain, and only claims are left. */
    assert_near(value_of("merton", &debtor, 0.3), 1.0 / 9);
    assert_near(value_of("merton-recovery", &debtor, 0.3), 0.3);
    assert_near(value_of("black-cox", &debtor, 0.3), 0.3);
    given.sigma = 0.2;
    given.horizon = 1;
    debtor.claims = 9 * (1 - 0x1p-52); /* what is due is next to nothing */
    debtor.assets = 1e300;
    assert_near(value_of("black-cox", &debtor, 0.3), 1);
}

static void EL1_senior_classes_are_paid_first(void **state)
{
    ctg__debtor debtor = {
        .equity = -2, .assets = 6, .liabilities = 8, .face = 4};

    (void)state;
    given.a = 1;
    given.b = 1;
    assert_same(value_of("clearing", &debtor, 0.9), 1);
    debtor.senior = 4;
    assert_near(value_of("clearing", &debtor, 0.9), 0.5);
    debtor.face = 0;
    assert_same(value_of("clearing", &debtor, 0.9), 1);
}

static void default_costs_bite_below_zero_only(void **state)
{
    ctg__debtor debtor = {.equity = 0.4,
                          .assets = 1.4,
                          .liabilities = 1,
                          .claims = 1,
                          .eps = 1e-9,
                          .face = 1};

    (void)state;
    given.a = 0.5;
    given.b = 0.3;
    assert_same(value_of("clearing", &debtor, 0), 1);
    debtor.assets = 0.9;
    debtor.claims = 0.5;
    debtor.equity = -0.1;
    assert_near(value_of("clearing", &debtor, 0), 0.5 * 0.4 + 0.3 * 0.5);
    /* A decimal tie is no insolvency: nothing is lost of the rest. */
    debtor.assets = 1 - 0.7e-9;
    debtor.equity = -0.7e-9;
    assert_within(value_of("clearing", &debtor, 0), 1, 1e-9);
}

static void distress_rules_follow_h(void **state)
{
    ctg__debtor debtor = nm1();

    (void)state;
    assert_near(value_of("linear", &debtor, 0.3), 1 - 0.7 * 0.237);
    assert_near(value_of("single-hit", &debtor, 0.3), 1 - 0.7 * 0.4);
    assert_near(value_of("exponential", &debtor, 0.3),
                1 - 0.7 * 0.237 * exp(2 * (0.237 - 1)));
    assert_same(value_of("threshold", &debtor, 0.3), 1);
    debtor.failed = true;
    assert_same(value_of("threshold", &debtor, 0.3), 0.3);
}

static void every_rule_has_a_name_a_summary_and_a_source(void **state)
{
    (void)state;
    for (uint8_t rule = 0; rule < CTG__RULE_COUNT; rule++) {
        const ctg_variant *const about = &ctg__valuation_at(rule)->about;

        assert_int_equal(rule_called(about->name), rule);
        assert_true(strlen(about->summary) > 10);
        assert_true(strlen(about->source) > 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(NM1_merton_is_survival_plus_expected_recovery),
        cmocka_unit_test(merton_agrees_with_an_integral),
        cmocka_unit_test(black_cox_agrees_with_a_fine_random_walk),
        cmocka_unit_test(net_lenders_fall_below_par_when_insolvent),
        cmocka_unit_test(ex_ante_rules_stand_any_volatility),
        cmocka_unit_test(ex_ante_rules_without_uncertainty_are_sharp),
        cmocka_unit_test(EL1_senior_classes_are_paid_first),
        cmocka_unit_test(default_costs_bite_below_zero_only),
        cmocka_unit_test(distress_rules_follow_h),
        cmocka_unit_test(every_rule_has_a_name_a_summary_and_a_source),
    };

    return RUN_TESTS(tests);
}
