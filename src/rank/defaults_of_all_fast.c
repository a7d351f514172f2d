/* The defaults of all nodes by the fast solvers. */
#include <string.h>

#include "rank/defaults_of_all.h"

typedef struct running {
    ctg_node *sources;
    double *base;
    ctg__fast_effect *effects;
    uint64_t *distress;
} running;

static ctg_status run(ctg__job *job, const ctg__fast *fast, running *s,
                      ctg_error *error)
{
    const size_t nodes = fast->count;
    ctg__arena *const arena = &job->arena;
    ctg__fast_report report;
    ctg_status status;

    if (!TAKE(arena, s->sources, nodes + 1) ||
        !TAKE(arena, s->base, nodes + 1) ||
        !TAKE(arena, s->effects, nodes + 1) ||
        !TAKE(arena, s->distress, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        s->sources[i] = (ctg_node)i;
    status = ctg__fast_base(fast, CTG__FAST_TOLERANCE, s->base, &report, error);
    if (status)
        return status;
    return ctg__fast_defaults(
        &(ctg__fast_job){.fast = fast,
                         .base = s->base,
                         .sources = s->sources,
                         .source_count = nodes,
                         .effects = s->effects,
                         .distress = s->distress,
                         .tolerance = CTG__FAST_TOLERANCE,
                         .progress = job->options->progress,
                         .progress_context = job->options->progress_context},
        error);
}

ctg_status ctg__defaults_of_all_fast(ctg__job *job, const ctg__fast *fast,
                                     ctg__defaults_of_all *all,
                                     uint64_t *at_one, ctg_error *error)
{
    const size_t nodes = fast->count;
    const double *const weight = job->network->nodes.weight;
    size_t base_failed = 0;
    double weights = 0;
    running s = {0};
    ctg_status status = run(job, fast, &s, error);

    if (status)
        return status;
    for (size_t i = 0; i < nodes; i++) {
        base_failed += ctg__fast_has_failed(fast, i, s.base[i]);
        weights += weight[i];
    }
    for (size_t k = 0; k < nodes; k++) {
        const size_t others_failed =
            base_failed - ctg__fast_has_failed(fast, k, s.base[k]);

        all->impact[k] = s.effects[k].impact;
        all->defaults[k] = (double)s.effects[k].failed - (double)others_failed;
        all->debtrank[k] = weights > 0 ? s.effects[k].weighted / weights : 0;
        all->distress[k] = (double)s.distress[k] * CTG__FAST_UNIT;
        *at_one += s.effects[k].at_one;
        job->saturation.unconverged += !s.effects[k].converged;
    }
    job->saturation.cascades += nodes;
    return CTG_OK;
}
