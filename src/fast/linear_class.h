/*
 * Saturation classes: cascades of `linear` that end in the same state.
 *
 * Let b be in full distress at the end of the cascade of s. Then that cascade
 * ends no lower than b's own. If b's own cascade brings s to 1 as well, the
 * two end in one state, so b's answers for s. Where b's debtors alone more than
 * keep it at 1, whatever reaches b at all brings it to 1 (docs/fast.md).
 */
#ifndef FAST_LINEAR_CLASS_H
#define FAST_LINEAR_CLASS_H

#include "fast/fast.h"

typedef struct ctg__linear_class {
    ctg_node node; /* b; CTG_NONE: distress dies out, there is no such class */
    double *state; /* the end of b's cascade */
    /* Per node s: at least this share of a default of s arrives at b. */
    double *share;
    /*
     * Whether the plan has no shocks. Then the cascade of s ends at `share` x
     * state or higher, as the end state is concave in the shock and 0 without
     * one.
     */
    bool is_calm;
    bool lasts; /* b's debtors, in `state`, take more than all it has */
    ctg__fast_effect all; /* of the end state, over all nodes in order */
} ctg__linear_class;

/* Less than that of a default may be lost in rounding on the way. */
#define CTG__LINEAR_CLASS_ARRIVES 1e-6

/* Whether the cascade of a node certainly ends at `state` or higher. */
static inline bool ctg__linear_class_reached(const ctg__linear_class *class,
                                             ctg_node node)
{
    return class->node != CTG_NONE && class->lasts &&
           class->share[node] >= CTG__LINEAR_CLASS_ARRIVES;
}

/* Looks for a class that is worth having; memory comes from `arena`. */
ctg_status ctg__linear_class_find(const ctg__fast_job *job, ctg__arena *arena,
                                  ctg__linear_class *class, ctg_error *error);

#endif
