/* Files of scenarios, row by row. */
#include <contagraph/scenarios.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "bridge/jansson.h"
#include "bridge/unpacked.h"
#include "compile/scenario.h"
#include "text/csv.h"
#include "text/format.h"
#include "text/nearest.h"
#include "text/records.h"
#include "text/text.h"
#include "text/utf8.h"

enum { COLUMNS_MOST = 128 };

/* What a column is: a key, or one of these. */
enum { IS_ID = CTG__KEY_COUNT, IS_EDITS, IS_WEIGHT, UNKNOWN };

struct ctg_scenarios {
    const ctg_scenario *base;
    char *shown;
    ctg__records records;
    bool is_json;
    ctg__csv csv;
    ctg_error fault; /* the first of the CSV reader */
    size_t columns[COLUMNS_MOST];
    size_t column_count;
    size_t row;
    ctg__text id;
    ctg__text edits;
};

static ctg_status fail_at(const ctg_scenarios *s, size_t line, size_t column,
                          const char *text, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", s->shown, line,
                     column, text);
}

static void take_fault(const ctg__csv *csv, size_t line, size_t column,
                       const char *text)
{
    ctg_scenarios *const s = csv->context;

    if (!s->fault.status)
        fail_at(s, line, column, text, &s->fault);
}

/* Names as in tables: case, `_`, `-` and blanks do not matter. */
static bool is_same(const char *name, size_t length, const char *known)
{
    size_t i = 0;

    for (; *known; known++) {
        if (*known == '_')
            continue;
        while (i < length && strchr(" \t_-", name[i]))
            i++;
        if (i == length || (name[i] != *known && (name[i] | 0x20) != *known))
            return false;
        i++;
    }
    while (i < length && strchr(" \t_-", name[i]))
        i++;
    return i == length;
}

/* CSV names are free; `a` and `A` are not the same key, so none may differ in
 * case from two. */
static size_t find_column(const char *name, size_t length)
{
    if (is_same(name, length, "id"))
        return IS_ID;
    if (is_same(name, length, "edits"))
        return IS_EDITS;
    if (is_same(name, length, "weight"))
        return IS_WEIGHT;
    for (size_t i = CTG__KEY_shocks; i < CTG__KEY_COUNT; i = ctg__key_next(i)) {
        const char *const key = ctg__key_at(i)->about.name;

        if (strlen(key) == length && memcmp(key, name, length) == 0)
            return i;
    }
    for (size_t i = CTG__KEY_shocks; i < CTG__KEY_COUNT; i = ctg__key_next(i))
        if (is_same(name, length, ctg__key_at(i)->about.name))
            return i;
    return UNKNOWN;
}

/* A column once more, as it is written here. */
static ctg_status refuse_twice(const ctg_scenarios *s, const ctg__cell *cell,
                               ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%.400s:%zu:%zu: column '%.*s' is there twice", s->shown,
                     cell->line, cell->column, ctg__message_bytes(cell->length),
                     cell->text);
}

static ctg_status refuse_name(const ctg_scenarios *s, const ctg__cell *cell,
                              ctg_error *error)
{
    char word[65];
    char hint[96];
    char text[300];
    ctg__nearest nearest;

    snprintf(word, sizeof word, "%.*s",
             (int)(cell->length > 64 ? 64 : cell->length), cell->text);
    nearest = ctg__nearest_start(word);
    ctg__nearest_try(&nearest, "id");
    ctg__nearest_try(&nearest, "edits");
    ctg__nearest_try(&nearest, "weight");
    for (size_t i = CTG__KEY_shocks; i < CTG__KEY_COUNT; i = ctg__key_next(i))
        ctg__nearest_try(&nearest, ctg__key_at(i)->about.name);
    snprintf(text, sizeof text, "no key '%s'%s", word,
             ctg__nearest_hint(&nearest, hint));
    return fail_at(s, cell->line, cell->column, text, error);
}

/* At the header, or what stands before it. */
static void start_csv(ctg_scenarios *s, const char *bytes, size_t length,
                      size_t line)
{
    ctg__csv_clear(&s->csv);
    ctg__csv_init(&s->csv, bytes, length, s->shown, take_fault, s);
    s->csv.line += line - 1;
}

/* The next record of the CSV into its cells; false at the end. */
static ctg_status next_record(ctg_scenarios *s, bool *found, ctg_error *error)
{
    const char *record;
    size_t length;
    size_t line;
    ctg_status status;

    for (;;) {
        status = ctg__records_next(&s->records, &record, &length, &line, error);
        *found = !status && length;
        if (status || !*found)
            return status;
        if (s->column_count || s->csv.line)
            ctg__csv_continue(&s->csv, record, length, line);
        else
            start_csv(s, record, length, line);
        status = ctg__csv_next(&s->csv, found, error);
        if (!status && s->fault.status)
            status = ctg__fail(error, s->fault.status, "%s", s->fault.message);
        if (status || *found)
            return status;
        /* A blank line, or `sep=;`: what follows is told the same. */
        if (s->csv.separator == ',' && !s->column_count)
            s->csv.line = 0;
    }
}

