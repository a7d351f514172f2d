/* Graphviz's cgraph: DOT files read. */
#ifndef BRIDGE_CGRAPH_H
#define BRIDGE_CGRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* A node or an edge of a DOT file, valid during the visit. */
typedef struct ctg__dot_element {
    const char *name; /* a node's name; an edge's key, "" without one */
    const char *tail; /* NULL for a node */
    const char *head;
    size_t attribute_count; /* those that are not blank, by name */
    const char *const *names;
    const char *const *values;
} ctg__dot_element;

/* Called under the bridge's lock: must not call a bridge itself. */
typedef ctg_status ctg__dot_visit(void *context,
                                  const ctg__dot_element *element,
                                  ctg_error *error);

/* What a DOT file may ask for: a line of it can stand for millions of edges. */
typedef struct ctg__dot_limits {
    size_t bytes;
    size_t elements; /* nodes and edges together */
} ctg__dot_limits;

/*
 * Reads the first graph of `text` and visits its nodes, then its edges, each
 * in the order in which they first appear. CTG_BAD_INPUT with cgraph's first
 * message for what it cannot read and for more than the
 * limits. `directed` may be NULL.
 */
ctg_status ctg__dot_read(const char *text, const ctg__dot_limits *limits,
                         ctg__dot_visit *visit, void *context, bool *directed,
                         ctg_error *error);

#endif
