/* The cells of a graph's eight tables, by row and column, for comparisons. */
#ifndef CLI_TABLES_H
#define CLI_TABLES_H

#include <contagraph/graph.h>

/* A cell that is not blank; `column` is NULL for the row itself. */
typedef struct tables_cell {
    const char *row; /* "exposures A/B", "exposures A/B (2)" for the second */
    const char *column;
    const char *text;
    size_t index; /* in the order of the tables */
    /* What people may see of row and text: less when names are hidden. */
    const char *shown_row;
    const char *shown;
} tables_cell;

typedef struct tables tables;

/* With `hidden`, the same graph without its names, what differs is not shown.
 */
tables *tables_new(const ctg_graph *graph, const ctg_graph *hidden);
void tables_free(tables *made); /* NULL does nothing */

/* In the order of the tables; NULL past the last. */
const tables_cell *tables_at(const tables *of, size_t index);
/* NULL when there is none. */
const tables_cell *tables_find(const tables *of, const char *row,
                               const char *column);

#endif
