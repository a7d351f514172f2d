/* Where the nodes and edges of a file stand: lines and names, by row. */
#ifndef READ_ELEMENT_SOURCE_H
#define READ_ELEMENT_SOURCE_H

#include "data/graph.h"

typedef struct ctg__element_source ctg__element_source;

/* Gives a table a source of places, which the graph owns. */
ctg_status ctg__element_source_new(const char *shown, ctg_graph *graph,
                                   ctg_table table,
                                   ctg__element_source **source,
                                   ctg_error *error);

/* A row stands in `line` (0: not known) and is called `name` (0: by its ends,
 * or its id). */
ctg_status ctg__element_source_add(ctg__element_source *source, size_t row,
                                   size_t line, ctg_word name,
                                   ctg_error *error);

#endif
