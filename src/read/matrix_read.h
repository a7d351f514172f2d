/* Dense matrices of exposures, and what is known of one while it is read. */
#ifndef READ_MATRIX_READ_H
#define READ_MATRIX_READ_H

#include <stdio.h>

#include "data/graph.h"
#include "read/csv_table.h"
#include "read/graph_format.h"
#include "text/csv.h"

/* Where names are, and how many nodes there are. */
typedef struct ctg__matrix_layout {
    bool names_above;  /* the first line is names */
    bool names_before; /* the first cell of each row is a name */
    bool corner;       /* the first line has a cell above those */
    size_t count;
} ctg__matrix_layout;

/* From the first two records; the second has no cells when there is none. */
ctg__matrix_layout ctg__matrix_look(const ctg__number_style *style,
                                    const ctg__csv *first,
                                    const ctg__csv *second);

/* Sums of the cells read so far, which tell totals. */
typedef struct ctg__matrix_sums {
    size_t count;  /* of columns */
    double *above; /* of the rows before the last, by column */
    double *last;  /* the row read last */
    size_t rows;   /* read */
    size_t wrong;  /* rows whose last cell is no sum of the others */
} ctg__matrix_sums;

/* False when out of memory; cleared also then. */
bool ctg__matrix_sums_init(ctg__matrix_sums *sums, size_t count);
void ctg__matrix_sums_clear(ctg__matrix_sums *sums);

/* Another row comes, and fills `last`; and is over. */
void ctg__matrix_sums_row(ctg__matrix_sums *sums);
void ctg__matrix_sums_row_over(ctg__matrix_sums *sums);

/* Whether the last row, or column, sums up those before it. */
bool ctg__matrix_sums_end_rows(const ctg__matrix_sums *sums);
bool ctg__matrix_sums_end_columns(const ctg__matrix_sums *sums);

/* Places of exposures: the k-th cell that is not 0 of a line of the file. */
typedef struct ctg__matrix_source {
    ctg__source source;
    ctg__csv_source *rows; /* a mark for each row of the matrix */
    bool names_before;
    ctg__number_style numbers;
    size_t *first; /* exposure of each row */
    size_t row_count;
} ctg__matrix_source;

ctg_status ctg__matrix_source_new(const ctg__input *input, size_t room,
                                  ctg__matrix_source **source,
                                  ctg_error *error);

ctg_status ctg__matrix_write(const ctg_graph *graph, FILE *file,
                             const ctg_write_options *options,
                             ctg_error *error);
bool ctg__matrix_can_hold(const ctg_graph *graph, ctg_table table,
                          const ctg__column *column);
ctg_status ctg__matrix_check(const ctg_graph *graph, ctg__refusals *refusals,
                             ctg_error *error);

#endif
