/*
 * Rounds in which claims are the only channel that moves (docs/fast.md).
 *
 * Nobody trades and no price changes, so a round is: debtors are valued at
 * their opening books, creditors lose what their claims fell by, and whoever
 * has nothing left has failed. Where few claims fall the phases do that for
 * those concerned; where many do, all rows are gone through in one pass. Either
 * way the bits are those of the phases.
 */
#ifndef ENGINE_CLAIMS_ALONE_H
#define ENGINE_CLAIMS_ALONE_H

#include "base/error.h"
#include "engine/state.h"

/* Whether claims are the only channel, but for what shocks do. */
bool ctg__claims_alone_possible(const ctg_network *net, const ctg_plan *plan);

/* When the books are open: what of it shocks do not change. CTG_NO_MEMORY. */
ctg_status ctg__claims_alone_start(ctg__state *state, ctg_error *error);

/* After round 0: whether all rounds that follow are of this kind. A ledger that
 * is kept gets their falls; where falls do not say what is lost, they are not,
 * and it has entries, which are posted one by one. */
bool ctg__claims_alone(ctg__state *state);

/* A round, in two steps: debtors are valued; creditors lose, and failures are
 * marked. What the stop rule asks of nodes that no list names is in
 * state->stop. */
void ctg__claims_value(ctg__state *state);
void ctg__claims_pass_on(ctg__state *state);

/* No round follows: slots hold the values of the last one. */
void ctg__claims_alone_end(ctg__state *state);

#endif
