/*
 * Many normal quantiles side by side, compiled once for each instruction set by
 * a file that defines KERNEL_WIDTH (doubles in a vector), KERNEL_TARGET (the
 * attribute of its functions) and KERNEL_TABLE (the name of its table). Each
 * number goes through the operations of ctg__normal_quantile and ctg__log, in
 * their order: the same bits.
 */
#include <string.h>

#include "base/kernel_vector.h"
#include "risk/elementary.h"
#include "risk/normal_many.h"
#include "risk/normal_terms.h"

KERNEL_INLINE kernel_vector kernel_polynomial(const double *terms,
                                              kernel_vector x)
{
    kernel_vector sum = kernel_all(terms[0]);

    for (int t = 1; t < CTG__NORMAL_TERMS; t++)
        sum = sum * x + terms[t];
    return sum;
}

/* Of numbers in (0, 1). */
KERNEL_INLINE kernel_vector kernel_log(kernel_vector x)
{
    const long long fraction = 0xfffffffffffff;
    const long long one = 0x3ff0000000000000;
    const long long exact = 0x4330000000000000; /* of 2^52 */
    const kernel_mask bits = (kernel_mask)x;
    kernel_vector power =
        (kernel_vector)((kernel_mask)((bits >> 52) | exact)) - 0x1p52 - 1023;
    kernel_vector m = (kernel_vector)((bits & fraction) | one);
    const kernel_mask large = (kernel_mask)(m > 0x1.6a09e667f3bcdp0);
    kernel_vector f;
    kernel_vector s;
    kernel_vector z;
    kernel_vector half_square;
    kernel_vector rest = kernel_all(2.0 / 23);

    m = kernel_choose(large, m * 0.5, m);
    power = kernel_choose(large, power + 1, power);
    f = m - 1;
    s = f / (2 + f);
    z = s * s;
    half_square = 0.5 * f * f;
    for (int odd = 21; odd >= 3; odd -= 2)
        rest = rest * z + 2.0 / odd;
    rest *= z;
    return power * CTG__LN2_HIGH -
           ((half_square -
             (s * (half_square + rest) + (power * CTG__LN2_LOW + 0.0))) -
            f);
}

KERNEL_TARGET static void kernel_middle(const double *u, size_t count,
                                        double *z)
{
    static const double above[] = CTG__NORMAL_MIDDLE_ABOVE;
    static const double below[] = CTG__NORMAL_MIDDLE_BELOW;

    for (size_t k = 0; k < count; k += KERNEL_WIDTH) {
        kernel_vector q;
        kernel_vector r;

        memcpy(&q, u + k, sizeof q);
        q -= 0.5;
        r = 0.180625 - q * q;
        q *= kernel_polynomial(above, r) / kernel_polynomial(below, r);
        memcpy(z + k, &q, sizeof q);
    }
}

KERNEL_TARGET static void kernel_tails(const double *u, size_t count, double *z,
                                       double *roots)
{
    static const double above[] = CTG__NORMAL_TAIL_ABOVE;
    static const double below[] = CTG__NORMAL_TAIL_BELOW;

    for (size_t k = 0; k < count; k += KERNEL_WIDTH) {
        kernel_vector x;
        kernel_vector r;
        kernel_vector size;
        kernel_mask low;

        memcpy(&x, u + k, sizeof x);
        low = (kernel_mask)(x - 0.5 < 0);
        r = -kernel_log(kernel_choose(low, x, 1 - x));
        for (int v = 0; v < KERNEL_WIDTH; v++)
            r[v] = __builtin_sqrt(r[v]);
        memcpy(roots + k, &r, sizeof r);
        r -= 1.6;
        size = kernel_polynomial(above, r) / kernel_polynomial(below, r);
        size = kernel_choose(low, -size, size);
        memcpy(z + k, &size, sizeof size);
    }
}

static const ctg__normal_kernels kernel_table = {.middle = kernel_middle,
                                                 .tails = kernel_tails};

const ctg__normal_kernels *const KERNEL_TABLE = &kernel_table;
