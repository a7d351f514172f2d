/* What measures of one ranking share, made when first asked for. */
#include "rank/ranking.h"

/* Spectral radii are reported to people. */
static const double radius_tolerance = 1e-10;

ctg_status ctg__job_ask(const ctg__job *job, size_t done, size_t total,
                        ctg_error *error)
{
    const ctg_ranking_options *const options = job->options;

    if (!options->progress || options->progress(options->progress_context,
                                                (double)done, (double)total))
        return CTG_OK;
    return ctg__fail(error, CTG_CANCELLED, "cancelled");
}

ctg_status ctg__job_claims(ctg__job *job, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (!job->has_claims)
        status = ctg__matrix_of_claims(job->network, &job->arena, &job->claims,
                                       error);
    if (status)
        return status;
    job->has_claims = true;
    if (!job->claims.start[job->claims.count])
        return ctg__fail(error, CTG_NO_SOLUTION, "there are no exposures");
    return CTG_OK;
}

ctg_status ctg__job_leverage(ctg__job *job, ctg_error *error)
{
    ctg__asking asking = {.progress = job->options->progress,
                          .context = job->options->progress_context};
    ctg_status status = CTG_OK;

    if (job->has_leverage)
        return CTG_OK;
    status = ctg__network_need_equities(job->network, error);
    if (status)
        return status;
    status = ctg__matrix_of_leverage(job->network, &job->arena, &job->leverage,
                                     error);
    if (!status)
        status = ctg__spectral_radius(&job->leverage, radius_tolerance, &asking,
                                      &job->radius, error);
    if (!status)
        job->has_leverage = true;
    return status;
}
