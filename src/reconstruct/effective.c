#include "reconstruct/effective.h"

#include <math.h>

/* Halves of chains: so many, so long. */
typedef struct halves {
    const double *values;
    size_t chains;
    size_t chain_length;
    size_t length;
} halves;

static const double *half_at(const halves *of, size_t index)
{
    const size_t chain = index / 2;
    const size_t first = index % 2 ? of->chain_length - of->length : 0;

    return of->values + chain * of->chain_length + first;
}

static double mean_of(const double *values, size_t count)
{
    double sum = 0;

    for (size_t k = 0; k < count; k++)
        sum += values[k];
    return sum / (double)count;
}

/* Mean variance within halves, and the pooled estimate with that between. */
static void variances(const halves *of, double *within, double *pooled)
{
    const double length = (double)of->length;
    const double count = 2 * (double)of->chains;
    double grand = 0;
    double between = 0;

    *within = 0;
    for (size_t h = 0; h < 2 * of->chains; h++)
        grand += mean_of(half_at(of, h), of->length) / count;
    for (size_t h = 0; h < 2 * of->chains; h++) {
        const double *const half = half_at(of, h);
        const double mean = mean_of(half, of->length);
        double sum = 0;

        for (size_t k = 0; k < of->length; k++)
            sum += (half[k] - mean) * (half[k] - mean);
        *within += sum / (length - 1) / count;
        between += (mean - grand) * (mean - grand);
    }
    between /= count - 1;
    *pooled = (length - 1) / length * *within + between;
}

static halves part(const double *values, size_t chains, size_t length)
{
    return (halves){values, chains, length, length / 2};
}

double ctg__split_rhat(const double *values, size_t chains, size_t length)
{
    const halves of = part(values, chains, length);
    double within;
    double pooled;

    if (!chains || length < 4)
        return (double)NAN;
    variances(&of, &within, &pooled);
    return within > 0 ? sqrt(pooled / within) : (double)NAN;
}

/* Autocovariance at a lag, over halves. */
static double covariance(const halves *of, size_t lag)
{
    double mean = 0;

    for (size_t h = 0; h < 2 * of->chains; h++) {
        const double *const half = half_at(of, h);
        const double centre = mean_of(half, of->length);
        double sum = 0;

        for (size_t k = 0; k + lag < of->length; k++)
            sum += (half[k] - centre) * (half[k + lag] - centre);
        mean += sum / (double)of->length;
    }
    return mean / (2 * (double)of->chains);
}

static double correlation(const halves *of, size_t lag, double within,
                          double pooled)
{
    const double length = (double)of->length;

    if (lag >= of->length)
        return 0;
    return 1 - (within - covariance(of, lag) * length / (length - 1)) / pooled;
}

double ctg__effective_size(const double *values, size_t chains, size_t length)
{
    const halves of = part(values, chains, length);
    const double all = 2 * (double)chains * (double)of.length;
    double within;
    double pooled;
    double sum = 0;
    double before = HUGE_VAL;

    if (!chains || length < 4)
        return (double)NAN;
    variances(&of, &within, &pooled);
    if (!(within > 0))
        return (double)NAN;
    for (size_t lag = 0; lag < of.length; lag += 2) {
        const double even =
            lag == 0 ? 1 : correlation(&of, lag, within, pooled);
        const double pair =
            fmin(before, even + correlation(&of, lag + 1, within, pooled));

        if (!(pair > 0))
            break;
        sum += pair;
        before = pair;
    }
    return fmin(all, all / fmax(2 * sum - 1, 1e-3));
}
