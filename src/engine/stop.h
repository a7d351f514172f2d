/* The stop rule (docs/model.md section 3), and how far a run still moves. */
#ifndef ENGINE_STOP_H
#define ENGINE_STOP_H

#include "engine/state.h"

/* The largest change of an equity in this round over its scale, of the nodes that
 * were touched. */
void ctg__measure_changes(ctg__state *state);

/* Nothing happened in this round, and nothing is on its way. */
bool ctg__is_settled(const ctg__state *state);

/* last r / (1 - r), r the ratio of the last two changes; 0: not known. */
static inline double ctg__estimate_left(double before, double last)
{
    const double ratio = last / before;

    return before > 0 && ratio < 1 ? last * (ratio / (1 - ratio)) : 0;
}

/*
 * `last_change` and `error_estimate` at the end. The summary has the last change of
 * the nodes that were touched, `before` that of the round before; owners of quiet
 * accounts are asked only now, unless the end depended on them.
 */
void ctg__measure_last(ctg_summary *summary, const ctg__state *state,
                       double before);

#endif
