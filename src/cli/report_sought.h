/* Answers that a page of report shows: --aid, --move and --target. */
#ifndef CLI_REPORT_SOUGHT_H
#define CLI_REPORT_SOUGHT_H

#include <contagraph/findings.h>

#include "cli/job.h"

/* Starts as {0}; report_sought_clear frees. */
typedef struct report_sought {
    ctg_optimisation *aid;
    ctg_optimisation *frontier;
} report_sought;

/* Asks them of the graph and the scenario of the page, and sets what it is to
 * tell. Says what fails. */
exit_status report_sought_run(const args *given, const job *of,
                              report_sought *made,
                              ctg_findings_options *options);
void report_sought_clear(report_sought *made);

#endif
