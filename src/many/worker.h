/* Scenarios one after the other in the same memory. */
#ifndef MANY_WORKER_H
#define MANY_WORKER_H

#include <contagraph/run.h>

#include "base/arena.h"
#include "engine/abreast.h"
#include "fast/fast.h"

/*
 * What one thread works with. Starts with the first members and the rest 0;
 * ctg__worker_clear frees. Once it has seen a scenario, the rounds of another
 * one of that size ask the system for no memory.
 */
typedef struct ctg__worker {
    const ctg_network *network;
    bool end_state; /* no rounds where the end can be found without them */
    ctg__asking *asking; /* once a round or a sweep; may be NULL */
    ctg__arena arena;    /* of the last plan and its end state */
    ctg__fast_rows rows; /* of the last without rounds */
    ctg__arena lean;     /* of the last by rounds that needed few numbers */
    ctg_run *run;        /* the last by others; NULL: none yet */
    ctg__abreast abreast; /* runs whose ends are still open, ... */
    ctg_summary *open[CTG__ABREAST]; /* ... and where they will be told */
    ctg_error *open_errors[CTG__ABREAST];
    /* What the keys of the last scenario for which that was asked lose without
     * a shock. */
    double baseline;
    double *baseline_keys; /* NULL: not known */
} ctg__worker;

/* Runs a scenario to its end, `baseline` included. After a failure the next may
 * be run. */
ctg_status ctg__worker_run(ctg__worker *worker, const ctg_scenario *scenario,
                           ctg_summary *summary, ctg_error *error);

/*
 * The same where the end may be found later, beside those of others: `summary`
 * and `error`, whose status it is, stay where they are until ctg__worker_end.
 */
void ctg__worker_begin(ctg__worker *worker, const ctg_scenario *scenario,
                       ctg_summary *summary, ctg_error *error);

/* Ends all that was begun. */
void ctg__worker_end(ctg__worker *worker);

void ctg__worker_clear(ctg__worker *worker);

#endif
