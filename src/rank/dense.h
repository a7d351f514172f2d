/* Dense linear equations, for graphs small enough. */
#ifndef RANK_DENSE_H
#define RANK_DENSE_H

#include "rank/ranking.h"

/*
 * Replaces a (rows of `count`) by its factors. CTG_NO_SOLUTION, without words,
 * when it is singular; CTG_CANCELLED: the job is asked for each column.
 */
ctg_status ctg__dense_factor(const ctg__job *job, size_t count, double *a,
                             size_t *pivot, ctg_error *error);

/* Solves with the factors; `x` is the right side and becomes the answer. */
void ctg__dense_solve(size_t count, const double *factors, const size_t *pivot,
                      double *x);

#endif
