/* Words of `draw` that name what there is; what does not exist is said. */
#ifndef CLI_DRAW_GIVEN_H
#define CLI_DRAW_GIVEN_H

#include <contagraph/draw.h>

#include "cli/args.h"
#include "cli/exit.h"

/* NULL for no such kind. */
const ctg_matrix_kind *draw_given_kind(const char *name);

/* What only a matrix has, and its words. */
exit_status draw_given_matrix(const args *given, const ctg_view *view);
exit_status draw_given_page(const args *given);

/* Says that runs for so many nodes would take so many seconds. */
exit_status draw_given_up(double seconds, size_t count);

#endif
