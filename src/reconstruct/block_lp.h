/* Totals with sums of blocks as a linear programme. */
#ifndef RECONSTRUCT_BLOCK_LP_H
#define RECONSTRUCT_BLOCK_LP_H

#include "reconstruct/marginals.h"

/* The least and the most of every cell. CTG_NO_SOLUTION where totals and blocks
 * contradict each other, CTG_CANCELLED. */
ctg_status ctg__block_bounds(const ctg_totals *totals, ctg_cell_bound *cells,
                             size_t count,
                             const ctg_reconstruct_options *options,
                             ctg_error *error);

#endif
