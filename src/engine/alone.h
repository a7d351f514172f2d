/* What a state knows of rounds of claims alone: claims_alone.h. */
#ifndef ENGINE_ALONE_H
#define ENGINE_ALONE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ctg__alone {
    bool possible;     /* but for what shocks do */
    bool linear;       /* every rule looks at distress alone, all slots alike */
    bool by_rows;      /* this round, or the last one, is */
    size_t row_rounds; /* so many were */
    bool keeps;        /* a ledger gets the falls of its rounds, no entries */
    size_t fallen;     /* so many of books.fallen, where they are listed */
    double *share;     /* 1 - R per debtor, if linear */
    size_t share_mask; /* of indices into it: 0 where all are alike */
} ctg__alone;

#endif
