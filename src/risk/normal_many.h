/* Many normal quantiles at once, by the widest vectors of the machine. */
#ifndef RISK_NORMAL_MANY_H
#define RISK_NORMAL_MANY_H

#include <stddef.h>

/* Both take a multiple of 8 numbers. */
typedef struct ctg__normal_kernels {
    /* Of numbers near 1/2; others come to anything. */
    void (*middle)(const double *u, size_t count, double *z);
    /* Of the others, and the roots that tell the far ones, which come to
     * anything. */
    void (*tails)(const double *u, size_t count, double *z, double *roots);
} ctg__normal_kernels;

/* NULL where they were not built. */
extern const ctg__normal_kernels *const ctg__normal_plain;
extern const ctg__normal_kernels *const ctg__normal_avx2;
extern const ctg__normal_kernels *const ctg__normal_avx512;

/* The best of this machine. */
const ctg__normal_kernels *ctg__normal_kernels_best(void);

/* ctg__normal_quantile of each, with its bits; `z` may be `u`. */
void ctg__normal_quantiles(const ctg__normal_kernels *kernels, const double *u,
                           size_t count, double *z);

#endif
