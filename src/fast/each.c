#include "fast/each.h"

#include <string.h>

#include "base/memory.h"
#include "base/threads.h"

/* Sources between two reports of progress. */
enum { BATCH = 1024 };

static bool goes_on(const ctg__fast_job *job, size_t done)
{
    return !job->progress || job->progress(job->progress_context, (double)done,
                                           (double)job->source_count);
}

/* What one of the threads does; all of them meet after each batch. */
static void take_part(const ctg__fast_job *job, const ctg__fast_work *work,
                      void *worker, bool *stopped)
{
    for (size_t first = 0; first < job->source_count && !*stopped;
         first += BATCH) {
        const size_t left = job->source_count - first;
        const size_t end = first + (left < BATCH ? left : BATCH);

#pragma omp for schedule(dynamic, 4)
        for (size_t index = first; index < end; index++)
            if (worker)
                work->run(worker, index);
#pragma omp master
        if (!goes_on(job, end))
            *stopped = true;
#pragma omp barrier
    }
}

ctg_status ctg__fast_each(const ctg__fast_job *job, const ctg__fast_work *work,
                          void *shared, ctg_error *error)
{
    bool stopped = false;
    bool enough = true;

#pragma omp parallel num_threads(ctg__thread_count())
    {
        void *const worker = ctg__allocate(work->size);
        bool ready = false;

        if (worker) {
            memset(worker, 0, work->size);
            ready = work->start(worker, shared);
        }
        if (!ready) {
#pragma omp atomic write
            enough = false;
        }
        take_part(job, work, ready ? worker : NULL, &stopped);
        if (worker) {
#pragma omp critical(ctg__fast_each)
            work->finish(worker);
        }
        ctg__release(worker);
    }
    if (!enough)
        return ctg__fail_memory(error);
    return stopped ? ctg__fail(error, CTG_CANCELLED, "cancelled") : CTG_OK;
}
