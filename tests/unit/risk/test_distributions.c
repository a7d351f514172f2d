#include "risk/distributions.h"
#include "risk/normal_many.h"
#include "risk/random_slots.h"

#include "support/cmocka.h"

/* RG3: values by arithmetic with many digits, published with the model. */
typedef struct value {
    double at;
    double df;
    double value;
} value;

static const value normal_quantiles[] = {
    {1.1102230246251565e-16, 0, -8.209536151601387},
    {1e-10, 0, -6.361340902404057},
    {0.0001, 0, -3.7190164854556804},
    {0.01, 0, -2.326347874040841},
    {0.075, 0, -1.439531470938456},
    {0.25, 0, -0.6744897501960817},
    {0.5, 0, 0.0},
    {0.75, 0, 0.6744897501960817},
    {0.925, 0, 1.4395314709384561},
    {0.99, 0, 2.3263478740408408},
    {0.9999999999999999, 0, 8.209536151601387},
};

static const value chi_squares[] = {
    {1e-280, 2.1, 2.0951615622429585e-267}, {1e-20, 2.1, 8.714954759828101e-20},
    {1e-06, 2.1, 1.8775818913105696e-06},   {0.01, 2.1, 0.012185125559079062},
    {0.5, 2.1, 0.7063185002363075},         {0.99, 2.1, 4.493893506340076},
    {1e-280, 3.0, 1.7364656928926816e-187}, {1e-20, 3.0, 3.741101926818329e-14},
    {1e-06, 3.0, 8.06034957337476e-05},     {0.01, 3.0, 0.03827726729970568},
    {0.5, 3.0, 0.7886579614584461},         {0.99, 3.0, 3.781622243381457},
    {1e-280, 4.0, 7.071067811865475e-141},  {1e-20, 4.0, 7.071067812198808e-11},
    {1e-06, 4.0, 0.0007074403307396715},    {0.01, 4.0, 0.07427737012663298},
    {0.5, 4.0, 0.8391734950083303},         {0.99, 4.0, 3.3191760339969054},
    {1e-280, 7.5, 1.214976703623052e-75},   {1e-20, 7.5, 2.617593367171399e-06},
    {1e-06, 7.5, 0.014326557032165082},     {0.01, 7.5, 0.19175441987678393},
    {0.5, 7.5, 0.9126540626134763},         {0.99, 7.5, 2.5717562799756517},
    {1e-280, 30.0, 9.225899406489926e-20},  {1e-20, 30.0, 0.020257471989751138},
    {1e-06, 30.0, 0.20667645794478645},     {0.01, 30.0, 0.49844855094851465},
    {0.5, 30.0, 0.9778677172220529},        {0.99, 30.0, 1.6964060437172361},
    {1e-280, 1000.0, 0.11450555855641736},  {1e-20, 1000.0, 0.6403742977345007},
    {1e-06, 1000.0, 0.8016244376068657},    {0.01, 1000.0, 0.8989124469296133},
    {0.5, 1000.0, 0.9993334124033809},      {0.99, 1000.0, 1.1069689943522174},
};

static const value student_quantiles[] = {
    {1e-280, 2.1, -1.598919066894115e+133},
    {1e-06, 2.1, -534.115026895742},
    {0.01, 2.1, -6.530821866914483},
    {0.3, 2.1, -0.6124168057253698},
    {0.99, 2.1, 6.53082186691448},
    {1e-280, 3.0, -2.225769823822442e+93},
    {1e-06, 3.0, -103.29946778041935},
    {0.01, 3.0, -4.5407028585681335},
    {0.3, 3.0, -0.5843897274398187},
    {0.99, 3.0, 4.540702858568132},
    {1e-280, 4.0, -1.3160740129524924e+70},
    {1e-06, 4.0, -41.577854150450975},
    {0.01, 4.0, -3.746947387979197},
    {0.3, 4.0, -0.5686490630497055},
    {0.99, 4.0, 3.746947387979196},
    {1e-280, 7.5, -4.543494029093193e+37},
    {1e-06, 7.5, -13.052169759815303},
    {0.01, 7.5, -2.943099323406722},
    {0.3, 7.5, -0.5474128775812612},
    {0.99, 7.5, 2.9430993234067215},
    {1e-280, 30.0, -10810646345.305128},
    {1e-06, 30.0, -5.871117120418883},
    {0.01, 30.0, -2.4572615424005915},
    {0.3, 30.0, -0.5300190039065045},
    {0.99, 30.0, 2.457261542400591},
    {1e-280, 1000.0, -50.993453254807804},
    {1e-06, 1000.0, -4.781608620458351},
    {0.01, 1000.0, -2.330082674755513},
    {0.3, 1000.0, -0.524567707309227},
    {0.99, 1000.0, 2.330082674755513},
};

