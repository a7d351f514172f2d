/* Names in --move, where --anonymise hides them. */
#ifndef CLI_HIDDEN_MOVES_H
#define CLI_HIDDEN_MOVES_H

#include <contagraph/optimise.h>

#include "cli/exit.h"
#include "cli/input.h"

/*
 * New names for the graph, the scenario's shocks and the values of settings
 * called "move", whose texts are put into `texts`, the caller's to free: before
 * the question is asked, as its answer quotes them. `*hidden` is false where a
 * move cannot be read, which whoever asks the question will say better; then
 * nothing has changed.
 */
exit_status hidden_moves(input *from, ctg_scenario *scenario,
                         ctg_setting *settings, size_t count, char **texts,
                         bool *hidden);

#endif
