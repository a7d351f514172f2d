/* Files of results as texts by row and column. */
#include "read/result_sheet.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "data/graph.h"
#include "read/json_parse.h"
#include "text/csv.h"
#include "text/format.h"
#include "text/number.h"
#include "text/words.h"

/* Cells are words, the header's first; a row may end before the last. */
struct ctg_sheet {
    ctg__words *words;
    ctg_word *heads;
    size_t head_count;
    size_t head_room;
    ctg_word *cells;
    size_t cell_count;
    size_t cell_room;
    size_t *starts; /* of rows in `cells`, and their end */
    size_t *lines;  /* of the file, where rows begin */
    size_t row_count;
    size_t row_room;
    size_t line_room;
};

void ctg_sheet_free(ctg_sheet *sheet)
{
    if (!sheet)
        return;
    ctg__words_free(sheet->words);
    ctg__release(sheet->heads);
    ctg__release(sheet->cells);
    ctg__release(sheet->starts);
    ctg__release(sheet->lines);
    ctg__release(sheet);
}

static ctg_sheet *make(void)
{
    ctg_sheet *const sheet = ctg__allocate(sizeof *sheet);

    if (!sheet)
        return NULL;
    *sheet = (ctg_sheet){.words = ctg__words_new()};
    if (sheet->words)
        return sheet;
    ctg_sheet_free(sheet);
    return NULL;
}

/* A word at the end of a list; false when out of memory. */
static bool add(ctg_sheet *sheet, ctg_word **words, size_t *count, size_t *room,
                const char *text, size_t length)
{
    ctg_word *const grown =
        ctg__grow_array(*words, *count, room, 64, sizeof *grown);

    if (!grown)
        return false;
    *words = grown;
    grown[*count] = ctg__words_add(sheet->words, text, length);
    return grown[(*count)++] != CTG__NO_WORD;
}

static bool add_head(ctg_sheet *sheet, const char *text, size_t length)
{
    return add(sheet, &sheet->heads, &sheet->head_count, &sheet->head_room,
               text, length);
}

static bool add_cell(ctg_sheet *sheet, const char *text, size_t length)
{
    return add(sheet, &sheet->cells, &sheet->cell_count, &sheet->cell_room,
               text, length);
}

/* Where the cells so far end, the next row begins, in this line. */
static bool start_row(ctg_sheet *sheet, size_t line)
{
    size_t *grown = ctg__grow_array(sheet->starts, sheet->row_count,
                                    &sheet->row_room, 64, sizeof *grown);

    if (!grown)
        return false;
    sheet->starts = grown;
    grown[sheet->row_count] = sheet->cell_count;
    grown = ctg__grow_array(sheet->lines, sheet->row_count, &sheet->line_room,
                            64, sizeof *grown);
    if (!grown)
        return false;
    sheet->lines = grown;
    grown[sheet->row_count++] = line;
    return true;
}

static size_t find_word(const ctg_sheet *sheet, ctg_word word)
{
    for (size_t i = 0; i < sheet->head_count; i++)
        if (sheet->heads[i] == word)
            return i;
    return SIZE_MAX;
}

size_t ctg_sheet_find(const ctg_sheet *sheet, const char *head)
{
    const ctg_word word = ctg__words_find(sheet->words, head, strlen(head));

    return word == CTG__NO_WORD ? SIZE_MAX : find_word(sheet, word);
}

size_t ctg_sheet_row_count(const ctg_sheet *sheet)
{
    return sheet->row_count;
}

size_t ctg_sheet_column_count(const ctg_sheet *sheet)
{
    return sheet->head_count;
}

const char *ctg_sheet_head(const ctg_sheet *sheet, size_t column)
{
    return ctg__words_text(sheet->words, sheet->heads[column]);
}

