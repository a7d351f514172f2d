/* What the boxes of a cascade say. */
#ifndef DRAW_CASCADE_BOXES_H
#define DRAW_CASCADE_BOXES_H

#include "draw/cascade.h"

/* A copy as its box shows it. */
typedef struct ctg__cascade_look {
    const ctg__copy *copy;
    double equity;  /* what shares are of; 0: undefined */
    double cushion; /* what a pass-through loses before its creditors do */
    bool haircut;   /* shares are of what a pass-through owes */
    bool falls;     /* here */
    bool black;     /* it has failed, or fails here */
    bool carries;   /* enough to say so */
    double share;   /* lost so far */
} ctg__cascade_look;

#define TABLE                                                                  \
    "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "                  \
    "CELLPADDING=\"1\">"
#define ROW "<TR><TD>"
#define ROW_END "</TD></TR>"

ctg__cascade_look ctg__cascade_look_at(const ctg__cascade *c, uint32_t place);
void ctg__cascade_copy_label(const ctg__cascade *c, uint32_t place,
                             const ctg__cascade_look *b, ctg__text *text);
void ctg__cascade_rest_label(const ctg__cascade *c, uint32_t place,
                             ctg__text *text);

/* A clean text cut to a width, for an HTML-like label. */
void ctg__cascade_add_fitted(ctg__text *text, const char *clean, double points,
                             bool bold, double width);

/* A shock's words as a label, in two lines where one is too long. */
void ctg__shock_label(ctg__text *text, const char *clean, double width);

#endif
