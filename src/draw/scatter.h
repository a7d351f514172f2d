/*
 * Shapes with words beside them and lines between any two: the places of all,
 * without any layout program. Who is linked stands close, nothing overlaps,
 * lines bend around words. The same input gives the same places.
 */
#ifndef DRAW_SCATTER_H
#define DRAW_SCATTER_H

#include "base/asking.h"
#include "draw/scales.h"
#include "text/text.h"

typedef struct ctg__scatter_item {
    const ctg__shape *shape;
    double width; /* points, with all borders */
    double height;
    bool twice; /* it has two borders */
    double label_width;
    double label_height;
    bool plain;         /* of one colour: words that fit may stand inside */
    const char *ground; /* behind words with a line in them; NULL: paper */

    /* Filled in: middles; y grows upwards from 0. */
    double x;
    double y;
    double label_x;
    double label_y;
    bool within;  /* the words are inside */
    bool crossed; /* a line runs through the words all the same */
} ctg__scatter_item;

typedef struct ctg__scatter_line {
    size_t tail; /* another item than the head */
    size_t head;
    double pen; /* points; 0: it is not drawn, but pulls */

    /* Filled in: how far its middle is to the left of the straight line, in
     * lengths of that, and how much more it bends at its tail than at its
     * head. */
    double bend;
    double lean;
} ctg__scatter_line;

typedef struct ctg__scatter {
    ctg__scatter_item *items;
    size_t count;
    ctg__scatter_line *lines; /* the most important first */
    size_t line_count;
    ctg__asking *asking; /* NULL: nobody is asked */

    /* Filled in. */
    double width;
    double height;
    size_t crossed; /* items whose words have a line in them all the same */
} ctg__scatter;

/* What can be placed: time and memory are the square of it. */
enum { CTG__SCATTER_MOST = 200 };

/*
 * Fills in everything. The page's width and height are a wish, which the size
 * passes where there is too much for them. false when out of memory, or stopped
 * by who is asked.
 */
bool ctg__scatter_arrange(ctg__scatter *scatter, double page_width,
                          double page_height);

/* Bends lines around shapes and words that have places; how many words still
 * have a line in them. Of no use where who is asked stopped it. */
size_t ctg__scatter_bend(ctg__scatter *scatter);

/* Graphviz' `pos` of a line, with an arrow of so many points at its end, and
 * with gaps where it passes behind shapes. */
void ctg__scatter_add_curve(const ctg__scatter *scatter, size_t line,
                            double arrow, ctg__text *pos);

#endif
