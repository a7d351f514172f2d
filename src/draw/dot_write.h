/* Diagrams as DOT. */
#ifndef DRAW_DOT_WRITE_H
#define DRAW_DOT_WRITE_H

#include "base/error.h"
#include "data/diagram.h"
#include "text/text.h"

/*
 * Adds the diagram as DOT to `text`: the graph's attributes, defaults, sets
 * with their nodes, the other nodes, edges, each in the diagram's order.
 * Attributes are in the order of their names; one whose value is the default
 * is left out. CTG_INTERNAL for two nodes of one name, which would become one,
 * CTG_CANCELLED when the diagram's progress says so.
 */
ctg_status ctg__dot_write(const ctg__diagram *diagram, ctg__text *text,
                          ctg_error *error);

#endif
