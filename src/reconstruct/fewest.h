/*
 * The fewest links that totals allow, exactly: active totals less the most
 * blocks into which they can be parted, each with equal sums and a network of
 * its own.
 */
#ifndef RECONSTRUCT_FEWEST_H
#define RECONSTRUCT_FEWEST_H

#include "reconstruct/reconstruction.h"

enum { CTG__FEWEST_MOST = 24 }; /* active totals */

typedef struct ctg__parting {
    size_t blocks;       /* 0: not known, there are too many balanced sets */
    uint32_t *row_block; /* of each node's claims; CTG_NONE: it has none */
    uint32_t *column_block;
} ctg__parting;

/* Active claims and debts together must be CTG__FEWEST_MOST at most. Memory is
 * the arena's. CTG_CANCELLED. */
ctg_status ctg__fewest_find(ctg__arena *arena, const ctg_reconstruction *made,
                            ctg__parting *parting, ctg_error *error);

#endif
