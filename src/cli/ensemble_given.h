/* Commands over many networks instead of one: --ensemble, --reconstruct. */
#ifndef CLI_ENSEMBLE_GIVEN_H
#define CLI_ENSEMBLE_GIVEN_H

#include <contagraph/ensemble.h>
#include <contagraph/report.h>

#include "cli/args.h"

/* Whether the command line asks for many networks, and not one of them by
 * --draw; EXIT_USAGE for options that go with --ensemble or --reconstruct and
 * are without. */
exit_status ensemble_asked(const args *given, bool *asked);

/* The same where many are too many: EXIT_USAGE. */
exit_status ensemble_one(const args *given);

/* Ranks GRAPH's totals over them; `top` sets what counts as first (0: 5). */
exit_status ensemble_rank(const args *given, const char *measures, size_t top,
                          size_t shown);

/* Runs the scenario on them. */
exit_status ensemble_run(const args *given, size_t shown);

/* Writes the draws of a reconstruction as JSON lines: NULL to standard
 * output. */
exit_status ensemble_write(ctg_reconstruction *made, const ctg_stamp *stamp,
                           const char *path);

#endif
