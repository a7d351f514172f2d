/* Logarithm and exponential by reduction and series, in plain doubles. */
#include "risk/elementary.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double ln2_high = CTG__LN2_HIGH;
static const double ln2_low = CTG__LN2_LOW;

enum { FRACTION_BITS = 52, BIAS = 1023 };

static uint64_t bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 2^power, for -1022 <= power <= 1023. */
static double power_of_2(int power)
{
    return from_bits((uint64_t)(power + BIAS) << FRACTION_BITS);
}

/*
 * log(2^power (1 + f)) + more, sqrt(1/2) <= 1 + f <= sqrt(2): with
 * s = f / (2 + f), log(1 + f) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + rest).
 */
static double log_of_parts(double f, int power, double more)
{
    const double s = f / (2 + f);
    const double z = s * s;
    const double half_square = 0.5 * f * f;
    double rest = 2.0 / 23;

    for (int odd = 21; odd >= 3; odd -= 2)
        rest = rest * z + 2.0 / odd;
    rest *= z;
    return power * ln2_high - ((half_square - (s * (half_square + rest) +
                                               (power * ln2_low + more))) -
                               f);
}

/* Parts `x`, positive and finite, into 2^power m with sqrt(1/2) < m < sqrt(2).
 */
static double part(double x, int *power)
{
    static const uint64_t fraction = (UINT64_C(1) << FRACTION_BITS) - 1;
    int lifted = 0;
    uint64_t bits;
    double m;

    if (x < 0x1p-1022) {
        x *= 0x1p54;
        lifted = 54;
    }
    bits = bits_of(x);
    *power = (int)(bits >> FRACTION_BITS) - BIAS - lifted;
    m = from_bits((bits & fraction) | (uint64_t)BIAS << FRACTION_BITS);
    if (m > 0x1.6a09e667f3bcdp0) {
        m *= 0.5;
        ++*power;
    }
    return m;
}

double ctg__log(double x)
{
    int power;
    double m;

    if (!(x > 0))
        return x == 0 ? -INFINITY : NAN;
    if (x == INFINITY)
        return x;
    m = part(x, &power);
    return log_of_parts(m - 1, power, 0);
}

double ctg__log1p(double x)
{
    const double sum = 1 + x;
    int power;
    double m;

    if (x > -0.29 && x < 0.41)
        return log_of_parts(x, 0, 0);
    if (!(sum > 0) || sum == INFINITY)
        return ctg__log(sum);
    m = part(sum, &power);
    /* What the sum lost, to first order. */
    return log_of_parts(m - 1, power,
                        (x > 1 ? 1 - (sum - x) : x - (sum - 1)) / sum);
}

/* e^(high - low) - 1, |high - low| <= ln(2) / 2. */
static double expm1_of_parts(double high, double low)
{
    static const double terms[] = {1.0 / 87178291200,
                                   1.0 / 6227020800,
                                   1.0 / 479001600,
                                   1.0 / 39916800,
                                   1.0 / 3628800,
                                   1.0 / 362880,
                                   1.0 / 40320,
                                   1.0 / 5040,
                                   1.0 / 720,
                                   1.0 / 120,
                                   1.0 / 24,
                                   1.0 / 6,
                                   0.5};
    const double r = high - low;
    double sum = 0;

    for (size_t t = 0; t < sizeof terms / sizeof *terms; t++)
        sum = sum * r + terms[t];
    /* The square times the sum is small beside r, which `low` makes exact. */
    return high + (r * r * sum - low);
}

/* The whole number nearest to x / ln 2, as a double. */
static double multiples_of_ln2(double x)
{
    return floor(x * 0x1.71547652b82fep0 + 0.5);
}

double ctg__exp(double x)
{
    double multiples;
    double fraction;
    int power;

    if (x > 0x1.62e42fefa39efp9)
        return INFINITY;
    if (x < -0x1.74910d52d3052p9)
        return 0;
    if (x != x)
        return x;
    multiples = multiples_of_ln2(x);
    fraction =
        1 + expm1_of_parts(x - multiples * ln2_high, multiples * ln2_low);
    power = (int)multiples;
    if (power < -1000)
        return fraction * power_of_2(power + 200) * 0x1p-200;
    if (power > 1000)
        return fraction * power_of_2(power - 200) * 0x1p200;
    return fraction * power_of_2(power);
}

double ctg__expm1(double x)
{
    double multiples;
    double scale;

    if (x > 40)
        return ctg__exp(x) - 1;
    if (x < -40)
        return -1;
    if (x != x)
        return x;
    multiples = multiples_of_ln2(x);
    scale = power_of_2((int)multiples);
    return scale *
               expm1_of_parts(x - multiples * ln2_high, multiples * ln2_low) +
           (scale - 1);
}
