/* What the distributions are made of: Loader's parts, Lentz's fraction. */
#include "risk/special.h"

#include "risk/elementary.h"

#include <math.h>

double ctg__deviance(double u, double above)
{
    const double s = above / (2 + above);
    const double z = s * s;
    double rest = 1.0 / 27;

    if (above < -0.3 || above > 0.3)
        return above - ctg__log(u);
    for (int odd = 25; odd >= 3; odd -= 2)
        rest = rest * z + 1.0 / odd;
    /* log(1 + v) = 2 s + 2 s^3 (1/3 + ...), and v - 2 s = v s. */
    return above * s - 2 * s * z * rest;
}

double ctg__stirling_rest(double a)
{
    double taken = 0;
    double z;

    /* One step down: rest(a) = rest(a + 1) + (a + 1/2) log(1 + 1/a) - 1. */
    for (; a < 16; a++)
        taken += (a + 0.5) * ctg__log1p(1 / a) - 1;
    z = 1 / (a * a);
    return taken + (1.0 / 12 -
                    z * (1.0 / 360 -
                         z * (1.0 / 1260 -
                              z * (1.0 / 1680 -
                                   z * (1.0 / 1188 - z * (691.0 / 360360)))))) /
                       a;
}

double ctg__gamma_half_step(double a)
{
    double steps = 1;
    double z;

    for (; a < 32; a++)
        steps *= a / (a + 0.5);
    z = 1 / a;
    return steps * sqrt(a) *
           (1 + z * (-1.0 / 8 +
                     z * (1.0 / 128 +
                          z * (5.0 / 1024 +
                               z * (-21.0 / 32768 +
                                    z * (-399.0 / 262144 +
                                         z * (869.0 / 4194304 +
                                              z * (39325.0 / 33554432))))))));
}

double ctg__beta_fraction(double x, double a, double b)
{
    enum { MOST_TERMS = 100000 };
    const double tiny = 1e-300;
    double c = 1;
    double d = 1 - (a + b) * x / (a + 1);
    double value;

    d = 1 / (fabs(d) < tiny ? tiny : d);
    value = d;
    for (int m = 1; m < MOST_TERMS; m++) {
        const double at = a + 2.0 * m;
        const double terms[2] = {
            m * (b - m) * x / ((at - 1) * at),
            -(a + m) * (a + b + m) * x / (at * (at + 1)),
        };
        double last = 1;

        for (int t = 0; t < 2; t++) {
            d = 1 + terms[t] * d;
            c = 1 + terms[t] / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            if (fabs(c) < tiny)
                c = tiny;
            last = d * c;
            value *= last;
        }
        if (fabs(last - 1) < 4e-16)
            break;
    }
    return value;
}
