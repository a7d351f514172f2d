/* Inside layers: their order and their places. */
#ifndef DRAW_LAYOUT_INSIDE_H
#define DRAW_LAYOUT_INSIDE_H

#include "draw/layout.h"

/* A box, or the dummy of a line in a column that it crosses. */
typedef struct ctg__layer_spot {
    size_t column;
    double height;
    double y;    /* of its middle */
    double key;  /* while they are sorted */
    size_t rank; /* in its column */
    bool last;
    bool dummy;
} ctg__layer_spot;

/* Between spots of neighbouring columns. */
typedef struct ctg__layer_link {
    size_t from;
    size_t to;
    double weight;
} ctg__layer_link;

struct ctg__layers {
    ctg__layer_box *boxes;
    size_t box_count;
    const ctg__layer_line *lines;
    size_t line_count;
    size_t column_count;
    ctg__layer_spot *spots; /* boxes, then dummies line by line */
    size_t spot_count;
    size_t *chain; /* per line: its first dummy */
    size_t *order; /* spots column by column */
    size_t *begin; /* per column, and the end: where in order */
    ctg__layer_link *links;
    size_t link_count;
    double *left;
    double *right;
    double *out_y; /* per line: its ports */
    double *in_y;
    double width;
    double height;
};

/* Dummies, orders and places. false when out of memory. */
bool ctg__layers_arrange(ctg__layers *l);

/* Where the neighbour of a line's tail (`out`) or head stands. */
static inline double ctg__layers_far_end(const ctg__layers *l, size_t line,
                                         bool out)
{
    const size_t tail = l->lines[line].tail;
    const size_t head = l->lines[line].head;
    const size_t between = l->boxes[head].column - l->boxes[tail].column - 1;

    if (between == 0)
        return l->spots[out ? head : tail].y;
    return l->spots[l->chain[line] + (out ? 0 : between - 1)].y;
}

#endif
