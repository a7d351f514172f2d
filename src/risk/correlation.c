/* Spectra by Jacobi's method, repair by spectral cutting, Cholesky. */
#include "risk/correlation.h"

#include "base/error.h"
#include "base/memory.h"

#include <math.h>
#include <string.h>

/* Turns rows and columns p and q so that their entry becomes 0. */
static void rotate(double *a, double *vectors, size_t size, size_t p, size_t q)
{
    const double spread =
        (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q]);
    const double t =
        (spread < 0 ? -1 : 1) / (fabs(spread) + sqrt(1 + spread * spread));
    const double c = 1 / sqrt(1 + t * t);
    const double s = t * c;

    for (size_t k = 0; k < size; k++) {
        const double first = a[k * size + p];
        const double second = a[k * size + q];

        a[k * size + p] = c * first - s * second;
        a[k * size + q] = s * first + c * second;
    }
    for (size_t k = 0; k < size; k++) {
        const double first = a[p * size + k];
        const double second = a[q * size + k];

        a[p * size + k] = c * first - s * second;
        a[q * size + k] = s * first + c * second;
    }
    for (size_t k = 0; k < size; k++) {
        const double first = vectors[p * size + k];
        const double second = vectors[q * size + k];

        vectors[p * size + k] = c * first - s * second;
        vectors[q * size + k] = s * first + c * second;
    }
    a[p * size + q] = a[q * size + p] = 0;
}

/* The sum of squares off the diagonal. */
static double off_diagonal(const double *a, size_t size)
{
    double sum = 0;

    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < i; j++)
            sum += 2 * a[i * size + j] * a[i * size + j];
    return sum;
}

/* Selection: rows of vectors move with their values. */
static void sort_ascending(double *values, double *vectors, size_t size)
{
    for (size_t i = 0; i + 1 < size; i++) {
        size_t least = i;

        for (size_t j = i + 1; j < size; j++)
            if (values[j] < values[least])
                least = j;
        if (least == i)
            continue;
        for (size_t k = 0; k < size; k++) {
            const double moved = vectors[i * size + k];

            vectors[i * size + k] = vectors[least * size + k];
            vectors[least * size + k] = moved;
        }
        const double moved = values[i];

        values[i] = values[least];
        values[least] = moved;
    }
}

ctg_status ctg__symmetric_eigen(const double *matrix, uint32_t count,
                                double *values, double *vectors,
                                ctg_error *error)
{
    enum { MOST_SWEEPS = 100 };
    const size_t size = count;
    double *const a = ctg__allocate_array(size * size + 1, sizeof *a);
    double all = 0;

    if (!a)
        return ctg__fail_memory(error);
    memcpy(a, matrix, size * size * sizeof *a);
    memset(vectors, 0, size * size * sizeof *vectors);
    for (size_t i = 0; i < size; i++) {
        vectors[i * size + i] = 1;
        all += a[i * size + i] * a[i * size + i];
    }
    all += off_diagonal(a, size);
    for (int sweep = 0;
         sweep < MOST_SWEEPS && off_diagonal(a, size) > 1e-34 * all; sweep++)
        for (size_t p = 0; p < size; p++)
            for (size_t q = p + 1; q < size; q++)
                if (a[p * size + q] != 0)
                    rotate(a, vectors, size, p, q);
    for (size_t i = 0; i < size; i++)
        values[i] = a[i * size + i];
    sort_ascending(values, vectors, size);
    ctg__release(a);
    return CTG_OK;
}

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
