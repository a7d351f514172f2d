/* Bars as cells of a table in a label. */
#ifndef DRAW_BAR_CELLS_H
#define DRAW_BAR_CELLS_H

#include "text/text.h"

/* Points of a row. */
enum { CTG__BAR_ROW = 14 };

/* A cell of `width` points with a bar, `share` of its room. */
void ctg__bar_add(ctg__text *text, double share, int width, const char *colour);

/* Shares of the room: a bar to `mid`, a line with ends from `low` to `high`. */
typedef struct ctg__whisker {
    double low;
    double mid;
    double high;
} ctg__whisker;

void ctg__bar_add_whiskered(ctg__text *text, ctg__whisker at, int width,
                            const char *colour);

#endif
