/* The simulation that a page of report tells of, --risk, and how far parameters
 * go by it, --set. */
#ifndef CLI_REPORT_RISK_H
#define CLI_REPORT_RISK_H

#include <contagraph/simulate.h>

#include "cli/calibrate_given.h"
#include "cli/job.h"

/* Starts as {0}; report_risk_clear frees. */
typedef struct report_risk {
    ctg_risk *risk;
    ctg_problems *problems;
    ctg_problems *unsaid;       /* a calibration has the same warnings */
    ctg_simulation *simulation; /* NULL without --risk */
    calibrate_given asked;
    ctg_calibration *calibration; /* NULL without --set */
    char *folder;
} report_risk;

/* Runs it on the graph and the scenario of the page; says what fails. */
exit_status report_risk_run(const args *given, const job *of,
                            report_risk *made);
void report_risk_clear(report_risk *made);

#endif
