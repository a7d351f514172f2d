/* An exposure map, between choosing what is on it and drawing it. */
#ifndef DRAW_EXPOSURE_MAP_H
#define DRAW_EXPOSURE_MAP_H

#include "draw/head.h"
#include "draw/map_ties.h"
#include "draw/scatter_draw.h"
#include "draw/sketch.h"

/* Inches of the shapes with the most assets and with next to none. */
#define CTG__MAP_LARGEST 0.95
#define CTG__MAP_SMALLEST 0.055

/* Around the nodes of a group. */
typedef struct ctg__map_frame {
    const char *group;
    size_t members;
    size_t shown;
    ctg__shape_words words;  /* its title */
    ctg__scatter_item title; /* where that stands */
    double inner_width;
    double width;
    double height;
    double left;
    double low;
    double top; /* from the top of all, downwards */
} ctg__map_frame;

typedef struct ctg__exposure_map {
    ctg__sketch *sketch;
    ctg__facts facts;
    ctg__cast cast;
    ctg__ties ties;
    double *assets;     /* per actor */
    const char **kind;  /* per actor */
    const char **group; /* per actor */
    const char **labels;
    bool *kept;          /* per tie: worth a line */
    size_t spot_count;   /* actors, then assets */
    size_t holding_ties; /* of assets, behind the others */
    double held;         /* in all, short or not */

    /* As far as the page has room. */
    bool *shown;    /* per spot */
    size_t *tie_of; /* per line, the widest first */
    size_t line_count;
    size_t shown_actors;
    size_t shown_assets;
    size_t drawn_count; /* of ties but holdings */
    double drawn_amount;
    size_t drawn_holdings;
    double drawn_held;
    double most_assets;
    double widest;
    size_t smallest_count;
    bool clustered;

    /* Where what is drawn stands. */
    ctg__shape_words *words; /* per spot */
    ctg__scatter scatter;
    size_t *item_of;        /* per spot */
    ctg__map_frame *frames; /* where groups are framed */
    size_t frame_count;
    size_t *frame_of; /* per item */
    bool placed;      /* here, not by an earlier file or by Graphviz */
    ctg__text text;
} ctg__exposure_map;

/* "25 nodes; 54 ties: 24 claims, 11 accounts at a venue; $6.27B in all." */
void ctg__map_add_counts(ctg__text *text, const ctg__facts *facts,
                         const ctg__ties *ties);
/* Items of a legend: the classes of assets over equity. */
void ctg__head_leverage(ctg__head *head);

/*
 * Adds assets without an issuer as spots behind the actors, which must be
 * nodes, and a line for each holder of at least 6 % of one: from the asset, or
 * to it where it is short.
 */
ctg_status ctg__map_add_assets(ctg__exposure_map *m, const ctg_network *network,
                               ctg_error *error);

/* Draws as much as can be read on the page. */
ctg_status ctg__map_fit(ctg__exposure_map *m, ctg_error *error);

/* Shapes, words, lines and their places, of what is shown. */
ctg_status ctg__map_lay_out(ctg__exposure_map *m, ctg_error *error);

/* Infinite where assets stand on no equity. */
double ctg__map_leverage(const ctg__exposure_map *m, size_t actor);
/* The colour of words inside of a shape; NULL: as on paper. */
const char *ctg__map_words_on(const ctg__exposure_map *m, size_t spot);

void ctg__map_head(ctg__exposure_map *m, const char *title, double width,
                   ctg__head *head);

/* Fills in the size of the picture, too. */
ctg_status ctg__map_draw(ctg__exposure_map *m, double *width, double *height,
                         ctg_error *error);

#endif
