#include "rank/coalition.h"

#include <math.h>
#include <string.h>

#include <contagraph/run.h>

#include "base/memory.h"

static double lost_of(const ctg_run *run, size_t node)
{
    return fmax(0, ctg_run_initial_equity(run)[node]) -
           fmax(0, ctg_run_equity(run)[node]);
}

static ctg_status run_with(const ctg_plan *plan, const ctg_node *set,
                           size_t count, ctg_run **run, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan with = *plan;
    ctg_status status;

    with.shocks =
        ctg__allocate_array(plan->shock_count + count + 1, sizeof *with.shocks);
    if (!with.shocks)
        return ctg__fail_memory(error);
    if (plan->shock_count)
        memcpy(with.shocks, plan->shocks,
               plan->shock_count * sizeof *with.shocks);
    for (size_t k = 0; k < count; k++)
        with.shocks[with.shock_count++] =
            (ctg__shock){.kind = CTG__SHOCK_NODE_DEFAULT,
                         .number = with.listed_count++,
                         .target = set[k],
                         .other = CTG_NONE};
    options.ledger = false;
    status = ctg_run_new(&with, &options, run, error);
    ctg__release(with.shocks);
    return status;
}

/* What a run costs beyond the base, with the set's own part or without. */
static double cost_of(const ctg__coalition *coalition, const ctg_run *run,
                      const ctg_node *set, size_t count)
{
    double sum = 0;
    size_t k = 0;

    for (size_t i = 0; i < coalition->game.players; i++) {
        const bool member = k < count && set[k] == i;

        k += member;
        if (!member || coalition->own)
            sum += lost_of(run, i) - coalition->base[i];
    }
    return sum;
}

static size_t at_one_of(const ctg__coalition *coalition, const ctg_run *run,
                        const ctg_node *set, size_t count)
{
    size_t at_one = 0;
    size_t k = 0;

    for (size_t i = 0; i < coalition->game.players; i++) {
        const bool member = k < count && set[k] == i;

        k += member;
        at_one += !member && ctg_run_distress(run)[i] >= 1;
    }
    return at_one;
}

/* Whole numbers: their sums do not depend on which thread is first. */
static void count_cascade(ctg__coalition *coalition, const ctg_run *run,
                          const ctg_node *set, size_t count)
{
    const size_t at_one = at_one_of(coalition, run, set, count);

#pragma omp critical(ctg__coalition)
    {
        coalition->cascades++;
        coalition->unconverged += !ctg_run_summary(run)->converged;
        coalition->others += coalition->game.players - count;
        coalition->at_one += at_one;
    }
}

static void keep_failure(ctg__coalition *coalition, ctg_status status,
                         const ctg_error *error)
{
#pragma omp critical(ctg__coalition)
    if (!coalition->status) {
        coalition->status = status;
        coalition->error = *error;
    }
}

static double value(void *context, const ctg_node *set, size_t count)
{
    ctg__coalition *const coalition = context;
    ctg_run *run = NULL;
    ctg_error error = {0};
    ctg_status status;
    double cost;

    if (count == 0)
        return 0;
    status = run_with(coalition->plan, set, count, &run, &error);
    if (status) {
        keep_failure(coalition, status, &error);
        return (double)NAN;
    }
    cost = cost_of(coalition, run, set, count);
    count_cascade(coalition, run, set, count);
    ctg_run_free(run);
    return cost;
}

ctg_status ctg__coalition_init(ctg__coalition *coalition, ctg__job *job,
                               bool own, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg_run *run = NULL;
    ctg_status status;

    *coalition = (ctg__coalition){
        .game = {.players = nodes,
                 .value = value,
                 .context = coalition,
                 .progress = job->options->progress,
                 .progress_context = job->options->progress_context},
        .plan = job->plan,
        .own = own};
    if (!TAKE(&job->arena, coalition->base, nodes + 1) ||
        !TAKE(&job->arena, coalition->left, nodes + 1))
        return ctg__fail_memory(error);
    status = run_with(job->plan, NULL, 0, &run, error);
    if (status)
        return status;
    for (size_t i = 0; i < nodes; i++) {
        coalition->base[i] = lost_of(run, i);
        coalition->left[i] = fmax(0, ctg_run_equity(run)[i]);
    }
    ctg_run_free(run);
    return CTG_OK;
}

ctg_status ctg__coalition_end(const ctg__coalition *coalition, ctg__job *job,
                              ctg_status status, ctg_error *error)
{
    /* The sweep's, of single defaults, says more about saturation. */
    if (!job->sweep && coalition->others)
        job->saturation.at_one =
            (double)coalition->at_one / (double)coalition->others;
    job->saturation.cascades += coalition->cascades;
    job->saturation.unconverged += coalition->unconverged;
    if (status != CTG_INTERNAL || !coalition->status)
        return status;
    if (error)
        *error = coalition->error;
    return coalition->status;
}
