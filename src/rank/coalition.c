#include "rank/coalition.h"

#include <string.h>

#include <contagraph/run.h>

static ctg_status lost(const ctg_plan *plan, double *value, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_status status;

    options.ledger = false;
    status = ctg_run_new(plan, &options, &run, error);
    if (status)
        return status;
    *value = ctg_run_summary(run)->equity_lost;
    ctg_run_free(run);
    return CTG_OK;
}

ctg_status ctg__coalition_make(ctg__job *job, ctg__coalition *coalition,
                               ctg_error *error)
{
    const ctg_plan *const plan = job->plan;
    const size_t nodes = job->network->nodes.count;

    coalition->job = job;
    coalition->plan = *plan;
    if (!TAKE(&job->arena, coalition->plan.shocks, plan->shock_count + nodes))
        return ctg__fail_memory(error);
    if (plan->shock_count)
        memcpy(coalition->plan.shocks, plan->shocks,
               plan->shock_count * sizeof *plan->shocks);
    return lost(plan, &coalition->base, error);
}

ctg_status ctg__coalition_loss(void *context, size_t count, const bool *in,
                               double *value, ctg_error *error)
{
    ctg__coalition *const coalition = context;
    const ctg_ranking_options *const options = coalition->job->options;
    ctg_plan *const plan = &coalition->plan;
    const size_t given = coalition->job->plan->shock_count;
    ctg_status status;

    if (options->progress &&
        !options->progress(options->progress_context, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    plan->shock_count = given;
    plan->listed_count = coalition->job->plan->listed_count;
    for (size_t i = 0; i < count; i++)
        if (in[i])
            plan->shocks[plan->shock_count++] =
                (ctg__shock){.kind = CTG__SHOCK_NODE_DEFAULT,
                             .number = plan->listed_count++,
                             .target = (uint32_t)i,
                             .other = CTG_NONE};
    status = lost(plan, value, error);
    if (!status)
        *value -= coalition->base;
    coalition->job->saturation.cascades++;
    return status;
}
