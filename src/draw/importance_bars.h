/* Importance as bars: what is ranked by what. */
#ifndef DRAW_IMPORTANCE_BARS_H
#define DRAW_IMPORTANCE_BARS_H

#include "draw/histogram.h"
#include "draw/importance.h"

typedef struct ctg__bars {
    ctg__importance *t;
    const ctg_network *network;
    double system;  /* equity above 0 of all nodes */
    double *impact; /* money, per actor */
    double *value;  /* per actor: what bars show */
    bool *failed;   /* per actor: in the scenario, without its own default */
    ctg__ranked *list;
    size_t count; /* nodes that are ranked */
    bool saturated;
    size_t near_most;
    double least; /* impact of those near the largest */
    double most;
    double widest; /* the largest end of a whisker, as a share of all equity */
    ctg__histogram bins;
    ctg__text words;
} ctg__bars;

/*
 * Fills all but t, network and words: ranks the nodes that the scenario itself
 * does not fail by impact or, where that is saturated, by first-round damage.
 */
ctg_status ctg__bars_rank(ctg__bars *b, ctg_error *error);

#endif
