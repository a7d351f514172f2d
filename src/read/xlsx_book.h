/*
 * What sheets of a workbook share: their names, texts, and which styles show
 * dates (Office Open XML, ECMA-376 part 1, sections 18.2, 18.4, 18.8).
 */
#ifndef READ_XLSX_BOOK_H
#define READ_XLSX_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "bridge/xml.h"
#include "read/graph_format.h"
#include "text/text.h"

typedef struct ctg__book_sheet {
    const char *name;
    const char *link; /* of its file, in the workbook's relations */
    const char *path; /* in the archive; NULL: the relations have none */
} ctg__book_sheet;

typedef struct ctg__book_format {
    size_t id;
    bool dates;
} ctg__book_format;

typedef struct ctg__book {
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
    ctg__arena arena;
    ctg__book_sheet *sheets; /* as the workbook orders them */
    size_t sheet_count;
    size_t sheet_room;
    ctg__text strings; /* shared by cells, each with its NUL */
    size_t *starts;    /* where each begins */
    size_t string_count;
    size_t string_room;
    ctg__book_format *formats; /* the workbook's own number formats */
    size_t format_count;
    size_t format_room;
    bool *dates; /* by a cell's style: it shows a date or a time */
    size_t style_count;
    size_t style_room;
    bool since_1904; /* day 0 is 1904-01-01 */
} ctg__book;

/*
 * Each takes one file of the archive. What is wrong with it goes to `problems`
 * with its place; CTG_NO_MEMORY, CTG_CANCELLED. Relations come after the
 * workbook.
 */
typedef ctg_status ctg__book_reader(ctg__book *book, const char *bytes,
                                    size_t length, const char *shown,
                                    ctg_problems *problems, ctg_error *error);

ctg__book_reader ctg__book_workbook;
ctg__book_reader ctg__book_relations;
ctg__book_reader ctg__book_strings;
ctg__book_reader ctg__book_styles;

void ctg__book_clear(ctg__book *book); /* {0} does nothing */

/* A file of the archive through libxml2, which asks as the book does; a fault
 * becomes a problem. */
ctg_status ctg__book_parse(const ctg__book *book, const char *bytes,
                           size_t length, const char *shown,
                           const ctg__xml_events *events, void *context,
                           ctg_problems *problems, ctg_error *error);

/* The value of an attribute; NULL: there is none. */
const char *ctg__book_attribute(const ctg__xml_attribute *attributes,
                                size_t count, const char *name);

#endif
