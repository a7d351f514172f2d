/* Who cost whom how much, net, over all rounds. */
#ifndef DRAW_PAIRS_H
#define DRAW_PAIRS_H

#include "draw/cast.h"

typedef struct ctg__pair {
    uint32_t from; /* actor; CTG_NONE: a shock, or an asset without sellers */
    uint32_t to;
    ctg__code code;
    double amount; /* x */
} ctg__pair;

/* For qsort: by from, to, code. */
int ctg__pair_order(const void *one, const void *other);

typedef struct ctg__pairs {
    ctg__pair *pairs; /* by from, to, code; one each */
    size_t count;
    size_t room;
    size_t merged;
} ctg__pairs;

/*
 * The amounts sum to T of the facts' net. What came through a price is split
 * over those who sold, or issued; direct losses are from CTG_NONE.
 */
ctg_status ctg__pairs_init(ctg__pairs *pairs, const ctg__facts *facts,
                           const ctg__actors *actors, ctg_error *error);
void ctg__pairs_clear(ctg__pairs *pairs);

/* The sums of all pairs by who cost and who lost, without any pair: `from` has
 * one number more than there are actors, for CTG_NONE. */
ctg_status ctg__pairs_sums(const ctg__facts *facts, const ctg__actors *actors,
                           double *from, double *to, ctg_error *error);

/* One line between two: all its codes added. */
typedef struct ctg__link {
    uint32_t from;
    uint32_t to;
    double amount;
    ctg__code code; /* the largest */
    double of_code[CTG__CODE_COUNT];
} ctg__link;

/* Links in the order of the pairs; taken from the arena. */
ctg_status ctg__pairs_link(const ctg__pairs *pairs, ctg__arena *arena,
                           ctg__link **links, size_t *count, ctg_error *error);

#endif
