/* Rows of a job given out in lots, and what came back. */
#ifndef MPI_DEALING_H
#define MPI_DEALING_H

#include <contagraph/share.h>

/* Some rows one after the other: what is to be done, or was. */
typedef struct chunk {
    size_t first;
    size_t count;
    size_t failed; /* row of the job; SIZE_MAX: none */
    double seconds;
    ctg_error error; /* of that row; CTG_OK: none failed */
} chunk;

/* What rank 0 knows of a job. */
typedef struct dealing {
    const ctg_share_job *job;
    int ranks;
    size_t next;    /* row that nobody has yet */
    size_t missing; /* rows that are out */
    int over;       /* answers that there is nothing left */
    double seconds; /* a row */
    chunk worst;    /* the first that failed */
} dealing;

/* The next rows that nobody has; there are some. */
chunk dealing_cut(dealing *d);

/* Rows that were made: their time, and what failed. */
void dealing_take(dealing *d, const chunk *of);

#endif
