/*
 * GML and Pajek: nodes that the file numbers and may label, read by igraph
 * after its text was looked over.
 */
#ifndef READ_NUMBERED_H
#define READ_NUMBERED_H

#include "bridge/igraph_read.h"
#include "read/elements.h"

/*
 * Reads into the graph. A node's id is the attribute that --map calls `id`,
 * else its `label`, else its `id` of the file; `keep` says which other
 * attributes are columns (NULL: all).
 */
ctg_status ctg__numbered_read(ctg__elements *elements, ctg__igraph_kind kind,
                              bool (*keep)(const char *name, bool edge),
                              ctg_error *error);

/*
 * The number of each node by the word of its id, from 1; 0 for words that are
 * no node's. One entry for each word; to be released.
 */
ctg_status ctg__numbered_index(const ctg_graph *graph, uint32_t **numbers,
                               ctg_error *error);

/* A cell as it is written: what igraph cannot read as a number is 0, which
 * only --lossy lets through. */
const char *ctg__numbered_text(const ctg_graph *graph,
                               const ctg__column *column, size_t row,
                               char buffer[32]);

/* How many ends of exposures no node carries, and amounts that igraph cannot
 * read: so small that they are not normal. */
ctg_status ctg__numbered_check(const ctg_graph *graph, ctg__refusals *refusals,
                               ctg_error *error);

#endif
