/* Tables of a graph from CSV, and back. */
#ifndef READ_CSV_TABLE_H
#define READ_CSV_TABLE_H

#include <stdint.h>
#include <stdio.h>

#include <contagraph/read.h>

#include "data/graph.h"
#include "read/graph_format.h"
#include "text/csv.h"

/* At the start of a file whose faults are problems, each with its place. */
void ctg__csv_begin(ctg__csv *csv, const char *bytes, size_t length,
                    const char *shown, ctg_problems *problems);

/* One table to read, and where from. */
typedef struct ctg__csv_job {
    const char *path;      /* where the bytes can be read again */
    const char *shown;     /* what places call it */
    ctg__content *content; /* taken over if it was not mapped */
    ctg_table table;
    ctg__input *input; /* how the caller wants it read */
    bool headless;     /* no header: source, target, weight */
} ctg__csv_job;

/* What is wrong with the file goes to `problems`; the call succeeds then. */
ctg_status ctg__csv_read_table(const ctg__csv_job *job, ctg_graph *graph,
                               ctg_problems *problems, ctg_error *error);

/* Opens `path`, reads, closes; `content` of the job is not used. */
ctg_status ctg__csv_read_file(const ctg__csv_job *job, ctg_graph *graph,
                              ctg_problems *problems, ctg_error *error);

/* Columns of a file that are none of the graph's. */
#define CTG__CSV_UNNAMED SIZE_MAX            /* all cells must be blank */
#define CTG__CSV_IGNORED (SIZE_MAX - 1)      /* reported already */
#define CTG__CSV_COUNTING (SIZE_MAX - 2)     /* nameless, numbers of the rows */
#define CTG__CSV_NO_COLUMN CTG__CSV_COUNTING /* the first of them */

/* One row's cells, as a header names them. */
typedef struct ctg__csv_layout {
    ctg_table table;
    size_t column_count;
    size_t *columns; /* in the table, or one of the above; by file column */
    char separator;
    bool exact;        /* no row can be taken the fast way */
    const char *limit; /* behind the file's last newline */
} ctg__csv_layout;

/* Rows that are marked lie about so far apart: one look finds the others. */
enum { CTG__CSV_STEP = 1024 };

/* Where a row starts. */
typedef struct ctg__csv_mark {
    size_t row;
    size_t offset;
    size_t line;
} ctg__csv_mark;

typedef struct ctg__csv_source {
    ctg__source source;
    char *path;
    char *shown;
    ctg__content seen; /* `held` if it can not be read again, never mapped */
    char separator;
    const char **names; /* by column of the file; NULL: none */
    size_t name_count;
    size_t least_cells;   /* a record of fewer is no row */
    ctg__csv_mark *marks; /* by row */
    size_t mark_count;
    size_t mark_room;
} ctg__csv_source;

ctg_status ctg__csv_source_new(const char *path, const char *shown,
                               ctg__csv_source **source, ctg_error *error);
/* Remembers where a row starts: row 0 and some of those behind it, in order. */
ctg_status ctg__csv_source_mark(ctg__csv_source *source, ctg__csv_mark mark,
                                ctg_error *error);

/*
 * Reads the record of a row once more, into `csv`. On success clear `csv` and
 * release `*held`; false if the file has changed or is gone.
 */
bool ctg__csv_source_find(const ctg__csv_source *source, size_t row,
                          ctg__csv *csv, char **held);

/* Adds a table as CSV: the needed columns and those that hold anything. */
ctg_status ctg__csv_write_table(const ctg_graph *graph, ctg_table table,
                                FILE *file, const ctg_write_options *options,
                                ctg_error *error);

#endif
