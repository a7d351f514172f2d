#include "ensemble/spearman.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

typedef struct placed {
    double score;
    size_t at;
} placed;

static int ascending(const void *one, const void *other)
{
    const placed *const a = one;
    const placed *const b = other;

    return (a->score > b->score) - (a->score < b->score);
}

static const double tie_share = 1e-9;

/* Scores become ranks. */
static void rank(double *scores, size_t count, placed *order)
{
    double tie = 0;

    for (size_t k = 0; k < count; k++) {
        order[k] = (placed){scores[k], k};
        tie = fmax(tie, tie_share * fabs(scores[k]));
    }
    qsort(order, count, sizeof *order, ascending);
    for (size_t first = 0; first < count;) {
        size_t end = first + 1;

        while (end < count && order[end].score - order[first].score <= tie)
            end++;
        for (size_t k = first; k < end; k++)
            scores[order[k].at] = (double)(first + end - 1) / 2;
        first = end;
    }
}

static double pearson(const double *x, const double *y, size_t count)
{
    const double mean = (double)(count - 1) / 2; /* of any ranks from 0 */
    double products = 0;
    double x_squares = 0;
    double y_squares = 0;

    for (size_t k = 0; k < count; k++) {
        products += (x[k] - mean) * (y[k] - mean);
        x_squares += (x[k] - mean) * (x[k] - mean);
        y_squares += (y[k] - mean) * (y[k] - mean);
    }
    return x_squares > 0 && y_squares > 0
               ? products / sqrt(x_squares * y_squares)
               : (double)NAN;
}

ctg_status ctg__spearman(const double *one, const double *other, size_t count,
                         double *correlation, ctg_error *error)
{
    ctg__arena scratch = {0};
    size_t both = 0;
    double *x;
    double *y;
    placed *order;

    if (!TAKE(&scratch, x, count + 1) || !TAKE(&scratch, y, count + 1) ||
        !TAKE(&scratch, order, count + 1)) {
        ctg__arena_clear(&scratch);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < count; i++)
        if (!isnan(one[i]) && !isnan(other[i])) {
            x[both] = one[i];
            y[both++] = other[i];
        }
    rank(x, both, order);
    rank(y, both, order);
    *correlation = both > 1 ? pearson(x, y, both) : (double)NAN;
    ctg__arena_clear(&scratch);
    return CTG_OK;
}