const char *ctg_sheet_cell(const ctg_sheet *sheet, size_t row, size_t column)
{
    const size_t end =
        row + 1 < sheet->row_count ? sheet->starts[row + 1] : sheet->cell_count;
    const size_t at = sheet->starts[row] + column;

    return at < end ? ctg__words_text(sheet->words, sheet->cells[at]) : "";
}

size_t ctg_sheet_line(const ctg_sheet *sheet, size_t row)
{
    return sheet->lines[row];
}

/* --- CSV --------------------------------------------------------------------
 */

/* The first fault of a file, of which there may be more. */
static void take_fault(const ctg__csv *csv, size_t line, size_t column,
                       const char *text)
{
    ctg_error *const error = csv->context;

    if (error->status == CTG_OK)
        ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", csv->shown, line,
                  column, text);
}

static void check_text(const ctg__csv *csv, const ctg__cell *cell,
                       const char *what)
{
    ctg_error fault;

    if (ctg__graph_check_text(what, cell->text, cell->length, &fault))
        ctg__csv_blame(csv, cell->line, cell->column, "%s", fault.message);
}

static ctg_status take_heads(ctg_sheet *sheet, const ctg__csv *csv,
                             ctg_error *error)
{
    for (size_t i = 0; i < csv->cell_count; i++) {
        const ctg__cell *const cell = &csv->cells[i];

        check_text(csv, cell, "a column's name");
        if (!add_head(sheet, cell->text, cell->length))
            return ctg__fail_memory(error);
        if (find_word(sheet, sheet->heads[i]) < i)
            ctg__csv_blame(csv, cell->line, cell->column,
                           "column '%s' is there twice",
                           ctg_sheet_head(sheet, i));
    }
    return CTG_OK;
}

static ctg_status take_record(ctg_sheet *sheet, const ctg__csv *csv,
                              ctg_error *error)
{
    if (csv->cell_count != sheet->head_count)
        ctg__csv_blame(csv, csv->start_line, 1,
                       "%zu cell%s, where the header has %zu", csv->cell_count,
                       ctg__plural(csv->cell_count), sheet->head_count);
    if (!start_row(sheet, csv->start_line))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < csv->cell_count; i++) {
        const ctg__cell *const cell = &csv->cells[i];

        check_text(csv, cell, "a cell");
        if (!add_cell(sheet, cell->text, cell->length))
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

static ctg_status read_csv(ctg_sheet *sheet, const ctg__content *content,
                           const char *shown, ctg_error *error)
{
    ctg_error fault = {0};
    ctg__csv csv;
    bool found = true;
    bool headed = false;
    ctg_status status = CTG_OK;

    ctg__csv_init(&csv, content->bytes, content->length, shown, take_fault,
                  &fault);
    while (!status && found && !fault.status) {
        status = ctg__csv_next(&csv, &found, error);
        if (status || !found || fault.status)
            break;
        status = headed ? take_record(sheet, &csv, error)
                        : take_heads(sheet, &csv, error);
        headed = true;
    }
    ctg__csv_clear(&csv);
    if (status)
        return status;
    if (fault.status)
        return ctg__fail(error, fault.status, "%s", fault.message);
    return headed ? CTG_OK
                  : ctg__fail(error, CTG_BAD_INPUT, "%.400s: is empty", shown);
}

/* --- JSON -------------------------------------------------------------------
 */

/* The text of a value; false for what has none. */
static bool text_of(const json_t *value, char buffer[32], const char **text)
{
    *text = buffer;
    buffer[0] = '\0';
    switch (json_typeof(value)) {
    case JSON_STRING:
        *text = json_string_value(value);
        return true;
    case JSON_INTEGER:
    case JSON_REAL:
        ctg__number_format(buffer, json_number_value(value));
        return true;
    case JSON_TRUE:
        *text = "true";
        return true;
    case JSON_FALSE:
        *text = "false";
        return true;
    case JSON_NULL:
        return true;
    default:
        return false;
    }
}

static ctg_status take_object(ctg_sheet *sheet, json_t *object, size_t line,
                              ctg_error *error)
{
    const size_t start = sheet->cell_count;
    const char *key;
    json_t *value;

    if (!start_row(sheet, line))
        return ctg__fail_memory(error);
    json_object_foreach(object, key, value)
    {
        char buffer[32];
        const char *text;
        ctg_word word;
        size_t column;

        if (!text_of(value, buffer, &text))
            continue;
        column = ctg_sheet_find(sheet, key);
        if (column == SIZE_MAX) {
            if (!add_head(sheet, key, strlen(key)))
                return ctg__fail_memory(error);
            column = sheet->head_count - 1;
        }
        while (sheet->cell_count <= start + column)
            if (!add_cell(sheet, "", 0))
                return ctg__fail_memory(error);
        word = ctg__words_add(sheet->words, text, strlen(text));
        if (word == CTG__NO_WORD)
            return ctg__fail_memory(error);
        sheet->cells[start + column] = word;
    }
    return CTG_OK;
}

/* An object, which begins in this line of the file. */
static ctg_status take_json(ctg_sheet *sheet, const char *bytes, size_t length,
                            const char *shown, size_t line, ctg_error *error)
{
    ctg__json_fault fault = {0};
    json_t *value = NULL;
    ctg_status status = ctg__json_parse(bytes, length, &value, &fault, error);

    if (status == CTG_BAD_INPUT)
        return ctg__fail(error, status, "%.400s:%zu:%zu: %s", shown,
                         line + fault.line - 1, fault.column, fault.text);
    if (status)
        return status;
    if (json_is_object(value))
        status = take_object(sheet, value, line, error);
    else
        status = ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu: not an object",
                           shown, line);
    json_decref(value);
    return status;
}

