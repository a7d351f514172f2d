/* Positions that need no layout program. */
#ifndef DRAW_GRID_H
#define DRAW_GRID_H

#include "data/diagram.h"

/*
 * Gives every node without a position a place in a grid, sets as columns, and
 * tells the layout to leave them there. For when the layout fails.
 */
void ctg__place_in_grid(ctg__diagram *diagram);

/* "x,y" in points, as Graphviz writes positions. */
void ctg__put_position(ctg__diagram *diagram, double x, double y);

#endif
