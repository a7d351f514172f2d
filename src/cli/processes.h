/* Other processes that do the same command together with this one. */
#ifndef CLI_PROCESSES_H
#define CLI_PROCESSES_H

#include <stdbool.h>
#include <stdio.h>

#include <contagraph/share.h>

#include "cli/exit.h"

typedef struct processes {
    ctg_share share;
    /* Whether all of them read the same, each its hashes, NULL at the end; says
     * what is not. None goes on before all are here. */
    exit_status (*same)(void *context, char **inputs);
    void *context;
    bool writes;   /* this one writes results; the others do not */
    unsigned here; /* so many of them are on this machine, this one included */
} processes;

#endif
