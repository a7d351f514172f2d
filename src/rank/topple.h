/* Who topples whom, directly and through others. */
#ifndef RANK_TOPPLE_H
#define RANK_TOPPLE_H

#include "rank/ranking.h"

/*
 * V: row i, column j is 1 if what i owes j is at least j's equity (or, with
 * weights, that share of it, at most 1), at the file's prices and without any
 * recovery; the equality counts unless default_at_zero is false. C = exp(V)
 * without its diagonal: ways of any number of steps, k steps counting 1/k!, so
 * that an entry may be above 1.
 */
typedef struct ctg__topple {
    ctg__matrix direct; /* V */
    double reach;       /* the lesser of its largest row and column sum */
    double *term;       /* scratch of ctg__topple_row */
    double *next;
} ctg__topple;

ctg_status ctg__topple_make(ctg__job *job, bool weighted, ctg__topple *topple,
                            ctg_error *error);

/* Products with V that a row of C may take. */
double ctg__topple_terms(const ctg__topple *topple);

/* Row i of C, as if the row of `silent` in V were 0 (CTG_NONE: none).
 * CTG_NO_SOLUTION where it has no number. */
ctg_status ctg__topple_row(const ctg__topple *topple, size_t i, ctg_node silent,
                           double *row, ctg_error *error);

/* Susceptibility: column sums of C over those of V; NaN where V has none:
 * nobody topples the node directly, or it has failed from the start. */
ctg_status ctg__topple_susceptibility(ctg__job *job, const double *params,
                                      double *susceptibility, ctg_error *error);

/* The parameter that the three measures share: `weighted`. */
extern const ctg_param ctg__topple_params[1];

#endif
