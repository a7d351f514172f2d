/* Many scenarios, shared out among threads one by one. */
#include <contagraph/sweep.h>

#include <stdint.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "base/threads.h"
#include "many/worker.h"

typedef struct work {
    const ctg_sweep_options *options;
    ctg__worker *workers; /* per thread */
    ctg__asking asking;   /* scenarios */
} work;

ctg_sweep_options ctg_sweep_options_default(void)
{
    return (ctg_sweep_options){0};
}

static ctg_status run_one(work *w, const ctg_scenario *scenario,
                          ctg_summary *summary, ctg_error *error)
{
    ctg_status status;

    if (!ctg__ask(&w->asking, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "stopped");
    status = ctg__worker_run(&w->workers[ctg__thread_number()], scenario,
                             summary, error);
    atomic_fetch_add(&w->asking.done, 1);
    return status;
}

/* The first that failed on its own account, else the first that was stopped. */
static size_t first_failed(const ctg_error *errors, size_t count)
{
    size_t first = SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        if (errors[i].status == CTG_OK)
            continue;
        if (errors[i].status != CTG_CANCELLED)
            return i;
        if (first == SIZE_MAX)
            first = i;
    }
    return first;
}

/* A worker for each thread. */
static ctg_status hire(work *w, const ctg_network *network, size_t threads,
                       ctg__arena *arena, ctg_error *error)
{
    if (!TAKE(arena, w->workers, threads))
        return ctg__fail_memory(error);
    for (size_t t = 0; t < threads; t++)
        w->workers[t] = (ctg__worker){.network = network,
                                      .end_state = w->options->end_state,
                                      .progress = ctg__ask,
                                      .progress_context = &w->asking};
    return CTG_OK;
}

ctg_status ctg_sweep_run(const ctg_network *network,
                         const ctg_scenario *const *scenarios, size_t count,
                         const ctg_sweep_options *options,
                         ctg_summary *summaries, size_t *failed,
                         ctg_error *error)
{
    const ctg_sweep_options plain = ctg_sweep_options_default();
    work w = {.options = options ? options : &plain};
    const int threads = ctg__thread_count_of(w.options->threads);
    ctg__arena arena = {0};
    ctg_error *errors;
    size_t first;
    ctg_status status = ctg__network_need_equities(network, error);

    w.asking = (ctg__asking){.progress = w.options->progress,
                             .context = w.options->progress_context,
                             .total = (double)count};
    if (!status)
        status = hire(&w, network, (size_t)threads, &arena, error);
    if (!status && !TAKE(&arena, errors, count))
        status = ctg__fail_memory(error);
    if (status) {
        ctg__arena_clear(&arena);
        return status;
    }
    /* Long ones beside short ones: whoever is free takes the next. */
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (size_t i = 0; i < count; i++)
        errors[i].status = run_one(&w, scenarios[i], &summaries[i], &errors[i]);
    first = first_failed(errors, count);
    if (first != SIZE_MAX) {
        *failed = first;
        *error = errors[first];
        status = errors[first].status;
    }
    for (int t = 0; t < threads; t++)
        ctg__worker_clear(&w.workers[t]);
    ctg__arena_clear(&arena);
    return status;
}
