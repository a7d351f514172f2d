/* The maximum entropy network of totals, entry by entry. */
#ifndef RECONSTRUCT_ENTROPY_H
#define RECONSTRUCT_ENTROPY_H

#include "reconstruct/marginals.h"
#include "reconstruct/scaling.h"

typedef struct ctg__entropy {
    const ctg_totals *totals;
    ctg__scaling_problem problem;
    ctg__scaling scaling; /* not where all runs through one node */
} ctg__entropy;

/* `options` has error and iterations. Memory is the arena's; what is given must
 * not move meanwhile. */
ctg_status ctg__entropy_find(ctg__arena *arena, const ctg_totals *totals,
                             const ctg_reconstruct_options *options,
                             ctg__entropy *made, ctg_error *error);

/* The same, for methods that start from it: CTG_NO_SOLUTION where it did not
 * come within 1e-9 of the total. */
ctg_status ctg__entropy_need(ctg__arena *arena, const ctg_totals *totals,
                             const ctg_reconstruct_options *options,
                             ctg__entropy *made, ctg_error *error);

/* An entry that is not known, 0 where the cell is not free. */
double ctg__entropy_at(const ctg__entropy *entropy, size_t row, size_t column);

/* How many entries are above 0. */
double ctg__entropy_count(const ctg__entropy *entropy);

#endif
