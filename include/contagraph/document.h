/*
 * A report as such: what it says of its making, in which formats it is written,
 * whole or row by row, and its facts by their keys.
 */
#ifndef CONTAGRAPH_DOCUMENT_H
#define CONTAGRAPH_DOCUMENT_H

#include <stdbool.h>
#include <stdio.h>

#include <contagraph/problem.h>
#include <contagraph/scenario.h>
#include <contagraph/variant.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_page_options {
    size_t width; /* columns, kept in 60 to 200; default 80 */
    bool ascii;   /* no character beyond; default false */
    bool colour;  /* the 16 base colours; default false */
    size_t top;   /* rows of a list, default 8; 0: no such list */
    size_t depth; /* levels of the tree, default 3 */
} ctg_page_options;

ctg_page_options ctg_page_options_default(void);

/*
 * What a report was made from: every document says it. All of it is the
 * caller's and outlives the report.
 */
typedef struct ctg_stamp {
    const ctg_graph *graph;       /* for its title, unit, format; NULL: none */
    const char *hash;             /* of the input, hexadecimal; NULL: unknown */
    const ctg_scenario *scenario; /* NULL: none was asked for */
    const char *const *edits;     /* words of ctg_graph_edit, in their order */
    size_t edit_count;
    const ctg_problems *problems; /* its warnings are told; NULL: none */
    /* Say where warnings are, not what: their words quote names that the graph
     * has not got any more. */
    bool hidden;
} ctg_stamp;

typedef struct ctg_report ctg_report;

void ctg_report_free(ctg_report *report); /* NULL does nothing */

/* The formats, "text", "json", "csv", ..., with what each is for. NULL past the
 * last. */
const ctg_variant *ctg_report_format_at(size_t index);

/* What a format can, joined by |. */
enum {
    CTG_FORMAT_COMMON = 1,  /* every report has it */
    CTG_FORMAT_WHOLE = 2,   /* it has all that the results have */
    CTG_FORMAT_CHOICE = 4,  /* of levels and accounts it shows one or the other,
                               of paths and pivotal senders too */
    CTG_FORMAT_RESUMED = 8, /* a file of it can be continued, row by row */
    CTG_FORMAT_BYTES = 16,  /* a file of bytes that no terminal can show */
    CTG_FORMAT_TRACES = 32  /* paths have it */
};

/* Of a format by its name, NULL for "text"; 0 where there is none. */
unsigned ctg_report_format_can(const char *format);

/*
 * Whom ctg_report_write asks between rows whether to go on, which fails with
 * CTG_CANCELLED where not; nobody at first, or with NULL. Says nothing of how
 * far it is.
 */
void ctg_report_ask(ctg_report *report, ctg_progress *progress, void *context);

/*
 * Writes the whole report in a format, NULL for "text". JSON is one document
 * whose first keys are schema, version, input, scenario, edits and warnings;
 * CSV is the report's one flat table; Markdown a section that begins with a
 * heading of the second level; "sqlite" a database with a table for each of the
 * report and one, `stamp`, of these keys, which is written at the end.
 * CTG_BAD_ARGUMENT for an unknown format, or one that this report has not got;
 * CTG_IO_ERROR for a database of more than 2 GB; CTG_NO_MEMORY. Write errors
 * are the stream's: ask ferror.
 */
ctg_status ctg_report_write(ctg_report *report, const char *format, FILE *file,
                            ctg_error *error);

/*
 * A report that grows, as that of a sweep: start writes what comes before the
 * rows, each row is written when it is added, end writes what is behind them.
 * JSON is then a document a line, the first one the stamp alone. Only freeing
 * the report may follow a failure. ctg_report_write writes such a report
 * without rows. Starting fails as ctg_report_write does: CTG_BAD_ARGUMENT,
 * CTG_NO_MEMORY.
 */
ctg_status ctg_report_start(ctg_report *report, const char *format, FILE *file,
                            ctg_error *error);
/* The same for a file that has its beginning already. Fails as
 * ctg_report_write does: CTG_BAD_ARGUMENT, CTG_NO_MEMORY. */
ctg_status ctg_report_continue(ctg_report *report, const char *format,
                               FILE *file, ctg_error *error);
/* CTG_NO_MEMORY, then or on the way; CTG_IO_ERROR as ctg_report_write. Write
 * errors are the stream's. */
ctg_status ctg_report_end(ctg_report *report, ctg_error *error);

/*
 * A fact by the key that JSON has it under, as a number: flags are 0 or 1,
 * money and shares as they are, no per cents. NaN where there is no such fact,
 * or it is undefined or a text.
 */
double ctg_report_figure(const ctg_report *report, const char *key);

#ifdef __cplusplus
}
#endif
#endif
