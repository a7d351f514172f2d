/* Parts of a text as ids. */
#ifndef COMPILE_SLICE_H
#define COMPILE_SLICE_H

#include "base/error.h"
#include "data/graph.h"

/* A part of a text. */
typedef struct ctg__slice {
    const char *text;
    size_t length;
} ctg__slice;

/* Without the blanks at its ends. */
ctg__slice ctg__slice_trim(ctg__slice slice);

/* As a whole, else trimmed; by id, else, if asked for, by a name that only one
 * has. CTG_NONE: nothing is called so. */
ctg_node ctg__slice_node(const ctg_graph *graph, ctg__slice id, bool by_name);
ctg_asset ctg__slice_asset(const ctg_graph *graph, ctg__slice id, bool by_name);
/* The word of a group that some asset has; 0: none. */
ctg_word ctg__slice_group(const ctg_graph *graph, ctg__slice group);

/* "no asset 'ETHH'; did you mean 'ETH'?" */
ctg_status ctg__slice_unknown(const ctg_graph *graph, ctg_table table,
                              ctg__slice id, ctg_error *error);

#endif
