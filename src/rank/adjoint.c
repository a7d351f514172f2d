#include "rank/adjoint.h"

#include <math.h>

enum { MOST_SWEEPS = 100000 };

/* One pass of Gauss-Seidel; the largest change over the largest value. */
static double sweep(const ctg__matrix *transpose, double alpha, const double *b,
                    double *y)
{
    double change = 0;
    double largest = 0;

    for (size_t j = transpose->count; j-- > 0;) {
        double sum = 0;
        double next;

        for (size_t k = transpose->start[j]; k < transpose->start[j + 1]; k++)
            sum += transpose->value[k] * y[transpose->column[k]];
        next = b[j] + alpha * sum;
        change = fmax(change, fabs(next - y[j]));
        largest = fmax(largest, fabs(next));
        y[j] = next;
    }
    return largest > 0 ? change / largest : 0;
}

ctg_status ctg__adjoint_solve(ctg__job *job, double alpha, const double *b,
                              double *y, ctg_error *error)
{
    /* Rounding of a row's sum; nothing closer can be had. */
    const double close = 1e-15;
    ctg_status status = ctg__job_leverage(job, error);
    ctg__matrix transpose;
    double before = HUGE_VAL;

    if (status)
        return status;
    if (!(alpha * job->radius.upper < 1))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "alpha %g is not below 1 / the spectral radius "
                         "= %.6g: the sum over all ways does not end",
                         alpha, 1 / job->radius.value);
    status =
        ctg__matrix_transpose(&job->leverage, &job->arena, &transpose, error);
    if (status)
        return status;
    for (size_t j = 0; j < transpose.count; j++)
        y[j] = b[j];
    for (int s = 0; s < MOST_SWEEPS; s++) {
        const double change = sweep(&transpose, alpha, b, y);

        status = ctg__job_ask(job, (size_t)s, 0, error);
        if (status)
            return status;
        /* Stopping where changes no longer shrink: only rounding is left. */
        if (change <= close || (change < 1e-13 && change >= before))
            return CTG_OK;
        before = change;
    }
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "alpha %g is too close to 1 / the spectral radius = %.6g",
                     alpha, 1 / job->radius.value);
}
