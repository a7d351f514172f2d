/* A cascade being drawn, between its boxes and its lines. */
#ifndef DRAW_CANVAS_H
#define DRAW_CANVAS_H

#include "draw/cascade.h"

/* The indices of what was added to the diagram. */
typedef struct ctg__canvas {
    ctg__diagram *diagram;
    const ctg__scene *scene;
    ctg__text text;
    size_t *node_of;  /* per place; SIZE_MAX: not drawn */
    size_t *header;   /* per column */
    size_t *other;    /* per column; SIZE_MAX: none */
    int64_t *undrawn; /* per column */
    size_t *undrawn_rows;
    size_t start; /* the header of the shocks */
} ctg__canvas;

/* Amounts in words, added to `c->text`. */
void ctg__canvas_money(ctg__canvas *c, int64_t amount);
void ctg__canvas_tooltip_money(ctg__canvas *c, int64_t amount);

/* Everything that runs from box to box. */
void ctg__canvas_lines(ctg__canvas *c);

#endif
