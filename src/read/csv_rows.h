/* The rows of a table from CSV, once its header is known. */
#ifndef READ_CSV_ROWS_H
#define READ_CSV_ROWS_H

#include "read/columns.h"
#include "read/csv_table.h"

typedef struct ctg__csv_piece ctg__csv_piece;

/* A table that is being read. */
typedef struct ctg__csv_reading {
    const ctg__csv_job *job;
    ctg_graph *graph;
    ctg__csv csv; /* behind the header, then behind the rows taken */
    ctg__csv_layout layout;
    ctg__csv_source *source;
    ctg__csv_piece *pieces; /* of a large file, by place; to be released */
    size_t piece_count;
    size_t counted;     /* cells of a column that counts the rows */
    bool from_one;      /* the first was 1, not 0 */
    bool uncounted;     /* a row before the first has none */
    bool miscounted;    /* and one was something else, which is reported */
    size_t short_count; /* rows with fewer cells than the header */
    size_t first_short; /* its line */
} ctg__csv_reading;

/*
 * Counts lines, makes room for so many rows, and divides a large file into
 * pieces. Sets the layout's limit; needs nothing else of it but the table.
 */
ctg_status ctg__csv_make_room(ctg__csv_reading *reading, ctg_error *error);

/* Takes the rows that lie in pieces, by all threads; none if there are none. */
ctg_status ctg__csv_take_pieces(ctg__csv_reading *reading, ctg_error *error);

/*
 * Takes the rows that start before `end`, one after the other; the last may
 * reach behind it.
 */
ctg_status ctg__csv_take_rows(ctg__csv_reading *reading, const char *end,
                              ctg_error *error);

/* CTG_CANCELLED if the caller wants no more. */
ctg_status ctg__csv_report_progress(const ctg__csv_reading *reading,
                                    ctg_error *error);

#endif
