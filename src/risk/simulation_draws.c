/*
 * All draws of a simulation: run up to the last, or until they are precise
 * enough, or from where another run was interrupted, always to the same sums.
 * These are of whole pieces of draws, counted from the first draw, and of what
 * is left behind the last of them.
 */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "engine/run.h"
#include "engine/state.h"
#include "risk/simulation.h"

static double value(const ctg_simulation *made, size_t key)
{
    return made->risk->values[key];
}

static size_t sum_count(const ctg_simulation *made)
{
    return 3 * made->network->nodes.count + 1;
}

/* All or none: what is there has room. */
static ctg_status open_columns(ctg_simulation *made, ctg_error *error)
{
    ctg__drawn_values *columns;
    size_t opened = 0;
    ctg_status status = CTG_OK;

    if (!TAKE(&made->arena, columns, made->known_measures))
        return ctg__fail_memory(error);
    for (; !status && opened < made->known_measures; opened++)
        status = ctg__drawn_values_open(&columns[opened], made->room,
                                        made->measures.list[opened].is_sparse,
                                        error);
    if (!status)
        made->columns = columns;
    else
        while (opened-- > 0)
            ctg__drawn_values_close(&columns[opened]);
    return status;
}

ctg_status ctg__simulation_room(ctg_simulation *made, ctg_error *error)
{
    const size_t draws = (size_t)made->model.draws;
    const size_t nodes = made->network->nodes.count;
    double *sums;

    if (made->columns)
        return CTG_OK;
    if (!TAKE(&made->arena, sums, sum_count(made)) ||
        !TAKE(&made->arena, made->settled_sums, sum_count(made)))
        return ctg__fail_memory(error);
    made->room = draws;
    if (value(made, CTG__RISK_tilt) && !made->weights &&
        !(made->weights = ctg__allocate_array(draws, sizeof(double))))
        return ctg__fail_memory(error);
    made->failed_weight = sums;
    made->lost_weight = sums + nodes;
    made->failed_squares = sums + 2 * nodes;
    return open_columns(made, error);
}

/* Measures, then the weight. */
static size_t value_count(const ctg_simulation *made)
{
    return made->measures.count + 1;
}

static ctg_status take_values(ctg__piecework *work, ctg__drawer *drawer,
                              uint64_t index, double *sums, double *values,
                              ctg_error *error)
{
    ctg_simulation *const made = work->simulation;

    (void)index;
    (void)sums;
    (void)error;
    ctg__drawer_take(made, drawer, values);
    values[made->measures.count] = drawer->list.draw.weight;
    return CTG_OK;
}

static bool keep_values(ctg__piecework *work, uint64_t index,
                        const double *values)
{
    ctg_simulation *const made = work->simulation;
    const uint64_t s = work->first + index - 1;

    if (made->weights)
        made->weights[s] = values[made->measures.count];
    for (size_t m = 0; m < made->measures.count; m++)
        if (!ctg__drawn_values_put(&made->columns[m], s, values[m]))
            return false;
    return true;
}

/* What all nodes lost; of draws that are open it is added when they end. */
static void add_losses(const ctg__drawer *drawer, size_t nodes, double *sums)
{
    const double weight = drawer->list.draw.weight;
    const double *before;
    const double *after;

    if (drawer->is_open)
        return;
    for (ctg_node i = 0; drawer->by_end && i < nodes; i++)
        sums[i] += weight * ctg__drawer_lost(drawer, i);
    if (drawer->by_end)
        return;
    before = drawer->run->network->nodes.equity;
    after = drawer->run->equity;
    for (size_t i = 0; i < nodes; i++)
        sums[i] += weight * ((before[i] > 0 ? before[i] : 0) -
                             (after[i] > 0 ? after[i] : 0));
}

/* A node that failed in the first draw of a pair. */
static void note_first(ctg__drawer *drawer, ctg_node node)
{
    drawer->before[node] = drawer->list.draw.weight;
    drawer->failed[drawer->failed_count++] = node;
}

