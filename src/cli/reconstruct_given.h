/* Totals and methods of reconstruction, as a command line has them. */
#ifndef CLI_RECONSTRUCT_GIVEN_H
#define CLI_RECONSTRUCT_GIVEN_H

#include <contagraph/reconstruct.h>

#include "cli/args.h"
#include "cli/progress.h"

/* Chains whose R-hat is above do not agree. */
#define RHAT_MOST 1.05

/* Whether there is such a method, "bounds" too; where not, says so. */
bool reconstruct_known(const char *method);

/* The options of a method; false where one is out of range, which was said. */
bool reconstruct_take(const args *given, ctg_reconstruct_options *options);

/* Whether a method gives more than one network. */
bool reconstruct_draws(const char *method);

/* False where an option of another method is given, which was said. */
bool reconstruct_fits(const args *given, const char *method);

/*
 * Totals of a graph by the options that say what is known. EXIT_FAILED and no
 * totals for what is refused; where no network has them the proof is said on
 * stderr, the totals are there, and the status is EXIT_FAILED, too.
 */
exit_status reconstruct_totals(const args *given, const ctg_graph *graph,
                               progress *shown, ctg_totals **totals);

#endif
