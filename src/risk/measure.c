#include "risk/measure.h"

#include <contagraph/adl.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "data/graph.h"
#include "engine/quiet.h"
#include "engine/run.h"
#include "engine/state.h"
#include "text/nearest.h"

typedef struct making {
    const ctg_network *net;
    ctg__arena *arena;
    ctg__measures *made;
} making;

static const ctg__measure of_all[] = {
    {.name = "equity_lost",
     .kind = CTG__MEASURES_EQUITY_LOST,
     .is_money = true,
     .has_gains = true},
    {.name = "failed", .kind = CTG__MEASURES_FAILED},
    {.name = "outside_loss",
     .kind = CTG__MEASURES_OUTSIDE_LOSS,
     .is_money = true},
    {.name = "bad_debt", .kind = CTG__MEASURES_BAD_DEBT, .is_money = true},
    {.name = "liquidated_value",
     .kind = CTG__MEASURES_LIQUIDATED,
     .is_money = true},
};

/* Of deleveraging (docs/adl.md), where they are asked for. In a draw without an
 * event money is 0, and the others are not there. */
static const ctg__measure of_events[] = {
    {.name = "adl", .kind = CTG__MEASURES_ADL, .is_money = true},
    {.name = "left", .kind = CTG__MEASURES_LEFT, .is_money = true},
    {.name = "adl_share", .kind = CTG__MEASURES_ADL_SHARE, .is_partial = true},
    {.name = "adl_ptsr", .kind = CTG__MEASURES_ADL_PTSR, .is_partial = true},
};

enum { OF_EVENTS = sizeof of_events / sizeof *of_events };

enum { OF_ALL = sizeof of_all / sizeof *of_all };

static ctg_status add(making *m, ctg__measure measure, const char *word,
                      const char *whose, size_t layer, ctg_error *error)
{
    const size_t room = strlen(word) + strlen(whose) + 24;
    char *name;

    if (!TAKE(m->arena, name, room))
        return ctg__fail_memory(error);
    if (layer)
        snprintf(name, room, "%s %s/%zu", word, whose, layer);
    else
        snprintf(name, room, "%s %s", word, whose);
    measure.name = name;
    m->made->list[m->made->count++] = measure;
    return CTG_OK;
}

static ctg_status add_venue(making *m, uint32_t venue, ctg_error *error)
{
    const char *const id =
        ctg_graph_node_id(m->net->graph, m->net->venues.node[venue]);
    const size_t first = m->net->venues.layer_start[venue];
    ctg_status status = add(m,
                            (ctg__measure){.kind = CTG__MEASURES_VENUE_BAD_DEBT,
                                           .index = venue,
                                           .is_money = true,
                                           .is_sparse = true},
                            "bad_debt", id, 0, error);

    if (!status)
        status = add(m,
                     (ctg__measure){.kind = CTG__MEASURES_COVER2,
                                    .index = venue,
                                    .is_money = true,
                                    .is_sparse = true},
                     "cover2", id, 0, error);
    for (size_t l = first; !status && l < m->net->venues.layer_start[venue + 1];
         l++) {
        status = add(m,
                     (ctg__measure){.kind = CTG__MEASURES_NEED,
                                    .index = (uint32_t)l,
                                    .is_money = true,
                                    .is_sparse = true},
                     "need", id, l - first + 1, error);
        if (!status)
            status = add(m,
                         (ctg__measure){.kind = CTG__MEASURES_EXHAUSTED,
                                        .index = (uint32_t)l,
                                        .is_flag = true,
                                        .is_sparse = true},
                         "exhausted", id, l - first + 1, error);
    }
    return status;
}

/* Venues by the row of their node. */
static ctg_status add_venues(making *m, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (ctg_node i = 0;
         !status && m->net->venues.count && i < m->net->nodes.count; i++)
        if (m->net->venues.of_node[i] != CTG_NONE)
            status = add_venue(m, m->net->venues.of_node[i], error);
    return status;
}

static bool is_there(const ctg__measures *made, const char *name)
{
    for (size_t k = 0; k < made->count; k++)
        if (strcmp(made->list[k].name, name) == 0)
            return true;
    return false;
}

/* Of events, `lost NODE`, `fails NODE`; what every draw has is there
 * already. */
static ctg_status add_tracked(making *m, const char *words, ctg_error *error)
{
    const bool lost = strncmp(words, "lost ", 5) == 0;
    const char *const id = words + (lost ? 5 : 6);
    uint32_t node;
    size_t index;
    ctg_status status;

    if (is_there(m->made, words))
        return CTG_OK;
    for (size_t k = 0; k < OF_EVENTS; k++)
        if (strcmp(words, of_events[k].name) == 0) {
            m->made->list[m->made->count++] = of_events[k];
            return CTG_OK;
        }
    if (!lost && strncmp(words, "fails ", 6) != 0) {
        status = ctg__measures_find(m->made, words, &index, error);
        return status;
    }
    status = ctg_graph_look_up(m->net->graph, CTG_NODES, id, &node, error);
    if (status)
        return status == CTG_NOT_FOUND ? (error->status = CTG_BAD_ARGUMENT)
                                       : status;
    return add(m,
               lost ? (ctg__measure){.kind = CTG__MEASURES_LOST,
                                     .index = node,
                                     .is_money = true,
                                     .has_gains = true}
                    : (ctg__measure){.kind = CTG__MEASURES_FAILS,
                                     .index = node,
                                     .is_flag = true},
               lost ? "lost" : "fails", ctg_graph_node_id(m->net->graph, node),
               0, error);
}

