#include "fast/each.h"

#include <string.h>

#include "base/asking.h"
#include "base/memory.h"
#include "base/threads.h"

/* What one of the threads does. */
static void take_part(const ctg__fast_job *job, const ctg__fast_work *work,
                      void *worker, ctg__asking *asking)
{
#pragma omp for schedule(dynamic, 4)
    for (size_t index = 0; index < job->source_count; index++) {
        if (worker && ctg__ask(asking, 0, 0))
            work->run(worker, index);
        atomic_fetch_add(&asking->done, 1);
    }
}

ctg_status ctg__fast_each(const ctg__fast_job *job, const ctg__fast_work *work,
                          void *shared, ctg_error *error)
{
    ctg__asking asking = {.progress = job->progress,
                          .context = job->progress_context,
                          .total = (double)job->source_count};
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
        take_part(job, work, ready ? worker : NULL, &asking);
        if (worker) {
#pragma omp critical(ctg__fast_each)
            work->finish(worker);
        }
        ctg__release(worker);
    }
    if (!enough)
        return ctg__fail_memory(error);
    return ctg__ask(&asking, 0, 0)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "cancelled");
}
