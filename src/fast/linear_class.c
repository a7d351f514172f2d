#include "fast/linear_class.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "fast/solver.h"

enum { RELAXATIONS = 32 };

/* A class of fewer nodes than this share answers too seldom. */
static const double worth = 0.01;

/* The end of the cascade of one node. */
static ctg_status solve(const ctg__fast_job *job, ctg_node node,
                        double *shocked, double *state, ctg_error *error)
{
    ctg__fast pinned = *job->fast;
    ctg__fast_report report;
    ctg_status status;

    memcpy(shocked, job->fast->shocked, pinned.count * sizeof *shocked);
    memcpy(state, job->base, pinned.count * sizeof *state);
    shocked[node] = state[node] = 1;
    pinned.shocked = shocked;
    status = ctg__linear_solve(&pinned, job->tolerance, state, &report, error);
    return status;
}

/* What the debtors of a node in this state make it lose, of its equity. */
static double pressure(const ctg__fast *fast, const double *state, size_t i)
{
    return ctg__fast_loss(fast, state, i, false) * fast->inverse[i];
}

/* The inner node whose default takes most from others. */
static ctg_node find_hub(const ctg__fast_job *job, double *scratch)
{
    const ctg__fast *const fast = job->fast;
    ctg_node hub = CTG_NONE;

    memset(scratch, 0, fast->count * sizeof *scratch);
    for (size_t k = 0; k < fast->start[fast->count]; k++)
        scratch[fast->column[k]] += fast->value[k];
    for (size_t r = 0; r < fast->inner_count; r++) {
        const uint32_t i = fast->inner[r];

        if (job->base[i] < 1 && (hub == CTG_NONE || scratch[i] > scratch[hub]))
            hub = i;
    }
    return hub;
}

static size_t count_saturated(const ctg__fast *fast, const double *state)
{
    size_t count = 0;

    for (size_t r = 0; r < fast->inner_count; r++)
        count += state[fast->inner[r]] >= 1;
    return count;
}

/* A node that its own feedback keeps at 1, and that is easily reached. */
static ctg_node find_member(const ctg__fast_job *job, const double *state,
                            double *scratch)
{
    const ctg__fast *const fast = job->fast;
    ctg_node best = CTG_NONE;
    double most = 0;

    memset(scratch, 0, fast->count * sizeof *scratch);
    for (size_t i = 0; i < fast->count; i++)
        for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++)
            scratch[fast->column[k]] =
                fmax(scratch[fast->column[k]],
                     fmin(1, fast->value[k] * fast->inverse[i]));
    for (size_t r = 0; r < fast->inner_count; r++) {
        const uint32_t i = fast->inner[r];
        const double size = pressure(fast, state, i) * scratch[i];

        if (state[i] >= 1 && job->base[i] < 1 && size > most) {
            most = size;
            best = i;
        }
    }
    return best;
}

/* The largest product of shares along a way from each node to b. */
static void fill_shares(const ctg__fast *fast, ctg__linear_class *class)
{
    bool moved = true;

    class->share[class->node] = 1;
    for (int t = 0; moved && t < RELAXATIONS; t++) {
        moved = false;
        for (size_t i = 0; i < fast->count; i++)
            for (size_t k = fast->start[i];
                 class->share[i] > 0 && k < fast->start[i + 1]; k++) {
                const double through =
                    class->share[i] *
                    fmin(1, fast->value[k] * fast->inverse[i]);

                CTG__ASSERT(fast->column[k] < fast->count);
                if (through > class->share[fast->column[k]]) {
                    class->share[fast->column[k]] = through;
                    moved = true;
                }
            }
    }
}

static bool is_calm(const ctg__fast_job *job)
{
    for (size_t i = 0; i < job->fast->count; i++)
        if (job->base[i] > 0)
            return false;
    return true;
}

ctg_status ctg__linear_class_find(const ctg__fast_job *job, ctg__arena *arena,
                                  ctg__linear_class *class, ctg_error *error)
{
    const ctg__fast *const fast = job->fast;
    double *scratch;
    ctg_status status;
    ctg_node hub;

    class->node = CTG_NONE;
    if (!TAKE(arena, class->state, fast->count + 1) ||
        !TAKE(arena, class->share, fast->count + 1) ||
        !TAKE(arena, scratch, fast->count + 1))
        return ctg__fail_memory(error);
    hub = find_hub(job, scratch);
    if (hub == CTG_NONE)
        return CTG_OK;
    status = solve(job, hub, scratch, class->state, error);
    if (status || (double)count_saturated(fast, class->state) <
                      worth * (double)fast->inner_count)
        return status;
    hub = find_member(job, class->state, scratch);
    if (hub == CTG_NONE)
        return CTG_OK;
    status = solve(job, hub, scratch, class->state, error);
    if (status || !(pressure(fast, class->state, hub) >= 1) ||
        (double)count_saturated(fast, class->state) <
            worth * (double)fast->inner_count)
        return status;
    class->node = hub;
    class->all = (ctg__fast_effect){.converged = true};
    for (size_t i = 0; i < fast->count; i++)
        ctg__fast_add(job, i, class->state[i], &class->all);
    class->is_calm = is_calm(job);
    class->lasts = pressure(fast, class->state, hub) > 1 + 1e-9;
    fill_shares(fast, class);
    return CTG_OK;
}
