/* Pictures whose boxes and lines are placed here: Graphviz only draws them. */
#ifndef DRAW_PLACED_H
#define DRAW_PLACED_H

#include "data/diagram.h"
#include "text/text.h"

/* Graph, node and edge defaults; `class` is the figure's name, too. */
void ctg__placed_begin(ctg__diagram *diagram, const char *class);

/* Middle and size of the current node, in points; y grows upwards. */
void ctg__put_place(ctg__diagram *diagram, double x, double y, double width,
                    double height);

/* "12.5,40", to a tenth of a point, in every locale. */
void ctg__add_point(ctg__text *text, double x, double y);

#endif
