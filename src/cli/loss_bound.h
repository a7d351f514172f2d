/* What a node can lose at least and at most, where only totals are known. */
#ifndef CLI_LOSS_BOUND_H
#define CLI_LOSS_BOUND_H

#include <contagraph/reconstruct.h>
#include <contagraph/report.h>

#include "cli/args.h"
#include "cli/exit.h"

/* As --node, --failed and --recovery ask, into the outcome. Says what is wrong
 * with them. */
exit_status loss_bound(const args *given, const ctg_graph *graph,
                       const ctg_totals *totals,
                       ctg_reconstruct_outcome *outcome);

#endif
