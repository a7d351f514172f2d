/* Every source of a job, shared among threads. */
#ifndef FAST_EACH_H
#define FAST_EACH_H

#include "fast/solver.h"

/* What a solver does for one thread. */
typedef struct ctg__fast_work {
    size_t size; /* of the worker that each thread has, all zero at first */
    /* false when out of memory; `finish` follows all the same. */
    bool (*start)(void *worker, void *shared);
    void (*run)(void *worker, size_t index); /* a source of the job */
    void (*finish)(void *worker);            /* one thread at a time */
} ctg__fast_work;

/* Runs all sources, in any order. Reports progress and can be cancelled. */
ctg_status ctg__fast_each(const ctg__fast_job *job, const ctg__fast_work *work,
                          void *shared, ctg_error *error);

#endif
