#include "cli/table.h"

#include <contagraph/text.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "text/csv.h"
#include "text/json.h"

static void write_csv_cell(FILE *file, const cell *at)
{
    char text[32];

    switch (at->kind) {
    case CELL_EMPTY:
        break;
    case CELL_TEXT:
        ctg__csv_write_cell(at->text, file);
        break;
    case CELL_NUMBER:
        if (!isfinite(at->number))
            break;
        ctg_text_number(text, at->number);
        fputs(text, file);
        break;
    case CELL_COUNT:
        fprintf(file, "%" PRIu64, at->count);
        break;
    case CELL_FLAG:
        fputs(at->count ? "true" : "false", file);
        break;
    }
}

void table_write_csv_row(const table_view *shown, size_t row, FILE *file)
{
    for (size_t c = 0; c < shown->column_count; c++) {
        const cell at = shown->at(shown->context, row, c);

        if (c)
            fputc(',', file);
        write_csv_cell(file, &at);
    }
    fputc('\n', file);
}

void table_write_csv(const table_view *shown, FILE *file)
{
    for (size_t c = 0; c < shown->column_count; c++) {
        if (c)
            fputc(',', file);
        ctg__csv_write_cell(shown->columns[c].name, file);
    }
    fputc('\n', file);
    for (size_t r = 0; r < shown->row_count && !ferror(file); r++)
        table_write_csv_row(shown, r, file);
}

void table_write_json_cell(const cell *at, FILE *file)
{
    switch (at->kind) {
    case CELL_EMPTY:
        fputs("null", file);
        break;
    case CELL_TEXT:
        ctg__json_write_text(file, at->text);
        break;
    case CELL_NUMBER:
        ctg__json_write_number(file, at->number);
        break;
    case CELL_COUNT:
        fprintf(file, "%" PRIu64, at->count);
        break;
    case CELL_FLAG:
        fputs(at->count ? "true" : "false", file);
        break;
    }
}

static void write_json_row(const table_view *shown, size_t row, FILE *file)
{
    fputc('{', file);
    for (size_t c = 0; c < shown->column_count; c++) {
        const cell at = shown->at(shown->context, row, c);

        if (c)
            fputs(", ", file);
        ctg__json_write_text(file, shown->columns[c].name);
        fputs(": ", file);
        table_write_json_cell(&at, file);
    }
    fputc('}', file);
}

void table_write_json_line(const table_view *shown, size_t row, FILE *file)
{
    write_json_row(shown, row, file);
    fputc('\n', file);
}

void table_write_json(const table_view *shown, FILE *file, int indent)
{
    fputc('[', file);
    for (size_t r = 0; r < shown->row_count && !ferror(file); r++) {
        fprintf(file, "%s\n%*s", r ? "," : "", indent + 1, "");
        write_json_row(shown, r, file);
    }
    if (shown->row_count)
        fprintf(file, "\n%*s", indent, "");
    fputc(']', file);
}

enum { CELL_ROOM = 512 };

/* A cell as people read it, cleaned. */
static const char *show_cell(char text[CELL_ROOM], const table_view *shown,
                             size_t column, const cell *at, size_t columns,
                             bool ascii)
{
    char number[CTG_TEXT_ROOM];
    char exact[32];

    switch (at->kind) {
    case CELL_EMPTY:
        return "";
    case CELL_TEXT:
        if (!*at->text)
            return "";
        return heap_name(text, CELL_ROOM, at->text, columns, ascii);
    case CELL_COUNT:
        return strcpy(text, ctg_text_count(number, at->count));
    case CELL_FLAG:
        return at->count ? "yes" : "no";
    case CELL_NUMBER:
        break;
    }
    if (!isfinite(at->number))
        return "";
    switch (shown->columns[column].style) {
    case STYLE_AMOUNT:
        return strcpy(text,
                      ctg_text_amount(number, at->number, shown->unit, ascii));
    case STYLE_SHARE:
        return strcpy(text, ctg_text_share(number, at->number, ascii));
    case STYLE_SHORT:
        snprintf(text, CELL_ROOM, "%.4g", at->number);
        return text;
    case STYLE_PLAIN:
        break;
    }
    ctg_text_number(exact, at->number);
    return strcpy(text, exact);
}

static const char *heading(const column_head *of)
{
    return of->heading ? of->heading : of->name;
}

/* A column of numbers stands at the right. */
static bool is_right(const table_view *shown, size_t column)
{
    for (size_t r = 0; r < shown->row_count && r < 100; r++) {
        const cell at = shown->at(shown->context, r, column);

        if (at.kind == CELL_TEXT || at.kind == CELL_FLAG)
            return false;
        if (at.kind != CELL_EMPTY)
            return true;
    }
    return false;
}

void table_write_md_text(FILE *file, const char *text)
{
    const size_t room = 3 * strlen(text) + 1; /* a bad byte becomes three */
    char *const clean = heap_take(room);

    /* A line end would end the table. */
    if (*text)
        heap_name(clean, room, text, 0, false);
    for (const char *at = clean; *at; at++) {
        if (strchr("|\\`*_<>[]#&", *at))
            fputc('\\', file);
        fputc(*at, file);
    }
    free(clean);
}

