/*
 * One scenario of `linear`: Gauss-Seidel, with jumps along the last direction
 * (Aitken) once the changes shrink by a steady factor. On large graphs in fixed
 * stages, Jacobi inside a stage, so that threads share a stage and the result
 * has the same bits for any number of them.
 */
#include <math.h>
#include <string.h>

#include "base/threads.h"
#include "fast/solver.h"

enum {
    STAGES = 16,
    LEAST_BLOCK = 32, /* rows whose changes are summed together */
    MOST_BLOCK = 2048,
    MOST_SWEEPS = 100000,
    MOST_JUMPS = 100,       /* plain sweeps converge from anywhere */
    SERIAL_ENTRIES = 20000, /* below, threads cost more than they bring */
    AHEAD_NODES = 500000,   /* from here on h is far from the core */
    ENTRIES_A_QUESTION = 1 << 18
};

/* Ratios are steady that differ by less than this share of 1 - ratio. */
static const double steady = 0.02;

/* Of a sweep, or of a block of it. */
typedef struct sums {
    double total;   /* new values */
    double changed; /* changes in size */
    double moved;   /* changes with their signs */
    double largest; /* change in size of one node */
} sums;

typedef struct solving {
    const ctg__fast *fast;
    const uint32_t *rows;
    size_t row_count;
    double *h;
    double *next;   /* per place in the rows of a stage */
    double *before; /* h before an extrapolating sweep */
    sums *blocks;   /* per block */
    size_t block;   /* by the graph alone, not by threads */
    size_t block_count;
    size_t stages;
    bool serial;
} solving;

static size_t end_of(const solving *s, size_t block)
{
    const size_t end = (block + 1) * s->block;

    return end < s->row_count ? end : s->row_count;
}

static inline void add_row(sums *all, double value, double before)
{
    const double moved = value - before;
    const double changed = fabs(moved);

    all->total += value;
    all->changed += changed;
    all->moved += moved;
    all->largest = changed > all->largest ? changed : all->largest;
}

/* `next` has room for a stage, from this row on. */
static inline void evaluate_rows(const solving *s, size_t block, size_t from,
                                 bool ahead)
{
    const size_t last = end_of(s, block);
    sums own = {0};

    for (size_t r = block * s->block; r < last; r++) {
        const uint32_t i = s->rows[r];
        const double value = ctg__fast_row(s->fast, s->h, i, ahead);

        s->next[r - from] = value;
        add_row(&own, value, s->h[i]);
    }
    s->blocks[block] = own;
}

/* Behind the last column of all there may be nothing to look ahead to. */
static void evaluate(const solving *s, size_t block, size_t from)
{
    const size_t *const start = s->fast->start;
    const size_t end = start[s->rows[end_of(s, block) - 1] + 1];

    if (s->fast->count >= AHEAD_NODES &&
        end + CTG__FAST_AHEAD <= start[s->fast->count])
        evaluate_rows(s, block, from, true);
    else
        evaluate_rows(s, block, from, false);
}

static void take_over(const solving *s, size_t block, size_t from)
{
    const size_t last = end_of(s, block);

    for (size_t r = block * s->block; r < last; r++)
        s->h[s->rows[r]] = s->next[r - from];
}

/* The blocks of a stage: from `first` to that of the next stage. */
static size_t stage_start(const solving *s, size_t stage)
{
    return s->block_count * stage / s->stages;
}

static size_t largest_stage(const solving *s)
{
    size_t most = 0;

    for (size_t stage = 0; stage < s->stages; stage++) {
        const size_t blocks = stage_start(s, stage + 1) - stage_start(s, stage);

        most = blocks > most ? blocks : most;
    }
    return most * s->block;
}

static void share_stages(const solving *s)
{
#pragma omp parallel num_threads(ctg__thread_count())
    for (size_t stage = 0; stage < s->stages; stage++) {
        const size_t first = stage_start(s, stage);
        const size_t last = stage_start(s, stage + 1);

#pragma omp for schedule(static)
        for (size_t b = first; b < last; b++)
            evaluate(s, b, first * s->block);
#pragma omp for schedule(static)
        for (size_t b = first; b < last; b++)
            take_over(s, b, first * s->block);
    }
}

/* A small graph: each row from the newest values, and no threads, which would
 * take longer to meet than one needs alone. */
