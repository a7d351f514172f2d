/* Where a shape of Graphviz ends, so that a line can end there too. */
#ifndef DRAW_OUTLINE_H
#define DRAW_OUTLINE_H

#include <stdbool.h>

#include "draw/scales.h"

/* Is a point, seen from the middle of the shape (y upwards), inside? */
bool ctg__shape_holds(const ctg__shape *shape, double width, double height,
                      double dx, double dy);

/*
 * Has the shape room for a box of words, with some points around it? Where so,
 * *up is how much above its middle the box's middle is best.
 */
bool ctg__shape_takes(const ctg__shape *shape, double width, double height,
                      double box_width, double box_height, double *up);

#endif
