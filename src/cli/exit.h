/* Exit statuses; the manual lists them. */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

typedef enum exit_status {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,      /* the input is refused, or the run failed */
    EXIT_USAGE = 2,       /* the command line makes no sense */
    EXIT_UNCONVERGED = 3, /* ran, but not to the fixed point */
    EXIT_LIMIT = 4,       /* a limit of --fail-if was passed */
    EXIT_INTERRUPTED = 130
} exit_status;

#endif
