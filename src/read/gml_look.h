/* A look at GML before igraph reads it. */
#ifndef READ_GML_LOOK_H
#define READ_GML_LOOK_H

#include "read/elements.h"

/*
 * igraph leaves out what it does not know without an error: a second graph,
 * the first of two equal keys, nodes without an id. Reports those, with their
 * lines, and what is no GML; true if nothing was found.
 */
bool ctg__gml_look_over(ctg__elements *elements);

#endif
