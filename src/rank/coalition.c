#include <config.h>

#include "rank/coalition.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <contagraph/run.h>

#include "base/threads.h"

/* Sets valued to know how long one takes; seconds that they may take. */
enum { TRIALS = 8 };
static const double patience = 0.5;

/* Where the default of a set ends; of the arena. */
typedef struct ending {
    double *lost;     /* per node: equity lost, money */
    double *distress; /* per node */
    bool converged;
} ending;

static ctg_status run_rounds(ctg__coalition *coalition, const ctg_node *set,
                             size_t count, ctg__arena *arena, ending *found,
                             ctg_error *error)
{
    const ctg_plan *const plan = coalition->plan;
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *with;
    ctg_run *run = NULL;
    ctg_status status;

    status = ctg__plan_with_defaults(plan, set, count, arena, &with, error);
    if (status)
        return status;
    options.ledger = false;
    options.baseline = false;
    options.progress = ctg__ask;
    options.progress_context = &coalition->asking;
    status = ctg_run_new(with, &options, &run, error);
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

static ctg_status find_end(ctg__coalition *coalition, const ctg_node *set,
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
        return run_rounds(coalition, set, count, arena, found, error);
    status = ctg__fast_with_defaults(&coalition->fast, set, count, arena, &with,
                                     error);
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
    status = ctg__ask(&coalition->asking, 0, 0)
                 ? find_end(coalition, set, count, &arena, &found, &error)
                 : ctg__fail(&error, CTG_CANCELLED, "cancelled");
    atomic_fetch_add(&coalition->asking.done, 1);
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
        .game = {.players = nodes, .value = value, .context = coalition},
        .plan = job->plan,
        .seconds_most = job->options->seconds_most,
        .asking = {.progress = job->options->progress,
                   .context = job->options->progress_context},
        .own = own};
    if (!has_pass_through(job->network))
        status = ctg__fast_of(job->plan, &job->arena, &coalition->fast,
                              &coalition->is_fast, error);
    if (!status && coalition->is_fast)
        coalition->fast.asking = &coalition->asking;
    if (!status)
        status = find_end(coalition, NULL, 0, &job->arena, &found, error);
    if (status)
        return status;
    coalition->base = found.lost;
    if (!TAKE(&job->arena, coalition->left, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        coalition->left[i] =
            fmax(0, job->plan->network->nodes.equity[i]) - found.lost[i];
    return CTG_OK;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Seconds for one set, from some of all sizes; NaN where one failed. */
static double time_set(ctg__coalition *coalition, ctg_node *set)
{
    const size_t players = coalition->game.players;
    const double begun = now();
    double passed = 0;
    size_t tried = 0;

    while (tried < TRIALS && passed < patience) {
        /* Large and small in turn: few may have to do. */
        const size_t part = 2 * (tried * 5 % TRIALS) + 1;
        const size_t count = 1 + (players - 1) * part / (2 * TRIALS);

        for (size_t k = 0; k < count; k++)
            set[k] = (ctg_node)(k * players / count);
        if (isnan(value(coalition, set, count)))
            return (double)NAN;
        tried++;
        passed = now() - begun;
    }
    return passed / (double)tried;
}

/* "40 minutes", "7 hours", ... */
static const char *say_time(double seconds, char text[64])
{
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}};
    size_t unit = 0;

    while (unit < 2 && seconds < 2 * units[unit].seconds)
        unit++;
    snprintf(text, 64, "%.0f %ss", seconds / units[unit].seconds,
             units[unit].name);
    return text;
}

ctg_status ctg__coalition_expect(ctg__coalition *coalition, double sets,
                                 ctg_error *error)
{
    const double most = coalition->seconds_most;
    const size_t cascades = coalition->cascades;
    const size_t unconverged = coalition->unconverged;
    const uint64_t others = coalition->others;
    const uint64_t at_one = coalition->at_one;
    ctg__arena arena = {0};
    char text[64];
    ctg_node *set;
    double seconds;

    coalition->asking.total = sets;
    if (!(most > 0))
        return CTG_OK;
    if (!TAKE(&arena, set, coalition->game.players + 1))
        return ctg__fail_memory(error);
    seconds = time_set(coalition, set) * sets / ctg__thread_count();
    ctg__arena_clear(&arena);
    /* They were no part of what was asked for. */
    coalition->cascades = cascades;
    coalition->unconverged = unconverged;
    coalition->others = others;
    coalition->at_one = at_one;
    atomic_store(&coalition->asking.done, 0);
    if (isnan(seconds))
        return ctg__fail(error, CTG_INTERNAL, "a set has no value");
    if (seconds > most)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "it would take about %s: %.3g cascades (--force runs "
                         "it)",
                         say_time(seconds, text), sets);
    return CTG_OK;
}

ctg_status ctg__coalition_end(ctg__coalition *coalition, ctg__job *job,
                              ctg_status status, ctg_error *error)
{
    /* The defaults of all, one by one, say more about saturation. */
    if (!job->defaults_of_all && coalition->others)
        job->saturation.at_one =
            (double)coalition->at_one / (double)coalition->others;
    job->saturation.cascades += coalition->cascades;
    job->saturation.unconverged += coalition->unconverged;
    /* The caller's thread may have found no set left to ask at. */
    if (!status && !ctg__ask(&coalition->asking, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (status != CTG_INTERNAL || !coalition->status)
        return status;
    return ctg__fail_as(error, &coalition->error);
}
