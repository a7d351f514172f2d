#include "risk/worker.h"

#include "engine/run.h"

static ctg_status run_rounds(ctg__worker *worker, const ctg_plan *plan,
                             ctg_summary *summary, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_status status;

    options.ledger = false;
    options.progress = worker->progress;
    options.progress_context = worker->progress_context;
    status = ctg__run_again(&worker->run, plan, &options, error);
    if (!status)
        *summary = *ctg_run_summary(worker->run);
    return status;
}

ctg_status ctg__worker_run(ctg__worker *worker, const ctg_scenario *scenario,
                           ctg_summary *summary, ctg_error *error)
{
    ctg_plan *plan = NULL;
    bool is_found = false;
    ctg_status status;

    ctg__arena_reset(&worker->arena);
    status =
        ctg__plan_make(worker->network, scenario, &worker->arena, &plan, error);
    if (!status && worker->end_state)
        status = ctg__fast_end(plan, &worker->rows, &worker->arena, summary,
                               &is_found, error);
    if (status || is_found)
        return status;
    return run_rounds(worker, plan, summary, error);
}

void ctg__worker_clear(ctg__worker *worker)
{
    ctg_run_free(worker->run);
    worker->run = NULL;
    ctg__arena_clear(&worker->rows.arena);
    ctg__arena_clear(&worker->arena);
}
