/* Many scenarios, shared out among threads one by one. */
#include <contagraph/sweep.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "base/threads.h"
#include "many/summary_numbers.h"
#include "many/worker.h"

typedef struct work {
    const ctg_sweep_options *options;
    const ctg_scenario *const *scenarios;
    ctg__worker *workers; /* per thread */
    ctg__asking asking;   /* scenarios */
} work;

ctg_sweep_options ctg_sweep_options_default(void)
{
    return (ctg_sweep_options){0};
}

static ctg_status run_one(void *context, size_t index, double *result,
                          ctg_error *error)
{
    work *const w = context;
    ctg_summary summary = {0};
    ctg_status status;

    if (!ctg__ask(&w->asking, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "stopped");
    status = ctg__worker_run(&w->workers[ctg__thread_number()],
                             w->scenarios[index], &summary, error);
    atomic_fetch_add(&w->asking.done, 1);
    if (!status)
        ctg__summary_pack(&summary, result);
    return status;
}

/* Several by one thread: their ends are found side by side. */
static void run_some(void *context, const size_t *indexes, size_t count,
                     double *const *results, ctg_error *errors)
{
    work *const w = context;
    ctg__worker *const worker = &w->workers[ctg__thread_number()];
    ctg_summary summaries[CTG__ABREAST] = {{0}};

    for (size_t k = 0; k < count; k++) {
        if (ctg__ask(&w->asking, 0, 0))
            ctg__worker_begin(worker, w->scenarios[indexes[k]], &summaries[k],
                              &errors[k]);
        else
            ctg__fail(&errors[k], CTG_CANCELLED, "stopped");
        atomic_fetch_add(&w->asking.done, 1);
    }
    ctg__worker_end(worker);
    for (size_t k = 0; k < count; k++)
        if (!errors[k].status)
            ctg__summary_pack(&summaries[k], results[k]);
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
                                      .asking = &w->asking};
    return CTG_OK;
}

/* Shares out all of them; those before one that failed have their summary. */
static ctg_status run_all(work *w, size_t count, unsigned threads,
                          ctg__arena *arena, ctg_summary *summaries,
                          size_t *failed, ctg_error *error)
{
    ctg_share_job job = {.name = "scenarios",
                         .count = count,
                         .first = w->options->first,
                         .size = CTG__SUMMARY_NUMBERS * sizeof(double),
                         .threads = threads,
                         .row = run_one,
                         .context = w,
                         .rows = run_some,
                         .abreast = CTG__ABREAST};
    size_t finished = count;
    ctg_status status;

    if (!TAKE(arena, job.results, count * CTG__SUMMARY_NUMBERS + 1))
        return ctg__fail_memory(error);
    status = ctg_share_all(w->options->share, &job, &finished, error);
    for (size_t i = 0; i < finished; i++)
        ctg__summary_unpack(job.results + i * CTG__SUMMARY_NUMBERS,
                            &summaries[i]);
    if (status)
        *failed = finished;
    return status;
}

ctg_status ctg_sweep_run(const ctg_network *network,
                         const ctg_scenario *const *scenarios, size_t count,
                         const ctg_sweep_options *options,
                         ctg_summary *summaries, size_t *failed,
                         ctg_error *error)
{
    const ctg_sweep_options plain = ctg_sweep_options_default();
    work w = {.options = options ? options : &plain, .scenarios = scenarios};
    const int threads = ctg__thread_count_of(w.options->threads);
    ctg__arena arena = {0};
    ctg_status status = ctg__network_need_equities(network, error);

    w.asking = (ctg__asking){.progress = w.options->progress,
                             .context = w.options->progress_context,
                             .total = (double)count};
    if (!status)
        status = hire(&w, network, (size_t)threads, &arena, error);
    if (!status)
        status = run_all(&w, count, (unsigned)threads, &arena, summaries,
                         failed, error);
    for (int t = 0; w.workers && t < threads; t++)
        ctg__worker_clear(&w.workers[t]);
    ctg__arena_clear(&arena);
    return status;
}
