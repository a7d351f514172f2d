/*
 * The spectral radius of a dense matrix: Gelfand's formula, |G^n|^(1/n), by
 * squaring. The matrix is balanced before, by powers of two: its rows and
 * columns become about equally large, so that nothing that matters is lost
 * however far apart its entries are.
 */
#include "data/spectral_dense.h"

#include <float.h>
#include <limits.h>
#include <math.h>

enum { SQUARINGS = 50, APPLICATIONS = 4096, BALANCINGS = 2000 };

ctg__scaled ctg__scaled_of(double number)
{
    ctg__scaled made;

    made.part = frexp(number, &made.power);
    return made;
}

ctg__scaled ctg__scaled_times(ctg__scaled one, double number)
{
    int more;
    const double part = frexp(number, &more);
    ctg__scaled made = ctg__scaled_of(one.part * part);

    made.power += one.power + more;
    return made;
}

ctg__scaled ctg__scaled_root(ctg__scaled number)
{
    const int odd = number.power % 2 != 0;

    return (ctg__scaled){sqrt(odd ? 2 * number.part : number.part),
                         (number.power - odd) / 2};
}

double ctg__scaled_less(ctg__scaled number, int less)
{
    const double made = ldexp(number.part, number.power - less);

    return fmax(-DBL_MAX, fmin(DBL_MAX, made));
}

static double largest(const double *m, size_t count)
{
    double most = 0;

    for (size_t k = 0; k < count; k++)
        most = fmax(most, fabs(m[k]));
    return most;
}

/* The power of two of the largest entry of a row or column beside the
 * diagonal; INT_MIN: all are 0. */
static int size_of(const double *first, size_t step, size_t n, size_t own,
                   const int *shift, int sign)
{
    int most = INT_MIN;

    for (size_t j = 0; j < n; j++) {
        int power;

        if (j == own || first[j * step] == 0)
            continue;
        frexp(first[j * step], &power);
        power += sign * (shift[own] - shift[j]);
        most = power > most ? power : most;
    }
    return most;
}

/* m <- D^-1 m D with powers of two: the same eigenvalues. */
static void balance(double *m, size_t n)
{
    int shift[CTG__DENSE_MOST] = {0};
    int moved = 1;

    for (int round = 0; moved && round < BALANCINGS; round++) {
        moved = 0;
        for (size_t i = 0; i < n; i++) {
            const int row = size_of(m + i * n, 1, n, i, shift, -1);
            const int column = size_of(m + i, n, n, i, shift, 1);
            int by;

            if (row == INT_MIN || column == INT_MIN)
                continue; /* on no ring: it decides nothing */
            by = (row - column) / 2;
            shift[i] += by;
            moved |= by != 0;
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            m[i * n + j] = ldexp(m[i * n + j], shift[j] - shift[i]);
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

double ctg__dense_radius(double *matrix, double *scratch, size_t n)
{
    if (n > CTG__DENSE_MOST)
        return by_applying(matrix, scratch, n);
    balance(matrix, n);
    return by_squaring(matrix, scratch, n);
}
