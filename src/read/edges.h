/* Nodes that only exposures name. */
#ifndef READ_EDGES_H
#define READ_EDGES_H

#include "data/graph.h"

/*
 * Fills the nodes table with the ends of exposures, in order of first
 * appearance; `shown` becomes the place of every such node.
 */
ctg_status ctg__nodes_from_exposures(const char *shown, ctg_graph *graph,
                                     ctg_error *error);

#endif
