/*
 * The draws of the tail, run again: whose losses they are and by which shock,
 * and which of them is like the others.
 */
#include <contagraph/trace.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/graph.h"
#include "engine/run.h"
#include "engine/state.h"
#include "risk/simulation.h"

/* Where an origin's sum is. */
typedef struct places {
    size_t assets;
    size_t nodes;
    size_t events;
    size_t own;
} places;

typedef struct explaining {
    ctg_simulation *made;
    uint64_t *numbers; /* draws of the tail, ascending */
    uint64_t count;
    places at;
    size_t origin_count; /* of places */
    double *sums;        /* lost, failed by node; origins; which occurred */
    double *distances;   /* by draw of the tail, from the mean */
} explaining;

static size_t place_of(const places *at, const ctg__caused *cause)
{
    switch (cause->cause) {
    case CTG__BY_PRICE:
        return cause->index;
    case CTG__BY_DEPTH:
        return at->assets + cause->index;
    case CTG__BY_NODE:
        return 2 * at->assets + cause->index;
    case CTG__BY_EVENT:
        return 2 * at->assets + at->nodes + cause->index;
    case CTG__BY_SCENARIO:
        break;
    }
    return 2 * at->assets + at->nodes + at->events + cause->index;
}

static size_t place_of_initial(const places *at)
{
    return 2 * at->assets + at->nodes + at->events + at->own;
}

static void add_origins(const explaining *all, const ctg__draw_list *list,
                        const ctg_origin_total *totals, size_t count,
                        double weight, double *sums)
{
    double *const losses = sums + 2 * all->at.nodes;
    double *const occurred = losses + all->origin_count;

    for (size_t o = 0; o < count; o++) {
        const size_t place =
            ctg_actor_kind_of(totals[o].origin) == CTG_ACTOR_INITIAL
                ? place_of_initial(&all->at)
                : place_of(&all->at,
                           &list->causes[ctg_actor_index(totals[o].origin)]);

        losses[place] += weight * totals[o].amount;
        occurred[place] = 1;
    }
    /* A shock that hit nobody occurred as well. */
    for (size_t k = 0; k < list->count; k++)
        occurred[place_of(&all->at, &list->causes[k])] = 1;
}

static ctg_status trace_draw(const explaining *all, ctg__drawer *drawer,
                             double weight, double *sums, ctg_error *error)
{
    const ctg_origin_total *totals;
    size_t count;
    ctg_trace *trace = NULL;
    ctg_status status =
        ctg_trace_new(ctg_run_ledger(drawer->run), &trace, error);

    if (!status)
        status = ctg_trace_origin_totals(trace, &totals, &count, error);
    if (!status)
        add_origins(all, &drawer->list, totals, count, weight, sums);
    ctg_trace_free(trace);
    return status;
}

static ctg_status take_tail(ctg__piecework *work, ctg__drawer *drawer,
                            uint64_t index, double *sums, double *values,
                            ctg_error *error)
{
    const explaining *const all = work->context;
    const size_t nodes = all->at.nodes;
    const double weight = all->made->tail.weights[index];

    (void)values;
    for (ctg_node i = 0; i < nodes; i++) {
        sums[i] += weight * ctg__drawer_lost(drawer, i);
        sums[nodes + i] += ctg__drawer_failed(drawer, i) ? weight : 0;
    }
    return work->ledger ? trace_draw(all, drawer, weight, sums, error) : CTG_OK;
}

/* The sum of what each node's loss differs from the tail's mean by. */
static ctg_status take_distance(ctg__piecework *work, ctg__drawer *drawer,
                                uint64_t index, double *sums, double *values,
                                ctg_error *error)
{
    const explaining *const all = work->context;
    double sum = 0;

    (void)index;
    (void)sums;
    (void)error;
    for (ctg_node i = 0; i < all->at.nodes; i++)
        sum +=
            fabs(ctg__drawer_lost(drawer, i) - all->made->nodes[i].tail_loss);
    *values = sum;
    return CTG_OK;
}

static bool keep_distance(ctg__piecework *work, uint64_t index,
                          const double *values)
{
    const explaining *const all = work->context;

    all->distances[index] = *values;
    return true;
}

/* --- origins by name ----------------------------------------------------- */

static const char *name_of(const explaining *all, size_t place,
                           ctg__arena *arena)
{
    const ctg_graph *const graph = all->made->network->graph;
    const places *const at = &all->at;
    const char *lead = "initial";
    const char *id = "";
    char number[24];
    char *name;
    size_t room;

    if (place < 2 * at->assets) {
        lead = place < at->assets ? "asset " : "depth ";
        id = ctg_graph_asset_id(graph, (ctg_asset)(place % at->assets));
    } else if ((place -= 2 * at->assets) < at->nodes) {
        lead = "node ";
        id = ctg_graph_node_id(graph, (ctg_node)place);
    } else if ((place -= at->nodes) < at->events) {
        lead = "event ";
        id = all->made->model.events[place].name;
    } else if ((place -= at->events) < at->own) {
        lead = "shock:";
        snprintf(number, sizeof number, "%zu", place + 1);
        id = number;
    }
    room = strlen(lead) + strlen(id) + 1;
    if (!TAKE(arena, name, room))
        return NULL;
    snprintf(name, room, "%s%s", lead, id);
    return name;
}

