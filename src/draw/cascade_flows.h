/*
 * The ledger unrolled in time: who stands in which column, and what flows
 * from where to where, in integers that add up.
 *
 * A place is a source (a shock), a copy (a node in a column in which it loses)
 * or a hub (an asset in a column in which sales moved its price; it is drawn
 * behind that column). Entries are split over their causes, so the tail of a
 * flow is the place of what caused it.
 */
#ifndef DRAW_CASCADE_FLOWS_H
#define DRAW_CASCADE_FLOWS_H

#include "draw/facts.h"
#include "trace/codes.h"

/* Kind, column and index in one integer; places sort by them in this order. */
typedef uint64_t ctg__place;

typedef enum ctg__place_kind {
    CTG__SOURCE, /* index: the shock; shock_count: `initial` */
    CTG__COPY,   /* index: the actor */
    CTG__HUB     /* index: the asset, by order of its id */
} ctg__place_kind;

#define CTG__PLACE(kind, column, index)                                        \
    ((ctg__place)(kind) << 62 | (ctg__place)(column) << 32 |                   \
     (ctg__place)(index))

static inline ctg__place_kind ctg__place_kind_of(ctg__place place)
{
    return (ctg__place_kind)(place >> 62);
}

static inline uint32_t ctg__place_column(ctg__place place)
{
    return (uint32_t)(place >> 32) & 0x3fffffffu;
}

static inline uint32_t ctg__place_index(ctg__place place)
{
    return (uint32_t)place;
}

/* Losses of one code from one place to another. */
typedef struct ctg__flow {
    ctg__place tail; /* the head itself: caused in its own column */
    ctg__place head; /* always a copy */
    int64_t amount;  /* in units, > 0 */
    uint32_t time;   /* earlier causes have lower ones */
    ctg__code code;
} ctg__flow;

/* Sellers to hubs: connections, no losses. */
typedef struct ctg__feeder {
    ctg__place tail;
    ctg__place hub;
    int64_t amount; /* its part of what flows out of the hub */
    double weight;  /* by which that was split */
    bool forced;    /* drawn whenever the hub is */
} ctg__feeder;

typedef struct ctg__column_span {
    uint32_t first; /* ledger rounds */
    uint32_t last;
    int64_t total; /* the losses of the column, in units */
} ctg__column_span;

typedef struct ctg__flows {
    ctg__flow *flows; /* by head, tail, code; one each */
    size_t flow_count;
    ctg__feeder *feeders; /* by hub, tail; one each */
    size_t feeder_count;
    ctg__column_span *columns;
    size_t column_count;
    int64_t total;  /* losses booked in units: 2^40, or 0 without losses */
    int64_t direct; /* of it code SH */
    double losses;  /* the same in money */
} ctg__flows;

/*
 * Who takes part: nodes as they are, or groups of them. Actors are numbered in
 * the order of their ids, so pictures do not depend on the order of rows.
 */
typedef struct ctg__actors {
    size_t count;
    const uint32_t *of_node;  /* per node: its actor */
    const uint32_t *of_asset; /* per asset: its place in the order of ids */
} ctg__actors;

/* At most so many columns: the last are merged from the right. */
ctg_status ctg__flows_init(ctg__flows *flows, const ctg__facts *facts,
                           const ctg__actors *actors, size_t most_columns,
                           ctg_error *error);
void ctg__flows_clear(ctg__flows *flows);

/* Money of an amount in units. */
static inline double ctg__flows_money(const ctg__flows *flows, int64_t amount)
{
    return flows->total ? (double)amount / (double)flows->total * flows->losses
                        : 0;
}

/* Indices of a flow and a feeder, in columns; SIZE_MAX: there is none. */
size_t ctg__flows_find(const ctg__flows *flows, ctg__place tail,
                       ctg__place head, ctg__code code);
size_t ctg__flows_find_feeder(const ctg__flows *flows, ctg__place tail,
                              ctg__place hub);
/* A place that is in rounds, in columns. */
ctg__place ctg__flows_place(const ctg__flows *flows, ctg__place place);

/* The column in which a ledger round stands. */
size_t ctg__flows_column(const ctg__flows *flows, uint32_t round);

/* Is its cause in the same column of the same node, or a sale's own loss? */
static inline bool ctg__flow_is_own(const ctg__flow *flow)
{
    return flow->tail == flow->head;
}

/*
 * Splits `whole` in proportion to weights (not negative) by largest remainder,
 * ties by index. All weights 0: everything to the first. `parts` gets the
 * result; false when out of memory.
 */
bool ctg__apportion(const double *weights, size_t count, int64_t whole,
                    int64_t *parts);

#endif
