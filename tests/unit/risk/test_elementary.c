#include "risk/elementary.h"

#include "support/cmocka.h"

/* Values with 20 digits, by arithmetic with 40. */
typedef struct value {
    double x;
    double y;
} value;

static void check(double (*function)(double), const value *values, size_t count)
{
    for (size_t v = 0; v < count; v++) {
        const double y = values[v].y;
        const double ulp = fabs(nextafter(y, 2 * y) - y);

        assert_within(function(values[v].x), y, 1.01 * ulp);
    }
}
#define CHECK(function, values)                                                \
    check((function), (values), sizeof(values) / sizeof *(values))

static void log_is_within_an_ulp(void **state)
{
    static const value values[] = {
        {5e-324, -744.44007192138126231},
        {1e-310, -713.8013788281541651},
        {2.5e-300, -689.85923716633955015},
        {1e-09, -20.723265836946411094},
        {0.3, -1.2039728043259360296},
        {0.7071, -0.34658318037194200028},
        {0.7072, -0.34644176765870330084},
        {0.999999999, -9.9999997221806850863e-10},
        {1.0000001, 9.9999995058387045178e-8},
        {1.4142, 0.34656400018800330914},
        {1.4143, 0.34663470904431701146},
        {2.5, 0.91629073187415506518},
        {10.0, 2.302585092994045684},
        {12345.678, 9.4210613212918319671},
        {1e+300, 690.77552789821370526},
    };

    (void)state;
    CHECK(ctg__log, values);
}

static void exp_is_within_an_ulp(void **state)
{
    static const value values[] = {
        {-745.0, 2.8223507304719370764e-324},
        {-740.5, 2.5405991628101601162e-322},
        {-709.3, 9.0141335063665033402e-309},
        {-300.25, 4.00942236462285704e-131},
        {-20.1, 1.8650089219027670829e-9},
        {-1.0, 0.3678794411714423216},
        {-0.3466, 0.70708810694101882027},
        {-0.3465, 0.70715881928727133929},
        {-1e-09, 0.9999999990000000005},
        {1e-17, 1.00000000000000001},
        {0.1, 1.1051709180756476309},
        {0.5, 1.6487212707001281468},
        {1.0, 2.7182818284590452354},
        {10.7, 44355.855130297835422},
        {88.8, 3.6757840844711624269e+38},
        {300.5, 3.2025197146036328367e+130},
        {709.7, 1.6549840276802644031e+308},
    };

    (void)state;
    CHECK(ctg__exp, values);
}

static void log1p_is_within_an_ulp(void **state)
{
    static const value values[] = {
        {-0.999999, -13.81551055793551844},
        {-0.5, -0.69314718055994530942},
        {-0.29, -0.34249030894677591856},
        {-0.28, -0.328504066972036094},
        {-0.001, -0.001000500333583533521},
        {-1e-12, -1.0000000000004999799e-12},
        {1e-300, 1.0000000000000000251e-300},
        {1e-15, 9.9999999999999957771e-16},
        {0.0001, 0.000099995000333308340125},
        {0.3, 0.2623642644674910435},
        {0.4099, 0.34351877988917834466},
        {0.41, 0.34358970439007689286},
        {1.0, 0.69314718055994530942},
        {1.5, 0.91629073187415506518},
        {300000.0, 12.611541086966115902},
        {1e+17, 39.143946580898776638},
        {1e+300, 690.77552789821370526},
    };

    (void)state;
    CHECK(ctg__log1p, values);
}

static void expm1_is_within_an_ulp(void **state)
{
    static const value values[] = {
        {-50.0, -1.0},
        {-39.9, -0.9999999999999999953},
        {-1.0, -0.6321205588285576784},
        {-0.35, -0.29531191028128655},
        {-0.34, -0.2882296772373903023},
        {-1e-05, -9.999950000166667068e-6},
        {-1e-15, -9.9999999999999957771e-16},
        {1e-300, 1.0000000000000000251e-300},
        {1e-10, 1.0000000000500000364e-10},
        {0.001, 0.0010005001667083416889},
        {0.34, 0.40494759056359383116},
        {0.35, 0.41906754859325721676},
        {1.0, 1.7182818284590452354},
        {20.5, 799902176.4755054067},
        {39.9, 212985397088514240.47},
        {41.0, 639843493530054948.22},
        {700.0, 1.0142320547350045095e+304},
    };

    (void)state;
    CHECK(ctg__expm1, values);
}

static void the_ends_are_what_they_should_be(void **state)
{
    (void)state;
    assert_true(ctg__log(0) == -INFINITY);
    assert_true(isnan(ctg__log(-1)));
    assert_true(ctg__log(INFINITY) == INFINITY);
    assert_true(ctg__log1p(-1) == -INFINITY);
    assert_true(ctg__log1p(INFINITY) == INFINITY);
    assert_true(isnan(ctg__log1p(-2)));
    assert_same(ctg__log(1), 0);
    assert_same(ctg__exp(0), 1);
    assert_same(ctg__exp(-INFINITY), 0);
    assert_true(ctg__exp(INFINITY) == INFINITY);
    assert_true(ctg__exp(710) == INFINITY);
    assert_same(ctg__exp(-746), 0);
    assert_true(isnan(ctg__exp(NAN)));
    assert_same(ctg__expm1(0), 0);
    assert_same(ctg__expm1(-INFINITY), -1);
    assert_true(ctg__expm1(INFINITY) == INFINITY);
    assert_true(isnan(ctg__expm1(NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_is_within_an_ulp),
        cmocka_unit_test(exp_is_within_an_ulp),
        cmocka_unit_test(log1p_is_within_an_ulp),
        cmocka_unit_test(expm1_is_within_an_ulp),
        cmocka_unit_test(the_ends_are_what_they_should_be),
    };

    return RUN_TESTS(tests);
}
