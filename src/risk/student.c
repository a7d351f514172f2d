/* Student's t: the tail by a fraction, its inverse by Newton's method. */
#include "risk/distributions.h"

#include "risk/elementary.h"
#include "risk/special.h"

#include <math.h>
#include <stdbool.h>

static const double root_of_pi = 0x1.c5bf891b4ef6bp0;

/* The product in two parts (Dekker 1971). */
static double product(double a, double b, double *low)
{
    const double split = 0x1p27 + 1;
    const double a_high = a * split - (a * split - a);
    const double b_high = b * split - (b * split - b);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    const double high = a * b;

    *low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) +
           a_low * b_low;
    return high;
}

/* (1 + t^2 / df)^(-df / 2). */
static double kernel(double t, double df)
{
    const double size = fabs(t);
    const double log_base = size < 1e150 ? ctg__log1p(size / df * size)
                                         : 2 * ctg__log(size) - ctg__log(df);
    double low;
    const double high = product(0.5 * df, log_base, &low);

    return ctg__exp(-high) * (1 - low);
}

/* t times the density at t > 0, which is what log t changes masses by. */
static double flow(double t, double df)
{
    return ctg__gamma_half_step(0.5 * df) / (root_of_pi * sqrt(df)) *
           kernel(t, df) / sqrt(1 / t / t + 1 / df);
}

/* The fraction converges fast on this side alone. */
static bool is_central(double t, double df)
{
    return t * t * (df + 2) < 3 * df;
}

/* P(0 < T < t) of a central t: I_y(1/2, df/2) / 2, y = t^2 / (df + t^2). */
static double from_mean(double t, double df)
{
    const double square = t * t;

    return ctg__gamma_half_step(0.5 * df) / root_of_pi * kernel(t, df) * t /
           sqrt(df + square) *
           ctg__beta_fraction(square / (df + square), 0.5, 0.5 * df);
}

/* P(T > t) of one that is not: I_x(df/2, 1/2) / 2, x = df / (df + t^2). */
static double beyond(double t, double df)
{
    const double part = df / t / t; /* of t^2 */
    const double x = part / (1 + part);

    return ctg__gamma_half_step(0.5 * df) / (root_of_pi * df) * kernel(t, df) /
           sqrt(1 + part) * ctg__beta_fraction(x, 0.5 * df, 0.5);
}

double ctg__student_cdf(double t, double df)
{
    const double size = fabs(t);

    if (t != t)
        return t;
    if (is_central(size, df))
        return t < 0 ? 0.5 - from_mean(size, df) : 0.5 + from_mean(size, df);
    if (size == INFINITY)
        return t > 0;
    return t < 0 ? beyond(size, df) : 1 - beyond(size, df);
}

/* What is asked of a t: the mass on its side of the crossing, and Newton's
 * move of log t that would make it right. */
static double move_to_tail(double t, double df, double tail)
{
    const bool central = is_central(t, df);
    const double mass = central ? from_mean(t, df) : beyond(t, df);
    const double aim = central ? 0.5 - tail : tail;
    const double gap = mass / aim - 1;
    const double error =
        fabs(gap) < 0.25 ? ctg__log1p(gap) : ctg__log(mass) - ctg__log(aim);
    const double move = error * mass / flow(t, df);

    return central ? -move : move;
}

/*
 * The size of T that leaves `tail` on one side. log P(T > t) is concave in
 * log t, and so is log P(0 < T < t): Newton's method converges from one side
 * of the root, whichever side it starts on, once nothing underflows.
 */
static double size_at_tail(double tail, double df)
{
    enum { MOST_STEPS = 2000 };
    const double start = -ctg__normal_quantile(tail > 1e-15 ? tail : 1e-15);
    double least = 0;
    double most = 1e150;
    double t = start > 1e-9 ? start : 1e-9;

    for (int step = 0; step < MOST_STEPS; step++) {
        const double move = move_to_tail(t, df, tail);
        double next = t;

        if (fabs(move) < 1e-9)
            return t * ctg__exp(move);
        if (move > 0)
            least = t;
        else
            most = t;
        if (move > -700 && move < 700)
            next = t * ctg__exp(move);
        t = next > least && next < most
                ? next
                : sqrt(least > 0 ? least : 1e-300) * sqrt(most);
    }
    return t;
}

double ctg__student_quantile(double u, double df)
{
    if (u == 0.5)
        return 0;
    return u < 0.5 ? -size_at_tail(u, df) : size_at_tail(1 - u, df);
}
