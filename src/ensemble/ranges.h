/* Inside the ranking of many networks. */
#ifndef ENSEMBLE_RANGES_H
#define ENSEMBLE_RANGES_H

#include "ensemble/ensemble.h"

/* One measure in all draws, then in the ends: [row x nodes + node]. */
typedef struct ctg__scored {
    double *scores;
    uint32_t *ranks; /* 0: no score */
} ctg__scored;

struct ctg_ranges {
    ctg__arena arena;
    size_t draws;
    size_t nodes;
    size_t count; /* of measures */
    ctg_measure_range *measures;
    ctg_node *order;
};

typedef struct ctg__ranging {
    ctg_ensemble *ensemble;
    const ctg_scenario *scenario;
    const char *measures;
    const ctg_ranges_options *options;
    ctg_ranges *made;
    ctg__scored *scored;
    size_t rows;    /* all draws, then the ends */
    size_t start;   /* the network that is the first of these draws */
    size_t without; /* draws in which no measure is defined */
    double *values; /* room for as many as draws */
    double *found;  /* of a network, as AT_... */
    ctg_error *error;
} ctg__ranging;

/* Once it is known how many draws there may be: all that they are kept in. */
ctg_status ctg__ranging_make_room(ctg__ranging *r);

/* Ranks all draws, whoever does which, and keeps what was found. */
ctg_status ctg__ranging_draws(ctg__ranging *r);

/* The same of the two ends. */
ctg_status ctg__ranging_ends(ctg__ranging *r);

#endif
