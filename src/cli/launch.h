/* Finds the command and runs it. */
#ifndef CLI_LAUNCH_H
#define CLI_LAUNCH_H

#include "cli/exit.h"
#include "cli/processes.h"

/* What a program does, signals being caught. `together`: the other processes
 * that do the same; NULL: none. */
exit_status program_start(int argc, char **argv, const processes *together);

#endif
