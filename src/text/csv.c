#include "text/csv.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "base/message.h"
#include "text/utf8.h"

/* The line at `c` without its end. */
static size_t line_length(const char *c, const char *end)
{
    const char *const newline = memchr(c, '\n', (size_t)(end - c));
    const char *const stop = newline ? newline : end;

    return (size_t)(stop - c) - (stop > c && stop[-1] == '\r');
}

/* Excel's own first line, `sep=;`, perhaps in quotes; 0: it is none. */
static char separator_line(const char *c, const char *end)
{
    const size_t length = line_length(c, end);
    const bool quoted = length == 7 && c[0] == '"' && c[6] == '"';

    if (!quoted && length != 5)
        return '\0';
    c += quoted;
    return (c[0] | 0x20) == 's' && (c[1] | 0x20) == 'e' &&
                   (c[2] | 0x20) == 'p' && c[3] == '=' && c[4] != '"'
               ? c[4]
               : '\0';
}

/* Behind the comments that a list separated by blanks may begin with. */
static const char *skip_comments(const char *c, const char *end)
{
    while (c < end && *c == '#') {
        const char *const newline = memchr(c, '\n', (size_t)(end - c));

        c = newline ? newline + 1 : end;
    }
    return c;
}

static char guess_separator(const char *c, const char *end)
{
    size_t commas = 0;
    size_t semicolons = 0;
    size_t tabs = 0;
    size_t blanks = 0;
    bool quoted = false;

    for (; c < end && (quoted || *c != '\n'); c++) {
        if (*c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        commas += *c == ',';
        semicolons += *c == ';';
        tabs += *c == '\t';
        blanks += *c == ' ';
    }
    if (tabs > commas && tabs > semicolons)
        return '\t';
    if (blanks && !commas && !semicolons)
        return CTG__CSV_BLANKS;
    return semicolons > commas ? ';' : ',';
}

void ctg__csv_init(ctg__csv *csv, const char *bytes, size_t length,
                   const char *shown, ctg__csv_fault *fault, void *context)
{
    *csv = (ctg__csv){
        .bytes = bytes,
        .at = bytes,
        .end = bytes + length,
        .line = 1,
        .shown = shown,
        .fault = fault,
        .context = context,
    };
    csv->at += ctg__utf8_mark(bytes, length);
    csv->line_start = csv->at;
    csv->separator = ',';
    if (ctg__csv_skip_blank(csv)) {
        const char *const text = skip_comments(csv->at, csv->end);
        const char separator = separator_line(csv->at, csv->end);

        if (separator) {
            csv->separator = separator;
            csv->at += line_length(csv->at, csv->end);
            ctg__csv_skip_blank(csv);
        } else if (text == csv->at ||
                   guess_separator(text, csv->end) == CTG__CSV_BLANKS) {
            csv->separator = guess_separator(text, csv->end);
        }
    }
}

void ctg__csv_continue(ctg__csv *csv, const char *bytes, size_t length,
                       size_t line)
{
    csv->bytes = bytes;
    csv->at = bytes;
    csv->end = bytes + length;
    csv->line_start = bytes;
    csv->line = line;
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
    char text[800];
    va_list args;

    if (!csv->fault)
        return;
    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    csv->fault(csv, line, column, text);
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

/* Where blanks separate, those before, between and behind cells. */
static void skip_blanks(ctg__csv *csv)
{
    while (csv->separator == CTG__CSV_BLANKS && csv->at < csv->end &&
           (*csv->at == ' ' || *csv->at == '\t'))
        csv->at++;
}

/* The rest of a comment. */
static void skip_comment(ctg__csv *csv)
{
    if (csv->separator == CTG__CSV_BLANKS && csv->at < csv->end &&
        *csv->at == '#')
        csv->at += line_length(csv->at, csv->end);
}

bool ctg__csv_skip_blank(ctg__csv *csv)
{
    for (;;) {
        size_t bytes;

        skip_blanks(csv);
        skip_comment(csv);
        bytes = line_end(csv, csv->at);
        if (!bytes)
            return csv->at < csv->end;
        csv->at += bytes;
        start_line(csv);
    }
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

static bool separates(const ctg__csv *csv, char c)
{
    return c == csv->separator ||
           (c == '\t' && csv->separator == CTG__CSV_BLANKS);
}

static void take_plain(ctg__csv *csv, ctg__cell *cell)
{
    const char *c = csv->at;

    while (c < csv->end && !separates(csv, *c) && *c != '\n') {
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
    if (csv->at < csv->end && !separates(csv, *csv->at) &&
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
    CTG__ASSERT(csv->line_start <= csv->at && csv->at <= csv->end);
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
        skip_blanks(csv);
        bytes = line_end(csv, csv->at);
        if (bytes || csv->at == csv->end) {
            csv->at += bytes;
            start_line(csv);
            place_unquoted(csv);
            return CTG_OK;
        }
        csv->at += csv->separator != CTG__CSV_BLANKS;
    }
}
