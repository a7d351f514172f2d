/* What the lines of a matrix are called: short, and no two of them alike. */
#ifndef DRAW_MATRIX_HEADS_H
#define DRAW_MATRIX_HEADS_H

#include "draw/matrix_cells.h"

/* The head of a column. */
typedef struct ctg__matrix_head {
    const char *lines[2]; /* clean; the second NULL where one is enough */
    double width;         /* of the column: both lines fit */
} ctg__matrix_head;

/*
 * Heads of the columns that are shown, bold at a size in points: a name in one
 * line, or two, of the width `least`; else an id that fits in one; else columns
 * are wider, by `more` points all together, those first that need least; else a
 * name's head above its tail. Where two look alike they have their id, or else
 * their place in the table. NULL when out of memory. All is of the arena.
 */
ctg__matrix_head *ctg__matrix_heads(const ctg__crosstab_side *side,
                                    double points, double least, double more,
                                    ctg__arena *arena);

/* Likewise of the rows that are shown, in one line of a width. */
ctg__matrix_head *ctg__matrix_row_heads(const ctg__crosstab_side *side,
                                        double points, double width,
                                        ctg__arena *arena);

#endif