static const value student_cdfs[] = {
    {-1000000.0, 2.1, 1.3428750689712906e-13},
    {-20.0, 2.1, 0.000986431297463964},
    {-3.0, 2.1, 0.044995143355413526},
    {-0.5, 2.1, 0.33228751622179303},
    {1.0, 2.1, 0.7908350636883995},
    {-1000000.0, 3.0, 1.1026577908396146e-18},
    {-20.0, 3.0, 0.00013660162512365586},
    {-3.0, 3.0, 0.028834442811218653},
    {-0.5, 3.0, 0.3257239824240755},
    {1.0, 3.0, 0.8044988905221147},
    {-1000000.0, 4.0, 2.99999999998e-24},
    {-20.0, 4.0, 1.8441552901498662e-05},
    {-3.0, 4.0, 0.019970984035859413},
    {-0.5, 4.0, 0.32166498159093165},
    {1.0, 4.0, 0.8130495168499705},
    {-1000000.0, 7.5, 2.6941682413021616e-43},
    {-20.0, 7.5, 4.422075355975723e-08},
    {-3.0, 7.5, 0.009195469304102255},
    {-0.5, 7.5, 0.3157054823112272},
    {1.0, 7.5, 0.8257619871846243},
    {-1000000.0, 30.0, 1.0364534648043777e-159},
    {-20.0, 30.0, 3.3745418328856433e-19},
    {-3.0, 30.0, 0.002694982032825973},
    {-0.5, 30.0, 0.31036150244256366},
    {1.0, 30.0, 0.8373456922869851},
    {-40.0, 1000.0, 5.2394260775866807e-210},
    {-20.0, 1000.0, 2.0311442497623856e-75},
    {-3.0, 1000.0, 0.0013833545221190963},
    {-0.5, 1000.0, 0.3085925404169374},
    {1.0, 1000.0, 0.8412237909576639},
};

static double normal_quantile(double u, double df)
{
    (void)df;
    return ctg__normal_quantile(u);
}

static void check(double (*function)(double at, double df), const value *values,
                  size_t count)
{
    for (size_t v = 0; v < count; v++)
        assert_within(function(values[v].at, values[v].df), values[v].value,
                      1e-13 * fabs(values[v].value));
}
#define CHECK(function, values)                                                \
    check((function), (values), sizeof(values) / sizeof *(values))

static void rg3_normal_quantile(void **state)
{
    (void)state;
    CHECK(normal_quantile, normal_quantiles);
}

static void rg3_chi_square_over_df(void **state)
{
    (void)state;
    CHECK(ctg__chi_square_over_df, chi_squares);
}

static void rg3_student_quantile(void **state)
{
    (void)state;
    CHECK(ctg__student_quantile, student_quantiles);
}

static void rg3_student_cdf(void **state)
{
    (void)state;
    CHECK(ctg__student_cdf, student_cdfs);
}

/* Two with a t copula of 4 degrees and a correlation of 1/2: how likely the
 * other one is in its tail too (Embrechts, McNeil and Straumann 2002). */
static void tc2_tails_of_a_student_copula_stay_together(void **state)
{
    (void)state;
    assert_within(2 * ctg__student_cdf(-sqrt(5 * 0.5 / 1.5), 5), 0.253169995,
                  1e-9);
}

