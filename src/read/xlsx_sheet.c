/* ECMA-376 part 1, section 18.3: rows, cells and what they hold. */
#include "read/xlsx_sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/number.h"

enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384 };

/* What a cell says it holds. */
typedef enum kind { NUMBER, SHARED, TEXT, TRUTH, FAULT } kind;

typedef struct reading {
    ctg__xlsx_sheet *sheet;
    const ctg__book *book;
    ctg_problems *problems;
    bool decimal_comma;
    size_t line;   /* of the text, that the next row starts */
    size_t width;  /* cells of the first row that has any */
    size_t row;    /* of the sheet; 0 before the first */
    size_t cells;  /* of the row, written so far */
    size_t column; /* of the cell, from 1; 0 before the first */
    size_t style;
    kind kind;
    bool formula;
    bool in_value;
    size_t phonetic;
    ctg__text value;
} reading;

/* "book.xlsx:exposures!C17" */
static void print_cell(const char *shown, size_t column, size_t row, char *name,
                       size_t size)
{
    char letters[8];
    size_t at = sizeof letters - 1;

    letters[at] = '\0';
    for (size_t left = column; left && at; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    snprintf(name, size, "%s!%s%zu", shown, letters + at, row);
}

static void blame(const reading *r, const char *what)
{
    char place[600];

    print_cell(r->sheet->shown, r->column, r->row, place, sizeof place);
    ctg__problem_add(r->problems, CTG_REJECTED, place, "%s", what);
}

/* The letters of "C17" as a number; 0: none, or too many. */
static size_t column_of(const char *cell)
{
    size_t column = 0;

    for (; *cell >= 'A' && *cell <= 'Z' && column <= MOST_COLUMNS; cell++)
        column = 26 * column + (size_t)(*cell - 'A') + 1;
    return column <= MOST_COLUMNS ? column : 0;
}

/* A number of days, as 2024-03-01T12:00:00. */
static void add_date(ctg__text *csv, double days, bool since_1904)
{
    const double whole = floor(days);
    const double seconds = fmin(floor((days - whole) * 86400 + 0.5), 86399);
    /* Days since 0000-03-01; 1899-12-30 is 693899 of them. */
    const unsigned long day =
        (unsigned long)whole + (since_1904 ? 693899UL + 1462 : 693899UL);
    const unsigned long era = day / 146097;
    const unsigned long of_era = day % 146097;
    const unsigned long year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const unsigned long of_year = of_era - (365 * year + year / 4 - year / 100);
    const unsigned long month = (5 * of_year + 2) / 153; /* from March */

    ctg__text_print(csv, "%04lu-%02lu-%02lu", year + era * 400 + (month >= 10),
                    month < 10 ? month + 3 : month - 9,
                    of_year - (153 * month + 2) / 5 + 1);
    if (seconds > 0)
        ctg__text_print(csv, "T%02d:%02d:%02d", (int)seconds / 3600,
                        (int)seconds / 60 % 60, (int)seconds % 60);
}

static bool is_date(const reading *r)
{
    return r->style < r->book->style_count && r->book->dates[r->style];
}

static void add_quoted(ctg__text *csv, const char *text)
{
    ctg__text_add_char(csv, '"');
    for (; *text; text++) {
        if (*text == '"')
            ctg__text_add_char(csv, '"');
        ctg__text_add_char(csv, *text);
    }
    ctg__text_add_char(csv, '"');
}

static void add_number(reading *r, const char *text)
{
    ctg__text *const csv = &r->sheet->csv;
    double value;

    if (is_date(r) && !ctg__number_parse(text, strlen(text), &value) &&
        value >= 0 && value < 2958466) {
        add_date(csv, value, r->book->since_1904);
        return;
    }
    if (!r->decimal_comma || !strchr(text, '.')) {
        add_quoted(csv, text);
        return;
    }
    ctg__text_add_char(csv, '"');
    for (; *text; text++)
        ctg__text_add_char(csv, *text == '.' ? ',' : *text);
    ctg__text_add_char(csv, '"');
}

static void add_shared(reading *r, const char *text)
{
    char *end;
    const unsigned long index = strtoul(text, &end, 10);

    if (end == text || *end || index >= r->book->string_count)
        blame(r, "a text that the workbook does not hold");
    else
        add_quoted(&r->sheet->csv, ctg__text_string(&r->book->strings) +
                                       r->book->starts[index]);
}

/* Separators up to the cell, and the row's place if this is its first. */
static ctg_status reach_cell(reading *r, ctg_error *error)
{
    ctg__xlsx_sheet *const sheet = r->sheet;

    if (!r->cells) {
        ctg__xlsx_row *const grown =
            ctg__grow_array(sheet->rows, sheet->row_count, &sheet->row_room,
                            256, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        sheet->rows = grown;
        grown[sheet->row_count++] =
            (ctg__xlsx_row){r->row, r->line, sheet->csv.length};
        r->cells = 1;
    }
    for (; r->cells < r->column; r->cells++)
        ctg__text_add_char(&sheet->csv, ',');
    return CTG_OK;
}

static void add_value(reading *r, const char *text)
{
    switch (r->kind) {
    case NUMBER:
        add_number(r, text);
        break;
    case SHARED:
        add_shared(r, text);
        break;
    case TEXT:
        add_quoted(&r->sheet->csv, text);
        break;
    case TRUTH:
        ctg__text_add(&r->sheet->csv, *text == '1' ? "true" : "false");
        break;
    case FAULT:
        break;
    }
}

static ctg_status end_cell(reading *r, ctg_error *error)
{
    const char *const text = ctg__text_string(&r->value);
    ctg_status status = CTG_OK;

    if (r->value.failed)
        return ctg__fail_memory(error);
    /* Some programs write the place of the value, empty. */
    if (r->formula && !*text && r->kind != TEXT) {
        blame(r, "a formula without a stored value; open and save the workbook "
                 "where formulas are worked out");
    } else if (r->kind == FAULT) {
        char what[120];

        snprintf(what, sizeof what,
                 "'%.60s' is an error of the sheet, not a "
                 "value",
                 text);
        blame(r, what);
    } else if (*text) {
        status = reach_cell(r, error);
        if (!status)
            add_value(r, text);
    }
    return status;
}

/* Blank cells up to the header's width, and the end of the line. */
static void end_row(reading *r)
{
    ctg__text *const csv = &r->sheet->csv;
    const size_t start =
        r->cells ? r->sheet->rows[r->sheet->row_count - 1].offset : csv->length;

    if (!r->width)
        r->width = r->cells;
    for (; r->cells && r->cells < r->width; r->cells++)
        ctg__text_add_char(csv, ',');
    ctg__text_add_char(csv, '\n');
    for (size_t i = start; !csv->failed && i < csv->length; i++)
        r->line += csv->bytes[i] == '\n';
}

static ctg_status start_row(reading *r, const ctg__xml_attribute *attributes,
                            size_t count)
{
    const char *const given = ctg__book_attribute(attributes, count, "r");
    const size_t row = given ? (size_t)strtoul(given, NULL, 10) : r->row + 1;

    r->column = 0;
    r->cells = 0;
    if (row <= r->row || row > MOST_ROWS) {
        r->row++;
        blame(r, "rows are not in order");
        return CTG_OK;
    }
    /* Lines are rows as far as cells hold no line of their own. */
    for (; r->row + 1 < row; r->row++) {
        ctg__text_add_char(&r->sheet->csv, '\n');
        r->line++;
    }
    r->row = row;
    return CTG_OK;
}

static kind kind_of(const char *type)
{
    static const struct {
        const char *type;
        kind kind;
    } known[] = {{"s", SHARED}, {"str", TEXT}, {"inlineStr", TEXT},
                 {"d", TEXT},   {"b", TRUTH},  {"e", FAULT}};

    for (size_t i = 0; type && i < sizeof known / sizeof *known; i++)
        if (strcmp(type, known[i].type) == 0)
            return known[i].kind;
    return NUMBER;
}

static void start_cell(reading *r, const ctg__xml_attribute *attributes,
                       size_t count)
{
    const char *const given = ctg__book_attribute(attributes, count, "r");
    const char *const style = ctg__book_attribute(attributes, count, "s");
    const size_t column = given ? column_of(given) : r->column + 1;
    const size_t before = r->column;

    r->column = column;
    r->style = style ? (size_t)strtoul(style, NULL, 10) : 0;
    r->kind = kind_of(ctg__book_attribute(attributes, count, "t"));
    r->formula = false;
    r->phonetic = 0;
    ctg__text_reset(&r->value);
    if (column <= before) {
        r->column = before + 1;
        blame(r, "cells are not in order");
    }
}

static ctg_status start(void *context, const char *name,
                        const ctg__xml_attribute *attributes, size_t count,
                        size_t line, ctg_error *error)
{
    reading *const r = context;

    (void)line;
    (void)error;
    r->in_value = false;
    if (strcmp(name, "row") == 0)
        return start_row(r, attributes, count);
    if (strcmp(name, "c") == 0)
        start_cell(r, attributes, count);
    else if (strcmp(name, "f") == 0)
        r->formula = true;
    else if (strcmp(name, "rPh") == 0)
        r->phonetic++;
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        r->in_value = !r->phonetic;
    else if (strcmp(name, "mergeCell") == 0) {
        const char *const range = ctg__book_attribute(attributes, count, "ref");
        char place[600];

        snprintf(place, sizeof place, "%s!%s", r->sheet->shown,
                 range ? range : "?");
        ctg__problem_add(r->problems, CTG_REJECTED, place,
                         "merged cells: which of them is meant?");
    }
    return CTG_OK;
}

static ctg_status add_text(void *context, const char *bytes, size_t length,
                           ctg_error *error)
{
    reading *const r = context;

    if (r->in_value)
        ctg__text_add_bytes(&r->value, bytes, length);
    return r->value.failed ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status end(void *context, const char *name, size_t line,
                      ctg_error *error)
{
    reading *const r = context;
    ctg_status status = CTG_OK;

    (void)line;
    r->in_value = false;
    r->phonetic -= r->phonetic && strcmp(name, "rPh") == 0;
    if (strcmp(name, "c") == 0)
        status = end_cell(r, error);
    else if (strcmp(name, "row") == 0)
        end_row(r);
    if (!status && r->sheet->csv.failed)
        status = ctg__fail_memory(error);
    return status;
}

ctg_status ctg__xlsx_sheet_read(ctg__xlsx_sheet *sheet, const ctg__book *book,
                                const char *bytes, size_t length,
                                bool decimal_comma, ctg_problems *problems,
                                ctg_error *error)
{
    const ctg__xml_events events = {
        .start = start, .text = add_text, .end = end};
    reading r = {
        .sheet = sheet,
        .book = book,
        .problems = problems,
        .decimal_comma = decimal_comma,
        .line = 1,
    };
    const ctg_status status = ctg__book_parse(
        book, bytes, length, sheet->shown, &events, &r, problems, error);

    ctg__text_clear(&r.value);
    return status;
}

/* The row that a line of the text lies in; NULL: before all of them. */
static const ctg__xlsx_row *row_of(const ctg__xlsx_sheet *sheet, size_t line)
{
    size_t low = 0;
    size_t high = sheet->row_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (sheet->rows[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &sheet->rows[low - 1] : NULL;
}

void ctg__xlsx_sheet_place(const ctg__xlsx_sheet *sheet, size_t line,
                           size_t column, char *place, size_t size)
{
    const ctg__xlsx_row *const row = row_of(sheet, line);
    size_t at_line;
    size_t at_column = 1;
    size_t cell = 1;
    bool quoted = false;

    if (!row) {
        snprintf(place, size, "%s", sheet->shown);
        return;
    }
    at_line = row->line;
    for (const char *c = sheet->text + row->offset;
         *c && (at_line < line || (at_line == line && at_column < column));
         c++) {
        quoted ^= *c == '"';
        cell += *c == ',' && !quoted;
        at_column = *c == '\n' ? 1 : at_column + 1;
        at_line += *c == '\n';
    }
    print_cell(sheet->shown, cell, row->number, place, size);
}

void ctg__xlsx_sheet_clear(ctg__xlsx_sheet *sheet)
{
    ctg__text_clear(&sheet->csv);
    ctg__release(sheet->rows);
    *sheet = (ctg__xlsx_sheet){.shown = sheet->shown};
}
