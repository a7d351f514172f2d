/* The rows of the picture of paths. */
#ifndef DRAW_PATHS_ROWS_H
#define DRAW_PATHS_ROWS_H

#include "draw/sketch.h"

typedef struct ctg__route {
    ctg__sketch *sketch;
    ctg__facts facts;
    const ctg_path *paths;
    size_t path_count;
    size_t min_steps;
    double contagion; /* of the run, net of each node's own gains */
    double width;     /* of the widest row */
    ctg__text text;
    ctg__text words;
} ctg__route;

/* What an entry of a path does to a price, or costs a node. */
ctg__code ctg__route_code(const ctg__route *r, const ctg_path *path,
                          size_t index);

/* What shares are of, above 0 where anything is lost: contagion, or losses
 * where all of them are direct; and what that is called. */
double ctg__route_whole(const ctg__route *r);
const char *ctg__route_whole_words(const ctg__route *r);

/* Draws a path, at most so wide; `r->width` grows with it. */
void ctg__route_draw(ctg__route *r, size_t path, double most);

#endif
