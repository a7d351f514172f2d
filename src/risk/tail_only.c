/*
 * The tail alone, exactly. Where all claims are valued by `linear` and shocks
 * are losses and defaults of nodes, what a draw ends at is concave in the
 * distress h0 that its shocks leave, so that a plane which touches it at one
 * h0 bounds it everywhere (fast/linear_cut.c). A few such planes, made where
 * the tail is likely to be, bound every draw from above for a sum over its
 * shocks. Draws are run by falling bound until no other can reach what is
 * estimated. Where planes are made changes how many are run, nothing else.
 */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "fast/fast.h"
#include "risk/simulation.h"

enum {
    PILOTS = 4096,    /* first draws, that say where planes are made */
    PLANES = 5,       /* besides that of all nodes at 1 */
    LEAST_BATCH = 64, /* draws run before the next look */
    BATCH_SHARE = 16, /* of those that were run */
};

/* Planes are made at the mean distress of the pilots between these shares of
 * them, the largest losses by shocks alone first. */
static const double bounds_of_planes[PLANES + 1] = {0,   0.005, 0.02,
                                                    0.1, 0.4,   1};

/* What a bound is above anything that rounds come to. */
static const double margin = 1e-9;

typedef struct ranked {
    double bound;
    uint32_t draw; /* from 0 */
} ranked;

typedef struct seeking {
    ctg_simulation *made;
    size_t nodes;
    ctg__fast_rows *rows; /* by thread */
    ctg__arena *scratch;  /* by thread */
    uint32_t pilots;
    double *direct;    /* by pilot: lost by shocks alone */
    uint8_t *plane_of; /* by pilot */
    double *centres;   /* by plane and node */
    uint32_t centred[PLANES];
    double *slopes;     /* by plane found, and node */
    double all[PLANES]; /* by plane found */
    size_t found;
    double most;  /* all equity */
    size_t own;   /* shocks of the scenario, that every draw has */
    double idle;  /* what these alone come to: a draw without others */
    bool settles; /* whether they converge */
    uint64_t idle_count;
    ranked *order;
    uint64_t *batch; /* numbers of draws */
} seeking;

/* --- distress after shocks ----------------------------------------------- */

/* That of the draw in the list; it lasts until the next one of the thread. */
static ctg_status shocked_of(seeking *s, ctg__drawer *drawer,
                             const double **shocked, ctg_error *error)
{
    const size_t thread = (size_t)(drawer - s->made->drawers);
    ctg__fast_rows *const rows = &s->rows[thread];
    const ctg_plan plan = ctg__drawer_plan(s->made, drawer);
    bool possible = false;
    ctg_status status;

    ctg__arena_reset(&s->scratch[thread]);
    status =
        ctg__fast_again(&plan, rows, &s->scratch[thread], &possible, error);
    if (!status && (!possible || rows->fast.method != CTG__FAST_LINEAR))
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "the tail cannot be found alone: the shocks of a "
                           "draw are beyond any sum of money");
    *shocked = rows->fast.shocked;
    return status;
}

static ctg_status take_direct(ctg__piecework *work, ctg__drawer *drawer,
                              uint64_t index, double *sums, double *values,
                              ctg_error *error)
{
    seeking *const s = work->context;
    const double *equity;
    const double *shocked;
    const ctg_status status = shocked_of(s, drawer, &shocked, error);

    (void)index;
    (void)sums;
    if (status)
        return status;
    equity = s->rows[drawer - s->made->drawers].fast.equity;
    *values = 0;
    for (size_t i = 0; i < s->nodes; i++)
        *values += equity[i] * shocked[i];
    return CTG_OK;
}

static bool keep_direct(ctg__piecework *work, uint64_t index,
                        const double *values)
{
    ((const seeking *)work->context)->direct[index] = *values;
    return true;
}

static ctg_status take_centre(ctg__piecework *work, ctg__drawer *drawer,
                              uint64_t index, double *sums, double *values,
                              ctg_error *error)
{
    seeking *const s = work->context;
    double *const centre = sums + s->plane_of[index] * s->nodes;
    const double *shocked;
    const ctg_status status = shocked_of(s, drawer, &shocked, error);

    (void)values;
    for (size_t i = 0; !status && i < s->nodes; i++)
        centre[i] += shocked[i];
    return status;
}

static double bound_of(const seeking *s, const double *shocked)
{
    double least = s->most;

    for (size_t p = 0; p < s->found; p++) {
        const double *const slope = s->slopes + p * s->nodes;
        double sum = s->all[p];

        for (size_t i = 0; i < s->nodes; i++)
            sum += slope[i] * shocked[i];
        least = fmin(least, sum);
    }
    return least * (1 + margin) + margin * s->most;
}

