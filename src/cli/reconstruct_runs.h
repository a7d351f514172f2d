/* A scenario on the networks that reconstruct made, for its page. */
#ifndef CLI_RECONSTRUCT_RUNS_H
#define CLI_RECONSTRUCT_RUNS_H

#include <contagraph/report.h>

#include "cli/exit.h"
#include "cli/progress.h"

/* Draws them once more, runs the scenario on all and ranks them by impact. The
 * caller frees `spread` and `ranges`, NULL before; the outcome refers to them.
 */
exit_status reconstruct_runs(ctg_reconstruction *made, const ctg_graph *graph,
                             const ctg_scenario *scenario, progress *shown,
                             ctg_spread **spread, ctg_ranges **ranges,
                             ctg_reconstruct_outcome *outcome);

#endif
