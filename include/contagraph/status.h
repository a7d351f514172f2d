/* What every fallible call returns, and where it says what went wrong. */
#ifndef CONTAGRAPH_STATUS_H
#define CONTAGRAPH_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ctg_status {
    CTG_OK = 0,
    CTG_BAD_ARGUMENT, /* the caller's option or word makes no sense */
    CTG_BAD_INPUT,    /* a file says something that is refused */
    CTG_IO_ERROR,     /* a file cannot be read or written */
    CTG_NOT_FOUND,    /* a name that nothing carries */
    CTG_NO_SOLUTION,  /* the question has no answer here: undefined, infeasible
                       */
    CTG_CANCELLED,    /* the progress callback said stop */
    CTG_NO_MEMORY,
    CTG_INTERNAL /* a defect, ours or a library's */
} ctg_status;

/* Filled in on failure, untouched on success. One line, no full stop. */
typedef struct ctg_error {
    ctg_status status;
    char message[1024];
} ctg_error;

/* A few words for a status: "invalid input". Never NULL. */
const char *ctg_status_name(ctg_status status);

/*
 * Called now and then by whatever takes long. `done` of `total` steps are
 * over; total is 0 where nobody can know. Returning 0 stops the work, which
 * then fails with CTG_CANCELLED.
 */
typedef int ctg_progress(void *context, double done, double total);

#ifdef __cplusplus
}
#endif
#endif
