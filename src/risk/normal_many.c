#include "risk/normal_many.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "risk/distributions.h"
#include "risk/normal_terms.h"

enum { BLOCK = 64, WIDEST = 8 };

const ctg__normal_kernels *ctg__normal_kernels_best(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (ctg__normal_avx512 && __builtin_cpu_supports("avx512f"))
        return ctg__normal_avx512;
    if (ctg__normal_avx2 && __builtin_cpu_supports("avx2"))
        return ctg__normal_avx2;
#endif
    return ctg__normal_plain;
}

/* Up to a whole vector, with numbers that are some. */
static size_t fill_up(double *u, size_t count)
{
    while (count % WIDEST)
        u[count++] = 0.25;
    return count;
}

/* Those of a block that are far from 1/2, in place of what the middle made of
 * them. */
static void redo_tails(const ctg__normal_kernels *kernels, const double *u,
                       size_t count, double *z)
{
    double tail[BLOCK];
    double made[BLOCK];
    double roots[BLOCK];
    size_t place[BLOCK];
    size_t tails = 0;

    for (size_t k = 0; k < count; k++) {
        place[tails] = k;
        tail[tails] = u[k];
        tails += fabs(u[k] - 0.5) > CTG__NORMAL_MIDDLE;
    }
    if (!tails)
        return;
    kernels->tails(tail, fill_up(tail, tails), made, roots);
    for (size_t t = 0; t < tails; t++)
        z[place[t]] = roots[t] <= CTG__NORMAL_FAR
                          ? made[t]
                          : ctg__normal_quantile(tail[t]);
}

void ctg__normal_quantiles(const ctg__normal_kernels *kernels, const double *u,
                           size_t count, double *z)
{
    double units[BLOCK];
    double made[BLOCK];

    for (size_t from = 0; from < count; from += BLOCK) {
        const size_t left = count - from < BLOCK ? count - from : BLOCK;

        memcpy(units, u + from, left * sizeof *units);
        kernels->middle(units, fill_up(units, left), made);
        redo_tails(kernels, units, left, made);
        memcpy(z + from, made, left * sizeof *made);
    }
}
