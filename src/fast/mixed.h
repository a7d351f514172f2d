/* A plan as the solver of mixed rules sees it (fast/mixed.c). */
#ifndef FAST_MIXED_H
#define FAST_MIXED_H

#include "engine/valuation.h"
#include "fast/solver.h"

typedef struct ctg__mixed_debtor {
    ctg__debtor books; /* after the shocks, before any claim is revalued */
    const ctg__valuation *rule;
    double params[CTG__MOST_PARAMS]; /* of the rule */
    double par;      /* value by the rule at which nobody loses yet */
    double at_stake; /* what its default takes from those books, money */
    bool owes;       /* somebody loses when its debts fall */
} ctg__mixed_debtor;

/*
 * Slots are the debts of one debtor and class: slot_start[j] ..
 * slot_start[j + 1] - 1 are those of j, senior ones first; only `clearing`
 * has more than one. When a slot's value by its rule, without recovery, falls
 * from par to par - y, each of its creditors loses push_value x y.
 */
struct ctg__mixed {
    ctg__mixed_debtor *debtors;
    ctg_node *owing; /* debtors that owe */
    size_t owing_count;
    bool straight;        /* all of their rules are; engine/valuation.h */
    uint32_t *slot_start; /* node count + 1 */
    double *face;         /* due in the slot's class, money */
    double *senior;       /* due before it */
    size_t *push_start;   /* slot count + 1 */
    ctg_node *push_row;
    double *push_value;
    /* The transpose: per node, in order of slots. */
    size_t *start; /* node count + 1 */
    uint32_t *slot;
    double *value;
};

/* Fills fast->mixed, `equity` and `shocked`. */
ctg_status ctg__mixed_of(const ctg_plan *plan, ctg__arena *arena,
                         ctg__fast *fast, bool *possible, ctg_error *error);

#endif
