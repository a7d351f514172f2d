/* Where a shape of Graphviz ends, so that a line can end there too. */
#ifndef DRAW_OUTLINE_H
#define DRAW_OUTLINE_H

#include <stdbool.h>

#include "draw/scales.h"

/* Is a point, seen from the middle of the shape (y upwards), inside? */
bool ctg__shape_holds(const ctg__shape *shape, double width, double height,
                      double dx, double dy);

#endif