static ctg_status take_bound(ctg__piecework *work, ctg__drawer *drawer,
                             uint64_t index, double *sums, double *values,
                             ctg_error *error)
{
    const double *shocked;
    const ctg_status status =
        shocked_of(work->context, drawer, &shocked, error);

    (void)index;
    (void)sums;
    if (status)
        return status;
    values[0] = drawer->list.count == ((const seeking *)work->context)->own
                    ? -INFINITY
                    : bound_of(work->context, shocked);
    values[1] = drawer->list.draw.weight;
    return CTG_OK;
}

static bool keep_bound(ctg__piecework *work, uint64_t index,
                       const double *values)
{
    seeking *const s = work->context;

    if (values[0] == -INFINITY) {
        s->made->columns[0].dense[index] = s->idle;
        s->idle_count++;
    }
    s->order[index] = (ranked){.bound = values[0], .draw = (uint32_t)index};
    if (s->made->weights)
        s->made->weights[index] = values[1];
    return true;
}

/* --- planes -------------------------------------------------------------- */

static int largest_first(const void *first, const void *second)
{
    const ranked *const a = first;
    const ranked *const b = second;

    if (a->bound != b->bound)
        return a->bound < b->bound ? 1 : -1;
    return (a->draw > b->draw) - (a->draw < b->draw);
}

/* Which plane each pilot is a part of, by what shocks alone take. */
static void group_pilots(seeking *s)
{
    for (uint32_t k = 0; k < s->pilots; k++)
        s->order[k] = (ranked){.bound = s->direct[k], .draw = k};
    qsort(s->order, s->pilots, sizeof *s->order, largest_first);
    for (uint32_t k = 0; k < s->pilots; k++) {
        uint8_t plane = 0;

        while (k >= bounds_of_planes[plane + 1] * s->pilots &&
               plane < PLANES - 1)
            plane++;
        s->plane_of[s->order[k].draw] = plane;
        s->centred[plane]++;
    }
}

static ctg_status find_planes(seeking *s, ctg_error *error)
{
    const ctg__fast *const fast = &s->rows[0].fast;
    ctg_status status = CTG_OK;

    for (size_t i = 0; i < s->nodes; i++)
        s->most += fast->equity[i];
    for (size_t p = 0; !status && p < PLANES; p++) {
        double *const centre = s->centres + p * s->nodes;
        bool found = false;

        for (size_t i = 0; s->centred[p] && i < s->nodes; i++)
            centre[i] = fmin(1, centre[i] / s->centred[p]);
        if (s->centred[p])
            status = ctg__linear_cut(fast, centre, &s->made->asking,
                                     s->slopes + s->found * s->nodes,
                                     &s->all[s->found], &found, error);
        s->found += found;
    }
    return status;
}

static ctg_status look_ahead(seeking *s, ctg_error *error)
{
    ctg__piecework work = {.simulation = s->made,
                           .first = 1,
                           .count = s->pilots,
                           .only_shocks = true,
                           .value_count = 1,
                           .take = take_direct,
                           .keep = keep_direct,
                           .context = s};
    ctg_status status = ctg__piecework_do(&work, error);

    if (status)
        return status;
    group_pilots(s);
    work.take = take_centre;
    work.keep = NULL;
    work.value_count = 0;
    work.sum_count = PLANES * s->nodes;
    work.sums = s->centres;
    s->made->asking.done = 0;
    status = ctg__piecework_do(&work, error);
    s->made->asking.done = 0;
    return status ? status : find_planes(s, error);
}

/* --- runs ---------------------------------------------------------------- */

static ctg_status take_loss(ctg__piecework *work, ctg__drawer *drawer,
                            uint64_t index, double *sums, double *values,
                            ctg_error *error)
{
    (void)work;
    (void)index;
    (void)error;
    *sums += !drawer->run->summary.converged;
    *values = drawer->run->summary.equity_lost;
    return CTG_OK;
}

static bool keep_loss(ctg__piecework *work, uint64_t index,
                      const double *values)
{
    work->simulation->columns[0].dense[work->numbers[index] - 1] = *values;
    return true;
}

/* Whether all that levels need is above the bound of every other draw. */
static ctg_status is_enough(const seeking *s, double bound, bool *enough,
                            ctg_error *error)
{
    const ctg__risk *const risk = s->made->risk;
    ctg__sample sample;
    ctg__arena scratch = {0};
    ctg_status status =
        ctg__simulation_sample(s->made, 0, &scratch, &sample, error);

    if (!status)
        status = ctg__sample_order(&sample, &scratch, error);
    *enough = true;
    for (size_t l = 0; !status && l < risk->level_count; l++) {
        const ctg__level_estimate at = ctg__sample_level(
            &sample, risk->levels[l], risk->values[CTG__RISK_confidence]);

        *enough = *enough && at.var > bound && !(at.var_low <= bound);
    }
    ctg__arena_clear(&scratch);
    return status;
}