/* The square of the mean of a pair, of whose second draw the node failed. */
static void add_pair(ctg__drawer *drawer, ctg_node node, double weight,
                     double *squares)
{
    const double pair = drawer->before[node] + weight;

    squares[node] += 0.25 * pair * pair;
    drawer->before[node] = 0;
}

/* Those that failed in the first draw of a pair alone. */
static void end_pair(ctg__drawer *drawer, double *squares)
{
    for (size_t k = 0; k < drawer->failed_count; k++) {
        const ctg_node node = drawer->failed[k];

        if (squares && drawer->before[node] != 0)
            add_pair(drawer, node, 0, squares);
        drawer->before[node] = 0;
    }
    drawer->failed_count = 0;
}

/* The nodes that may have failed: of an open draw those of its lane. */
static const ctg_node *failing(const ctg__drawer *drawer, size_t *count)
{
    const ctg__abreast *const abreast = &drawer->abreast;
    const ctg_node *const list =
        drawer->is_open ? abreast->lanes[abreast->count - 1].nodes : NULL;

    if (list)
        *count = abreast->lanes[abreast->count - 1].count;
    return list;
}

/* Sums of failures and, nodes further twice, of the squares of pairs. Hardly
 * anybody fails: 0 is not added. */
static void add_failures(ctg__drawer *drawer, size_t nodes, bool first,
                         double *sums)
{
    const double weight = drawer->list.draw.weight;
    double *const squares = sums + 2 * nodes;
    size_t count = nodes;
    const ctg_node *const list = failing(drawer, &count);

    if (first)
        end_pair(drawer, NULL);
    for (size_t k = 0; k < count; k++) {
        const ctg_node node = list ? list[k] : (ctg_node)k;

        if (!ctg__drawer_failed(drawer, node))
            continue;
        sums[node] += weight;
        if (first)
            note_first(drawer, node);
        else
            add_pair(drawer, node, weight, squares);
    }
    if (!first)
        end_pair(drawer, squares);
}

/* Sums by node, and of the last pair; the last of them counts draws that did
 * not converge. */
static ctg_status take_draw(ctg__piecework *work, ctg__drawer *drawer,
                            uint64_t index, double *sums, double *values,
                            ctg_error *error)
{
    const size_t nodes = work->simulation->network->nodes.count;
    const uint64_t s = work->first + index - 1;
    const bool converged =
        drawer->by_end ? drawer->end.converged : drawer->run->summary.converged;

    add_losses(drawer, nodes, sums + nodes);
    add_failures(drawer, nodes, s % 2 == 0, sums);
    sums[3 * nodes] += !converged;
    return take_values(work, drawer, index, NULL, values, error);
}

/* --- how far ------------------------------------------------------------- */

/* Half widths of both intervals are within a share of the estimates. */
static ctg_status is_precise(ctg_simulation *made, bool *precise,
                             ctg_error *error)
{
    ctg__sample sample;
    ctg__arena scratch = {0};
    ctg__level_estimate at;
    const double x = value(made, CTG__RISK_precision);
    ctg_status status =
        ctg__simulation_sample(made, made->headline, &scratch, &sample, error);

    if (!status)
        status = ctg__sample_order(&sample, &scratch, error);
    if (!status) {
        at = ctg__sample_level(&sample, made->summary.level,
                               value(made, CTG__RISK_confidence));
        *precise = 0.5 * (at.var_high - at.var_low) <= x * fabs(at.var) &&
                   0.5 * (at.es_high - at.es_low) <= x * fabs(at.es);
    }
    ctg__arena_clear(&scratch);
    return status;
}

/* The draws up to which it runs before the next look. */
static uint64_t next_look(const ctg_simulation *made)
{
    const uint64_t done = made->summary.draws;
    const uint64_t all = made->model.draws;
    const uint64_t next = done ? 2 * done : 1000;

    return !made->summary.wants_precision || next > all ? all : next;
}

