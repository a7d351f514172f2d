/* Rows shared out among the ranks of an MPI job. */
#ifndef MPI_RANKS_H
#define MPI_RANKS_H

#include "cli/processes.h"

/*
 * Starts as {0}. Every rank runs the whole command; rows of jobs are made by
 * whoever is free, their results go to all, and rank 0 alone writes. Waiting
 * sleeps: nothing spins.
 */
typedef struct ranks {
    int rank;
    int count;
    FILE *said; /* what ranks but the first say; NULL for the first */
    processes shared;
} ranks;

/* Before anything else. */
void ranks_start(ranks *all, int *argc, char ***argv);

/*
 * Waits for all to have come so far, and returns what the program does. What a
 * rank alone met is said, and ends the job.
 */
exit_status ranks_end(ranks *all, exit_status status);

#endif
