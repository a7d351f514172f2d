/*
 * Saturation classes: cascades of `linear` that end in the same state.
 *
 * Let b be in full distress at the end of the cascade of s. Then that cascade
 * ends no lower than b's own. If b's own cascade brings s to 1 as well, the
 * two end in one state, so b's answers for s.
 */
#ifndef ENGINE_FAST_CLASS_H
#define ENGINE_FAST_CLASS_H

#include "engine/fast.h"

typedef struct ctg__fast_class {
    ctg_node node; /* b; CTG_NONE: distress dies out, there is no such class */
    double *state; /* the end of b's cascade */
    /*
     * Per node s: its cascade ends at `share` x state or higher. The end state
     * is concave in the shock and 0 without one, and at least this share of a
     * default of s arrives at b. 0 where the plan itself has shocks.
     */
    double *share;
    ctg__fast_effect all; /* of the end state, over all nodes in order */
} ctg__fast_class;

/* Looks for a class that is worth having; memory comes from `arena`. */
ctg_status ctg__fast_class_find(const ctg__fast_job *job, ctg__arena *arena,
                                ctg__fast_class *class, ctg_error *error);

#endif