/* By loss, equal ones by name. Losses are rounded to what counts as equal. */
static int by_loss(const void *first, const void *second)
{
    const ctg_risk_origin *const a = first;
    const ctg_risk_origin *const b = second;

    if (a->tail_loss != b->tail_loss)
        return a->tail_loss < b->tail_loss ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* Neighbours within rounding of each other go by name. */
static void settle_ties(ctg_risk_origin *origins, size_t count, double grain)
{
    for (size_t k = 1; k < count; k++)
        for (size_t j = k; j > 0; j--) {
            const ctg_risk_origin moved = origins[j];

            if (nearbyint(origins[j - 1].tail_loss / grain) !=
                    nearbyint(moved.tail_loss / grain) ||
                strcmp(origins[j - 1].name, moved.name) < 0)
                break;
            origins[j] = origins[j - 1];
            origins[j - 1] = moved;
        }
}

static ctg_status list_origins(const explaining *all, ctg_error *error)
{
    ctg_simulation *const made = all->made;
    const double *const losses = all->sums + 2 * all->at.nodes;
    const double *const occurred = losses + all->origin_count;
    const double grain = 1e-12 * made->summary.initial_equity;
    size_t count = 0;

    for (size_t p = 0; p < all->origin_count; p++)
        count += occurred[p] > 0;
    made->origin_count = 0;
    made->summary.tail_all = 0;
    if (!TAKE(&made->arena, made->origins, count + 1))
        return ctg__fail_memory(error);
    for (size_t p = 0; p < all->origin_count; p++) {
        ctg_risk_origin *const to = &made->origins[made->origin_count];

        if (!(occurred[p] > 0))
            continue;
        to->name = name_of(all, p, &made->arena);
        if (!to->name)
            return ctg__fail_memory(error);
        to->tail_loss = losses[p] / made->tail.weight;
        if (fabs(to->tail_loss) < grain)
            to->tail_loss = 0;
        made->summary.tail_all += to->tail_loss;
        made->origin_count++;
    }
    qsort(made->origins, made->origin_count, sizeof *made->origins, by_loss);
    if (grain > 0)
        settle_ties(made->origins, made->origin_count, grain);
    return CTG_OK;
}

/* --- all ----------------------------------------------------------------- */

static ctg_status take_room(explaining *all, ctg__arena *scratch,
                            ctg_error *error)
{
    ctg_simulation *const made = all->made;

    all->at = (places){.assets = made->network->assets.count,
                       .nodes = made->network->nodes.count,
                       .events = made->model.event_count,
                       .own = made->plan->listed_count};
    all->origin_count = place_of_initial(&all->at) + 1;
    all->count = made->tail.count;
    if (!TAKE(scratch, all->numbers, (size_t)all->count + 1) ||
        !TAKE(scratch, all->distances, (size_t)all->count + 1) ||
        !TAKE(scratch, all->sums, 2 * all->at.nodes + 2 * all->origin_count))
        return ctg__fail_memory(error);
    for (uint64_t k = 0; k < all->count; k++)
        all->numbers[k] = made->tail.draws[k] + UINT64_C(1);
    return CTG_OK;
}

static ctg_status find_typical(explaining *all, ctg_error *error)
{
    ctg_simulation *const made = all->made;
    ctg__piecework work = {.simulation = made,
                           .numbers = all->numbers,
                           .count = all->count,
                           .value_count = 1,
                           .take = take_distance,
                           .keep = keep_distance,
                           .context = all};
    const double grain = 1e-12 * made->summary.initial_equity;
    const ctg_status status = ctg__piecework_do(&work, error);
    size_t best = 0;

    if (status)
        return status;
    for (size_t k = 1; k < all->count; k++)
        if (all->distances[k] < all->distances[best] - grain)
            best = k;
    made->summary.typical = all->count ? all->numbers[best] : 0;
    return CTG_OK;
}

static ctg_status explain(explaining *all, ctg_error *error)
{
    ctg_simulation *const made = all->made;
    const size_t nodes = all->at.nodes;
    ctg__piecework work = {.simulation = made,
                           .numbers = all->numbers,
                           .count = all->count,
                           .sum_count = 2 * nodes + 2 * all->origin_count,
                           .sums = all->sums,
                           .ledger = made->summary.has_origins,
                           .take = take_tail,
                           .context = all};
    ctg_status status = ctg__piecework_do(&work, error);

    if (status)
        return status;
    for (ctg_node i = 0; i < nodes; i++) {
        made->nodes[i].tail_loss = all->sums[i] / made->tail.weight;
        made->nodes[i].tail_default_probability =
            all->sums[nodes + i] / made->tail.weight;
    }
    if (made->summary.has_origins)
        status = list_origins(all, error);
    if (!status && made->summary.typical)
        status = find_typical(all, error);
    return status;
}

ctg_status ctg__simulation_explain(ctg_simulation *simulation, ctg_error *error)
{
    explaining all = {.made = simulation};
    ctg__arena scratch = {0};
    ctg_status status = take_room(&all, &scratch, error);

    if (!status)
        status = explain(&all, error);
    ctg__arena_clear(&scratch);
    return status;
}
