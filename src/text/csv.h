/*
 * CSV, record by record, as RFC 4180 says it and as files are: a byte order
 * mark, LF or CRLF, blank lines, a first line `sep=;`; commas, semicolons, tabs
 * or, where the first line has none of them, runs of blanks. What breaks the
 * rules is reported where it stands and its record skipped. Whatever of ours
 * reads or writes CSV does it here: tables, scenarios, results.
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "text/text.h"

typedef struct ctg__cell {
    const char *text; /* without its quotes; not NUL-terminated */
    size_t length;
    size_t line;   /* where it starts, from 1 */
    size_t column; /* its first byte, a quote too, from 1 */
} ctg__cell;

/* The separator that stands for runs of blanks and tabs; there, lines that
 * begin with `#` are comments. */
#define CTG__CSV_BLANKS ' '

typedef struct ctg__csv ctg__csv;

/* Hears of a fault, with its place in the file. */
typedef void ctg__csv_fault(const ctg__csv *csv, size_t line, size_t column,
                            const char *text);

struct ctg__csv {
    const char *bytes;
    const char *at; /* the start of the next record, or of blank lines */
    const char *end;
    const char *line_start;
    size_t line; /* of `at`, from 1 */
    char separator;
    const char *shown;     /* the file's name in places */
    ctg__csv_fault *fault; /* NULL: nobody wants to know */
    void *context;         /* of `fault` */
    ctg__cell *cells;      /* of the record read last */
    size_t cell_count;
    size_t cell_room;
    const char *start; /* of that record */
    size_t start_line;
    bool broken; /* it was, and is reported: take no cells */
    ctg__text unquoted;
};

/* At the start of a file; tells the separator by the first line. */
void ctg__csv_init(ctg__csv *csv, const char *bytes, size_t length,
                   const char *shown, ctg__csv_fault *fault, void *context);

/* Goes on with other bytes, which start a line: the one with this number. */
void ctg__csv_continue(ctg__csv *csv, const char *bytes, size_t length,
                       size_t line);
void ctg__csv_clear(ctg__csv *csv);

/* Steps over blank lines, and comments; false at the end. */
bool ctg__csv_skip_blank(ctg__csv *csv);

/* The next record into `cells`; `*found` false at the end. */
ctg_status ctg__csv_next(ctg__csv *csv, bool *found, ctg_error *error);

/* Reports a fault of this file. */
void ctg__csv_blame(const ctg__csv *csv, size_t line, size_t column,
                    const char *format, ...) CTG__PRINTF(4, 5);

/* A cell as it is written, in quotes where it has to be. */
void ctg__csv_write_cell(const char *cell, FILE *file);
void ctg__csv_add_cell(ctg__text *text, const char *cell);

#endif
