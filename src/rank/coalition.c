#include "rank/coalition.h"

#include <math.h>
#include <string.h>

#include <contagraph/run.h>

/* Where the default of a set ends; of the arena. */
typedef struct ending {
    double *lost;     /* per node: equity lost, money */
    double *distress; /* per node */
    bool converged;
} ending;

static ctg_status run_rounds(const ctg_plan *plan, const ctg_node *set,
                             size_t count, ctg__arena *arena, ending *found,
                             ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan with = *plan;
    ctg_run *run = NULL;
    ctg_status status;

    if (!TAKE(arena, with.shocks, plan->shock_count + count + 1))
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
    options.baseline = false;
    status = ctg_run_new(&with, &options, &run, error);
    if (status)
        return status;
    for (size_t i = 0; i < plan->network->nodes.count; i++) {
        found->lost[i] = fmax(0, ctg_run_initial_equity(run)[i]) -
                         fmax(0, ctg_run_equity(run)[i]);
        found->distress[i] = ctg_run_distress(run)[i];
    }
    found->converged = ctg_run_summary(run)->converged;
    ctg_run_free(run);
    return CTG_OK;
}

static ctg_status find_end(const ctg__coalition *coalition, const ctg_node *set,
                           size_t count, ctg__arena *arena, ending *found,
                           ctg_error *error)
{
    const size_t nodes = coalition->game.players;
    ctg__fast_report report;
    ctg__fast with;
    ctg_status status;

    if (!TAKE(arena, found->lost, nodes + 1) ||
        !TAKE(arena, found->distress, nodes + 1))
        return ctg__fail_memory(error);
    if (!coalition->is_fast)
        return run_rounds(coalition->plan, set, count, arena, found, error);
    status = ctg__fast_with(&coalition->fast, set, count, arena, &with, error);
    if (!status)
        status = ctg__fast_base(&with, CTG__FAST_TOLERANCE, found->distress,
                                &report, error);
    if (status)
        return status;
    for (size_t i = 0; i < nodes; i++)
        found->lost[i] = with.equity[i] * found->distress[i];
    found->converged = report.converged;
    return CTG_OK;
}

/* What an end costs beyond the base, with the set's own part or without. */
static double cost_of(const ctg__coalition *coalition, const ending *found,
                      const ctg_node *set, size_t count)
{
    double sum = 0;
    size_t k = 0;

    for (size_t i = 0; i < coalition->game.players; i++) {
        const bool member = k < count && set[k] == i;

        k += member;
        if (!member || coalition->own)
            sum += found->lost[i] - coalition->base[i];
    }
    return sum;
}

static size_t at_one_of(const ctg__coalition *coalition, const ending *found,
                        const ctg_node *set, size_t count)
{
    size_t at_one = 0;
    size_t k = 0;

    for (size_t i = 0; i < coalition->game.players; i++) {
        const bool member = k < count && set[k] == i;

        k += member;
        at_one += !member && found->distress[i] >= 1;
    }
    return at_one;
}

/* Whole numbers: their sums do not depend on which thread is first. */
static void count_cascade(ctg__coalition *coalition, const ending *found,
                          const ctg_node *set, size_t count)
{
    const size_t at_one = at_one_of(coalition, found, set, count);

#pragma omp critical(ctg__coalition)
    {
        coalition->cascades++;
        coalition->unconverged += !found->converged;
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
    ctg__arena arena = {0};
    ctg_error error = {0};
    double cost = (double)NAN;
    ending found;
    ctg_status status;

    if (count == 0)
        return 0;
    status = find_end(coalition, set, count, &arena, &found, &error);
    if (status) {
        keep_failure(coalition, status, &error);
    } else {
        cost = cost_of(coalition, &found, set, count);
        count_cascade(coalition, &found, set, count);
    }
    ctg__arena_clear(&arena);
    return cost;
}

/* Distress of a pass-through is a share of its liabilities, not of equity. */
static bool has_pass_through(const ctg_network *network)
{
    for (size_t i = 0; i < network->nodes.count; i++)
        if (network->nodes.pass_through[i])
            return true;
    return false;
}

ctg_status ctg__coalition_init(ctg__coalition *coalition, ctg__job *job,
                               bool own, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ending found;
    ctg_status status = CTG_OK;

    *coalition = (ctg__coalition){
        .game = {.players = nodes,
                 .value = value,
                 .context = coalition,
                 .progress = job->options->progress,
                 .progress_context = job->options->progress_context},
        .plan = job->plan,
        .own = own};
    if (!has_pass_through(job->network))
        status = ctg__fast_of(job->plan, &job->arena, &coalition->fast,
                              &coalition->is_fast, error);
    if (!status)
        status = find_end(coalition, NULL, 0, &job->arena, &found, error);
    if (status)
        return status;
    coalition->base = found.lost;
    if (!TAKE(&job->arena, coalition->left, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        coalition->left[i] =
            fmax(0, job->network->nodes.equity[i]) - found.lost[i];
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
