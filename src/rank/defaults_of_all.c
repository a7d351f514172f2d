#include "rank/defaults_of_all.h"

#include <math.h>
#include <string.h>

#include "base/asking.h"
#include "base/threads.h"
#include "engine/run.h"

/* Cascades that run side by side before their results are added, in order:
 * sums do not depend on the number of threads. */
enum { BATCH = 32 };

/* Where one cascade leaves what it found. */
typedef struct cascade {
    ctg_plan *plan; /* the scenario's, with one shock more */
    ctg_error error;
    ctg_status status;
    double *distress; /* per node */
    double impact;
    double defaults;
    double debtrank;
    size_t at_one; /* others with h = 1 */
    bool converged;
} cascade;

typedef struct running {
    ctg__job *job;
    ctg__defaults_of_all *all;
    cascade *cascades; /* BATCH of them */
    double *base_lost; /* per node, without a default */
    bool *base_failed;
    uint64_t at_one;
    ctg__asking asking; /* nodes */
} running;

/* In the memory of the thread's last run. */
static void run_cascade(running *s, cascade *c, size_t node, ctg_run **memory)
{
    const size_t nodes = s->job->network->nodes.count;
    const uint32_t *failed;
    const ctg_run *run;

    c->plan->shocks[c->plan->shock_count - 1].target = (uint32_t)node;
    c->status = ctg__run_end(memory, c->plan, &s->asking, &c->error);
    atomic_fetch_add(&s->asking.done, 1);
    if (c->status)
        return;
    run = *memory;
    failed = ctg_run_failed_round(run);
    c->impact = 0;
    c->defaults = 0;
    c->at_one = 0;
    c->debtrank = ctg_run_summary(run)->debtrank;
    c->converged = ctg_run_summary(run)->converged;
    memcpy(c->distress, ctg_run_distress(run), nodes * sizeof *c->distress);
    for (ctg_node i = 0; i < nodes; i++) {
        if (i == node)
            continue;
        c->impact += ctg__lost_of(run, i) - s->base_lost[i];
        c->defaults += (failed[i] != CTG_NEVER) - s->base_failed[i];
        c->at_one += c->distress[i] >= 1;
    }
}

static void add_up(running *s, const cascade *c, size_t node)
{
    const size_t nodes = s->job->network->nodes.count;

    s->all->impact[node] = c->impact;
    s->all->defaults[node] = c->defaults;
    s->all->debtrank[node] = c->debtrank;
    s->at_one += c->at_one;
    s->job->saturation.cascades++;
    s->job->saturation.unconverged += !c->converged;
    for (size_t i = 0; i < nodes; i++)
        if (i != node)
            s->all->distress[i] += c->distress[i];
}

static ctg_status run_all(running *s, ctg_error *error)
{
    const size_t nodes = s->job->network->nodes.count;

    for (size_t first = 0; first < nodes; first += BATCH) {
        const size_t count = nodes - first < BATCH ? nodes - first : BATCH;

#pragma omp parallel num_threads(ctg__thread_count())
        {
            ctg_run *memory = NULL;

#pragma omp for schedule(dynamic)
            for (size_t k = 0; k < count; k++)
                run_cascade(s, &s->cascades[k], first + k, &memory);
            ctg_run_free(memory);
        }
        for (size_t k = 0; k < count; k++) {
            if (s->cascades[k].status) {
                if (error)
                    *error = s->cascades[k].error;
                return s->cascades[k].status;
            }
            add_up(s, &s->cascades[k], first + k);
        }
    }
    return CTG_OK;
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
    ctg_status status;

    if (!TAKE(arena, s->base_lost, nodes + 1) ||
        !TAKE(arena, s->base_failed, nodes + 1) ||
        !TAKE(arena, s->cascades, BATCH))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < BATCH; k++) {
        cascade *const c = &s->cascades[k];

        if (!TAKE(arena, c->distress, nodes + 1))
            return ctg__fail_memory(error);
        status =
            ctg__plan_with_defaults(plan, &nobody, 1, arena, &c->plan, error);
        if (status)
            return status;
    }
    return CTG_OK;
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
    return status ? status : run_all(s, error);
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
