/* A sweep, and its rows on the way from scenarios to results. */
#ifndef CLI_SWEEP_ROWS_H
#define CLI_SWEEP_ROWS_H

#include <stdio.h>

#include <contagraph/results.h>
#include <contagraph/scenarios.h>

#include "cli/edited.h"
#include "cli/ensemble_job.h"
#include "cli/exit.h"
#include "cli/job.h"
#include "cli/limit.h"
#include "cli/parted.h"
#include "cli/progress.h"

typedef struct sweep {
    const args *given;
    limits bounds;
    job made;  /* the graph, and what rows do not say */
    job told;  /* the same with new names, for --anonymise; else nothing */
    bool many; /* networks: instead of both */
    ensemble_job over;
    ctg_scenarios *from;
    edited other;       /* the graph as the last row with edits has it */
    ctg_finished *done; /* what --resume has already; or NULL */
    size_t total;       /* rows, 0 where nobody can know */
    size_t seen;        /* rows, those skipped included */
    size_t unconverged;
    size_t passed; /* rows beyond a limit */
    parted part;
    unsigned threads;
    bool end_state;
    progress shown;
    const char *format;
    const char *path; /* of the scenarios, in messages */
    ctg_report *report;
    FILE *file;
} sweep;

/*
 * Runs all rows that have no result yet, in their order, and adds each result
 * to the report. Says what was wrong; what is finished by then was written.
 */
exit_status sweep_rows_run(sweep *s);

#endif
