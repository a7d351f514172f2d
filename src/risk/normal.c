/* The normal distribution: AS 241, and a series and a fraction for its cdf. */
#include "risk/distributions.h"

#include "risk/elementary.h"
#include "risk/normal_terms.h"

#include <math.h>

/* Horner's rule, the highest power first. */
static double polynomial(const double *terms, int count, double x)
{
    double sum = terms[0];

    for (int t = 1; t < count; t++)
        sum = sum * x + terms[t];
    return sum;
}

/* One of the three ratios of polynomials of degree 7 in `r`. */
static double ratio(const double above[8], const double below[8], double r)
{
    return polynomial(above, 8, r) / polynomial(below, 8, r);
}

double ctg__normal_quantile(double u)
{
    static const double middle_above[] = CTG__NORMAL_MIDDLE_ABOVE;
    static const double middle_below[] = CTG__NORMAL_MIDDLE_BELOW;
    static const double tail_above[] = CTG__NORMAL_TAIL_ABOVE;
    static const double tail_below[] = CTG__NORMAL_TAIL_BELOW;
    static const double far_above[8] = {
        2.01033439929228813265e-7, 2.71155556874348757815e-5,
        1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580,
        5.46378491116411436990,    6.65790464350110377720};
    static const double far_below[8] = {
        2.04426310338993978564e-15, 1.42151175831644588870e-7,
        1.84631831751005468180e-5,  7.86869131145613259100e-4,
        1.48753612908506148525e-2,  1.36929880922735805310e-1,
        5.99832206555887937690e-1,  1};
    const double q = u - 0.5;
    double r;
    double size;

    if (fabs(q) <= CTG__NORMAL_MIDDLE)
        return q * ratio(middle_above, middle_below, 0.180625 - q * q);
    r = sqrt(-ctg__log(q < 0 ? u : 1 - u));
    size = r <= CTG__NORMAL_FAR ? ratio(tail_above, tail_below, r - 1.6)
                                : ratio(far_above, far_below, r - 5);
    return q < 0 ? -size : size;
}

/* The density; the square is parted so that far tails keep their digits. */
static double density(double y)
{
    const double near = floor(fabs(y) * 16) / 16;
    const double left = (fabs(y) - near) * (fabs(y) + near);

    return 0x1.9884533d43651p-2 * ctg__exp(-0.5 * near * near) *
           ctg__exp(-0.5 * left);
}

/* Between the mean and y >= 0: density (y + y^3/3 + y^5/(3 5) + ...). */
static double from_mean(double y)
{
    double term = y;
    double sum = y;

    for (int odd = 3; term > sum * 1e-17; odd += 2) {
        term *= y * y / odd;
        sum += term;
    }
    return density(y) * sum;
}

/* Above y >= 1.5: Laplace's continued fraction, from its inside out. */
static double beyond(double y)
{
    enum { TERMS = 160 };
    double fraction = y;

    for (int t = TERMS; t > 0; t--)
        fraction = y + t / fraction;
    return density(y) / fraction;
}

double ctg__normal_cdf(double y)
{
    const double size = fabs(y);

    if (!(size < 40))
        return y != y ? y : y > 0;
    if (size < 1.5)
        return y < 0 ? 0.5 - from_mean(size) : 0.5 + from_mean(size);
    return y < 0 ? beyond(size) : 1 - beyond(size);
}