void table_write_md_row(const table_view *shown, size_t row, FILE *file)
{
    char text[CELL_ROOM];

    for (size_t c = 0; c < shown->column_count; c++) {
        const cell at = shown->at(shown->context, row, c);

        fputs("| ", file);
        table_write_md_text(file, show_cell(text, shown, c, &at, 0, false));
        fputc(' ', file);
    }
    fputs("|\n", file);
}

void table_write_md(const table_view *shown, FILE *file)
{
    for (size_t c = 0; c < shown->column_count; c++)
        fprintf(file, "| %s ", heading(&shown->columns[c]));
    fputs("|\n", file);
    for (size_t c = 0; c < shown->column_count; c++)
        fputs(is_right(shown, c) ? "|---:" : "|---", file);
    fputs("|\n", file);
    for (size_t r = 0; r < shown->row_count && !ferror(file); r++)
        table_write_md_row(shown, r, file);
}

enum { COLUMNS_MOST = 32, TEXT_MOST = 60 };

static void measure(const table_view *shown, size_t rows, bool ascii,
                    size_t widths[COLUMNS_MOST])
{
    char text[CELL_ROOM];

    for (size_t c = 0; c < shown->column_count; c++) {
        widths[c] = ctg_text_columns(heading(&shown->columns[c]));
        for (size_t r = 0; r < rows; r++) {
            const cell at = shown->at(shown->context, r, c);
            const size_t width = ctg_text_columns(
                show_cell(text, shown, c, &at, TEXT_MOST, ascii));

            if (width > widths[c])
                widths[c] = width;
        }
    }
}

static void write_padded(FILE *file, const char *text, size_t width, bool right,
                         bool last)
{
    const size_t columns = ctg_text_columns(text);
    const int blanks = columns < width ? (int)(width - columns) : 0;

    if (right)
        fprintf(file, "%*s%s", blanks, "", text);
    else
        fprintf(file, "%s%*s", text, last ? 0 : blanks, "");
}

void table_write_right(FILE *file, const char *text, size_t columns)
{
    write_padded(file, text, columns, true, false);
}

/* Texts give way until the page fits; numbers never do. */
static void fit(const table_view *shown, const bool right[COLUMNS_MOST],
                size_t widths[COLUMNS_MOST], size_t page)
{
    for (;;) {
        size_t sum = 2;
        size_t widest = COLUMNS_MOST;

        for (size_t c = 0; c < shown->column_count; c++) {
            sum += widths[c] + (c ? 2 : 0);
            if (!right[c] && widths[c] > 12 &&
                (widest == COLUMNS_MOST || widths[c] > widths[widest]))
                widest = c;
        }
        if (sum <= page || widest == COLUMNS_MOST)
            return;
        widths[widest]--;
    }
}

void table_write_text(const table_view *shown, FILE *file, const terminal *on,
                      size_t most)
{
    const size_t rows =
        most && most < shown->row_count ? most : shown->row_count;
    size_t widths[COLUMNS_MOST];
    bool right[COLUMNS_MOST];
    char text[CELL_ROOM];

    measure(shown, rows, on->ascii, widths);
    for (size_t c = 0; c < shown->column_count; c++)
        right[c] = is_right(shown, c);
    fit(shown, right, widths, on->width);
    for (size_t c = 0; c < shown->column_count; c++) {
        fputs("  ", file);
        write_padded(file, heading(&shown->columns[c]), widths[c], right[c],
                     c + 1 == shown->column_count);
    }
    fputc('\n', file);
    for (size_t r = 0; r < rows && !ferror(file); r++) {
        for (size_t c = 0; c < shown->column_count; c++) {
            const cell at = shown->at(shown->context, r, c);

            fputs("  ", file);
            write_padded(file,
                         show_cell(text, shown, c, &at, widths[c], on->ascii),
                         widths[c], right[c], c + 1 == shown->column_count);
        }
        fputc('\n', file);
    }
}

void table_write_wrapped(FILE *file, const char *text, size_t indent,
                         size_t column, size_t width)
{
    while (*text) {
        const size_t length = strcspn(text, " ");
        char *const word = heap_print("%.*s", (int)length, text);
        const size_t columns = ctg_text_columns(word);

        if (column > indent && column + 1 + columns > width) {
            fprintf(file, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', file);
            column++;
        }
        fprintf(file, "%.*s", (int)length, text);
        column += columns;
        free(word);
        text += length + strspn(text + length, " ");
    }
    fputc('\n', file);
}

void table_write(const table_view *shown, const char *format, FILE *file,
                 const terminal *on)
{
    if (!format || strcmp(format, "text") == 0)
        table_write_text(shown, file, on, 0);
    else if (strcmp(format, "csv") == 0)
        table_write_csv(shown, file);
    else if (strcmp(format, "md") == 0)
        table_write_md(shown, file);
    else {
        table_write_json(shown, file, 0);
        fputc('\n', file);
    }
}
