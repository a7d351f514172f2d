/*
 * The spectral radius of G where shorts make entries negative: Gelfand's
 * formula, |G^n|^(1/n), by squaring.
 */
#include <math.h>

#include "base/arena.h"
#include "engine/spiral.h"

/* Beyond this many assets the matrix is not squared but applied. */
enum { MOST_SQUARED = 200, SQUARINGS = 50, APPLICATIONS = 4096 };

static double largest(const double *m, size_t count)
{
    double most = 0;

    for (size_t k = 0; k < count; k++)
        most = fmax(most, fabs(m[k]));
    return most;
}

static void scale(double *m, size_t count, double by)
{
    for (size_t k = 0; k < count; k++)
        m[k] /= by;
}

static void square(const double *m, double *result, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            result[i * n + j] = 0;
        for (size_t k = 0; k < n; k++) {
            const double factor = m[i * n + k];

            for (size_t j = 0; j < n && factor != 0; j++)
                result[i * n + j] += factor * m[k * n + j];
        }
    }
}

static double by_squaring(double *m, double *scratch, size_t n)
{
    double log_norm = 0;
    double power = 1;

    for (int step = 0; step < SQUARINGS; step++) {
        const double size = largest(m, n * n);
        double *const squared = scratch;

        if (size == 0)
            return 0;
        log_norm += log(size) / power;
        scale(m, n * n, size);
        square(m, squared, n);
        scratch = m;
        m = squared;
        power *= 2;
    }
    return exp(log_norm);
}

/* Growth of a vector over many applications; the first half settles. */
static double by_applying(const double *m, double *scratch, size_t n)
{
    double *x = scratch;
    double *y = scratch + n;
    double log_norm = 0;

    for (size_t i = 0; i < n; i++)
        x[i] = 1 + (double)i / (double)n;
    for (int step = 0; step < APPLICATIONS; step++) {
        double *const old = x;
        double size;

        for (size_t i = 0; i < n; i++) {
            y[i] = 0;
            for (size_t j = 0; j < n; j++)
                y[i] += m[i * n + j] * x[j];
        }
        size = largest(y, n);
        if (size == 0)
            return 0;
        scale(y, n, size);
        if (step >= APPLICATIONS / 2)
            log_norm += log(size) / (APPLICATIONS / 2);
        x = y;
        y = old;
    }
    return exp(log_norm);
}

double ctg__signed_radius(double *matrix, double *scratch, size_t n)
{
    return n <= MOST_SQUARED ? by_squaring(matrix, scratch, n)
                             : by_applying(matrix, scratch, n);
}
