#include "read/csv.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"

static char guess_separator(const char *c, const char *end)
{
    size_t commas = 0;
    size_t semicolons = 0;
    size_t tabs = 0;
    bool quoted = false;

    for (; c < end && (quoted || *c != '\n'); c++) {
        if (*c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        commas += *c == ',';
        semicolons += *c == ';';
        tabs += *c == '\t';
    }
    if (tabs > commas && tabs > semicolons)
        return '\t';
    return semicolons > commas ? ';' : ',';
}

void ctg__csv_init(ctg__csv *csv, const char *bytes, size_t length,
                   const char *shown, ctg_problems *problems)
{
    *csv = (ctg__csv){
        .bytes = bytes,
        .at = bytes,
        .end = bytes + length,
        .line = 1,
        .shown = shown,
        .problems = problems,
    };
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        csv->at += 3;
    csv->line_start = csv->at;
    csv->separator = ',';
    if (ctg__csv_skip_blank(csv))
        csv->separator = guess_separator(csv->at, csv->end);
}

void ctg__csv_clear(ctg__csv *csv)
{
    ctg__release(csv->cells);
    ctg__text_clear(&csv->unquoted);
    *csv = (ctg__csv){0};
}

void ctg__csv_blame(const ctg__csv *csv, size_t line, size_t column,
                    const char *format, ...)
{
    char place[512];
    char text[800];
    va_list args;

    snprintf(place, sizeof place, "%s:%zu:%zu", csv->shown, line, column);
    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    ctg__problem_add(csv->problems, CTG_REJECTED, place, "%s", text);
}

/* How many bytes end a line here: 0, 1 or 2. At the end of the file, a lone
 * carriage return is what is left of CRLF. */
static size_t line_end(const ctg__csv *csv, const char *c)
{
    if (c == csv->end)
        return 0;
    if (*c == '\n')
        return 1;
    if (*c != '\r')
        return 0;
    if (c + 1 == csv->end)
        return 1;
    return c[1] == '\n' ? 2 : 0;
}

static void start_line(ctg__csv *csv)
{
    csv->line++;
    csv->line_start = csv->at;
}

bool ctg__csv_skip_blank(ctg__csv *csv)
{
    size_t bytes;

    while ((bytes = line_end(csv, csv->at)) > 0) {
        csv->at += bytes;
        start_line(csv);
    }
    return csv->at < csv->end;
}

static ctg_status add_cell(ctg__csv *csv, ctg__cell **cell, ctg_error *error)
{
    if (csv->cell_count == csv->cell_room) {
        const size_t room = csv->cell_room ? 2 * csv->cell_room : 16;
        ctg__cell *const grown =
            ctg__reallocate_array(csv->cells, room, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        csv->cells = grown;
        csv->cell_room = room;
    }
    *cell = &csv->cells[csv->cell_count++];
    **cell = (ctg__cell){
        .text = csv->at,
        .line = csv->line,
        .column = (size_t)(csv->at - csv->line_start) + 1,
    };
    return CTG_OK;
}

/* Gives up on a record: goes on with the line after the fault. */
static void break_record(ctg__csv *csv, const char *c)
{
    const char *const newline = memchr(c, '\n', (size_t)(csv->end - c));

    csv->broken = true;
    csv->at = newline ? newline + 1 : csv->end;
    start_line(csv);
}

static size_t column_of(const ctg__csv *csv, const char *c)
{
    return (size_t)(c - csv->line_start) + 1;
}

static void take_plain(ctg__csv *csv, ctg__cell *cell)
{
    const char *c = csv->at;

    while (c < csv->end && *c != csv->separator && *c != '\n') {
        if (*c == '\r') {
            if (line_end(csv, c))
                break;
            ctg__csv_blame(csv, csv->line, column_of(csv, c),
                           "a carriage return that ends no line; end lines "
                           "with LF or CRLF");
            break_record(csv, c);
            return;
        }
        if (*c == '"') {
            ctg__csv_blame(csv, csv->line, column_of(csv, c),
                           "a quote inside a cell that does not start with "
                           "one");
            break_record(csv, c);
            return;
        }
        c++;
    }
    cell->length = (size_t)(c - csv->at);
    csv->at = c;
}

/* From an opening quote to behind the closing one. */
static void take_quoted(ctg__csv *csv, ctg__cell *cell)
{
    const char *c = csv->at + 1;
    const char *run = c;
    const size_t offset = csv->unquoted.length;
    bool doubled = false;

    for (;; c++) {
        if (c == csv->end) {
            ctg__csv_blame(csv, cell->line, cell->column,
                           "a quote that is never closed");
            break_record(csv, c);
            return;
        }
        if (*c == '\n') {
            csv->line++;
            csv->line_start = c + 1;
        }
        if (*c != '"')
            continue;
        if (c + 1 == csv->end || c[1] != '"')
            break;
        c++; /* two of them are one in the text */
        ctg__text_add_bytes(&csv->unquoted, run, (size_t)(c - run));
        run = c + 1;
        doubled = true;
    }
    if (doubled) {
        ctg__text_add_bytes(&csv->unquoted, run, (size_t)(c - run));
        cell->text = NULL; /* in `unquoted`, which may yet move */
        cell->length = csv->unquoted.length - offset;
    } else {
        cell->text = run;
        cell->length = (size_t)(c - run);
    }
    csv->at = c + 1;
    if (csv->at < csv->end && *csv->at != csv->separator &&
        !line_end(csv, csv->at)) {
        ctg__csv_blame(csv, csv->line, column_of(csv, csv->at),
                       "text after the quote that closes a cell");
        break_record(csv, csv->at);
    }
}

static void place_unquoted(ctg__csv *csv)
{
    size_t offset = 0;

    for (size_t i = 0; i < csv->cell_count; i++)
        if (!csv->cells[i].text) {
            csv->cells[i].text = csv->unquoted.bytes + offset;
            offset += csv->cells[i].length;
        }
}

ctg_status ctg__csv_next(ctg__csv *csv, bool *found, ctg_error *error)
{
    csv->cell_count = 0;
    csv->unquoted.length = 0;
    csv->broken = false;
    *found = ctg__csv_skip_blank(csv);
    csv->start = csv->at;
    csv->start_line = csv->line;
    if (!*found)
        return CTG_OK;
    for (;;) {
        ctg__cell *cell = NULL;
        const ctg_status status = add_cell(csv, &cell, error);
        size_t bytes;

        if (status)
            return status;
        if (csv->at < csv->end && *csv->at == '"')
            take_quoted(csv, cell);
        else
            take_plain(csv, cell);
        if (csv->unquoted.failed)
            return ctg__fail_memory(error);
        if (csv->broken) {
            csv->cell_count = 0; /* some have no text yet */
            return CTG_OK;
        }
        bytes = line_end(csv, csv->at);
        if (bytes || csv->at == csv->end) {
            csv->at += bytes;
            start_line(csv);
            place_unquoted(csv);
            return CTG_OK;
        }
        csv->at++; /* the separator */
    }
}
