/* Nodes as shapes with their names below: maps and what looks like them. */
#ifndef DRAW_SHAPES_H
#define DRAW_SHAPES_H

#include "data/diagram.h"
#include "draw/scales.h"
#include "text/text.h"

/* Attributes that every map's graph, nodes and edges begin with. */
void ctg__map_defaults(ctg__diagram *diagram, const char *id, const char *class,
                       const char *label);

/* A layout by forces that keeps the picture small; the same every time. */
void ctg__map_layout(ctg__diagram *diagram, size_t node_count, bool clusters);

typedef struct ctg__shape_words {
    const char *name;         /* clean */
    const char *below;        /* a second line, clean */
    const char *below_colour; /* NULL: muted */
    const char *on; /* of both inside of the shape; NULL: as outside */
} ctg__shape_words;

/* Shape, size and a label below it, for the current node. */
void ctg__put_shape(ctg__diagram *diagram, const ctg__shape *shape,
                    double width, double height, const ctg__shape_words *words,
                    ctg__text *text);

/* "n_" and the slug, "g_" and the slug: names of nodes and groups. */
void ctg__add_node_name(ctg__text *text, const char *id, bool group);

#endif
