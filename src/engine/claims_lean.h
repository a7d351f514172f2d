/*
 * Rounds of claims alone for who wants the summary and nothing else, where
 * claims look at distress alone: four numbers a node, the rest is the
 * network's, which processes may share. The bits are those of a run.
 */
#ifndef ENGINE_CLAIMS_LEAN_H
#define ENGINE_CLAIMS_LEAN_H

#include <contagraph/run.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "data/plan.h"

/* Networks of fewer exposures are for engine/opened.h, which is faster. */
enum { CTG__LEAN_ENTRIES = 20000 };

/*
 * The summary of a run of the plan without ledger and baseline. `*possible` is
 * false, and `summary` stays as it is, where other channels or rules take part,
 * shocks are not those of nodes, or a number is not finite, which a run tells.
 * Takes memory of `arena`. CTG_CANCELLED, CTG_NO_MEMORY.
 */
ctg_status ctg__claims_lean(const ctg_plan *plan, ctg__arena *arena,
                            ctg__asking *asking, ctg_summary *summary,
                            bool *possible, ctg_error *error);

#endif
