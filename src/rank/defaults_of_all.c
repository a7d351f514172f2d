#include "rank/defaults_of_all.h"

#include <math.h>
#include <string.h>

#include "base/asking.h"
#include "base/threads.h"
#include "engine/run.h"

/* Cascades that run side by side before their results are added, in order:
 * sums do not depend on the number of threads. */
enum { BATCH = 32 };

/* What one cascade finds, then the distress of each node. */
enum {
    AT_IMPACT,
    AT_DEFAULTS,
    AT_DEBTRANK,
    AT_ONE, /* others with h = 1 */
    AT_CONVERGED,
    AT_DISTRESS
};

/* What one thread works with. */
typedef struct cascades {
    ctg_plan *plan; /* the scenario's, with one shock more */
    ctg_run *memory;
} cascades;

typedef struct running {
    ctg__job *job;
    ctg__defaults_of_all *all;
    cascades *of; /* by thread */
    size_t threads;
    size_t first;      /* node of the batch */
    size_t width;      /* numbers of a cascade */
    double *base_lost; /* per node, without a default */
    bool *base_failed;
    uint64_t at_one;
    ctg__asking asking; /* nodes */
} running;

/* In the memory of the thread's last run. */
static ctg_status run_cascade(void *context, size_t index, double *found,
                              ctg_error *error)
{
    running *const s = context;
    cascades *const c = &s->of[ctg__thread_number()];
    const size_t nodes = s->job->network->nodes.count;
    const size_t node = s->first + index;
    double *const distress = found + AT_DISTRESS;
    const uint32_t *failed;
    const ctg_run *run;
    ctg_status status;

    c->plan->shocks[c->plan->shock_count - 1].target = (uint32_t)node;
    status = ctg__run_end(&c->memory, c->plan, &s->asking, error);
    atomic_fetch_add(&s->asking.done, 1);
    if (status)
        return status;
    run = c->memory;
    failed = ctg_run_failed_round(run);
    memset(found, 0, AT_DISTRESS * sizeof *found);
    found[AT_DEBTRANK] = ctg_run_summary(run)->debtrank;
    found[AT_CONVERGED] = ctg_run_summary(run)->converged;
    memcpy(distress, ctg_run_distress(run), nodes * sizeof *distress);
    for (ctg_node i = 0; i < nodes; i++) {
        if (i == node)
            continue;
        found[AT_IMPACT] += ctg__lost_of(run, i) - s->base_lost[i];
        found[AT_DEFAULTS] += (failed[i] != CTG_NEVER) - s->base_failed[i];
        found[AT_ONE] += distress[i] >= 1;
    }
    return CTG_OK;
}

static void add_up(running *s, const double *found, size_t node)
{
    const size_t nodes = s->job->network->nodes.count;

    s->all->impact[node] = found[AT_IMPACT];
    s->all->defaults[node] = found[AT_DEFAULTS];
    s->all->debtrank[node] = found[AT_DEBTRANK];
    s->at_one += (uint64_t)found[AT_ONE];
    s->job->saturation.cascades++;
    s->job->saturation.unconverged += found[AT_CONVERGED] == 0;
    for (size_t i = 0; i < nodes; i++)
        if (i != node)
            s->all->distress[i] += found[AT_DISTRESS + i];
}

static ctg_status run_all(running *s, ctg_error *error)
{
    const size_t nodes = s->job->network->nodes.count;
    const size_t batch = BATCH * ctg_share_together(s->job->options->share);
    ctg_share_job job = {.name = "cascades",
                         .size = s->width * sizeof(double),
                         .threads = (unsigned)s->threads,
                         .row = run_cascade,
                         .context = s};
    ctg_status status = CTG_OK;

    if (!TAKE(&s->job->arena, job.results, batch * s->width))
        return ctg__fail_memory(error);
    for (size_t first = 0; !status && first < nodes; first += batch) {
        job.count = nodes - first < batch ? nodes - first : batch;
        job.first = s->first = first;
        status = ctg_share_all(s->job->options->share, &job, NULL, error);
        for (size_t k = 0; !status && k < job.count; k++)
            add_up(s, job.results + k * s->width, first + k);
    }
    return status;
}

static ctg_status run_base(running *s, ctg_error *error)
{
    const size_t nodes = s->job->network->nodes.count;
    ctg_run *run = NULL;
    ctg_status status = ctg__run_end(&run, s->job->plan, &s->asking, error);

    for (ctg_node i = 0; !status && i < nodes; i++) {
        s->base_lost[i] = ctg__lost_of(run, i);
        s->base_failed[i] = ctg_run_failed_round(run)[i] != CTG_NEVER;
    }
    ctg_run_free(run);
    return status;
}

static ctg_status prepare(running *s, ctg_error *error)
{
    const ctg_plan *const plan = s->job->plan;
    ctg__arena *const arena = &s->job->arena;
    const size_t nodes = s->job->network->nodes.count;
    const ctg_node nobody = CTG_NONE; /* run_cascade() names one */
    ctg_status status = CTG_OK;

    s->threads = (size_t)ctg__thread_count();
    s->width = AT_DISTRESS + nodes;
    if (!TAKE(arena, s->base_lost, nodes + 1) ||
        !TAKE(arena, s->base_failed, nodes + 1) ||
        !TAKE(arena, s->of, s->threads))
        return ctg__fail_memory(error);
    for (size_t t = 0; !status && t < s->threads; t++)
        status = ctg__plan_with_defaults(plan, &nobody, 1, arena,
                                         &s->of[t].plan, error);
    return status;
}

static ctg_status take_results(running *s, ctg_error *error)
{
    ctg__arena *const arena = &s->job->arena;
    const size_t nodes = s->job->network->nodes.count;

    if (!TAKE(arena, s->all, 1) || !TAKE(arena, s->all->impact, nodes + 1) ||
        !TAKE(arena, s->all->defaults, nodes + 1) ||
        !TAKE(arena, s->all->debtrank, nodes + 1) ||
        !TAKE(arena, s->all->distress, nodes + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* Every round of every cascade, with all channels. */
static ctg_status run_by_rounds(running *s, ctg_error *error)
{
    ctg_status status = prepare(s, error);

    if (!status)
        status = run_base(s, error);
    if (!status)
        status = run_all(s, error);
    for (size_t t = 0; s->of && t < s->threads; t++)
        ctg_run_free(s->of[t].memory);
    return status;
}

ctg_status ctg__job_defaults_of_all(ctg__job *job, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    running s = {.job = job,
                 .asking = {.progress = job->options->progress,
                            .context = job->options->progress_context,
                            .total = (double)job->network->nodes.count}};
    ctg__fast fast;
    ctg_status status;
    bool possible = false;

    if (job->defaults_of_all)
        return CTG_OK;
    status = take_results(&s, error);
    if (!status)
        status = ctg__fast_of(job->plan, &job->arena, &fast, &possible, error);
    if (!status && possible)
        fast.asking = &s.asking;
    if (!status)
        status =
            possible && nodes <= CTG__FAST_CASCADES
                ? ctg__defaults_of_all_fast(job, &fast, s.all, &s.at_one, error)
                : run_by_rounds(&s, error);
    if (status)
        return status;
    job->defaults_of_all = s.all;
    if (nodes < 2)
        return CTG_OK;
    for (size_t i = 0; i < nodes; i++)
        s.all->distress[i] /= (double)(nodes - 1);
    job->saturation.at_one =
        (double)s.at_one / ((double)nodes * (double)(nodes - 1));
    return CTG_OK;
}
