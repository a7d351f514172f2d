/*
 * What of the flows is drawn: the largest up to a share of the losses, every
 * default, and what is needed so that every copy is reached from a source.
 */
#ifndef DRAW_CASCADE_SELECTION_H
#define DRAW_CASCADE_SELECTION_H

#include "draw/cascade_flows.h"

typedef struct ctg__caps {
    size_t places; /* copies and hubs */
    size_t lines;  /* flows that are lines */
} ctg__caps;

typedef struct ctg__selection {
    const ctg__flows *flows;
    double theta;
    ctg__place *places; /* all, ascending; flows and feeders know them by: */
    size_t place_count;
    uint32_t *tail_of; /* per flow: index of its tail */
    uint32_t *head_of;
    size_t *first_flow;    /* per place, plus one: the flows into it */
    uint32_t *feeder_tail; /* per feeder */
    uint32_t *feeder_hub;
    size_t *first_feeder; /* per place, plus one: the feeders of a hub */
    uint32_t *order;      /* flows by amount, largest first */

    bool *kept;        /* per flow */
    bool *feeder_kept; /* per feeder */
    bool *drawn;       /* per place */
    bool *banned;      /* per place: cannot be reached by lines */
    bool *reached;     /* per place */

    size_t drawn_count; /* copies and hubs drawn */
    size_t line_count;  /* flows drawn as lines */
    int64_t kept_amount;
    size_t hidden_defaults;
} ctg__selection;

/*
 * `must` are copies that shall be drawn, the most important first (defaults);
 * flows in `forced` are drawn as well (critical paths; NULL: none). Keeps
 * `theta` of the losses, and where that breaks a cap less, in steps of 0.05
 * down to 0.5. `fits` is false if even that breaks one; then the selection is
 * the one of 0.5 without what was to be forced. Free with clear either way.
 */
ctg_status ctg__selection_init(ctg__selection *selection,
                               const ctg__flows *flows, double theta,
                               ctg__caps caps, const ctg__place *must,
                               size_t must_count, const bool *forced,
                               bool *fits, ctg_error *error);
void ctg__selection_clear(ctg__selection *selection);

/* SIZE_MAX when there is no such place. */
size_t ctg__selection_find(const ctg__selection *selection, ctg__place place);

/* All losses of a place, drawn or not. */
int64_t ctg__selection_amount(const ctg__selection *selection, size_t place);

/*
 * The sums that must close, in integers: I1 lines into a column and what is
 * not drawn are its losses; I2 columns add up to the total; I3 boxes hold all
 * losses of their copies; I4 every drawn copy is reached from a source.
 */
bool ctg__selection_holds(const ctg__selection *selection);

#endif
