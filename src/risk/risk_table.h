/*
 * The tables beside a risk file (prices, matrices, loadings): cells of CSV with
 * their places. What is wrong goes to a list of problems, all in one pass.
 */
#ifndef RISK_RISK_TABLE_H
#define RISK_RISK_TABLE_H

#include "base/arena.h"
#include "data/problem.h"
#include "text/csv.h"

/* Cells end in NUL and live in an arena. Row 0 is the header. */
typedef struct ctg__risk_table {
    const char *shown; /* the file in messages */
    ctg__cell *cells;
    size_t *start; /* rows + 1: cells of row r are start[r] .. start[r+1]-1 */
    size_t row_count;
    size_t column_count; /* of the header */
} ctg__risk_table;

/*
 * Reads a file whose rows are all as long as its header, which is needed.
 * CTG_IO_ERROR, CTG_NO_MEMORY; what is no CSV is a problem.
 */
ctg_status ctg__risk_table_read(ctg__risk_table *table, const char *path,
                                ctg__arena *arena, ctg_problems *problems,
                                ctg_error *error);

/* Cell `column` of a row; the row has it. */
const ctg__cell *ctg__risk_table_cell(const ctg__risk_table *table, size_t row,
                                      size_t column);

/* A problem with a cell's place. */
void ctg__risk_table_blame(const ctg__risk_table *table, const ctg__cell *cell,
                           ctg_problems *problems, ctg_severity severity,
                           const char *format, ...) CTG__PRINTF(5, 6);

/* The number of a cell; false where it is none, which was blamed. */
bool ctg__risk_table_number(const ctg__risk_table *table, const ctg__cell *cell,
                            ctg_problems *problems, double *number);

#endif
