/* Scenarios of a sweep on every network of an ensemble. */
#ifndef CLI_ENSEMBLE_SWEEP_H
#define CLI_ENSEMBLE_SWEEP_H

#include <contagraph/ensemble.h>
#include <contagraph/sweep.h>

#include "cli/exit.h"

/* Starts as {0}; ensemble_swept_clear frees. */
typedef struct ensemble_swept {
    ctg_summary *summaries; /* [draw x count of scenarios + scenario] */
    size_t draws;           /* that are finished */
    size_t failed;          /* scenario, where one failed */
} ensemble_swept;

/* How many scenarios to run together, so that results fit into memory. */
size_t ensemble_sweep_together(const ctg_ensemble *ensemble);

/* Runs the scenarios on all networks, from the first. As ctg_sweep_run and
 * ctg_ensemble_next. */
ctg_status ensemble_sweep(ctg_ensemble *ensemble,
                          const ctg_scenario *const *scenarios, size_t count,
                          const ctg_sweep_options *options,
                          ensemble_swept *swept, ctg_error *error);
void ensemble_swept_clear(ensemble_swept *swept);

#endif
