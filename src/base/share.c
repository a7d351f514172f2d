#include <contagraph/share.h>

#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"

static void make_row(const ctg_share_job *job, size_t index, ctg_error *error)
{
    double *const result = job->results + index * (job->size / sizeof(double));

    error->status = CTG_OK;
    error->status = job->row(job->context, index, result, error);
}

/* Rows from..to - 1 of those asked for. */
static void make_rows(const ctg_share_job *job, const size_t *which,
                      size_t from, size_t to, ctg_error *errors)
{
    size_t indexes[CTG_SHARE_ABREAST];
    double *results[CTG_SHARE_ABREAST];

    for (size_t k = from; k < to; k++) {
        indexes[k - from] = which ? which[k] : k;
        results[k - from] =
            job->results + indexes[k - from] * (job->size / sizeof(double));
        errors[k].status = CTG_OK;
    }
    job->rows(job->context, indexes, to - from, results, errors + from);
}

/* How many at once: no thread waits for what another one could begin. */
static size_t abreast_of(const ctg_share_job *job, size_t count)
{
    const size_t each = (count + job->threads - 1) / job->threads;
    const size_t most =
        job->abreast < CTG_SHARE_ABREAST ? job->abreast : CTG_SHARE_ABREAST;
    const size_t abreast = each < most ? each : most;

    return abreast ? abreast : 1;
}

static void make_abreast(const ctg_share_job *job, const size_t *which,
                         size_t count, ctg_error *errors)
{
    const size_t abreast = abreast_of(job, count);

#pragma omp parallel for schedule(dynamic, 1) num_threads(job->threads)
    for (size_t from = 0; from < count; from += abreast)
        make_rows(job, which, from,
                  count - from < abreast ? count : from + abreast, errors);
}

/* What cannot go on ends with the first that fails. */
static void make_in_turn(const ctg_share_job *job, const size_t *which,
                         size_t count, ctg_error *errors)
{
    size_t k = 0;

    while (k < count) {
        make_row(job, which ? which[k] : k, &errors[k]);
        if (errors[k++].status)
            break;
    }
    for (; k < count; k++)
        ctg__fail(&errors[k], CTG_CANCELLED, "stopped");
}

void ctg_share_rows(const ctg_share_job *job, const size_t *which, size_t count,
                    ctg_error *errors)
{
    if (job->in_turn) {
        make_in_turn(job, which, count, errors);
        return;
    }
    if (job->rows) {
        make_abreast(job, which, count, errors);
        return;
    }
    /* Long ones beside short ones: whoever is free takes the next. */
#pragma omp parallel for schedule(dynamic, 1) num_threads(job->threads)
    for (size_t k = 0; k < count; k++)
        make_row(job, which ? which[k] : k, &errors[k]);
}

size_t ctg_share_first_failed(const ctg_error *errors, size_t count)
{
    size_t first = SIZE_MAX;

    for (size_t i = 0; i < count; i++) {
        if (errors[i].status == CTG_OK)
            continue;
        if (errors[i].status != CTG_CANCELLED)
            return i;
        if (first == SIZE_MAX)
            first = i;
    }
    return first;
}

static ctg_status all_here(const ctg_share_job *job, size_t *failed,
                           ctg_error *error)
{
    ctg_error *const errors =
        ctg__allocate_array(job->count + 1, sizeof *errors);
    ctg_status status = CTG_OK;
    size_t first;

    if (!errors)
        return ctg__fail_memory(error);
    ctg_share_rows(job, NULL, job->count, errors);
    first = ctg_share_first_failed(errors, job->count);
    if (first != SIZE_MAX) {
        *failed = first;
        status =
            ctg__fail(error, errors[first].status, "%s", errors[first].message);
    }
    ctg__release(errors);
    return status;
}

ctg_status ctg_share_all(const ctg_share *share, const ctg_share_job *job,
                         size_t *failed, ctg_error *error)
{
    size_t nobody;

    return share ? share->all(share->context, job, failed ? failed : &nobody,
                              error)
                 : all_here(job, failed ? failed : &nobody, error);
}

size_t ctg_share_together(const ctg_share *share)
{
    return share && share->together ? share->together : 1;
}
