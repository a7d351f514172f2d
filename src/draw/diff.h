/* Two runs side by side, between computing and drawing what changed. */
#ifndef DRAW_DIFF_H
#define DRAW_DIFF_H

#include "draw/head.h"
#include "draw/pairs.h"
#include "draw/sketch.h"

/* One of the two runs. */
typedef struct ctg__diff_side {
    const ctg_run *run;
    ctg_trace *trace;
    ctg__facts facts;
    ctg__cast cast;
    ctg__pairs pairs;
    uint32_t *actor; /* of this side's actors: the actor of both */
} ctg__diff_side;

typedef struct ctg__diff_change {
    uint32_t from;
    uint32_t to;
    ctg__code code;
    double before; /* money */
    double after;
} ctg__diff_change;

/* A node, a group, or all of those that found no room. */
typedef struct ctg__diff_item {
    const char *id;   /* "": the rest */
    const char *name; /* as given */
    const char *kind;
    size_t count;   /* actors in it */
    double assets;  /* before: the change itself is no reason to grow */
    double lost[2]; /* fall of equity before and after the change */
    double equity[2];
    size_t failed[2]; /* nodes */
} ctg__diff_item;

typedef struct ctg__diff {
    ctg__sketch *sketch;
    ctg__diff_side before;
    ctg__diff_side after;
    bool grouped;
    size_t count;        /* actors of both */
    ctg__diff_item *all; /* by actor */
    uint32_t *slot;      /* per actor: its item */
    ctg__diff_item *items;
    size_t item_count;
    const char **labels;
    ctg__diff_change *flows; /* by actor */
    size_t flow_count;
    ctg__diff_change *changes; /* by item, those drawn; the largest first */
    size_t change_count;
    size_t left_out;
    double most_change;
    double most_assets;
    ctg__text text;
} ctg__diff;

/* The diagram's size in points, with all that stands above it. */
ctg_status ctg__diff_draw(ctg__diff *d, const char *title, double *width,
                          double *height, ctg_error *error);

/* What becomes of a flow. */
enum { CTG__FLOW_SHRINKS, CTG__FLOW_STOPS, CTG__FLOW_GROWS, CTG__FLOW_STAYS };
int ctg__diff_kind(const ctg__diff_change *change);

/* The words above it, and the figures for those who do not see it. */
void ctg__diff_head(ctg__diff *d, const char *title, double width,
                    ctg__head *head);
void ctg__diff_figures(ctg__diff *d);

#endif
