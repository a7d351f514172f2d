/* Lines that pass behind shapes: a gap on both sides of each shape says so. */
#ifndef DRAW_BEHIND_H
#define DRAW_BEHIND_H

#include "draw/curves.h"
#include "text/text.h"

/* Points between a line and a shape that it passes behind. */
#define CTG__BEHIND_GAP 2.0

/* Is a point on a shape that the line does not end at, or in its gap? */
typedef bool ctg__behind_test(const void *context, ctg__point p);

/*
 * Adds Graphviz' `pos` of what is seen of a curve, with an arrow of so many
 * points at its end (0: none). Whatever is there, the arrow is seen.
 */
void ctg__behind_add(const ctg__curve *curve, double arrow,
                     ctg__behind_test *hides, const void *context,
                     ctg__text *pos);

#endif
