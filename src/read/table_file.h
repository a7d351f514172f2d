/* Which table a file holds, by its name, and tables that come in one file. */
#ifndef READ_TABLE_FILE_H
#define READ_TABLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "read/graph_format.h"

/* "nodes" is the table of nodes, whatever stands behind `length`. */
bool ctg__table_called(const char *name, size_t length, ctg_table *table);

/* "nodes.csv"; without that ending, false. */
bool ctg__table_file(const char *name, ctg_table *table);
bool ctg__table_nearly_file(const char *name); /* `exposure.csv`, `Nodes.CSV` */

/* Bytes of a file in a file. */
typedef struct ctg__part {
    char *bytes; /* NULL: there is none */
    size_t length;
    char *shown; /* in places: "tables.zip:nodes.csv" */
} ctg__part;

/*
 * Sets a part that was empty; `bytes` are the part's then, and released on
 * failure. `separator` stands between the input's name and `name`.
 */
ctg_status ctg__part_set(ctg__part *part, const ctg__input *input,
                         const char *name, char *bytes, size_t length,
                         ctg_error *error);
void ctg__part_clear(ctg__part *part); /* {0} does nothing */

/* Reads a table from its CSV text, which the graph then keeps. */
ctg_status ctg__part_read_table(ctg__part *part, ctg_table table,
                                ctg__input *input, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error);

#endif
