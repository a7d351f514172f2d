/* How much several chains of a figure are worth, and whether they agree. */
#ifndef RECONSTRUCT_EFFECTIVE_H
#define RECONSTRUCT_EFFECTIVE_H

#include <stddef.h>

/*
 * `values` of one chain after the other, `length` of each, two or more. Split
 * R-hat: of both halves of every chain (Gelman et al. 2013). Effective size by
 * Geyer's initial monotone sequence of the same halves, at most the number of
 * values. NaN for fewer than four values a chain or where all are the same.
 */
double ctg__split_rhat(const double *values, size_t chains, size_t length);
double ctg__effective_size(const double *values, size_t chains, size_t length);

#endif
