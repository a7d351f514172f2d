/*
 * The cascade picture: columns of boxes from left to right, one box for a node
 * in rounds in which it loses or passes losses on; lines are contagion, as wide
 * as it is large. What has no box of its own is in the dashed boxes below, so
 * every column adds up.
 */
#ifndef DRAW_CASCADE_H
#define DRAW_CASCADE_H

#include "data/diagram.h"
#include "draw/cascade_columns.h"
#include "draw/cast.h"
#include "text/text.h"

#define CTG__NOWHERE UINT32_MAX

/* A node (or group) in a column in which it loses, or passes losses on. */
typedef struct ctg__copy {
    uint32_t actor;
    uint32_t column;
    double loss;   /* x */
    double net;    /* all entries, gains too */
    double before; /* net of earlier columns */
    double carry;  /* what its losses there led to */
    double grade;  /* worth, rounded: what boxes are ordered by */
    double worth;
    uint32_t place; /* its box, or the one it is in */
} ctg__copy;

typedef enum ctg__place_kind {
    CTG__SHOCK_PLACE,
    CTG__BOX,
    CTG__REST, /* dashed: all other copies of a column, or of a group in it */
    CTG__HUB   /* an asset in a column in which sales moved its price */
} ctg__place_kind;

typedef struct ctg__place {
    ctg__place_kind kind;
    uint32_t column;
    uint32_t index;    /* shock, copy, number in its column, asset by its row */
    const char *label; /* a rest's group, a shock's words; else NULL */
    bool several;      /* of hubs: all other prices */

    /* A rest's. */
    size_t count;
    size_t defaults;
    double carry;

    double amount; /* x into it; what leaves a hub */
    int64_t units;
    double of_code[CTG__CODE_COUNT];
    size_t drawn_lines; /* into it */
    size_t lines_out;   /* drawn */
    size_t box;         /* of the layout; SIZE_MAX: not drawn */
} ctg__place;

/* Of a code from a place to a later one. */
typedef struct ctg__stream {
    uint32_t tail;
    uint32_t head;
    ctg__code code;
    double amount;
    int64_t units;
    bool drawn;
    bool pale; /* one end is a rest */
} ctg__stream;

typedef struct ctg__cascade {
    const ctg__facts *facts;
    const ctg__cast *cast;
    const ctg__net *net;
    const ctg__draw_page *page;
    double keep; /* share of a column's worth in boxes of their own */
    bool force;
    double room; /* points of height for boxes */
    ctg__spans columns;
    double contagion;
    bool several_shocks;

    /* Of falls, by the columns as they were first: what nodes lost by claims
     * and carried on. NULL: not known yet. */
    double *fallen_loss; /* column * nodes + node */
    double *fallen_carry;
    uint32_t fallen_first[CTG__COLUMNS_MOST]; /* round of each */
    size_t fallen_columns;

    ctg__copy *copies; /* by column, actor */
    size_t copy_count;
    uint32_t *copy_at; /* column * actors + actor; CTG__NOWHERE */
    uint32_t *fallen;  /* per actor: the column it defaults in; NOWHERE */

    ctg__place *places;
    size_t place_count;
    size_t place_room;
    uint32_t *shock_place; /* per shock, and `initial` */

    ctg__stream *streams; /* by head, then the largest first */
    size_t stream_count;
    size_t stream_room;
    bool failed; /* out of memory */
} ctg__cascade;

/* --- what is drawn (cascade_choice.c) --------------------------------------
 */

/* All copies, of the columns as they are. */
ctg_status ctg__cascade_find_copies(ctg__cascade *c, ctg_error *error);
/* Which get boxes, and the boxes of the rest. */
ctg_status ctg__cascade_choose(ctg__cascade *c, ctg_error *error);
/* Columns without a box of their own go; true if any went. */
bool ctg__cascade_join_columns(ctg__cascade *c);
/* x of a column. */
double ctg__cascade_column_loss(const ctg__cascade *c, size_t column);
/* Nodes of a column that lost. */
size_t ctg__cascade_column_losers(const ctg__cascade *c, size_t column);

/* Adds a place; its index. NOWHERE when out of memory. */
uint32_t ctg__cascade_add_place(ctg__cascade *c, ctg__place place);
/* Frees what a choice made; the columns stay. */
void ctg__cascade_drop(ctg__cascade *c);

/* Copies of what fell, and what flows into the column at hand of it
 * (cascade_falls.c). false: out of memory. */
bool ctg__cascade_find_falls(ctg__cascade *c);
void ctg__cascade_add_falls(const ctg__cascade *c, ctg__copy *all);
typedef void ctg__cascade_flow(void *context, uint32_t tail, uint32_t head,
                               double amount);
bool ctg__cascade_trace_falls(ctg__cascade *c, uint32_t column,
                              const uint32_t *heads, size_t head_count,
                              ctg__cascade_flow *flow, void *context);
/* The place of a node in a column in which it was hit, or was last seen. */
uint32_t ctg__cascade_place_of(const ctg__cascade *c, ctg_node node,
                               uint32_t column);

/* --- what flows between (cascade_streams.c) --------------------------------
 */

ctg_status ctg__cascade_find_streams(ctg__cascade *c, ctg_error *error);
/* Amounts as integers that add up exactly. */
ctg_status ctg__cascade_round(ctg__cascade *c, ctg_error *error);

/* All of it, for the columns as they are: none without a box of its own is
 * left, c->room is what there is for boxes. */
ctg_status ctg__cascade_make(ctg__cascade *c, ctg_error *error);

/* --- how it looks ----------------------------------------------------------
 */

/* A box as it is drawn. */
typedef struct ctg__cascade_box {
    double width;
    double height;
    bool twice; /* a double border, which is part of both */
} ctg__cascade_box;

ctg__cascade_box ctg__cascade_size(const ctg__cascade *c, uint32_t place);
/* Label, looks, tooltip, of the current thing of the diagram. */
void ctg__cascade_describe(const ctg__cascade *c, uint32_t place,
                           ctg__diagram *diagram, const char *url_template,
                           ctg__text *text);
/* DOT name of a place: c1_lendora, o1_0, p2_ETH, S1. */
void ctg__cascade_add_name(const ctg__cascade *c, uint32_t place,
                           ctg__text *text);
/* "Round 4", "Rounds 9-31" */
void ctg__cascade_add_column(const ctg__cascade *c, size_t column,
                             ctg__text *text);
/* Widest coloured line. */
double ctg__cascade_widest(const ctg__cascade *c);

/* Adds head, boxes, lines with their places. */
ctg_status ctg__cascade_draw(const ctg__cascade *c, ctg__diagram *diagram,
                             const char *title, const char *data_line,
                             const char *url_template, double *width,
                             double *height, ctg_error *error);

#endif
