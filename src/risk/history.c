/* Returns, estimates, windows and filtered returns of a history of prices. */
#include "risk/history.h"

#include <math.h>
#include <stdlib.h>

#include "base/assert.h"
#include "base/error.h"
#include "risk/elementary.h"

/* Two dates are as far apart as others to so many days. */
static const double day_grain = 1e-9;

static bool is_blank_pair(const ctg__history *history, uint32_t later)
{
    const double *const now =
        history->prices + (size_t)later * history->column_count;
    const double *const before = now - history->column_count;

    for (uint32_t c = 0; c < history->column_count; c++)
        if (isnan(now[c]) || isnan(before[c]))
            return true;
    return false;
}

static int ascending(const void *first, const void *second)
{
    const double *const a = first;
    const double *const b = second;

    return (*a > *b) - (*a < *b);
}

/* The most frequent of ascending `gaps`, the smaller of equally frequent. */
static double most_frequent(const double *gaps, uint32_t count)
{
    double found = 1;
    uint32_t most = 0;
    uint32_t from = 0;

    for (uint32_t g = 0; g < count; g++) {
        if (gaps[g] - gaps[from] > day_grain)
            from = g;
        if (g - from + 1 > most) {
            most = g - from + 1;
            found = gaps[from];
        }
    }
    return found;
}

ctg_status ctg__history_returns(const ctg__history *history,
                                ctg__returns *returns, ctg__arena *arena,
                                ctg_error *error)
{
    const uint32_t pairs = history->date_count ? history->date_count - 1 : 0;
    const uint32_t columns = history->column_count;
    double *gaps;

    *returns = (ctg__returns){.column_count = columns};
    if (!TAKE(arena, gaps, (size_t)pairs + 1) ||
        !TAKE(arena, returns->values, (size_t)pairs * columns + 1))
        return ctg__fail_memory(error);
    for (uint32_t p = 0; p < pairs; p++)
        gaps[p] = history->dates[p + 1] - history->dates[p];
    qsort(gaps, pairs, sizeof *gaps, ascending);
    returns->spacing = most_frequent(gaps, pairs);
    for (uint32_t p = 1; p <= pairs; p++) {
        const double gap = history->dates[p] - history->dates[p - 1];
        const double *const now = history->prices + (size_t)p * columns;
        double *const made = returns->values + (size_t)returns->count * columns;

        CTG__ASSERT(gap > 0); /* dates ascend */
        if (fabs(gap - returns->spacing) > day_grain) {
            returns->off_pairs++;
        } else if (is_blank_pair(history, p)) {
            returns->blank_pairs++;
        } else {
            for (uint32_t c = 0; c < columns; c++)
                made[c] = ctg__log(now[c] / now[(ptrdiff_t)c - columns]);
            returns->count++;
        }
    }
    return CTG_OK;
}

void ctg__returns_fit(const ctg__returns *returns, double ewma,
                      double *deviations, double *correlations)
{
    const uint32_t columns = returns->column_count;
    double weights = 0;

    for (uint32_t i = 0; i < columns * columns; i++)
        correlations[i] = 0;
    /* The oldest first: every step ages what was summed by one return. */
    for (uint32_t k = 0; k < returns->count; k++) {
        const double *const r = returns->values + (size_t)k * columns;

        weights = weights * ewma + 1;
        for (uint32_t i = 0; i < columns; i++)
            for (uint32_t j = 0; j < columns; j++)
                correlations[i * columns + j] =
                    correlations[i * columns + j] * ewma + r[i] * r[j];
    }
    for (uint32_t i = 0; i < columns; i++)
        deviations[i] =
            weights > 0 ? sqrt(correlations[i * columns + i] / weights) : 0;
    for (uint32_t i = 0; i < columns; i++)
        for (uint32_t j = 0; j < columns; j++) {
            const double scale = deviations[i] * deviations[j] * weights;

            correlations[i * columns + j] =
                i == j      ? 1
                : scale > 0 ? correlations[i * columns + j] / scale
                            : 0;
        }
}

ctg_status ctg__returns_windows(const ctg__returns *returns, uint32_t length,
                                double **windows, uint32_t *window_count,
                                ctg__arena *arena, ctg_error *error)
{
    const uint32_t columns = returns->column_count;
    const uint32_t count =
        length && length <= returns->count ? returns->count - length + 1 : 0;

    *window_count = count;
    if (!TAKE(arena, *windows, (size_t)count * columns + 1))
        return ctg__fail_memory(error);
    for (uint32_t w = 0; w < count; w++)
        for (uint32_t c = 0; c < columns; c++) {
            double sum = 0;

            for (uint32_t k = w; k < w + length; k++)
                sum += returns->values[(size_t)k * columns + c];
            (*windows)[(size_t)w * columns + c] = sum;
        }
    return CTG_OK;
}

/* The deviation of a column before each return, and after the last. */
static void deviations_of(const ctg__returns *returns, uint32_t column,
                          double ewma, double *deviations)
{
    double sum = 0;
    double weights = 0;

    for (uint32_t k = 0; k <= returns->count; k++) {
        double r;

        deviations[k] = weights > 0 ? sqrt(sum / weights) : 0;
        if (k == returns->count)
            break;
        r = returns->values[(size_t)k * returns->column_count + column];
        sum = sum * ewma + r * r;
        weights = weights * ewma + 1;
    }
}

ctg_status ctg__returns_filter(const ctg__returns *returns, double ewma,
                               ctg__returns *filtered, ctg__arena *arena,
                               ctg_error *error)
{
    const uint32_t columns = returns->column_count;
    const uint32_t count = returns->count;
    double *deviations;

    *filtered = *returns;
    filtered->count = count > CTG__FILTER_FIRST ? count - CTG__FILTER_FIRST : 0;
    if (!TAKE(arena, filtered->values, (size_t)filtered->count * columns + 1) ||
        !TAKE(arena, deviations, (size_t)count + 1))
        return ctg__fail_memory(error);
    for (uint32_t c = 0; c < columns; c++) {
        deviations_of(returns, c, ewma, deviations);
        for (uint32_t k = CTG__FILTER_FIRST; k < count; k++) {
            const double r = returns->values[(size_t)k * columns + c];
            const size_t at = (size_t)(k - CTG__FILTER_FIRST) * columns + c;

            filtered->values[at] =
                deviations[k] > 0 ? r * deviations[count] / deviations[k] : r;
        }
    }
    return CTG_OK;
}
