/* An exposure map, between choosing what is on it and drawing it. */
#ifndef DRAW_EXPOSURE_MAP_H
#define DRAW_EXPOSURE_MAP_H

#include "draw/head.h"
#include "draw/map_ties.h"
#include "draw/sketch.h"

/* Inches of the shapes with the most assets and with next to none. */
#define CTG__MAP_LARGEST 0.95
#define CTG__MAP_SMALLEST 0.055

typedef struct ctg__exposure_map {
    ctg__sketch *sketch;
    ctg__facts facts;
    ctg__cast cast;
    ctg__ties ties;
    double *assets;     /* per actor */
    const char **kind;  /* per actor */
    const char **group; /* per actor */
    const char **labels;
    bool *kept; /* per tie */
    double kept_amount;
    size_t kept_count;
    double most_assets;
    double widest;
    size_t smallest_count;
    bool clustered;
    size_t spot_count;     /* actors, then assets */
    size_t holding_lines;  /* of assets */
    double holdings_shown; /* share of what is held and short */
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

ctg_status ctg__map_draw(ctg__exposure_map *m, ctg_error *error);

#endif
