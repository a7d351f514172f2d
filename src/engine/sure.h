/*
 * Accounts that are healthy for sure: with collateral C and debt D in the first
 * books, and prices that all moved by no less than a for what they hold and no
 * more than b for what they owe, H is at least C a / (D b). Where that is above
 * 1 nothing of an account matters but what it loses. Accounts that hold and owe
 * the same assets form a class and share a and b.
 */
#ifndef ENGINE_SURE_H
#define ENGINE_SURE_H

#include <math.h>

#include "engine/state.h"

/* By how much one number has to be above another: no rounding decides. */
#define CTG__SURE_MARGIN (1 + 1e-6)

/* Within these shares of the first prices rounding is far below the margin. */
static inline bool ctg__share_is_near(double share)
{
    return share > 1e-3 && share < 1e3;
}

typedef struct ctg__sure {
    uint32_t *class_of; /* per account */
    double *needs;      /* per account: least a / b; infinite: never sure */
    uint64_t *held;     /* per class: markets, by bits */
    uint64_t *owed;
    uint32_t *start;     /* class count + 1: of a class in `markets` */
    uint8_t *markets;    /* those held, then those owed */
    uint32_t *owed_from; /* per class: the first of those owed */
    double *reach;       /* per class: a / b, the least of two openings */
    double *last_reach;  /* per class: of the opening before alone */
    size_t class_count;
} ctg__sure;

/* At the first books; none where health depends on more than prices. Without a
 * ledger alone. CTG_NO_MEMORY. */
ctg_status ctg__sure_start(ctg__state *state, ctg_error *error);

/* At an opening, after its prices are known. */
void ctg__sure_look(ctg__state *state);

static inline bool ctg__is_sure(const ctg__sure *sure, size_t account)
{
    return sure && sure->reach[sure->class_of[account]] > sure->needs[account];
}

/* An account whose legs changed, or that was in trouble, is looked at from now
 * on. */
static inline void ctg__sure_no_more(ctg__sure *sure, size_t account)
{
    if (sure)
        sure->needs[account] = HUGE_VAL;
}

#endif
