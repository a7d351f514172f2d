/* The risk file of a command line. */
#ifndef CLI_RISK_GIVEN_H
#define CLI_RISK_GIVEN_H

#include <contagraph/simulate.h>

#include "cli/args.h"

/*
 * The keys of --risk, over them every key given as an option. What is wrong was
 * said on stderr.
 */
exit_status risk_make(const args *given, ctg_risk **made);

/* The folder that paths of a risk file are relative to: that of the graph's
 * tables, or the one its file is in. To be freed. */
char *risk_folder(const char *graph);

#endif