static ctg_status take_header(ctg_scenarios *s, ctg_error *error)
{
    bool found;
    const ctg_status status = next_record(s, &found, error);

    if (status)
        return status;
    if (s->csv.cell_count > COLUMNS_MOST)
        return fail_at(s, s->csv.start_line, 1, "too many columns", error);
    for (size_t i = 0; i < s->csv.cell_count; i++) {
        const ctg__cell *const cell = &s->csv.cells[i];
        const size_t column = find_column(cell->text, cell->length);

        if (column == UNKNOWN)
            return refuse_name(s, cell, error);
        for (size_t k = 0; k < i; k++)
            if (s->columns[k] == column)
                return refuse_twice(s, cell, error);
        s->columns[i] = column;
    }
    s->column_count = s->csv.cell_count;
    return CTG_OK;
}

static ctg_status start(ctg_scenarios *s, const char *path,
                        ctg_progress *progress, void *context, ctg_error *error)
{
    char first = '\0';
    ctg_status status = ctg__unpacked_records(&s->records, path, s->shown,
                                              progress, context, error);

    if (!status)
        status = ctg__records_peek(&s->records, &first, error);
    if (status)
        return status;
    if (!first)
        return ctg__fail(error, CTG_BAD_INPUT, "%.400s: has no scenarios",
                         s->shown);
    s->is_json = first == '{';
    s->records.quotes = !s->is_json;
    return s->is_json ? CTG_OK : take_header(s, error);
}

ctg_status ctg_scenarios_open(const char *path, const ctg_scenario *base,
                              ctg_progress *progress, void *progress_context,
                              ctg_scenarios **scenarios, ctg_error *error)
{
    const char *const shown = strcmp(path, "-") == 0 ? "standard input" : path;
    ctg_scenarios *const s = ctg__allocate(sizeof *s);
    ctg_status status;

    if (!s)
        return ctg__fail_memory(error);
    *s = (ctg_scenarios){.base = base, .records = {.fd = -1}};
    s->shown = ctg__copy_text(shown, strlen(shown));
    status = s->shown ? start(s, path, progress, progress_context, error)
                      : ctg__fail_memory(error);
    if (status) {
        ctg_scenarios_free(s);
        return status;
    }
    *scenarios = s;
    return CTG_OK;
}

void ctg_scenarios_free(ctg_scenarios *scenarios)
{
    if (!scenarios)
        return;
    ctg__records_close(&scenarios->records);
    ctg__csv_clear(&scenarios->csv);
    ctg__text_clear(&scenarios->id);
    ctg__text_clear(&scenarios->edits);
    ctg__release(scenarios->shown);
    ctg__release(scenarios);
}

int ctg_scenarios_are_json(const ctg_scenarios *scenarios)
{
    return scenarios->is_json;
}

/* --- rows -------------------------------------------------------------------
 */

static bool is_text(const char *text, size_t length)
{
    const char *c = text;

    if (memchr(text, '\0', length))
        return false;
    while (c < text + length)
        if (ctg__utf8_next(&c, text + length) == CTG__UTF8_BAD)
            return false;
    return true;
}

static ctg_status take_cell(ctg_scenarios *s, const ctg__cell *cell,
                            size_t column, ctg_scenario *scenario,
                            ctg_error *error)
{
    ctg__text value = {0};
    ctg_error fault = {0};
    ctg_status status = CTG_OK;

    if (!is_text(cell->text, cell->length))
        return fail_at(s, cell->line, cell->column,
                       "a cell with a NUL, or that is not valid UTF-8", error);
    if (column == IS_ID)
        ctg__text_add_bytes(&s->id, cell->text, cell->length);
    else if (column == IS_EDITS)
        ctg__text_add_bytes(&s->edits, cell->text, cell->length);
    else if (cell->length && column != IS_WEIGHT)
        ctg__text_add_bytes(&value, cell->text, cell->length);
    if (value.failed || s->id.failed || s->edits.failed)
        return ctg__fail_memory(error);
    if (value.length)
        status = ctg_scenario_set(scenario, ctg__key_at(column)->about.name,
                                  value.bytes, &fault);
    ctg__text_clear(&value);
    if (status == CTG_NO_MEMORY)
        return ctg__fail_memory(error);
    return status ? fail_at(s, cell->line, cell->column, fault.message, error)
                  : CTG_OK;
}

