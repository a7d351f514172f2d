/* A map of common assets: who holds what, as bands between two columns. */
#ifndef DRAW_HOLDINGS_MAP_H
#define DRAW_HOLDINGS_MAP_H

#include "draw/cast.h"
#include "draw/layout.h"
#include "draw/sketch.h"

/* What is drawn one by one; the rest is one block. */
enum { CTG__MAP_ASSETS = 12, CTG__MAP_HOLDERS = 16 };
/* Points: what is above the bars; the least of a bar and its name. */
enum { CTG__MAP_HEAD = 110, CTG__MAP_LEAST = 24 };

/* An asset, a holder, or all the others of a column. */
typedef struct ctg__holding_block {
    const char *name; /* as given; NULL: the others */
    const char *id;
    double value;
    double equity; /* of holders */
    size_t count;  /* nodes, or assets that are the others */
    bool shocked;
} ctg__holding_block;

typedef struct ctg__holding_band {
    uint32_t asset; /* blocks */
    uint32_t holder;
    double value;
} ctg__holding_band;

typedef struct ctg__holdings_map {
    ctg__sketch *sketch;
    ctg__facts facts;
    ctg__cast cast;      /* holders: nodes, or groups */
    const bool *shocked; /* per asset */
    ctg__holding_block assets[CTG__MAP_ASSETS + 1];
    ctg__holding_block holders[CTG__MAP_HOLDERS + 1];
    size_t asset_count;
    size_t holder_count;
    ctg__holding_band *bands; /* by asset, holder; those that are drawn */
    size_t band_count;
    double total;
    double shorts; /* not drawn */
    double thin;   /* bands that are not drawn */
    size_t holding_nodes;
    size_t all_assets;
    size_t all_holders;
    const char *shocks; /* "ETH -35%", clean; "" for none */
    ctg__text text;
} ctg__holdings_map;

/* Is what nodes hold the point of the network, not what they owe? */
bool ctg__holdings_are_the_point(const ctg_network *network,
                                 double value_of_ties);

/* The sketch becomes the picture. `facts` has names of nodes. */
ctg_status ctg__map_of_holdings(ctg__sketch *sketch, const ctg__facts *facts,
                                const ctg_network *network, ctg_error *error);

/* Draws what was gathered. */
ctg_status ctg__holdings_map_draw(ctg__holdings_map *m, ctg_error *error);

#endif
