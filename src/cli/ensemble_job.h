/* One job over many networks: a graph, a scenario, an ensemble. */
#ifndef CLI_ENSEMBLE_JOB_H
#define CLI_ENSEMBLE_JOB_H

#include <contagraph/report.h>

#include "cli/ensemble_source.h"
#include "cli/input.h"
#include "cli/terminal.h"

/* Starts as {0}; ensemble_job_clear frees. */
typedef struct ensemble_job {
    terminal on;
    input from;
    progress shown;
    ctg_scenario *scenario;
    ensemble_source source;
    ctg_ranges_options options;
    ctg_graph *hidden; /* by --anonymise: the names of outputs, else NULL */
    ctg_scenario *told;
} ensemble_job;

/* The band of --band, left as it is without; false where it is none, which was
 * said. */
bool ensemble_band(const args *given, ctg_band *band);

/* Reads GRAPH and the scenario, opens the ensemble. What is wrong was said. */
exit_status ensemble_job_open(const args *given, ensemble_job *made);

/* The graph whose names outputs show, and their stamp. */
const ctg_graph *ensemble_job_graph(const ensemble_job *made);
ctg_stamp ensemble_job_stamp(const args *given, const ensemble_job *made);

void ensemble_job_clear(ensemble_job *made);

#endif
