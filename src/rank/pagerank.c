/*
 * PageRank on the walk from creditor to debtor.
 *
 * Where the walk of a node that is owed nothing goes is as if it started anew,
 * so that without such steps y = 1 + damping * transpose(steps) y is
 * proportional to the answer (Langville, Meyer 2004, section 3).
 */
#include <float.h>
#include <math.h>

#include "rank/dense.h"
#include "rank/ranking.h"

/* Up to so many nodes elimination costs less than many sweeps. */
enum { DENSE_MOST = 128, ENTRIES_A_QUESTION = 1 << 20 };

/* What a step from creditor `i` weighs, in all of them, times damping. */
static void weigh_steps(const ctg__matrix *claims, size_t i, double damping,
                        double *step)
{
    double largest = 0; /* in it, no sum overflows */
    double owed = 0;

    for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
        largest = fmax(largest, claims->value[k]);
    for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
        owed += claims->value[k] / largest;
    for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
        step[k] = damping * (claims->value[k] / largest / owed);
}

/* The steps of the walk, each in the row of where it leads. */
static ctg_status take_walk(ctg__job *job, double damping, ctg__matrix *walk,
                            ctg_error *error)
{
    ctg__matrix steps = job->claims;
    double *step;

    if (!TAKE(&job->arena, step, steps.start[steps.count] + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < steps.count; i++)
        weigh_steps(&job->claims, i, damping, step);
    steps.value = step;
    return ctg__matrix_transpose(&steps, &job->arena, walk, error);
}

static ctg_status solve_dense(ctg__job *job, const ctg__matrix *walk, double *y,
                              ctg_error *error)
{
    double *a;
    size_t *pivot;
    ctg_status status;

    if (!TAKE(&job->arena, a, walk->count * walk->count) ||
        !TAKE(&job->arena, pivot, walk->count))
        return ctg__fail_memory(error);
    for (size_t j = 0; j < walk->count; j++) {
        for (size_t i = 0; i < walk->count; i++)
            a[j * walk->count + i] = i == j;
        for (size_t k = walk->start[j]; k < walk->start[j + 1]; k++)
            a[j * walk->count + walk->column[k]] -= walk->value[k];
    }
    status = ctg__dense_factor(job, walk->count, a, pivot, error);
    if (!status)
        ctg__dense_solve(walk->count, a, pivot, y);
    return status;
}

/* One sweep of Gauss and Seidel, each y from the newest; what it added. */
static ctg_status sweep(const ctg__job *job, const ctg__matrix *walk,
                        size_t *asked, double *y, double *added,
                        ctg_error *error)
{
    *added = 0;
    for (size_t j = 0; j < walk->count; j++) {
        double sum = 1;

        for (size_t k = walk->start[j]; k < walk->start[j + 1]; k++)
            sum += walk->value[k] * y[walk->column[k]];
        *added += fabs(sum - y[j]);
        y[j] = sum;
        *asked += walk->start[j + 1] - walk->start[j] + 1;
        if (*asked >= ENTRIES_A_QUESTION) {
            const ctg_status status = ctg__job_ask(job, 0, 0, error);

            if (status)
                return status;
            *asked = 0;
        }
    }
    return CTG_OK;
}

static double add_up(size_t count, const double *y)
{
    double sum = 0;

    for (size_t j = 0; j < count; j++)
        sum += y[j];
    return sum;
}

/* Sweeps until what is missing, at most what the last one added over
 * 1 - damping, is no part of the answer, or rounding alone adds. */
static ctg_status solve_by_sweeps(const ctg__job *job, const ctg__matrix *walk,
                                  double damping, double *y, ctg_error *error)
{
    const double least = fmax(1e-14 * (1 - damping), 4 * DBL_EPSILON);
    size_t asked = 0;
    double added;
    ctg_status status;

    do
        status = sweep(job, walk, &asked, y, &added, error);
    while (!status && added > least * add_up(walk->count, y));
    return status;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const double damping = params[0];
    double *const y = scoring->score;
    double sum;
    ctg__matrix walk;
    ctg_status status = ctg__job_claims(job, error);

    if (!status)
        status = take_walk(job, damping, &walk, error);
    if (status)
        return status;
    for (size_t j = 0; j < walk.count; j++)
        y[j] = 1;
    status = walk.count <= DENSE_MOST
                 ? solve_dense(job, &walk, y, error)
                 : solve_by_sweeps(job, &walk, damping, y, error);
    sum = add_up(walk.count, y);
    for (size_t j = 0; j < walk.count; j++)
        y[j] /= sum;
    return status;
}

static const ctg_param params[] = {
    {"damping", 0.85, 0, 0.9999,
     "probability to walk on rather than to start anew anywhere"},
};

const ctg__measure ctg__measure_pagerank = {
    .about = {.name = "pagerank",
              .summary = "where a walk from creditors to debtors ends up",
              .source = "Brin, Page 1998; Langville, Meyer 2004",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation =
                  "high: much is owed by it, to creditors who matter; the "
                  "walk goes from creditor to debtor, by amount, and from a "
                  "node that is owed nothing to any node",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_SHARE},
    .score = score,
};
