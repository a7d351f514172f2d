/* Limits of --fail-if. */
#ifndef CLI_LIMIT_H
#define CLI_LIMIT_H

#include <contagraph/run.h>

#include "cli/args.h"

/* Whether every --fail-if can be understood; says what cannot. */
exit_status limits_check(const args *given);

/* Whether a limit, all of which were checked, is one of this key. */
bool limits_look_at(const args *given, const char *key);

/* EXIT_LIMIT when a limit was passed, each said on stderr. */
exit_status limits_judge(const args *given, const ctg_summary *summary);

/* Whether any limit was passed; says nothing. */
bool limits_passed(const args *given, const ctg_summary *summary);

/*
 * The same for any figures: `value` of a key, NaN when it has none, and what
 * limits in per cent are of.
 */
exit_status limits_judge_by(const args *given,
                            double (*value)(const void *context,
                                            const char *key),
                            const void *context, double initial_equity);

#endif
