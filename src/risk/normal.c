/* The normal distribution: AS 241, and a series and a fraction for its cdf. */
#include "risk/distributions.h"

#include "risk/elementary.h"

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
    static const double middle_above[8] = {
        2.5090809287301226727e3, 3.3430575583588128105e4,
        6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3,
        1.3314166789178437745e2, 3.387132872796366608};
    static const double middle_below[8] = {
        5.226495278852854561e3,  2.8729085735721942674e4,
        3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2,
        4.2313330701600911252e1, 1};
    static const double tail_above[8] = {
        7.74545014278341407640e-4, 2.27238449892691845833e-2,
        2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504,    5.76949722146069140550,
        4.63033784615654529590,    1.42343711074968357734};
    static const double tail_below[8] = {
        1.05075007164441684324e-9, 5.475938084995344946e-4,
        1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940,
        2.05319162663775882187,    1};
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

    if (fabs(q) <= 0.425)
        return q * ratio(middle_above, middle_below, 0.180625 - q * q);
    r = sqrt(-ctg__log(q < 0 ? u : 1 - u));
    size = r <= 5 ? ratio(tail_above, tail_below, r - 1.6)
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
