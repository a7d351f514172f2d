/* Networks with the same totals that a page of report tells of: --ensemble,
 * --reconstruct. */
#ifndef CLI_REPORT_UNKNOWN_H
#define CLI_REPORT_UNKNOWN_H

#include <contagraph/findings.h>

#include "cli/ensemble_source.h"
#include "cli/job.h"

/* Starts as {0}; report_unknown_clear frees. */
typedef struct report_unknown {
    ensemble_source source;
    ctg_spread *spread;
    ctg_ranges *ranges;
    ctg_spread_outcome of_spread;
    ctg_ranges_outcome of_ranges;
} report_unknown;

/* Runs the scenario of the page on all networks and ranks their nodes, before
 * anything has new names; with --draw, and without either option, nothing. Says
 * what fails, and sets what the page is to tell. */
exit_status report_unknown_run(const args *given, const job *of,
                               report_unknown *made,
                               ctg_findings_options *options);
void report_unknown_clear(report_unknown *made);

#endif
