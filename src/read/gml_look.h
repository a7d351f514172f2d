/* A look at GML before igraph reads it. */
#ifndef READ_GML_LOOK_H
#define READ_GML_LOOK_H

#include "read/elements.h"

/*
 * igraph leaves out what it does not know without an error: a second graph,
 * the first of two equal keys, nodes without an id. Reports those, ids that
 * are there twice or of no node, and what is no GML, with their lines; `fine`
 * if nothing was found.
 */
ctg_status ctg__gml_look_over(ctg__elements *elements, bool *fine,
                              ctg_error *error);

#endif
