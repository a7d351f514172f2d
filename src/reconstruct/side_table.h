/* A small CSV file beside a graph: columns by name, records one by one. */
#ifndef RECONSTRUCT_SIDE_TABLE_H
#define RECONSTRUCT_SIDE_TABLE_H

#include <contagraph/graph.h>

#include "text/csv.h"
#include "text/records.h"

enum { CTG__SIDE_COLUMNS = 4 };

typedef struct ctg__side_table {
    const char *path;
    const char *const *names; /* of the columns, which all must be there */
    size_t name_count;
    const uint32_t *node_of_word; /* of the graph; NULL: ids are searched */
    ctg__records records;
    ctg__csv csv;
    ctg_error fault; /* the first of the CSV reader */
    bool started;
    size_t columns[CTG__SIDE_COLUMNS]; /* where each name stands in a record */
} ctg__side_table;

/* Opens a file and reads its header. CTG_BAD_INPUT names what is missing. */
ctg_status ctg__side_table_open(const char *path, const char *const *names,
                                size_t name_count, ctg__side_table *table,
                                ctg_error *error);
void ctg__side_table_close(ctg__side_table *table);

/* The next record; `*found` false at the end. */
ctg_status ctg__side_table_next(ctg__side_table *table, bool *found,
                                ctg_error *error);

/* The cell of a name by its index, of the record read last. */
const ctg__cell *ctg__side_table_cell(const ctg__side_table *table,
                                      size_t name);

/* "zeros.csv:3:7: ..." */
ctg_status ctg__side_table_fail(const ctg__side_table *table, size_t name,
                                ctg_error *error, const char *format, ...)
    CTG__PRINTF(4, 5);

/* Cells as what they must be: a node's id, a number that is 0 or more; blank is
 * NaN where that may be. */
ctg_status ctg__side_table_node(const ctg__side_table *table, size_t name,
                                const ctg_graph *graph, ctg_node *node,
                                ctg_error *error);
ctg_status ctg__side_table_money(const ctg__side_table *table, size_t name,
                                 bool may_be_blank, double *amount,
                                 ctg_error *error);

#endif
