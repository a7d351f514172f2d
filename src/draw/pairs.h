/* Who cost whom how much, over all rounds. */
#ifndef DRAW_PAIRS_H
#define DRAW_PAIRS_H

#include "draw/cast.h"

typedef struct ctg__pair {
    uint32_t from; /* actor; CTG_NONE: a shock, or weak from the start */
    uint32_t to;
    ctg__code code;
    int64_t amount; /* in units of the flows */
} ctg__pair;

typedef struct ctg__pairs {
    ctg__pair *pairs; /* by from, to, code; one each */
    size_t count;
} ctg__pairs;

/*
 * The same total as the flows: what came through a price is split over those
 * who sold, what had its cause in the same column is from the node itself.
 */
ctg_status ctg__pairs_init(ctg__pairs *pairs, const ctg__flows *flows,
                           ctg_error *error);
void ctg__pairs_clear(ctg__pairs *pairs);

/* One line between two: all its codes added. */
typedef struct ctg__link {
    uint32_t from;
    uint32_t to;
    int64_t amount;
    ctg__code code; /* the largest */
    int64_t of_code[CTG__CODE_COUNT];
} ctg__link;

/* Links in the order of the pairs; taken from the arena. */
ctg_status ctg__pairs_link(const ctg__pairs *pairs, ctg__arena *arena,
                           ctg__link **links, size_t *count, ctg_error *error);

#endif