static ctg_status take_csv(ctg_scenarios *s, ctg_scenario *scenario,
                           bool *found, ctg_scenario_row *row, ctg_error *error)
{
    char text[96];
    ctg_status status = next_record(s, found, error);

    if (status || !*found)
        return status;
    row->line = s->csv.start_line;
    if (s->csv.cell_count != s->column_count) {
        snprintf(text, sizeof text, "%zu cell%s, where the header has %zu",
                 s->csv.cell_count, ctg__plural(s->csv.cell_count),
                 s->column_count);
        return fail_at(s, row->line, 1, text, error);
    }
    for (size_t i = 0; !status && i < s->column_count; i++)
        status = take_cell(s, &s->csv.cells[i], s->columns[i], scenario, error);
    return status;
}

/* A member that is none of the scenario's: a text, or texts to be joined. */
static ctg_status take_words(ctg_scenarios *s, json_t *object, const char *key,
                             size_t line, ctg__text *text, ctg_error *error)
{
    const json_t *const value = json_object_get(object, key);
    size_t i;
    const json_t *item;

    if (!value || json_is_null(value))
        return CTG_OK;
    if (json_is_string(value)) {
        ctg__text_add(text, json_string_value(value));
    } else if (json_is_number(value) && text == &s->id) {
        ctg__text_add_number(text, json_number_value(value));
    } else if (json_is_array(value) && text == &s->edits) {
        json_array_foreach(value, i, item)
        {
            if (!json_is_string(item))
                return ctg__fail(error, CTG_BAD_INPUT,
                                 "%.400s:%zu:/%s/%zu: an edit is a text",
                                 s->shown, line, key, i);
            if (i)
                ctg__text_add_char(text, ';');
            ctg__text_add(text, json_string_value(item));
        }
    } else {
        return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:/%s: %s", s->shown,
                         line, key,
                         text == &s->id ? "an id is a text or a number"
                                        : "edits are a text or a list of them");
    }
    return text->failed ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status take_object(ctg_scenarios *s, json_t *object, size_t line,
                              ctg_scenario *scenario, ctg_error *error)
{
    char place[512];
    ctg_status status;

    snprintf(place, sizeof place, "%.400s:%zu", s->shown, line);
    if (!json_is_object(object))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s: a scenario is an object, {...}", place);
    status = take_words(s, object, "id", line, &s->id, error);
    if (!status)
        status = take_words(s, object, "edits", line, &s->edits, error);
    if (status)
        return status;
    json_object_del(object, "id");
    json_object_del(object, "edits");
    return ctg__scenario_take_object(scenario, object, place, error);
}

static ctg_status take_json(ctg_scenarios *s, ctg_scenario *scenario,
                            bool *found, ctg_scenario_row *row,
                            ctg_error *error)
{
    const char *record;
    size_t length;
    ctg__json_fault fault = {0};
    json_t *object = NULL;
    ctg_status status;

    for (;;) {
        size_t blanks = 0;

        status =
            ctg__records_next(&s->records, &record, &length, &row->line, error);
        *found = !status && length;
        if (status || !*found)
            return status;
        while (blanks < length && strchr(" \t\r\n", record[blanks]))
            blanks++;
        if (blanks < length)
            break;
    }
    status = ctg__json_parse(record, length, &object, &fault, error);
    if (status == CTG_BAD_INPUT)
        return fail_at(s, row->line + fault.line - 1, fault.column, fault.text,
                       error);
    if (!status)
        status = take_object(s, object, row->line, scenario, error);
    json_decref(object);
    return status;
}

ctg_status ctg_scenarios_next(ctg_scenarios *scenarios, ctg_scenario_row *row,
                              ctg_error *error)
{
    ctg_scenarios *const s = scenarios;
    ctg_scenario *const made = ctg_scenario_copy(s->base);
    bool found = false;
    ctg_status status;

    *row = (ctg_scenario_row){0};
    if (!made)
        return ctg__fail_memory(error);
    s->id.length = 0;
    s->edits.length = 0;
    status = s->is_json ? take_json(s, made, &found, row, error)
                        : take_csv(s, made, &found, row, error);
    if (!status && found && !s->id.length)
        ctg__text_print(&s->id, "%zu", s->row + 1);
    /* So that "" ends where it should. */
    ctg__text_add_bytes(&s->edits, "", 0);
    if (!status && (s->id.failed || s->edits.failed))
        status = ctg__fail_memory(error);
    if (status || !found) {
        ctg_scenario_free(made);
        return status;
    }
    s->row++;
    row->scenario = made;
    row->id = s->id.bytes;
    row->edits = s->edits.length ? s->edits.bytes : "";
    return CTG_OK;
}