static void quantiles_are_odd_about_the_middle(void **state)
{
    (void)state;
    assert_same(ctg__normal_quantile(0.5), 0);
    assert_same(ctg__student_quantile(0.5, 4), 0);
    for (int k = 1; k < 64; k++) {
        const double u = k / 128.0;

        assert_same(ctg__normal_quantile(1 - u), -ctg__normal_quantile(u));
        assert_same(ctg__student_quantile(1 - u, 3.5),
                    -ctg__student_quantile(u, 3.5));
    }
}

static void quantiles_undo_their_distributions(void **state)
{
    static const double dfs[] = {2.01, 3, 7.5, 40, 400, 1e4};

    (void)state;
    for (size_t d = 0; d < sizeof dfs / sizeof *dfs; d++)
        for (int k = 1; k < 200; k++) {
            const double u = k / 200.0;
            const double low = ctg__normal_cdf(-0.04 * k);

            assert_within(
                ctg__student_cdf(ctg__student_quantile(u, dfs[d]), dfs[d]), u,
                1e-12 * u);
            assert_within(
                ctg__student_cdf(ctg__student_quantile(low, dfs[d]), dfs[d]),
                low, 1e-12 * low);
            assert_within(ctg__normal_cdf(ctg__normal_quantile(u)), u,
                          1e-14 * u);
        }
}

static void quantiles_never_fall(void **state)
{
    double before[3] = {-INFINITY, -INFINITY, 0};

    (void)state;
    for (int k = 1; k < 4000; k++) {
        const double u = k / 4000.0;
        const double now[3] = {ctg__normal_quantile(u),
                               ctg__student_quantile(u, 2.5),
                               ctg__chi_square_over_df(u, 5)};

        for (int q = 0; q < 3; q++) {
            assert_true(now[q] > before[q]);
            before[q] = now[q];
        }
    }
}

/* One checksum of every instruction set: each number has the bits that it has
 * alone, wherever it stands. */
static void many_normals_are_the_single_ones_by_any_vectors(void **state)
{
    enum { COUNT = 1403 };
    const ctg__normal_kernels *kernels[] = {ctg__normal_plain, NULL, NULL};
    double units[COUNT] = {0x1p-53, 1 - 0x1p-53, 0.075, 0.925, 0.5,
                           1e-11,   1.4e-11,     1e-15, 0.25};
    double made[COUNT];

    (void)state;
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2"))
        kernels[1] = ctg__normal_avx2;
    if (__builtin_cpu_supports("avx512f"))
        kernels[2] = ctg__normal_avx512;
#endif
    ctg__slot_units(7, 1, 0, COUNT - 9, units + 9);
    for (size_t v = 0; v < sizeof kernels / sizeof *kernels; v++)
        for (size_t count = kernels[v] ? COUNT : 0; count > 0; count /= 3) {
            ctg__normal_quantiles(kernels[v], units, count, made);
            for (size_t k = 0; k < count; k++) {
                const double alone = ctg__normal_quantile(units[k]);

                assert_memory_equal(&made[k], &alone, sizeof alone);
            }
        }
    assert_non_null(ctg__normal_kernels_best());
}

static void normal_cdf_keeps_its_digits_in_the_tail(void **state)
{
    static const struct {
        double y;
        double value;
    } values[] = {
        {-37.5, 4.6053530095819548438e-308},
        {-20.0, 2.7536241186062336951e-89},
        {-8.3, 5.2055697448902540246e-17},
        {-5.0, 2.8665157187919391167e-7},
        {-2.5, 0.006209665325776135167},
        {-1.6, 0.054799291699557984109},
        {-1.5, 0.066807201268858066004},
        {-1.4, 0.080756659233771059795},
        {-0.7, 0.24196365222307302862},
        {-1e-09, 0.4999999996010577196},
        {0.0, 0.5},
        {0.5, 0.69146246127401310364},
        {1.49, 0.93188788203327454496},
        {1.51, 0.93447828791108350055},
        {3.0, 0.99865010196836990547},
    };

    (void)state;
    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        assert_within(ctg__normal_cdf(values[v].y), values[v].value,
                      2e-14 * values[v].value);
    assert_same(ctg__normal_cdf(-INFINITY), 0);
    assert_same(ctg__normal_cdf(INFINITY), 1);
}

