/* A simulation of the command line: what it is made of, what it writes. */
#ifndef CLI_SIMULATED_H
#define CLI_SIMULATED_H

#include <contagraph/simulate.h>

#include "cli/input.h"
#include "cli/parted.h"
#include "cli/risk_limit.h"
#include "cli/stream.h"
#include "cli/terminal.h"

typedef struct simulated {
    const args *given;
    terminal on;
    size_t top;
    input from;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_problems *problems;
    ctg_simulation *simulation;
    const char *outputs; /* a folder; NULL: none */
    uint64_t taken;      /* draws of --resume */
    char *folder;
    risk_limits bounds;
    streams out;
    parted part;
} simulated;

/* Everything that was asked for; says what fails. */
exit_status simulated_write(simulated *made);

/* Of an interrupted one, complete thousands of draws and what they are
 * continued from, nothing else; not where there are no more than before. */
void simulated_keep(simulated *made);

#endif
