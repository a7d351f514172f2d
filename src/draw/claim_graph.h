/*
 * Who has to do with whom: the ties of a network without their directions,
 * and what can be said about their pattern. Nodes are actors, in the order of
 * their ids, so nothing depends on the order of rows.
 */
#ifndef DRAW_CLAIM_GRAPH_H
#define DRAW_CLAIM_GRAPH_H

#include "base/asking.h"
#include "draw/map_ties.h"

/* Rows start[i] .. start[i + 1] - 1 are the partners of i, each once. */
typedef struct ctg__claim_graph {
    size_t count;
    size_t *start;
    uint32_t *partner; /* ascending */
    double *weight;    /* money, both ways */
} ctg__claim_graph;

/* Taken from the arena. */
ctg_status ctg__claim_graph_init(ctg__claim_graph *graph, const ctg__ties *ties,
                                 size_t count, ctg__arena *arena,
                                 ctg_error *error);

/* The largest k for which a node is among nodes that all have k partners among
 * themselves (Batagelj, Zaversnik 2003), per node. */
ctg_status ctg__coreness(const ctg__claim_graph *graph, uint32_t *core,
                         ctg_error *error);

typedef struct ctg__communities {
    size_t count;
    double modularity;
    double rewired; /* of the same degrees with partners and weights shuffled */
} ctg__communities;

/*
 * Multilevel communities (Blondel et al. 2008), weighted; nodes in order, ties
 * to the first. `of_node`: 0 to count - 1, in order of first appearance.
 * `compare`: find the rewired modularity too, else NaN. CTG_CANCELLED where
 * `asking` says so.
 */
ctg_status ctg__communities_find(const ctg__claim_graph *graph, bool compare,
                                 ctg__asking *asking, uint32_t *of_node,
                                 ctg__communities *communities,
                                 ctg_error *error);

#endif
