/* What counts as equal, and as nothing (docs/model.md section 2). */
#ifndef ENGINE_EQUAL_H
#define ENGINE_EQUAL_H

#include <math.h>
#include <stdbool.h>

#include "data/aid.h"

/* Relative difference that counts as equality in triggers. */
#define CTG__EQUAL 1e-12

/* An equity this close to zero is zero: eps = 1e-9 |E0|; of a node that is
 * given money, the larger of |E0| with it and without. */
static inline double ctg__zero(const ctg__nodes *nodes, ctg_node node)
{
    const double equity = nodes->equity[node];
    const double unaided = ctg__unaided_equity(nodes, node);
    const double one = equity < 0 ? -equity : equity;
    const double other = unaided < 0 ? -unaided : unaided;

    return 1e-9 * (one > other ? one : other);
}

/* What changes of a node's equity are measured by; `system` is the equity of
 * all. */
static inline double ctg__scale_of(const ctg__nodes *nodes, ctg_node node,
                                   double system)
{
    const double scale =
        fmax(fmax(fabs(nodes->equity[node]),
                  1e-6 * nodes->assets[node] + 1e-6 * nodes->liabilities[node]),
             1e-12 * system);

    return scale > 0 ? scale : 1; /* nothing anywhere: nothing to measure by */
}

/* `left`, or 0 when it is no more than rounding of what there was. */
static inline double ctg__remainder(double left, double before)
{
    const double sign = before < 0 ? -1 : 1;

    return sign * left <= CTG__EQUAL * sign * before ? 0 : left;
}

/* Whether one number is below another by more than equality. */
static inline bool ctg__less(double one, double other)
{
    const double size = other < 0 ? -other : other;

    return one < other - CTG__EQUAL * size;
}

/*
 * A fall F of an account's e from `before`: the share of each part of F that
 * its owner loses (section 5: in full while e >= 0).
 */
static inline double ctg__owners_share(double before, double fall)
{
    const double after = before - fall;
    const double lost = (before > 0 ? before : 0) - (after > 0 ? after : 0);

    if (before >= 0 && after >= 0)
        return 1;
    return fall == 0 ? 0 : lost / fall;
}

#endif
