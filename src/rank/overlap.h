/* Overlapping portfolios (Cont, Schaanning 2019). */
#ifndef RANK_OVERLAP_H
#define RANK_OVERLAP_H

#include "rank/ranking.h"

/*
 * Omega_ij = sum over assets of value_i value_j x slope: what i loses when j
 * sells all it holds, each asset's slope being its relative price fall per
 * money sold. Only positive holdings can be sold.
 */
typedef struct ctg__overlap {
    const ctg__holdings *holdings;
    size_t node_count;
    size_t asset_count;
    double *value; /* per holding */
    double *slope; /* per asset */
    double *fall;  /* scratch, per asset */
} ctg__overlap;

/* Refuses when nobody can move a price, and laws without a slope at 0. */
ctg_status ctg__overlap_make(ctg__job *job, ctg__overlap *overlap,
                             ctg_error *error);

/* y = Omega x */
void ctg__overlap_apply(const ctg__overlap *overlap, const double *x,
                        double *y);

#endif
