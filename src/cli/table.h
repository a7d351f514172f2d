/*
 * Flat tables, written as CSV, JSON, Markdown or aligned text by one set of
 * writers. A table is described, not stored: its cells are asked for.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/terminal.h"

typedef enum cell_kind {
    CELL_EMPTY, /* blank in CSV, null in JSON */
    CELL_TEXT,
    CELL_NUMBER,
    CELL_COUNT, /* a whole number */
    CELL_FLAG
} cell_kind;

typedef struct cell {
    cell_kind kind;
    const char *text; /* valid until the next cell is asked for */
    double number;
    uint64_t count; /* also of a flag */
} cell;

/* How people read a column's numbers. */
typedef enum column_style {
    STYLE_PLAIN,  /* as it is, shortest */
    STYLE_AMOUNT, /* money: $32.2M */
    STYLE_SHARE,  /* 42% */
    STYLE_SHORT   /* four digits */
} column_style;

typedef struct column_head {
    const char *name;    /* of CSV and JSON */
    const char *heading; /* for people; NULL: the name */
    column_style style;
} column_head;

typedef struct table_view {
    const column_head *columns;
    size_t column_count;
    size_t row_count;
    cell (*at)(void *context, size_t row, size_t column);
    void *context;
    const char *unit; /* of amounts for people */
} table_view;

static inline cell cell_text(const char *text)
{
    return (cell){.kind = CELL_TEXT, .text = text};
}

static inline cell cell_number(double number)
{
    return (cell){.kind = CELL_NUMBER, .number = number};
}

static inline cell cell_count(uint64_t count)
{
    return (cell){.kind = CELL_COUNT, .count = count};
}

static inline cell cell_flag(bool flag)
{
    return (cell){.kind = CELL_FLAG, .count = flag};
}

static inline cell cell_empty(void)
{
    return (cell){.kind = CELL_EMPTY};
}

/* One cell as JSON. */
void table_write_json_cell(const cell *at, FILE *file);

/* A header line and the rows, RFC 4180 with line feeds. */
void table_write_csv(const table_view *shown, FILE *file);
/* An array of objects; lines are indented by `indent` blanks. */
void table_write_json(const table_view *shown, FILE *file, int indent);
void table_write_md(const table_view *shown, FILE *file);
/* At most `most` rows, 0 for all, in columns that fit the terminal. */
void table_write_text(const table_view *shown, FILE *file, const terminal *on,
                      size_t most);

/* One row of each, its line end included. */
void table_write_csv_row(const table_view *shown, size_t row, FILE *file);
void table_write_md_row(const table_view *shown, size_t row, FILE *file);
void table_write_json_line(const table_view *shown, size_t row, FILE *file);

/* A text of a cell, what Markdown would take for its own escaped. */
void table_write_md_text(FILE *file, const char *text);

/* A text at the right of so many columns. */
void table_write_right(FILE *file, const char *text, size_t columns);

/*
 * Words wrapped at `width`; the first line begins at `column`, the others are
 * indented. Ends the line.
 */
void table_write_wrapped(FILE *file, const char *text, size_t indent,
                         size_t column, size_t width);

/* By the word of --format (NULL: text). */
void table_write(const table_view *shown, const char *format, FILE *file,
                 const terminal *on);

#endif
