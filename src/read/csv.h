/*
 * CSV, record by record, as RFC 4180 says it and as files are: a byte order
 * mark, LF or CRLF, blank lines, commas, semicolons or tabs. What breaks the
 * rules is reported where it stands and its record skipped.
 */
#ifndef READ_CSV_H
#define READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "data/problem.h"

typedef struct ctg__cell {
    const char *text; /* without its quotes; not NUL-terminated */
    size_t length;
    size_t line;   /* where it starts, from 1 */
    size_t column; /* its first byte, a quote too, from 1 */
} ctg__cell;

typedef struct ctg__csv {
    const char *bytes;
    const char *at; /* the start of the next record, or of blank lines */
    const char *end;
    const char *line_start;
    size_t line; /* of `at`, from 1 */
    char separator;
    const char *shown;      /* the file's name in places */
    ctg_problems *problems; /* NULL: nobody wants to know */
    ctg__cell *cells;       /* of the record read last */
    size_t cell_count;
    size_t cell_room;
    const char *start; /* of that record */
    size_t start_line;
    bool broken; /* it was, and is reported: take no cells */
    ctg__text unquoted;
} ctg__csv;

/* At the start of a file; tells the separator by the first line. */
void ctg__csv_init(ctg__csv *csv, const char *bytes, size_t length,
                   const char *shown, ctg_problems *problems);
void ctg__csv_clear(ctg__csv *csv);

/* Steps over blank lines; false at the end. */
bool ctg__csv_skip_blank(ctg__csv *csv);

/* The next record into `cells`; `*found` false at the end. */
ctg_status ctg__csv_next(ctg__csv *csv, bool *found, ctg_error *error);

/* Reports a fault of this file. */
void ctg__csv_blame(const ctg__csv *csv, size_t line, size_t column,
                    const char *format, ...) CTG__PRINTF(4, 5);

#endif
