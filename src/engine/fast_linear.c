/*
 * One scenario of `linear`: Gauss-Seidel in fixed stages, Jacobi inside a
 * stage, so that threads share a stage and the result has the same bits for
 * any number of them; with jumps along the last direction (Aitken) once the
 * changes shrink by a steady factor.
 */
#include <math.h>
#include <string.h>

#include "engine/fast.h"

enum {
    STAGES = 16,
    LEAST_BLOCK = 32,  /* rows whose changes are summed together */
    MOST_BLOCK = 2048,
    MOST_SWEEPS = 100000,
    MOST_JUMPS = 100,      /* plain sweeps converge from anywhere */
    SERIAL_ENTRIES = 20000 /* below, threads cost more than they bring */
};

typedef struct solving {
    const ctg__fast *fast;
    const uint32_t *rows;
    size_t row_count;
    double *h;
    double *next;   /* per place in rows */
    double *before; /* h before an extrapolating sweep */
    double *changed; /* per block: changes in size, added up */
    double *total;   /* per block: new values */
    size_t block; /* by the graph alone, not by threads */
    size_t block_count;
    bool serial;
} solving;

static double row_value(const ctg__fast *fast, const double *h, size_t i)
{
    double sum = 0;

    for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++)
        sum += fast->value[k] * h[fast->column[k]];
    return fmin(1, sum * fast->inverse[i] + fast->shocked[i]);
}

static size_t end_of(const solving *s, size_t block)
{
    const size_t end = (block + 1) * s->block;

    return end < s->row_count ? end : s->row_count;
}

static void evaluate(const solving *s, size_t block)
{
    const size_t first = block * s->block;
    const size_t last = end_of(s, block);
    double changed = 0;
    double total = 0;

    for (size_t r = first; r < last; r++) {
        const uint32_t i = s->rows[r];
        const double value = row_value(s->fast, s->h, i);

        s->next[r] = value;
        changed += fabs(value - s->h[i]);
        total += value;
    }
    s->changed[block] = changed;
    s->total[block] = total;
}

/* One sweep: how much it changed, as a share of what there is. */
static double sweep(const solving *s)
{
    const size_t blocks = s->block_count;
    const size_t stages = blocks < STAGES ? blocks : STAGES;
    double changed = 0;
    double total = 0;

    for (size_t stage = 0; stage < stages; stage++) {
        const size_t first = blocks * stage / stages;
        const size_t last = blocks * (stage + 1) / stages;

#pragma omp parallel for schedule(static) if (!s->serial)
        for (size_t b = first; b < last; b++)
            evaluate(s, b);
        for (size_t r = first * s->block; r < end_of(s, last - 1); r++)
            s->h[s->rows[r]] = s->next[r];
    }
    for (size_t b = 0; b < blocks; b++) {
        changed += s->changed[b];
        total += s->total[b];
    }
    return total > 0 ? changed / total : 0;
}

static void jump(const solving *s, double factor)
{
    for (size_t r = 0; r < s->row_count; r++) {
        const uint32_t i = s->rows[r];
        const double to = s->h[i] + factor * (s->h[i] - s->before[r]);

        s->h[i] = fmin(1, fmax(s->fast->shocked[i], to));
    }
}

static void solve(const solving *s, double tolerance, ctg__fast_report *report)
{
    double last_change = 0;
    double last_ratio = 0;
    size_t since = 0; /* sweeps since the last jump */
    size_t jumps = 0;
    bool ready = false;

    *report = (ctg__fast_report){0};
    while (report->sweeps < MOST_SWEEPS) {
        double ratio;

        if (ready)
            for (size_t r = 0; r < s->row_count; r++)
                s->before[r] = s->h[s->rows[r]];
        report->change = sweep(s);
        report->sweeps++;
        since++;
        ratio = last_change > 0 ? report->change / last_change : 0;
        report->error = ratio > 0 && ratio < 1
                            ? report->change * fmax(1, ratio / (1 - ratio))
                            : report->change;
        if (report->change <= tolerance) {
            report->converged = true;
            return;
        }
        if (ready && ratio > 0 && ratio < 0.9999) {
            jump(s, ratio / (1 - ratio));
            jumps++;
            since = 0;
            ready = false;
            last_change = last_ratio = 0;
            continue;
        }
        ready = jumps < MOST_JUMPS && since >= 3 &&
                fabs(ratio - last_ratio) < 0.05 * (1 - ratio);
        last_change = report->change;
        last_ratio = ratio;
    }
}

ctg_status ctg__fast_linear(const ctg__fast *fast, double tolerance,
                            double *distress, ctg__fast_report *report,
                            ctg_error *error)
{
    const size_t wanted = fast->inner_count / (4 * STAGES);
    ctg__arena arena = {0};
    solving s = {.fast = fast,
                 .rows = fast->inner,
                 .row_count = fast->inner_count,
                 .h = distress,
                 .serial = fast->start[fast->count] < SERIAL_ENTRIES};

    s.block = wanted < LEAST_BLOCK  ? LEAST_BLOCK
              : wanted > MOST_BLOCK ? MOST_BLOCK
                                    : wanted;
    s.block_count = (s.row_count + s.block - 1) / s.block;
    if (!TAKE(&arena, s.next, fast->inner_count + 1) ||
        !TAKE(&arena, s.before, fast->inner_count + 1) ||
        !TAKE(&arena, s.changed, s.block_count + 1) ||
        !TAKE(&arena, s.total, s.block_count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    solve(&s, tolerance, report);
    for (size_t r = 0; r < fast->sink_count; r++)
        distress[fast->sinks[r]] = row_value(fast, distress, fast->sinks[r]);
    ctg__arena_clear(&arena);
    return CTG_OK;
}
