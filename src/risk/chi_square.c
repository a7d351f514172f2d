/* Chi-square over its degrees: a series, a fraction and Newton's method. */
#include "risk/distributions.h"

#include "risk/elementary.h"
#include "risk/special.h"

#include <math.h>
#include <stdbool.h>

/* x^a e^-x / Gamma(a + 1) at x = a u, after Loader: no large terms cancel. */
static double head(double u, double a)
{
    return ctg__exp(-a * ctg__deviance(u, u - 1) - ctg__stirling_rest(a)) /
           sqrt(CTG__TWO_PI * a);
}

/* P(Gamma(a) <= a u) over the head: 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
static double lower_over_head(double u, double a)
{
    const double x = a * u;
    double term = 1;
    double sum = 1;

    for (double n = 1; term > sum * 1e-17; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

/* P(Gamma(a) > a u) over the head: Legendre's fraction, for u > 1 + 1/a. */
static double upper_over_head(double u, double a)
{
    enum { MOST_TERMS = 100000 };
    const double x = a * u;
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double value = d;

    for (double n = 1; n < MOST_TERMS; n++) {
        const double term = -n * (n - a);
        double last;

        b += 2;
        d = 1 / (term * d + b);
        c = b + term / c;
        last = d * c;
        value *= last;
        if (fabs(last - 1) < 4e-16)
            break;
    }
    return value * a;
}

/* Either tail of u, and what its logarithm changes by as log(u) does. */
static double tail(double u, double a, bool upper, double *slope)
{
    const double at = head(u, a);
    const bool far = u > 1 + 1 / a;
    const double over = far ? upper_over_head(u, a) : lower_over_head(u, a);
    const double mass = upper == far ? at * over : 1 - at * over;

    *slope = (upper ? -a : a) * at / mass;
    return mass;
}

/* Wilson and Hilferty 1931, or the head of the series where that is near 0. */
static double start_at(double u, double a)
{
    const double part = 1 / (9 * a);
    const double root = 1 - part + ctg__normal_quantile(u) * sqrt(part);
    const double log_lower = (ctg__log(u) + ctg__stirling_rest(a) +
                              0.5 * ctg__log(CTG__TWO_PI * a)) /
                                 a -
                             1;

    return root > 0.3 ? root * root * root
                      : ctg__exp(log_lower < -740 ? -740 : log_lower);
}

double ctg__chi_square_over_df(double u, double df)
{
    enum { MOST_STEPS = 200 };
    const double a = 0.5 * df;
    const bool upper = u > 0.5;
    const double aim = upper ? 1 - u : u;
    double x = start_at(u, a);

    for (int step = 0; step < MOST_STEPS; step++) {
        double slope;
        const double mass = tail(x, a, upper, &slope);
        const double gap = aim / mass - 1;
        double move = (fabs(gap) < 0.25 ? ctg__log1p(gap)
                                        : ctg__log(aim) - ctg__log(mass)) /
                      slope;

        if (fabs(move) < 1e-16)
            break;
        if (move > 2)
            move = 2;
        x *= ctg__exp(move);
        if (fabs(move) < 1e-9)
            break;
    }
    return x;
}
