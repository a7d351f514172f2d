/*
 * The head of a picture, which stands in the graph's own label: title, lines
 * of words, a legend, and where all of it came from; wrapped to a width.
 */
#ifndef DRAW_HEAD_H
#define DRAW_HEAD_H

#include "draw/sketch.h"

#define CTG__HEAD_LEAST_WIDTH 420.0

typedef struct ctg__head {
    ctg__text text; /* an HTML-like label */
    ctg__text item; /* of the legend, until it is placed */
    double item_width;
    double line; /* of the legend's line so far */
    double width;
    double widest;
    double height;
} ctg__head;

/* Starts a head of a picture that is `width` points wide, with its title. */
void ctg__head_begin(ctg__head *head, const char *clean_title, double width);
/* Words, wrapped; in a colour. */
void ctg__head_words(ctg__head *head, const char *colour, const char *clean);
/* A run of an item of the legend. */
void ctg__head_run(ctg__head *head, const char *colour, bool bold,
                   const char *clean);
/* Ends an item; the next line begins where it does not fit. */
void ctg__head_item(ctg__head *head);
/* Ends the legend. */
void ctg__head_end_legend(ctg__head *head);
/* Makes it the label of the graph, which is the diagram's current thing. */
void ctg__head_put(ctg__head *head, ctg__diagram *diagram);

/*
 * "DeFi-25 - 2023-03-11 - source: ... - rule: linear - amounts in $ -
 * contagraph 0.1.0 - input 17674ea6"; what is not known is left out, the rule
 * where nothing was run. Taken from the sketch's arena.
 */
const char *ctg__data_line(ctg__sketch *sketch, bool with_rule);

#endif
