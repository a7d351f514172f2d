#include "rank/dense.h"

#include <math.h>

static void swap_rows(size_t count, double *a, size_t one, size_t other)
{
    for (size_t c = 0; c < count && one != other; c++) {
        const double kept = a[one * count + c];

        a[one * count + c] = a[other * count + c];
        a[other * count + c] = kept;
    }
}

/* Gaussian elimination with the largest pivot of each column. */
ctg_status ctg__dense_factor(const ctg__job *job, size_t count, double *a,
                             size_t *pivot, ctg_error *error)
{
    for (size_t k = 0; k < count; k++) {
        const ctg_status status = ctg__job_ask(job, k, count, error);

        if (status)
            return status;
        pivot[k] = k;
        for (size_t i = k + 1; i < count; i++)
            if (fabs(a[i * count + k]) > fabs(a[pivot[k] * count + k]))
                pivot[k] = i;
        if (!(fabs(a[pivot[k] * count + k]) > 0))
            return CTG_NO_SOLUTION;
        swap_rows(count, a, k, pivot[k]);
        for (size_t i = k + 1; i < count; i++) {
            const double factor = a[i * count + k] / a[k * count + k];

            a[i * count + k] = factor;
            for (size_t c = k + 1; factor != 0 && c < count; c++)
                a[i * count + c] -= factor * a[k * count + c];
        }
    }
    return CTG_OK;
}

void ctg__dense_solve(size_t count, const double *factors, const size_t *pivot,
                      double *x)
{
    for (size_t k = 0; k < count; k++) {
        const double kept = x[k];

        x[k] = x[pivot[k]];
        x[pivot[k]] = kept;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < i; c++)
            x[i] -= factors[i * count + c] * x[c];
    for (size_t i = count; i-- > 0;) {
        for (size_t c = i + 1; c < count; c++)
            x[i] -= factors[i * count + c] * x[c];
        x[i] /= factors[i * count + i];
    }
}