/* Draws whose drivers and events do nothing are all the same run. */
static ctg_status run_idle(seeking *s, ctg_error *error)
{
    ctg__drawer *const drawer = s->made->drawers;
    const double *shocked;
    ctg_status status;

    ctg__draw_list_alone(&s->made->model, s->made->plan, CTG__NO_DRIVER,
                         &drawer->list);
    s->own = drawer->list.count;
    /* The rows of the first thread, for planes: it may get no draw at all. */
    status = shocked_of(s, drawer, &shocked, error);
    if (!status)
        status = ctg__drawer_run_list(s->made, drawer, false, error);
    if (status)
        return status;
    s->idle = drawer->run->summary.equity_lost;
    s->settles = drawer->run->summary.converged;
    return CTG_OK;
}

/* How many are run first: about as many as the least level needs. */
static uint64_t first_batch(const ctg_simulation *made)
{
    double least = 1;

    for (size_t l = 0; l < made->risk->level_count; l++)
        least = fmin(least, made->risk->levels[l]);
    return (uint64_t)((1 - least) * (double)made->model.draws) + LEAST_BATCH;
}

static ctg_status run_batch(seeking *s, uint64_t count, double *unconverged,
                            ctg_error *error)
{
    ctg__piecework work = {.simulation = s->made,
                           .numbers = s->batch,
                           .count = count,
                           .sum_count = 1,
                           .sums = unconverged,
                           .value_count = 1,
                           .take = take_loss,
                           .keep = keep_loss,
                           .context = s};

    for (uint64_t k = 0; k < count; k++)
        s->batch[k] = s->order[s->made->summary.ran + k].draw + 1u;
    s->made->summary.ran += count;
    return ctg__piecework_do(&work, error);
}

static ctg_status run_tail(seeking *s, ctg_error *error)
{
    ctg_simulation *const made = s->made;
    const uint64_t draws = made->model.draws - s->idle_count;
    uint64_t batch = first_batch(made);
    double unconverged = 0;
    bool enough = false;
    ctg_status status = CTG_OK;

    while (!status && !enough && made->summary.ran < draws) {
        const uint64_t left = draws - made->summary.ran;

        status = run_batch(s, batch < left ? batch : left, &unconverged, error);
        if (!status && made->summary.ran < draws)
            status =
                is_enough(s, s->order[made->summary.ran].bound, &enough, error);
        batch = made->summary.ran / BATCH_SHARE + LEAST_BATCH;
    }
    made->summary.not_converged =
        (size_t)unconverged + (s->settles ? 0 : (size_t)s->idle_count);
    return status;
}

/* --- all ----------------------------------------------------------------- */

static ctg_status take_room(seeking *s, ctg__arena *arena, ctg_error *error)
{
    const size_t threads = (size_t)s->made->threads;
    const size_t draws = (size_t)s->made->model.draws;

    s->nodes = s->made->network->nodes.count;
    s->pilots = (uint32_t)(draws < PILOTS ? draws : PILOTS);
    if (!TAKE(arena, s->rows, threads) || !TAKE(arena, s->scratch, threads) ||
        !TAKE(arena, s->direct, s->pilots + 1) ||
        !TAKE(arena, s->plane_of, s->pilots + 1) ||
        !TAKE(arena, s->centres, PLANES * s->nodes + 1) ||
        !TAKE(arena, s->slopes, PLANES * s->nodes + 1) ||
        !TAKE(arena, s->order, draws + 1) || !TAKE(arena, s->batch, draws + 1))
        return ctg__fail_memory(error);
    for (size_t t = 0; t < threads; t++)
        s->rows[t].asking = &s->made->asking;
    for (uint64_t d = 0; d < draws; d++)
        s->made->columns[0].dense[d] = -INFINITY;
    return CTG_OK;
}

static ctg_status seek(seeking *s, ctg_error *error)
{
    ctg__piecework work = {.simulation = s->made,
                           .first = 1,
                           .count = s->made->model.draws,
                           .only_shocks = true,
                           .value_count = 2,
                           .take = take_bound,
                           .keep = keep_bound,
                           .context = s};
    ctg_status status = run_idle(s, error);

    if (!status)
        status = look_ahead(s, error);
    if (!status)
        status = ctg__piecework_do(&work, error);
    if (status)
        return status;
    s->made->summary.draws = work.count;
    qsort(s->order, (size_t)work.count, sizeof *s->order, largest_first);
    return run_tail(s, error);
}

ctg_status ctg__tail_only_draws(ctg_simulation *simulation, ctg_error *error)
{
    seeking s = {.made = simulation};
    ctg__arena arena = {0};
    ctg_status status = take_room(&s, &arena, error);

    if (!status)
        status = seek(&s, error);
    for (int t = 0; s.rows && s.scratch && t < simulation->threads; t++) {
        ctg__arena_clear(&s.rows[t].arena);
        ctg__arena_clear(&s.scratch[t]);
    }
    ctg__arena_clear(&arena);
    return status;
}
