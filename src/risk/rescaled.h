/*
 * A copy of a graph whose positions, claims and cash are grown: by interest, or
 * because more (or fewer) lend and borrow as people do now.
 */
#ifndef RISK_RESCALED_H
#define RISK_RESCALED_H

#include "data/graph.h"
#include "data/network.h"

/* Factors of what a network has, and the graph they are written to: the
 * network's own, or a copy of it. */
typedef struct ctg__rescaling {
    const ctg_network *net;
    ctg_graph *graph;
    const double *legs; /* by leg of the accounts; 1: as it is */
} ctg__rescaling;

/* One number of the graph times a factor; 1 changes nothing. */
ctg_status ctg__rescale_cell(ctg_graph *graph, ctg_table table, size_t column,
                             size_t row, double times, ctg_error *error);

/* The quantities of all positions times the factor of the leg that they are
 * part of. */
ctg_status ctg__rescale_positions(const ctg__rescaling *by, ctg_error *error);

#endif
