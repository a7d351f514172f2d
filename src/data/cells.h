/* The cells of a graph's eight tables, by row and column, for comparisons. */
#ifndef DATA_CELLS_H
#define DATA_CELLS_H

#include <contagraph/graph.h>

/* A cell that is not blank; `column` is NULL for the row itself. */
typedef struct ctg__table_cell {
    const char *row; /* "exposures A/B", "exposures A/B (2)" for the second */
    const char *column;
    const char *text;
    size_t index; /* in the order of the tables */
    /* What people may see of row and text: less when names are hidden. */
    const char *shown_row;
    const char *shown;
} ctg__table_cell;

typedef struct ctg__cells ctg__cells;

/* With `hidden`, the same graph without its names, what differs is not shown.
 * NULL when out of memory. */
ctg__cells *ctg__cells_new(const ctg_graph *graph, const ctg_graph *hidden);
void ctg__cells_free(ctg__cells *cells); /* NULL does nothing */

/* In the order of the tables; NULL past the last. */
const ctg__table_cell *ctg__cells_at(const ctg__cells *cells, size_t index);
/* NULL when there is none. */
const ctg__table_cell *ctg__cells_find(const ctg__cells *cells, const char *row,
                                       const char *column);

#endif
