#include "many/worker.h"

#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "compile/plan_of_scenario.h"
#include "engine/claims_lean.h"
#include "engine/run.h"
#include "engine/weak.h"

static ctg_run_options options_of(const ctg__worker *worker)
{
    ctg_run_options options = ctg_run_options_default();

    options.ledger = false;
    options.baseline = false;
    options.progress = worker->asking ? ctg__ask : NULL;
    options.progress_context = worker->asking;
    return options;
}

static ctg_status run_rounds(ctg__worker *worker, const ctg_plan *plan,
                             ctg_summary *summary, ctg_error *error)
{
    const ctg_run_options options = options_of(worker);
    const ctg_status status =
        ctg__run_once_more(&worker->run, plan, &options, error);

    if (!status)
        *summary = *ctg_run_summary(worker->run);
    return status;
}

/* The same, and perhaps with its end open. */
static ctg_status begin_rounds(ctg__worker *worker, const ctg_plan *plan,
                               ctg_summary *summary, ctg_error *error)
{
    const ctg_run_options options = options_of(worker);
    ctg__abreast *const abreast = &worker->abreast;
    bool open = false;
    ctg_status status;

    if (ctg__abreast_is_full(abreast, worker->run, plan, &options))
        ctg__worker_end(worker);
    status = ctg__run_abreast(&worker->run, plan, &options, abreast, &open,
                              error);
    if (!status)
        *summary = *ctg_run_summary(worker->run);
    if (!status && open) {
        worker->open[abreast->count - 1] = summary;
        worker->open_errors[abreast->count - 1] = error;
    }
    return status;
}

/* Without rounds where that is wanted and possible. */
static ctg_status find_end(ctg__worker *worker, const ctg_plan *plan,
                           bool abreast, ctg_summary *summary, ctg_error *error)
{
    bool is_found = false;
    ctg_status status = CTG_OK;

    worker->rows.asking = worker->asking;
    if (worker->end_state)
        status = ctg__fast_end(plan, &worker->rows, &worker->arena, NULL, summary,
                               &is_found, error);
    if (status || is_found)
        return status;
    ctg__arena_reset(&worker->lean);
    status = ctg__claims_lean(plan, &worker->lean, worker->asking, summary,
                              &is_found, error);
    if (status || is_found)
        return status;
    return (abreast ? begin_rounds : run_rounds)(worker, plan, summary, error);
}

/* Whether the baseline of the last scenario is this one's too. */
static bool is_known(const ctg__worker *worker, const ctg_plan *plan)
{
    return worker->baseline_keys &&
           memcmp(worker->baseline_keys, plan->keys, sizeof plan->keys) == 0;
}

static ctg_status find_baseline(ctg__worker *worker, const ctg_plan *plan,
                                ctg_error *error)
{
    const ctg_plan alone = ctg__without_shocks(plan);
    ctg_summary summary = {0};
    ctg_status status;

    if (!worker->baseline_keys)
        worker->baseline_keys = ctg__allocate(sizeof plan->keys);
    if (!worker->baseline_keys)
        return ctg__fail_memory(error);
    memcpy(worker->baseline_keys, plan->keys, sizeof plan->keys);
    status = ctg__acts_alone(plan) ? find_end(worker, &alone, false, &summary, error)
                                   : CTG_OK;
    worker->baseline = summary.equity_lost;
    if (status) {
        ctg__release(worker->baseline_keys);
        worker->baseline_keys = NULL;
    }
    return status;
}

/* The baseline is another run: it waits for nobody's end. */
static ctg_status run(ctg__worker *worker, const ctg_scenario *scenario,
                      bool abreast, ctg_summary *summary, ctg_error *error)
{
    ctg_plan *plan = NULL;
    ctg_status status;

    ctg__arena_reset(&worker->arena);
    status =
        ctg__plan_make(worker->network, scenario, &worker->arena, &plan, error);
    if (!status && !is_known(worker, plan)) {
        ctg__worker_end(worker);
        abreast = false;
    }
    if (!status)
        status = find_end(worker, plan, abreast, summary, error);
    if (!status && !is_known(worker, plan))
        status = find_baseline(worker, plan, error);
    if (!status)
        summary->baseline = worker->baseline;
    return status;
}

ctg_status ctg__worker_run(ctg__worker *worker, const ctg_scenario *scenario,
                           ctg_summary *summary, ctg_error *error)
{
    ctg__worker_end(worker);
    return run(worker, scenario, false, summary, error);
}
void ctg__worker_begin(ctg__worker *worker, const ctg_scenario *scenario,
                       ctg_summary *summary, ctg_error *error)
{
    error->status = CTG_OK;
    error->status = run(worker, scenario, true, summary, error);
}

void ctg__worker_end(ctg__worker *worker)
{
    ctg__abreast *const abreast = &worker->abreast;

    ctg__abreast_end(abreast, NULL, NULL);
    for (size_t k = 0; k < abreast->count; k++)
        worker->open_errors[k]->status = ctg__abreast_sum_up(
            abreast, k, worker->open[k], worker->open_errors[k]);
    ctg__abreast_begin(abreast);
}

void ctg__worker_clear(ctg__worker *worker)
{
    ctg_run_free(worker->run);
    worker->run = NULL;
    ctg__abreast_clear(&worker->abreast);
    ctg__release(worker->baseline_keys);
    worker->baseline_keys = NULL;
    ctg__arena_clear(&worker->rows.arena);
    ctg__arena_clear(&worker->lean);
    ctg__arena_clear(&worker->arena);
}
