/*
 * Work that can be shared out: a job is N rows that know nothing of each other,
 * row i makes some bytes. Who makes which of them, threads, parts of an array
 * of jobs or processes on many machines, changes no result.
 */
#ifndef CONTAGRAPH_SHARE_H
#define CONTAGRAPH_SHARE_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The most rows that are made at once. */
#define CTG_SHARE_ABREAST 64

/* N rows, as sweeps, rankings, curves, simulations and ensembles have them. */
typedef struct ctg_share_job {
    const char *name; /* what a row is: "scenarios", "draws" */
    size_t count;
    size_t first;     /* what its row 0 counts as among all rows of that name */
    size_t size;      /* bytes of a result, whole doubles and nothing else */
    double *results;  /* count x size bytes */
    unsigned threads; /* that may work at once, at least 1 */
    bool follows;     /* rows need the results of rows of another name */
    bool in_turn;     /* rows by one thread alone, later ones never before */
    /* Makes row `index` of the job; fails as whoever made the job says. Never
     * NULL: rows in turn, and whoever shares out single ones, call it where
     * `rows` is there, too. */
    ctg_status (*row)(void *context, size_t index, double *result,
                      ctg_error *error);
    void *context;
    /* Makes several rows, which is faster than one by one; NULL: `row` does. Of
     * each it leaves the result and the status, CTG_OK included, that `row` would
     * leave. At most `abreast` at once, up to CTG_SHARE_ABREAST; 0 is 1. */
    void (*rows)(void *context, const size_t *indexes, size_t count,
                 double *const *results, ctg_error *errors);
    size_t abreast;
} ctg_share_job;

/*
 * Whoever shares out the rows of jobs. An option of what makes jobs, where NULL
 * means that the threads of this process do all of them.
 */
typedef struct ctg_share {
    /*
     * Sees to it that all results of the job are there: makes rows by
     * ctg_share_rows or has them from elsewhere. On failure `*failed` is the
     * first row that failed. Jobs come one after the other, on the thread that
     * was called.
     */
    ctg_status (*all)(void *context, const ctg_share_job *job, size_t *failed,
                      ctg_error *error);
    void *context;
    /* Rows are made elsewhere and their results are not here: what follows
     * from all of them is not made, results of a command mean nothing. */
    bool is_partial;
    size_t together; /* processes: jobs take so many times the rows at once; 0
                        is 1 */
} ctg_share;

/*
 * Rows `which` of the job by threads of this process; NULL: 0, 1, ...
 * `errors[k]` has the status of the k-th, CTG_OK included.
 */
void ctg_share_rows(const ctg_share_job *job, const size_t *which, size_t count,
                    ctg_error *errors);

/*
 * All rows of the job by whoever shares them out, or by threads where that is
 * NULL. On failure the message is that of the first row, by index, that failed
 * on its own account, else of the first that was stopped, and `*failed` is that
 * row; rows before it have their results. Fails as rows do; CTG_NO_MEMORY.
 */
ctg_status ctg_share_all(const ctg_share *share, const ctg_share_job *job,
                         size_t *failed, ctg_error *error);

/* How many times the usual rows jobs should have; at least 1. */
size_t ctg_share_together(const ctg_share *share);

/* The index of the first row that failed so; SIZE_MAX: none did. */
size_t ctg_share_first_failed(const ctg_error *errors, size_t count);

#ifdef __cplusplus
}
#endif
#endif
