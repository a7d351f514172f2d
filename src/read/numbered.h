/* GML and Pajek, written: both number their nodes. */
#ifndef READ_NUMBERED_H
#define READ_NUMBERED_H

#include "read/graph_format.h"

/*
 * The number of each node by the word of its id, from 1; 0 for words that are
 * no node's. One entry for each word; to be released.
 */
ctg_status ctg__numbered_index(const ctg_graph *graph, uint32_t **numbers,
                               ctg_error *error);

/* Refuses ends of exposures that no node carries. */
ctg_status ctg__numbered_check(const ctg_graph *graph, ctg__refusals *refusals,
                               ctg_error *error);

#endif
