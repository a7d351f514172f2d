/* New names for shocks whose size is an X: of a curve. */
#ifndef CLI_SIZED_H
#define CLI_SIZED_H

#include <contagraph/scenario.h>

#include "cli/input.h"

/*
 * With --anonymise: new names in the graph, in the words of its edits and in
 * those of the shocks, for outputs.
 */
exit_status sized_hide(const args *given, input *from, ctg_scenario *scenario);

#endif
