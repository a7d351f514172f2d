/* The beta and binomial distributions: intervals of ranks and of shares. */
#include "risk/distributions.h"

#include "risk/elementary.h"
#include "risk/special.h"

#include <math.h>
#include <stdbool.h>

/* x^a (1-x)^b Gamma(a+b) / (Gamma(a) Gamma(b)), after Loader 2000. */
static double head(double x, double x_left, double a, double b)
{
    const double n = a + b;
    const double far = a * ctg__deviance(n * x / a, (n * x - a) / a) +
                       b * ctg__deviance(n * x_left / b, (n * x_left - b) / b);
    const double rest =
        ctg__stirling_rest(n) - ctg__stirling_rest(a) - ctg__stirling_rest(b);

    return sqrt(a / n * b / CTG__TWO_PI) * ctg__exp(rest - far);
}

static bool is_low(double x, double a, double b)
{
    return x * (a + b + 2) < a + 1;
}

/* P(X <= x), or P(X > x): whichever, with its relative precision. */
static double mass(double x, double x_left, double a, double b, bool upper)
{
    const bool low = is_low(x, a, b);
    double at;

    if (x <= 0)
        return upper;
    if (x_left <= 0)
        return !upper;
    at = head(x, x_left, a, b);
    at *= low ? ctg__beta_fraction(x, a, b) / a
              : ctg__beta_fraction(x_left, b, a) / b;
    return low == upper ? 1 - at : at;
}

double ctg__beta_cdf(double x, double x_left, double a, double b)
{
    return mass(x, x_left, a, b, false);
}

/*
 * Newton's method on the log of the smaller tail, held between bounds that
 * close in: bisected where it would leave them.
 */
double ctg__beta_quantile(double u, double a, double b)
{
    enum { MOST_STEPS = 200 };
    const bool upper = u > 0.5;
    const double aim = upper ? 1 - u : u;
    double least = 0;
    double most = 1;
    double x = a / (a + b);

    for (int step = 0; step < MOST_STEPS && most > least; step++) {
        const double there = mass(x, 1 - x, a, b, upper);
        const double error = ctg__log(there / aim);
        const double slope =
            (upper ? -1 : 1) * head(x, 1 - x, a, b) / (x * (1 - x) * there);
        double next;

        if (error == 0)
            break;
        if ((error < 0) == upper)
            most = x;
        else
            least = x;
        next = x - error / slope;
        if (!(next > least && next < most))
            next = 0.5 * (least + most);
        if (fabs(next - x) <= 4e-16 * x)
            return next;
        x = next;
    }
    return x;
}

double ctg__binomial_cdf(double k, double n, double p)
{
    if (k < 0)
        return 0;
    if (k >= n)
        return 1;
    return mass(p, 1 - p, k + 1, n - k, true);
}
