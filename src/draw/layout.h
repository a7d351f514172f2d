/*
 * Boxes in columns, lines between them: the places of both, without any
 * layout program. Columns run left to right; a line over several of them runs
 * through each behind a dummy. The same input gives the same places.
 */
#ifndef DRAW_LAYOUT_H
#define DRAW_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "text/text.h"

typedef struct ctg__layer_box {
    size_t column;
    double width; /* points, with all borders */
    double height;
    bool last; /* stays below the others of its column */

    /* Filled in: the middle; y grows downwards from 0. */
    double x;
    double y;
} ctg__layer_box;

typedef struct ctg__layer_line {
    size_t tail; /* a box of an earlier column than the head */
    size_t head;
    double weight; /* > 0: how much it pulls */
} ctg__layer_line;

typedef struct ctg__layers ctg__layers;

/*
 * Boxes of a column stand in the order given, best first, but for what fewer
 * crossings ask. `boxes` is written to and, like `lines`, must outlive the
 * layers. NULL when out of memory.
 */
ctg__layers *ctg__layers_new(ctg__layer_box *boxes, size_t box_count,
                             const ctg__layer_line *lines, size_t line_count,
                             double gap);
void ctg__layers_free(ctg__layers *layers);

double ctg__layers_width(const ctg__layers *layers);
double ctg__layers_height(const ctg__layers *layers);
/* Left and right edge of a column. */
void ctg__layers_column(const ctg__layers *layers, size_t column, double *left,
                        double *right);

/*
 * Adds Graphviz' `pos` of a line: "e,x,y x,y ...", with an arrow of so many
 * points at its end (0: none). There y grows upwards, from 0 at the bottom.
 */
void ctg__layers_add_curve(const ctg__layers *layers, size_t line, double arrow,
                           ctg__text *pos);

#endif
