#include "data/eigen.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

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