static void beta_is_the_incomplete_beta_function(void **state)
{
    static const struct {
        double x;
        double a;
        double b;
        double value;
    } values[] = {
        {0.1, 2.0, 3.0, 0.052300000000000005396},
        {0.9, 2.0, 3.0, 0.9963000000000000024},
        {0.01, 5.0, 996.0, 0.97131360000099527554},
        {0.003, 5.0, 996.0, 0.18448401357601091653},
        {0.5, 0.5, 0.5, 0.5},
        {0.25, 30.0, 70.0, 0.13581490428342743891},
        {0.45, 30.0, 70.0, 0.99900718079242712804},
        {0.0001, 1.0, 10000.0, 0.63213895356707009352},
        {1e-60, 0.05, 1, 0.001},
        {0.12157665459056928, 0.05, 1, 0.9},
    };

    (void)state;
    for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
        const double x = values[v].x;
        const double a = values[v].a;
        const double b = values[v].b;

        assert_within(ctg__beta_cdf(x, 1 - x, a, b), values[v].value,
                      1e-13 * values[v].value);
        assert_within(ctg__beta_quantile(values[v].value, a, b), x, 1e-12 * x);
    }
}

/* The last of n, and the first of them, which Newton's steps may hit exactly.
 */
static void quantiles_of_ends_are_powers(void **state)
{
    static const double shares[] = {0.005, 0.025, 0.05, 0.3,
                                    0.95,  0.975, 0.995};

    (void)state;
    for (size_t s = 0; s < sizeof shares / sizeof *shares; s++)
        for (double n = 1; n <= 400; n++) {
            const double u = shares[s];
            const double last = pow(u, 1 / n);
            const double first = -expm1(log1p(-u) / n);

            assert_within(ctg__beta_quantile(u, n, 1), last, 1e-13);
            assert_within(ctg__beta_quantile(u, 1, n), first, 1e-13);
        }
}

static void binomial_is_the_sum_of_its_terms(void **state)
{
    static const struct {
        double k;
        double n;
        double p;
        double value;
    } values[] = {
        {0, 10, 0.5, 0.0009765625},
        {3, 10, 0.5, 0.171875},
        {9, 10, 0.5, 0.9990234375},
        {982, 1000, 0.99, 0.013832581730008617262},
        {996, 1000, 0.99, 0.98992734522798568578},
        {1879, 2000, 0.95, 0.019922837297993148954},
        {5, 20, 0.1, 0.98874686583549099677},
    };

    (void)state;
    for (size_t v = 0; v < sizeof values / sizeof *values; v++)
        assert_within(ctg__binomial_cdf(values[v].k, values[v].n, values[v].p),
                      values[v].value, 1e-13 * values[v].value);
    assert_same(ctg__binomial_cdf(-1, 10, 0.5), 0);
    assert_same(ctg__binomial_cdf(10, 10, 0.5), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rg3_normal_quantile),
        cmocka_unit_test(rg3_chi_square_over_df),
        cmocka_unit_test(rg3_student_quantile),
        cmocka_unit_test(rg3_student_cdf),
        cmocka_unit_test(tc2_tails_of_a_student_copula_stay_together),
        cmocka_unit_test(quantiles_are_odd_about_the_middle),
        cmocka_unit_test(quantiles_undo_their_distributions),
        cmocka_unit_test(quantiles_never_fall),
        cmocka_unit_test(many_normals_are_the_single_ones_by_any_vectors),
        cmocka_unit_test(normal_cdf_keeps_its_digits_in_the_tail),
        cmocka_unit_test(beta_is_the_incomplete_beta_function),
        cmocka_unit_test(quantiles_of_ends_are_powers),
        cmocka_unit_test(binomial_is_the_sum_of_its_terms),
    };

    return RUN_TESTS(tests);
}
