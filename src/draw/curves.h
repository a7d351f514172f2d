/* Curves of four points, as Graphviz and SVG draw them. */
#ifndef DRAW_CURVES_H
#define DRAW_CURVES_H

#include <stdbool.h>

typedef struct ctg__point {
    double x;
    double y;
} ctg__point;

typedef struct ctg__curve {
    ctg__point p[4];
} ctg__curve;

ctg__point ctg__curve_at(const ctg__curve *curve, double t);

/* What of it is before t, and after. */
ctg__curve ctg__curve_head(const ctg__curve *curve, double t);
ctg__curve ctg__curve_tail(const ctg__curve *curve, double t);

/* false: it misses the box, which is so where its points are all on one side.
 */
bool ctg__curve_is_near(const ctg__curve *curve, double left, double right,
                        double low, double high);

#endif