ctg_status ctg__measures_make(const ctg_network *network,
                              const char *const *track, size_t track_count,
                              ctg__arena *arena, ctg__measures *measures,
                              ctg_error *error)
{
    making m = {.net = network, .arena = arena, .made = measures};
    ctg_status status;

    *measures = (ctg__measures){0};
    if (!TAKE(arena, measures->list,
              OF_ALL + 2 * network->venues.count + 2 * network->layers.count +
                  track_count))
        return ctg__fail_memory(error);
    memcpy(measures->list, of_all, sizeof of_all);
    measures->count = OF_ALL;
    status = add_venues(&m, error);
    for (size_t t = 0; !status && t < track_count; t++)
        status = add_tracked(&m, track[t], error);
    return status;
}

ctg_status ctg__measures_find(const ctg__measures *measures, const char *name,
                              size_t *index, ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];

    for (size_t k = 0; k < measures->count; k++) {
        if (strcmp(measures->list[k].name, name) == 0) {
            *index = k;
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, measures->list[k].name);
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "no measure '%.100s'%s", name,
                     ctg__nearest_hint(&nearest, hint));
}

/* The sum of all in order of accounts: only those that are not quiet may have
 * passed a shortfall on. */
static double passed_of(const ctg_run *run)
{
    const size_t count = run->network->accounts.count;
    double sum = 0;

    for (size_t a = ctg__quiet_next(run->books, 0); a < count;
         a = ctg__quiet_next(run->books, a + 1))
        sum += run->books->accounts.passed[a];
    return sum;
}

/* The first of a venue's accounts from a place of its list on that is not
 * quiet; the end of its list: none. */
static size_t next_at(const ctg_run *run, uint32_t venue, size_t from)
{
    const ctg__venues *const venues = &run->network->venues;

    return ctg__quiet_next_among(run->books, venues->accounts, from,
                                 venues->account_start[venue + 1]);
}

/* Of one venue, and of its own accounts alone: there may be as many venues as
 * accounts. */
static double passed_at(const ctg_run *run, uint32_t venue)
{
    const ctg__venues *const venues = &run->network->venues;
    const size_t end = venues->account_start[venue + 1];
    double sum = 0;

    for (size_t k = next_at(run, venue, venues->account_start[venue]); k < end;
         k = next_at(run, venue, k + 1))
        sum += run->books->accounts.passed[venues->accounts[k]];
    return sum;
}

/* The two largest sums by owner. */
static double cover_two(const ctg_run *run, uint32_t venue, double *by_owner)
{
    const ctg__venues *const venues = &run->network->venues;
    const ctg_node *const owner = run->network->accounts.owner;
    const size_t end = venues->account_start[venue + 1];
    const size_t first = next_at(run, venue, venues->account_start[venue]);
    double largest = 0;
    double second = 0;

    for (size_t k = first; k < end; k = next_at(run, venue, k + 1))
        by_owner[owner[venues->accounts[k]]] +=
            run->books->accounts.passed[venues->accounts[k]];
    for (size_t k = first; k < end; k = next_at(run, venue, k + 1)) {
        double *const sum = &by_owner[owner[venues->accounts[k]]];

        if (*sum > largest) {
            second = largest;
            largest = *sum;
        } else if (*sum > second) {
            second = *sum;
        }
        *sum = 0; /* an owner counts once */
    }
    return largest + second;
}

static double value_of(const ctg__measure *measure, const ctg_run *run,
                       double *by_owner)
{
    const struct ctg__state *const books = run->books;

    switch (measure->kind) {
    case CTG__MEASURES_EQUITY_LOST:
        return run->summary.equity_lost;
    case CTG__MEASURES_FAILED:
        return (double)run->summary.failed;
    case CTG__MEASURES_OUTSIDE_LOSS:
        return run->summary.outside_loss;
    case CTG__MEASURES_BAD_DEBT:
        return passed_of(run);
    case CTG__MEASURES_LIQUIDATED:
        return books->accounts.liquidated_value;
    case CTG__MEASURES_ADL:
        return run->summary.adl;
    case CTG__MEASURES_LEFT:
        return run->summary.venue_left;
    case CTG__MEASURES_ADL_SHARE:
        return run->summary.adl_reached ? run->summary.adl_share : (double)NAN;
    case CTG__MEASURES_ADL_PTSR:
        return ctg_run_adl_totals(run).ptsr;
    case CTG__MEASURES_VENUE_BAD_DEBT:
        return passed_at(run, measure->index);
    case CTG__MEASURES_COVER2:
        return cover_two(run, measure->index, by_owner);
    case CTG__MEASURES_NEED:
        return books->accounts.layer_need[measure->index];
    case CTG__MEASURES_EXHAUSTED:
        return books->accounts.layer_past[measure->index] >
               1e-9 * run->summary.initial_equity;
    case CTG__MEASURES_LOST:
        return ctg__lost_of(run, measure->index);
    case CTG__MEASURES_FAILS:
        return books->books.failed[measure->index];
    }
    return 0;
}

bool ctg__measures_need_events(const ctg__measures *measures)
{
    for (size_t k = 0; k < measures->count; k++)
        if (measures->list[k].kind == CTG__MEASURES_ADL_PTSR)
            return true;
    return false;
}

void ctg__measures_take(const ctg__measures *measures, const ctg_run *run,
                        double *by_owner, double *values)
{
    for (size_t k = 0; k < measures->count; k++)
        values[k] = value_of(&measures->list[k], run, by_owner);
}
