/* The defaults of all nodes by the fast solvers. */
#include <string.h>

#include "rank/defaults_of_all.h"

/* Where work is shared out, a row is a block of nodes: at least as many as the
 * widest solver runs side by side, and so few that a double holds their
 * distress in whole units; so many blocks where that is possible. */
enum { BLOCK_LEAST = 32, BLOCK_MOST = 1024, BLOCKS_USUAL = 256, BATCH = 16 };

/* What one default does, by number. */
enum { AT_IMPACT, AT_WEIGHTED, AT_FAILED, AT_ONE, AT_CONVERGED, EFFECT };

typedef struct running {
    const ctg__job *job;
    const ctg__fast *fast;
    ctg_node *sources;
    double *base;
    ctg__fast_effect *effects;
    uint64_t *distress; /* of a block, or all */
    uint64_t *sums;
    size_t block; /* nodes of a row */
    size_t first; /* block of the batch */
} running;

static ctg_status run_sources(const running *s, size_t first, size_t count,
                              ctg_error *error)
{
    return ctg__fast_defaults(
        &(ctg__fast_job){.fast = s->fast,
                         .base = s->base,
                         .sources = s->sources + first,
                         .source_count = count,
                         .effects = s->effects + first,
                         .distress = s->distress,
                         .tolerance = CTG__FAST_TOLERANCE,
                         .progress = s->job->options->progress,
                         .progress_context = s->job->options->progress_context},
        error);
}

static size_t block_end(const running *s, size_t index)
{
    const size_t end = (index + 1) * s->block;

    return end < s->fast->count ? end : s->fast->count;
}

/* The effects of a block of nodes, then the distress that they bring about:
 * whole numbers of units, which doubles hold. */
static ctg_status run_block(void *context, size_t index, double *found,
                            ctg_error *error)
{
    running *const s = context;
    const size_t first = (s->first + index) * s->block;
    const size_t end = block_end(s, s->first + index);
    ctg_status status;

    memset(s->distress, 0, s->fast->count * sizeof *s->distress);
    status = run_sources(s, first, end - first, error);
    if (status)
        return status;
    for (size_t k = first; k < end; k++) {
        const ctg__fast_effect *const effect = &s->effects[k];
        double *const to = found + (k - first) * EFFECT;

        to[AT_IMPACT] = effect->impact;
        to[AT_WEIGHTED] = effect->weighted;
        to[AT_FAILED] = effect->failed;
        to[AT_ONE] = effect->at_one;
        to[AT_CONVERGED] = effect->converged;
    }
    for (size_t i = 0; i < s->fast->count; i++)
        found[s->block * EFFECT + i] = (double)s->distress[i];
    return CTG_OK;
}

static void take_block(running *s, size_t index, const double *found)
{
    const size_t first = index * s->block;

    for (size_t k = first; k < block_end(s, index); k++) {
        const double *const from = found + (k - first) * EFFECT;

        s->effects[k] =
            (ctg__fast_effect){.impact = from[AT_IMPACT],
                               .weighted = from[AT_WEIGHTED],
                               .failed = (uint32_t)from[AT_FAILED],
                               .at_one = (uint32_t)from[AT_ONE],
                               .converged = from[AT_CONVERGED] != 0};
    }
    for (size_t i = 0; i < s->fast->count; i++)
        s->sums[i] += (uint64_t)found[s->block * EFFECT + i];
}

static size_t block_of(size_t nodes)
{
    const size_t block = nodes / BLOCKS_USUAL + 1;

    return block < BLOCK_MOST
               ? (block + BLOCK_LEAST - 1) / BLOCK_LEAST * BLOCK_LEAST
               : BLOCK_MOST;
}

/* Blocks of nodes, a batch of them at a time, their threads inside. */
static ctg_status run_blocks(running *s, ctg__arena *arena, ctg_error *error)
{
    const ctg_share *const share = s->job->options->share;
    const size_t batch = BATCH * ctg_share_together(share);
    const size_t nodes = s->fast->count;
    const size_t width = s->block * EFFECT + nodes;
    const size_t blocks = (nodes + s->block - 1) / s->block;
    ctg_share_job job = {.name = "blocks of cascades",
                         .size = width * sizeof(double),
                         .threads = 1,
                         .in_turn = true,
                         .row = run_block,
                         .context = s};
    ctg_status status = CTG_OK;

    if (!TAKE(arena, job.results, batch * width) ||
        !TAKE(arena, s->sums, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t first = 0; !status && first < blocks; first += batch) {
        job.first = s->first = first;
        job.count = blocks - first < batch ? blocks - first : batch;
        status = ctg_share_all(share, &job, NULL, error);
        for (size_t b = 0; !status && b < job.count; b++)
            take_block(s, first + b, job.results + b * width);
    }
    s->distress = s->sums;
    return status;
}

static ctg_status run(ctg__job *job, const ctg__fast *fast, running *s,
                      ctg_error *error)
{
    const size_t nodes = fast->count;
    ctg__arena *const arena = &job->arena;
    ctg__fast_report report;
    ctg_status status;

    s->job = job;
    s->fast = fast;
    s->block = block_of(nodes);
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
    return job->options->share ? run_blocks(s, arena, error)
                               : run_sources(s, 0, nodes, error);
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
