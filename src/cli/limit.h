/* Limits of --fail-if. */
#ifndef CLI_LIMIT_H
#define CLI_LIMIT_H

#include <contagraph/run.h>

#include "cli/args.h"

/* Whether every --fail-if can be understood; says what cannot. */
exit_status limits_check(const args *given);

/* EXIT_LIMIT when a limit was passed, each said on stderr. */
exit_status limits_judge(const args *given, const ctg_summary *summary);

#endif
