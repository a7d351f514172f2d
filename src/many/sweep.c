/* Many scenarios, shared out among threads one by one. */
#include <contagraph/sweep.h>

#include <stdatomic.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/threads.h"
#include "many/worker.h"

typedef struct work {
    const ctg_sweep_options *options;
    ctg__worker *workers; /* per thread */
    double count;
    atomic_bool stopped; /* the callback said so, or memory ran out */
    atomic_size_t done;
} work;

ctg_sweep_options ctg_sweep_options_default(void)
{
    return (ctg_sweep_options){0};
}

/* Once a round. One thread asks the caller for all. */
static int ask(void *context, double done, double total)
{
    work *const w = context;

    (void)done;
    (void)total;
    if (atomic_load(&w->stopped))
        return 0;
    if (ctg__thread_number() != 0 || !w->options->progress)
        return 1;
    if (!w->options->progress(w->options->progress_context,
                              (double)atomic_load(&w->done), w->count))
        atomic_store(&w->stopped, true);
    return !atomic_load(&w->stopped);
}

static ctg_status run_one(work *w, const ctg_scenario *scenario,
                          ctg_summary *summary, ctg_error *error)
{
    ctg_status status;

    if (!ask(w, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "stopped");
    status = ctg__worker_run(&w->workers[ctg__thread_number()], scenario,
                             summary, error);
    atomic_fetch_add(&w->done, 1);
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
                                      .progress = ask,
                                      .progress_context = w};
    return CTG_OK;
}

ctg_status ctg_sweep_run(const ctg_network *network,
                         const ctg_scenario *const *scenarios, size_t count,
                         const ctg_sweep_options *options,
                         ctg_summary *summaries, size_t *failed,
                         ctg_error *error)
{
    const ctg_sweep_options plain = ctg_sweep_options_default();
    work w = {.options = options ? options : &plain, .count = (double)count};
    const int threads = ctg__thread_count_of(w.options->threads);
    ctg__arena arena = {0};
    ctg_error *errors;
    size_t first;
    ctg_status status = ctg__network_need_equities(network, error);

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
