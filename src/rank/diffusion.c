/* Impact diffusion: how many ways lead through a node, for each of its own. */
#include <math.h>

#include "rank/topple.h"

/* Products at most, some minutes. */
static const double most_work = 2e11;

static bool passes_on(const ctg__topple *topple, size_t i)
{
    return topple->direct.start[i] < topple->direct.start[i + 1];
}

static ctg_status check(const ctg__topple *topple, ctg_error *error)
{
    const double entries = (double)topple->direct.start[topple->direct.count];
    double passing = 0;

    for (size_t i = 0; i < topple->direct.count; i++)
        passing += passes_on(topple, i);
    if (passing * passing * entries * ctg__topple_terms(topple) > most_work)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%.0f nodes topple others: ways around each of them "
                         "would take too long to sum",
                         passing);
    return CTG_OK;
}

/* What row i of C, `whole`, loses by the silence of each node. */
static ctg_status add_row(const ctg__job *job, const ctg__topple *topple,
                          size_t i, const double *whole, double *without,
                          double *scores, ctg_error *error)
{
    const size_t nodes = topple->direct.count;
    ctg_status status = CTG_OK;

    for (size_t q = 0; !status && q < nodes; q++) {
        double fall = 0;

        if (q != i && !(whole[q] > 0 && passes_on(topple, q)))
            continue; /* no way leads through it */
        status = ctg__job_ask(job, i, nodes, error);
        if (status)
            return status;
        status = ctg__topple_row(topple, i, (ctg_node)q, without, error);
        for (size_t j = 0; j < nodes; j++)
            fall += fmax(0, whole[j] - without[j]);
        scores[q] += fall;
    }
    return status;
}

/* By what a node topples itself; 0 where it topples nobody. */
static void divide(const ctg__topple *topple, double *scores)
{
    const ctg__matrix *const v = &topple->direct;

    for (size_t q = 0; q < v->count; q++) {
        double own = 0;

        for (size_t k = v->start[q]; k < v->start[q + 1]; k++)
            own += v->value[k];
        scores[q] = own > 0 ? scores[q] / own : 0;
    }
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__topple topple;
    double *whole;
    double *without;
    ctg_status status = ctg__topple_make(job, params[0] > 0.5, &topple, error);

    if (!status)
        status = check(&topple, error);
    if (status)
        return status;
    if (!TAKE(&job->arena, whole, nodes + 1) ||
        !TAKE(&job->arena, without, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++) {
        status = ctg__job_ask(job, i, nodes, error);
        if (status)
            return status;
        if (!passes_on(&topple, i))
            continue;
        status = ctg__topple_row(&topple, i, CTG_NONE, whole, error);
        if (!status)
            status =
                add_row(job, &topple, i, whole, without, scoring->score, error);
        if (status)
            return status;
    }
    divide(&topple, scoring->score);
    return CTG_OK;
}

const ctg__measure ctg__measure_diffusion = {
    .about = {.name = "diffusion",
              .summary = "ways between nodes that would be missing if the node "
                         "passed nothing on, over those of one step",
              .source = "Silva et al. 2017",
              .params = ctg__topple_params,
              .param_count = 1},
    .notes = {.orientation = "high: for each node that it topples it starts or "
                             "passes on many ways; 0: it topples nobody",
              .undefined =
                  "there are no exposures, more than 5000 nodes, or so "
                  "many that topple others that it takes too long",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