static sums sweep_in_order(const solving *s)
{
    sums all = {0};

    for (size_t r = 0; r < s->row_count; r++) {
        const uint32_t i = s->rows[r];
        const double value = ctg__fast_row(s->fast, s->h, i, false);

        add_row(&all, value, s->h[i]);
        s->h[i] = value;
    }
    return all;
}

/* Every row once, stage by stage. */
static sums sweep_in_stages(const solving *s)
{
    sums all = {0};

    share_stages(s);
    for (size_t b = 0; b < s->block_count; b++) {
        all.total += s->blocks[b].total;
        all.changed += s->blocks[b].changed;
        all.moved += s->blocks[b].moved;
        all.largest = fmax(all.largest, s->blocks[b].largest);
    }
    return all;
}

static void jump(const solving *s, double factor)
{
    for (size_t r = 0; r < s->row_count; r++) {
        const uint32_t i = s->rows[r];
        const double to = s->h[i] + factor * (s->h[i] - s->before[r]);

        s->h[i] = fmin(1, fmax(s->fast->shocked[i], to));
    }
}

/* Whether to go on, asked now and then; `entries` since the last question. */
static bool goes_on(const solving *s, size_t *entries)
{
    *entries += ctg__fast_entries(s->fast) + 1;
    if (!s->fast->asking || *entries < ENTRIES_A_QUESTION)
        return true;
    *entries = 0;
    return ctg__ask(s->fast->asking, 0, 0);
}

static void solve(const solving *s, double tolerance, ctg__fast_report *report)
{
    size_t entries = 0;
    double last_moved = 0;
    double last_ratio = 0;
    size_t since = 0; /* sweeps since the last jump */
    size_t jumps = 0;
    bool ready = false;

    *report = (ctg__fast_report){0};
    while (report->sweeps < MOST_SWEEPS && goes_on(s, &entries)) {
        sums all;
        double ratio;

        if (ready)
            for (size_t r = 0; r < s->row_count; r++)
                s->before[r] = s->h[s->rows[r]];
        all = s->serial ? sweep_in_order(s) : sweep_in_stages(s);
        report->change = all.total > 0 ? all.changed / all.total : 0;
        report->sweeps++;
        since++;
        ratio = last_moved != 0 ? all.moved / last_moved : 0;
        report->error = ratio > 0 && ratio < 1
                            ? report->change * fmax(1, ratio / (1 - ratio))
                            : report->change;
        if (report->change <= tolerance && all.largest <= tolerance) {
            report->converged = true;
            return;
        }
        if (ready && ratio > 0 && ratio < 0.9999) {
            jump(s, ratio / (1 - ratio));
            jumps++;
            since = 0;
            ready = false;
            last_moved = last_ratio = 0;
            continue;
        }
        ready = jumps < MOST_JUMPS && since >= 3 &&
                fabs(ratio - last_ratio) < steady * (1 - ratio);
        last_moved = all.moved;
        last_ratio = ratio;
    }
}

ctg_status ctg__linear_solve(const ctg__fast *fast, double tolerance,
                             double *distress, ctg__fast_report *report,
                             ctg_error *error)
{
    const size_t wanted = fast->inner_count / (4 * STAGES);
    ctg__arena arena = {0};
    solving s = {.fast = fast,
                 .rows = fast->inner,
                 .row_count = fast->inner_count,
                 .h = distress,
                 .serial = ctg__fast_entries(fast) < SERIAL_ENTRIES};

    s.block = wanted < LEAST_BLOCK  ? LEAST_BLOCK
              : wanted > MOST_BLOCK ? MOST_BLOCK
                                    : wanted;
    s.block_count = (s.row_count + s.block - 1) / s.block;
    s.stages = s.block_count < STAGES ? s.block_count : STAGES;
    if (!TAKE_ROOM(&arena, s.next, largest_stage(&s) + 1) ||
        !TAKE_ROOM(&arena, s.before, fast->inner_count + 1) ||
        !TAKE(&arena, s.blocks, s.block_count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    solve(&s, tolerance, report);
    for (size_t r = 0; r < fast->sink_count; r++)
        distress[fast->sinks[r]] =
            ctg__fast_row(fast, distress, fast->sinks[r], false);
    ctg__arena_give_back(&arena);
    return fast->asking && atomic_load(&fast->asking->stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : CTG_OK;
}