/* --- run ----------------------------------------------------------------- */

/* Draws that are summed up already, but whose values are not known. */
static ctg_status fill_gap(ctg_simulation *made, uint64_t to, ctg_error *error)
{
    const uint64_t end = made->settled < to ? made->settled : to;
    ctg__piecework work = {.simulation = made,
                           .first = made->known + 1,
                           .value_count = value_count(made),
                           .abreast = true,
                           .take = take_values,
                           .keep = keep_values};
    ctg_status status;

    if (made->known >= end)
        return CTG_OK;
    work.count = end - made->known;
    made->asking.done = made->known;
    status = ctg__piecework_do(&work, error);
    if (!status)
        made->known = end;
    return status;
}

/* All up to `to`, what is behind the last whole piece into `open`. */
static ctg_status sum_up(ctg_simulation *made, uint64_t to, double *open,
                         ctg_error *error)
{
    ctg__piecework work = {.simulation = made,
                           .first = made->settled + 1,
                           .count = to - made->settled,
                           .sum_count = sum_count(made),
                           .sums = made->settled_sums,
                           .open = open,
                           .settled = &made->settled,
                           .value_count = value_count(made),
                           .abreast = true,
                           .adds_losses = true,
                           .take = take_draw,
                           .keep = keep_values};

    memset(open, 0, sum_count(made) * sizeof *open);
    made->asking.done = made->settled;
    made->summed = to;
    return ctg__piecework_do(&work, error);
}

static uint64_t max_of(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static ctg_status run_up_to(ctg_simulation *made, uint64_t to, double *open,
                            ctg_error *error)
{
    ctg_status status = fill_gap(made, to, error);

    if (status || to <= made->known)
        return status;
    /* There is no gap: what is summed up is known, be it not all of it. */
    status = sum_up(made, to, open, error);
    made->known = status ? max_of(made->known, made->settled) : to;
    return status;
}

/* The sums of exactly the draws that count: anew where there are more. */
static ctg_status finish_sums(ctg_simulation *made, double *open,
                              ctg_error *error)
{
    const size_t count = sum_count(made);
    ctg_status status = CTG_OK;

    if (made->settled > made->summary.draws) {
        made->settled = 0;
        memset(made->settled_sums, 0, count * sizeof *open);
    }
    if (made->summed != made->summary.draws)
        status = sum_up(made, made->summary.draws, open, error);
    for (size_t k = 0; !status && k < count; k++)
        open[k] += made->settled_sums[k];
    return status;
}

ctg_status ctg__simulation_draw_all(ctg_simulation *made, ctg_error *error)
{
    const size_t nodes = made->network->nodes.count;
    const ctg_share *const share = made->options.share;
    double *const open = ctg__allocate_array(sum_count(made), sizeof *open);
    ctg_status status = open ? CTG_OK : ctg__fail_memory(error);

    if (!status && share && share->is_partial && made->summary.wants_precision)
        status = ctg__fail(error, CTG_BAD_ARGUMENT,
                           "no part of the draws can tell how precise all of "
                           "them are: leave out `precision`");

    /* What an earlier run kept before it failed is known; it is looked at, and
     * what it left open is summed up, as if there had been none. */
    made->summary.draws = made->summed = 0;
    made->summary.is_precise = false;
    while (!status && made->summary.draws < made->model.draws &&
           !made->summary.is_precise) {
        const uint64_t to = next_look(made);

        status = run_up_to(made, to, open, error);
        made->summary.draws = to;
        if (!status && made->summary.wants_precision)
            status = is_precise(made, &made->summary.is_precise, error);
    }
    if (!status)
        status = finish_sums(made, open, error);
    if (!status) {
        memcpy(made->failed_weight, open, 3 * nodes * sizeof *open);
        made->summary.not_converged = (size_t)open[3 * nodes];
    }
    ctg__release(open);
    return status;
}

uint64_t ctg__simulation_thousands(const ctg_simulation *made)
{
    return made->known / 1000 * 1000;
}
