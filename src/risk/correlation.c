/* Repair by spectral cutting, Cholesky. */
#include "risk/correlation.h"

#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"
#include "data/eigen.h"

#include <math.h>
#include <string.h>

/* The sum over positive eigenvalues of value x vector vector'. */
static double spectral_entry(const double *values, const double *vectors,
                             size_t size, size_t i, size_t j)
{
    double sum = 0;

    for (size_t k = 0; k < size; k++)
        if (values[k] > 0)
            sum += values[k] * vectors[k * size + i] * vectors[k * size + j];
    return sum;
}

ctg_status ctg__correlation_repair(double *matrix, uint32_t count,
                                   double *largest, ctg_error *error)
{
    const size_t size = count;
    double *const values =
        ctg__allocate_array(size * size + 2 * size + 1, sizeof *values);
    double *const vectors = values + size;
    double *const scale = vectors + size * size;
    ctg_status status;

    if (!values)
        return ctg__fail_memory(error);
    status = ctg__symmetric_eigen(matrix, count, values, vectors, error);
    *largest = 0;
    for (size_t i = 0; !status && i < size; i++)
        scale[i] = sqrt(spectral_entry(values, vectors, size, i, i));
    for (size_t i = 0; !status && i < size; i++)
        for (size_t j = 0; j < i; j++) {
            const double both = scale[i] * scale[j];
            const double made =
                both > 0 ? spectral_entry(values, vectors, size, i, j) / both
                         : 0;
            const double change = fabs(made - matrix[i * size + j]);

            *largest = fmax(*largest, change);
            matrix[i * size + j] = matrix[j * size + i] = made;
        }
    ctg__release(values);
    return status;
}

void ctg__correlation_factor(double *matrix, uint32_t count)
{
    const size_t size = count;

    for (size_t j = 0; j < size; j++) {
        double pivot = matrix[j * size + j];

        CTG__ASSERT(pivot >= 0); /* a variance */
        for (size_t k = 0; k < j; k++) {
            pivot -= matrix[j * size + k] * matrix[j * size + k];
            matrix[k * size + j] = 0;
        }
        matrix[j * size + j] = pivot > 1e-10 ? sqrt(pivot) : 0;
        for (size_t i = j + 1; i < size; i++) {
            double sum = matrix[i * size + j];

            for (size_t k = 0; k < j; k++)
                sum -= matrix[i * size + k] * matrix[j * size + k];
            matrix[i * size + j] =
                pivot > 1e-10 ? sum / matrix[j * size + j] : 0;
        }
    }
}
