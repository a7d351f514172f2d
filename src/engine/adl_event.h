/*
 * What an event of auto-deleveraging was worth (docs/model.md section 5): the
 * sums that every run has, and, where a run was asked to, a record of events.
 */
#ifndef ENGINE_ADL_EVENT_H
#define ENGINE_ADL_EVENT_H

#include <contagraph/adl.h>

#include "engine/deleverage.h"

/* What forgone profit follows from at the end. */
typedef struct ctg__adl_close {
    size_t event;
    uint32_t leg;
    double side;  /* of the leg: 1 long, -1 short */
    double price; /* when it was closed */
} ctg__adl_close;

/* A loser's leg that was closed in the event at hand. */
typedef struct ctg__adl_sale {
    ctg_asset asset;
    double side;
    double closed;
    double bankruptcy; /* price */
} ctg__adl_sale;

typedef struct ctg__adl_record {
    ctg_adl_event *events;
    size_t event_count;
    size_t event_room;
    ctg_adl_winner *winners;
    ctg__adl_close *closes; /* one to one with the winners */
    size_t winner_count;
    size_t winner_room;
    size_t close_room;
    ctg__adl_sale *sales;
    size_t sale_count;
    size_t sale_room;
    ctg__arena scratch;
    bool failed; /* out of memory */
} ctg__adl_record;

void ctg__adl_record_clear(ctg__adl_record *record);

/* Moves what is known of a run's events, which has ended, to an empty record.
 */
void ctg__adl_record_take(ctg__adl_record *to, ctg__adl_record *from);

/* Whether more than rounding reached the layer; else it is passed by. */
bool ctg__is_event(const ctg__state *state, size_t layer,
                   const ctg__lack *lacks, size_t count);

void ctg__event_begin(ctg__state *state, const ctg__deleveraging *of,
                      const ctg__loser *losers, size_t count);
/* A loser's leg is done. */
void ctg__event_closed(ctg__state *state, const ctg__closing *closing);
void ctg__event_end(ctg__state *state, const ctg__deleveraging *of);

/* At the end of a run: what closed legs would have earned since. */
void ctg__events_forgone(ctg__state *state, const double *last_prices);

/* Kendall's tau-b and inversions, of profits and what was left of them. */
typedef struct ctg__standing {
    double profit; /* U */
    double left;   /* U - H */
} ctg__standing;

typedef struct ctg__order_kept {
    double inversions;
    double pairs;
    double tau; /* NaN: undefined */
} ctg__order_kept;

/* The standings are reordered. CTG_NO_MEMORY. */
ctg_status ctg__compare_order(ctg__standing *standings, size_t count,
                              ctg__order_kept *kept, ctg_error *error);

#endif
