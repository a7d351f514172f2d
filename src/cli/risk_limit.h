/* Limits of --fail-if on what a simulation says: 'bad_debt var99 > 1e6'. */
#ifndef CLI_RISK_LIMIT_H
#define CLI_RISK_LIMIT_H

#include <contagraph/simulate.h>

#include "cli/args.h"

typedef struct risk_limit {
    const char *words; /* as given */
    char *figure;      /* "bad_debt var99" */
    bool above;
    bool equal; /* as well */
    bool share; /* the bound was given in per cent */
    double bound;
} risk_limit;

/* Starts as {0}; risk_limits_clear frees. */
typedef struct risk_limits {
    risk_limit *list;
    size_t count;
} risk_limits;

/* Every --fail-if; says what cannot be understood. */
exit_status risk_limits_read(const args *given, risk_limits *made);

/* Whether the simulation has these figures, before it runs; says which not. */
exit_status risk_limits_check(const risk_limits *made,
                              const ctg_simulation *simulation);

/* EXIT_LIMIT when a limit was passed, each said on stderr. */
exit_status risk_limits_judge(const risk_limits *made,
                              const ctg_simulation *simulation,
                              const char *unit);

void risk_limits_clear(risk_limits *made);

#endif
