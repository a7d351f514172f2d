/* How far two lists of scores put nodes in the same order. */
#ifndef ENSEMBLE_SPEARMAN_H
#define ENSEMBLE_SPEARMAN_H

#include <stddef.h>

#include "base/error.h"

/*
 * Spearman's correlation of the entries that both have (NaN: it has none):
 * Pearson's of their ranks, equal scores (to 1e-9 of the largest) on the mean
 * of their ranks. NaN where fewer than two are left, or all of one are equal.
 */
ctg_status ctg__spearman(const double *one, const double *other, size_t count,
                         double *correlation, ctg_error *error);

#endif
