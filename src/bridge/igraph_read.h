/* igraph's readers of GML and Pajek, for texts that were looked over before:
 * both fill gaps in silence. */
#ifndef BRIDGE_IGRAPH_READ_H
#define BRIDGE_IGRAPH_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

typedef enum ctg__igraph_kind { CTG__IGRAPH_GML, CTG__IGRAPH_PAJEK } ctg__igraph_kind;

typedef struct ctg__igraph_attribute {
    const char *name;
    const char *text; /* NULL: a number */
    double number;    /* NaN: not given */
} ctg__igraph_attribute;

/* A vertex, or an edge between two; valid during the visit. */
typedef struct ctg__igraph_element {
    bool edge;
    size_t from; /* vertices by their order */
    size_t to;
    const ctg__igraph_attribute *attributes;
    size_t attribute_count;
} ctg__igraph_element;

/* Called under the bridge's lock: must not call a bridge itself. */
typedef ctg_status ctg__igraph_visit(void *context,
                                     const ctg__igraph_element *element,
                                     ctg_error *error);

/*
 * Reads and visits the vertices, then the edges, as they stand in the file.
 * What igraph cannot read is CTG_BAD_INPUT with its reason.
 */
ctg_status ctg__igraph_read(ctg__igraph_kind kind, const char *bytes,
                            size_t length, ctg__igraph_visit *visit,
                            void *context, bool *directed, ctg_error *error);

#endif
