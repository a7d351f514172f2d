/* Items of a scatter as nodes of a diagram: their shapes, their words. */
#ifndef DRAW_SCATTER_DRAW_H
#define DRAW_SCATTER_DRAW_H

#include "data/diagram.h"
#include "draw/scatter.h"
#include "draw/shapes.h"

/* What a second border adds: Graphviz puts it outside of the shape. */
#define CTG__BORDERS 8.0

/* Graph, node and edge defaults; `class` is the figure's name, too. */
void ctg__scatter_begin(ctg__diagram *diagram, const char *class);

/* How much room the words take. */
void ctg__scatter_measure(ctg__scatter_item *item,
                          const ctg__shape_words *words);

/* Shape, size and place of the current node. */
void ctg__scatter_put_shape(ctg__diagram *diagram,
                            const ctg__scatter_item *item);

/* Adds the node of its words, "l_" and the name of its own. */
void ctg__scatter_put_words(ctg__diagram *diagram,
                            const ctg__scatter_item *item, const char *name,
                            const ctg__shape_words *words, ctg__text *text);

#endif
