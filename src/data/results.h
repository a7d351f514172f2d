/* Figures of nodes and of the whole, as they are put together. */
#ifndef DATA_RESULTS_H
#define DATA_RESULTS_H

#include <contagraph/results.h>

#include "data/cells.h"
#include "text/words.h"

typedef struct ctg__total {
    ctg_word key;
    double figure;
} ctg__total;

struct ctg_results {
    ctg_results_kind kind;
    ctg__words *words; /* ids, columns and keys */
    ctg_word *ids;     /* node_count */
    ctg_word *columns; /* column_count */
    double *values;    /* node by node */
    ctg__total *totals;
    size_t node_count;
    size_t column_count;
    size_t total_count;
    size_t total_room;
    ctg__cells *cells; /* of a graph's tables; else NULL */
};

/* Room for nodes and columns that are yet to be set, no totals; NULL when out
 * of memory. */
ctg_results *ctg__results_new(ctg_results_kind kind, size_t node_count,
                              size_t column_count);

/* False when out of memory. */
bool ctg__results_set_id(ctg_results *results, size_t node, const char *id);
bool ctg__results_set_column(ctg_results *results, size_t column,
                             const char *name);
bool ctg__results_add_total(ctg_results *results, const char *key,
                            double figure);

#endif
