/*
 * What every fallible call returns, and where it says what went wrong. And what
 * all functions of the library have in common, so that the other headers say
 * only what is more than this:
 *
 * Failing. A function that returns a ctg_status says which it can give;
 * CTG_NO_MEMORY is possible wherever memory is taken, CTG_INTERNAL is a defect,
 * and neither is told again. What comes back by pointer is set on success
 * alone: on failure it is as it was, and there is nothing to free.
 *
 * NULL. No pointer may be NULL but where it is said, and these: `error`,
 * `problems`, `progress`, an object to be freed, and `options` where the
 * standard ones make sense: everywhere but in ctg_draw and the pages of
 * report.h.
 *
 * Threads. What a function takes without const (a scenario, a risk file or a
 * list of problems being filled in, a builder, a graph being edited, a trace, a
 * simulation that runs, a reconstruction, an ensemble or a list of scenarios
 * being read, a report, a drawing, an output) is one thread's, and nobody else
 * looks at it meanwhile. All other objects, and these once they are made, do
 * not change: any number of threads may read one at a time, through functions
 * that take it as const. Different objects know nothing of each other; igraph,
 * GLPK, cgraph and the parser of jansson are used by one thread at a time, the
 * others wait.
 *
 * Texts are UTF-8 and end with a NUL. Numbers do not depend on the locale.
 */
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
 * Called by whatever takes long, on the thread that made the call and on no
 * other, whatever the number of threads at work. Between two calls there is
 * little to do: a few thousand rows of a file, a round of a cascade, a part of
 * a round where the network is large, a column of a system of equations. That
 * is far below a tenth of a second up to some ten million exposures, of which
 * one pass then takes longer. `done` of `total` steps are over; they begin anew
 * with each part of the work, and total is 0 where nobody can know. Returning 0
 * stops the work, once and for all: it then fails with CTG_CANCELLED. The
 * callback must not call the library: a lock may be held.
 */
typedef int ctg_progress(void *context, double done, double total);

#ifdef __cplusplus
}
#endif
#endif
