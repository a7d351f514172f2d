#include "many/worker.h"

#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "compile/plan_of_scenario.h"
#include "engine/run.h"
#include "engine/weak.h"

static ctg_status run_rounds(ctg__worker *worker, const ctg_plan *plan,
                             ctg_summary *summary, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_status status;

    options.ledger = false;
    options.baseline = false;
    options.progress = worker->asking ? ctg__ask : NULL;
    options.progress_context = worker->asking;
    status = ctg__run_once_more(&worker->run, plan, &options, error);
    if (!status)
        *summary = *ctg_run_summary(worker->run);
    return status;
}

/* Without rounds where that is wanted and possible. */
static ctg_status find_end(ctg__worker *worker, const ctg_plan *plan,
                           ctg_summary *summary, ctg_error *error)
{
    bool is_found = false;
    ctg_status status = CTG_OK;

    worker->rows.asking = worker->asking;
    if (worker->end_state)
        status = ctg__fast_end(plan, &worker->rows, &worker->arena, NULL, summary,
                               &is_found, error);
    if (status || is_found)
        return status;
    return run_rounds(worker, plan, summary, error);
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
    status = ctg__acts_alone(plan) ? find_end(worker, &alone, &summary, error)
                                   : CTG_OK;
    worker->baseline = summary.equity_lost;
    if (status) {
        ctg__release(worker->baseline_keys);
        worker->baseline_keys = NULL;
    }
    return status;
}

ctg_status ctg__worker_run(ctg__worker *worker, const ctg_scenario *scenario,
                           ctg_summary *summary, ctg_error *error)
{
    ctg_plan *plan = NULL;
    ctg_status status;

    ctg__arena_reset(&worker->arena);
    status =
        ctg__plan_make(worker->network, scenario, &worker->arena, &plan, error);
    if (!status)
        status = find_end(worker, plan, summary, error);
    if (!status && !is_known(worker, plan))
        status = find_baseline(worker, plan, error);
    if (!status)
        summary->baseline = worker->baseline;
    return status;
}

void ctg__worker_clear(ctg__worker *worker)
{
    ctg_run_free(worker->run);
    worker->run = NULL;
    ctg__release(worker->baseline_keys);
    worker->baseline_keys = NULL;
    ctg__arena_clear(&worker->rows.arena);
    ctg__arena_clear(&worker->arena);
}