static bool is_blank(const char *c, const char *end)
{
    while (c < end && (*c == ' ' || *c == '\t' || *c == '\r' || *c == '\n'))
        c++;
    return c == end;
}

/* Whether the first line is an object that ends with it. */
static bool is_lines(const char *bytes, const char *end)
{
    const char *const newline = memchr(bytes, '\n', (size_t)(end - bytes));
    const char *last = newline;

    while (last && last > bytes && is_blank(last - 1, last))
        last--;
    return last && last > bytes && last[-1] == '}' && !is_blank(newline, end);
}

static ctg_status read_json(ctg_sheet *sheet, const ctg__content *content,
                            const char *shown, ctg_error *error)
{
    const char *const end = content->bytes + content->length;
    const char *at = content->bytes;
    size_t line = 1;
    ctg_status status = CTG_OK;

    if (!is_lines(at, end))
        return take_json(sheet, at, content->length, shown, 1, error);
    for (; !status && at < end; line++) {
        const char *const newline = memchr(at, '\n', (size_t)(end - at));
        const char *const stop = newline ? newline : end;

        if (!is_blank(at, stop))
            status =
                take_json(sheet, at, (size_t)(stop - at), shown, line, error);
        at = newline ? newline + 1 : end;
    }
    return status;
}

/* --- either -----------------------------------------------------------------
 */

ctg_status ctg__sheet_of(const ctg__content *content, const char *shown,
                         ctg_sheet **sheet, ctg_error *error)
{
    ctg_sheet *const made = make();
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    status = ctg__json_looks(content->bytes, content->length)
                 ? read_json(made, content, shown, error)
                 : read_csv(made, content, shown, error);
    if (status)
        ctg_sheet_free(made);
    else
        *sheet = made;
    return status;
}

ctg_status ctg_sheet_read(const char *path, ctg_progress *progress,
                          void *progress_context, ctg_sheet **sheet,
                          ctg_error *error)
{
    const char *const shown = strcmp(path, "-") == 0 ? "standard input" : path;
    ctg__content content = {0};
    ctg_status status = ctg__content_open(path, shown, progress,
                                          progress_context, &content, error);

    if (!status)
        status = ctg__sheet_of(&content, shown, sheet, error);
    ctg__content_close(&content);
    return status;
}
