/* Eigenvector centrality: the left Perron vector of the leverage matrix. */
#include "rank/matrix_edges.h"

#include <math.h>

/* Largest error of x Lambda = rho x that counts as solved. */
static const double accuracy = 1e-8;

/* Below this share of the largest score ARPACK's digits are noise. */
static const double noise = 1e-13;

static ctg_status check(const ctg__job *job, const double *x, double *image,
                        ctg_error *error)
{
    const ctg__matrix *const leverage = &job->leverage;

    for (size_t i = 0; i < leverage->count; i++)
        for (size_t k = leverage->start[i]; k < leverage->start[i + 1]; k++)
            image[leverage->column[k]] += x[i] * leverage->value[k];
    for (size_t i = 0; i < leverage->count; i++)
        if (!(fabs(image[i] - job->radius.value * x[i]) <=
              accuracy * job->radius.value))
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "igraph did not find the eigenvector of %g",
                             job->radius.value);
    return CTG_OK;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const ctg__igraph_options options = {.progress = job->options->progress,
                                         .progress_context =
                                             job->options->progress_context};
    const size_t nodes = job->network->nodes.count;
    ctg__edges edges;
    double *image;
    ctg_status status = ctg__job_leverage(job, error);

    (void)params;
    if (status)
        return status;
    if (!(job->radius.value > 0))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no chain of claims comes back to where it started: "
                         "all eigenvalues are 0");
    if (job->radius.shared)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "more than one part of the graph has the spectral "
                         "radius %g: there is not one eigenvector",
                         job->radius.value);
    if (!TAKE(&job->arena, image, nodes + 1))
        return ctg__fail_memory(error);
    status = ctg__edges_of(&job->leverage, &job->arena, &edges, error);
    if (!status)
        status = ctg__igraph_eigenvector(&edges, &options, scoring->score,
                                         error);
    for (size_t i = 0; !status && i < nodes; i++) {
        if (scoring->score[i] < noise)
            scoring->score[i] = 0;
    }
    return status ? status : check(job, scoring->score, image, error);
}

const ctg__measure ctg__measure_eigenvector = {
    .about = {.name = "eigenvector",
              .summary = "left Perron vector of claims over equity",
              .source = "Bonacich 1972; ARPACK in igraph"},
    .notes = {.orientation =
                  "high: creditors who matter are exposed to it, measured by "
                  "their equity; the largest score is 1",
              .undefined = "there is no ring of claims (all eigenvalues are "
                           "0), or two parts have the same spectral radius",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
