/*
 * Sizes: lengths in inches, line widths in points. Quantised, so that a small
 * change of an amount changes few lines of a file.
 */
#ifndef DRAW_SCALES_H
#define DRAW_SCALES_H

#include <stddef.h>

#include "trace/codes.h"

/* Losses are linear because they are added up. x: the line's, most: the
 * widest's. */
double ctg__pen_group_loss(double x, double most);
double ctg__pen_change(double x, double most);
/* Exposures span orders of magnitude: the square root, 0.6 to 6. */
double ctg__pen_exposure(double x, double most);
/* Graphviz grows arrowheads with the pen; this takes it back. */
double ctg__arrow_size(double pen);
/* dot's weight of a line, 1 to 10: never money, which crashes it. */
/* Points of a gauge of CTG__GAUGE for a share; above 1 it is full. */
enum { CTG__GAUGE = 108 };
int ctg__gauge_cells(double share);

/* How a kind of node is drawn: f is shape area / bounding box. */
typedef struct ctg__shape {
    const char *kind;
    const char *shape;
    double rho; /* width / height */
    double f;
} ctg__shape;

/* The shape of a kind, of anything else when there is none of it. */
const ctg__shape *ctg__shape_of(const char *kind);
/* Width and height of a shape whose area is that share of the largest. */
void ctg__shape_size(const ctg__shape *shape, double size, double most,
                     double largest, double smallest, double *width,
                     double *height);

#endif
