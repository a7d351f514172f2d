/*
 * What a history of prices says: returns that all its assets have together,
 * volatilities and correlations estimated from them, and windows to replay.
 * Pure but for the memory of an arena; any thread.
 */
#ifndef RISK_HISTORY_H
#define RISK_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#include <contagraph/status.h>

enum {
    CTG__FIT_LEAST = 30,    /* returns that an estimate needs */
    CTG__FILTER_FIRST = 30, /* the first return that is filtered */
};

/* Prices by ascending dates; NaN is a blank. */
typedef struct ctg__history {
    uint32_t date_count;
    uint32_t column_count;
    const double *dates;  /* days since 1970-01-01 */
    const double *prices; /* dates x columns, above 0 */
} ctg__history;

/* Log returns of pairs of neighbours, the oldest first. */
typedef struct ctg__returns {
    double spacing; /* days between neighbours, as most are */
    uint32_t count;
    uint32_t column_count;
    double *values;     /* count x columns */
    uint32_t off_pairs; /* neighbours further apart or nearer */
    uint32_t blank_pairs;
} ctg__returns;

/*
 * The day of an ISO 8601 date, with a time or not, since 1970-01-01 (UTC where
 * nothing else is said). False where `text` is none.
 */
bool ctg__date_read(const char *text, double *days);

/* CTG_NO_MEMORY; `values` lives in `arena`. */
ctg_status ctg__history_returns(const ctg__history *history,
                                ctg__returns *returns, ctg__arena *arena,
                                ctg_error *error);

/*
 * By column: the root of the mean square, weighted with ewma^(age in returns),
 * and the correlations of their products (columns x columns). A column that
 * never moves has 0, and 0 with all others. `ewma` in (0, 1].
 */
void ctg__returns_fit(const ctg__returns *returns, double ewma,
                      double *deviations, double *correlations);

/*
 * Sums of `length` neighbours, one row each: count - length + 1. CTG_NO_MEMORY.
 */
ctg_status ctg__returns_windows(const ctg__returns *returns, uint32_t length,
                                double **windows, uint32_t *window_count,
                                ctg__arena *arena, ctg_error *error);

/*
 * Every return from CTG__FILTER_FIRST on, times the deviation now over that of
 * its day, each weighted with what came before it. CTG_NO_MEMORY.
 */
ctg_status ctg__returns_filter(const ctg__returns *returns, double ewma,
                               ctg__returns *filtered, ctg__arena *arena,
                               ctg_error *error);

#endif
