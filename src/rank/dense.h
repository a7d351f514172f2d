/* Dense linear equations, for graphs small enough. */
#ifndef RANK_DENSE_H
#define RANK_DENSE_H

#include <stdbool.h>
#include <stddef.h>

/* Replaces a (rows of `count`) by its factors; false when it is singular. */
bool ctg__dense_factor(size_t count, double *a, size_t *pivot);

/* Solves with the factors; `x` is the right side and becomes the answer. */
void ctg__dense_solve(size_t count, const double *factors, const size_t *pivot,
                      double *x);

#endif
