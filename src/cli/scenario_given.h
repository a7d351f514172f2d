/* The scenario of a command line. */
#ifndef CLI_SCENARIO_GIVEN_H
#define CLI_SCENARIO_GIVEN_H

#include <contagraph/scenario.h>

#include "cli/args.h"

/*
 * The keys of --scenario, over them those of --model, over them every key
 * given as an option; --shock replaces the file's shocks. What is wrong was
 * said on stderr.
 */
exit_status scenario_make(const args *given, ctg_scenario **made);

/* The keys and shocks of one file and nothing else. */
exit_status scenario_read(const char *path, ctg_scenario **made);

/* Whether a key that is true or false is true. */
bool scenario_flag(const ctg_scenario *scenario, const char *key);

#endif
