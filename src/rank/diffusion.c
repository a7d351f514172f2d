/* Impact diffusion: how much of all reach leads through a node. */
#include "rank/topple.h"

/* Products at most, some minutes. */
static const double most_work = 2e11;

/* A row is a series of some thirty products with V. */
enum { TERMS = 30 };

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
    if (passing * passing * entries * TERMS > most_work)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%.0f nodes topple others: ways around each of them "
                         "would take too long to sum",
                         passing);
    return CTG_OK;
}

/* What row i of C, `whole`, loses by the silence of each node. */
static void add_row(const ctg__topple *topple, size_t i, const double *whole,
                    double *without, double *scores)
{
    const size_t nodes = topple->direct.count;

    for (size_t q = 0; q < nodes; q++) {
        double fall = 0;

        if (q != i && !(whole[q] > 0 && passes_on(topple, q)))
            continue; /* no way leads through it */
        ctg__topple_row(topple, i, (ctg_node)q, without);
        for (size_t j = 0; j < nodes; j++)
            fall += whole[j] - without[j];
        scores[q] += fall;
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
        status = ctg__topple_step(job, i, error);
        if (status)
            return status;
        if (!passes_on(&topple, i))
            continue;
        ctg__topple_row(&topple, i, CTG_NONE, whole);
        add_row(&topple, i, whole, without, scoring->score);
    }
    return CTG_OK;
}

const ctg__measure ctg__measure_diffusion = {
    .about = {.name = "diffusion",
              .summary = "fall of all reach between nodes if the node passed "
                         "nothing on",
              .source = "Silva et al. 2017",
              .params = ctg__topple_params,
              .param_count = 1},
    .notes = {.orientation = "high: it starts or passes on many defaults",
              .undefined =
                  "there are no exposures, more than 5000 nodes, or so "
                  "many that topple others that it takes too long",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
