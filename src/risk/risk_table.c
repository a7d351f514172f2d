#include "risk/risk_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/message.h"
#include "bridge/unpacked.h"
#include "text/number.h"
#include "text/utf8.h"

/* No table of prices or loadings is this long; what is, may never end. */
enum { MOST_BYTES = 1 << 30 };

enum { PLACE = 500 };

typedef struct reading {
    ctg__risk_table *table;
    ctg__arena *arena;
    ctg_problems *problems;
    size_t cell_count;
    size_t cell_room;
    size_t row_room;
} reading;

static void print_place(char place[PLACE], const ctg__risk_table *table,
                        size_t line, size_t column)
{
    snprintf(place, PLACE, "%.*s:%zu:%zu",
             ctg__utf8_precision(table->shown, PLACE - 100), table->shown, line,
             column);
}

static void hear(const ctg__csv *csv, size_t line, size_t column,
                 const char *text)
{
    const reading *const r = csv->context;
    char place[PLACE];

    print_place(place, r->table, line, column);
    ctg__problem_add(r->problems, CTG_REJECTED, place, "%s", text);
}

/* A list that doubles within the arena. */
static bool grow(ctg__arena *arena, void **items, size_t count, size_t *room,
                 size_t size)
{
    const size_t larger = *room ? 2 * *room : 64;
    void *grown;

    if (count < *room)
        return true;
    grown = ctg__arena_take(arena, larger, size);
    if (!grown)
        return false;
    if (*room)
        memcpy(grown, *items, *room * size);
    *items = grown;
    *room = larger;
    return true;
}

static bool keep_cell(reading *r, const ctg__cell *cell)
{
    char *const copy = ctg__arena_take(r->arena, cell->length + 1, 1);
    void *cells = r->table->cells;

    if (!copy || !grow(r->arena, &cells, r->cell_count, &r->cell_room,
                       sizeof(ctg__cell)))
        return false;
    r->table->cells = cells;
    memcpy(copy, cell->text, cell->length);
    r->table->cells[r->cell_count] = *cell;
    r->table->cells[r->cell_count++].text = copy;
    return true;
}

static ctg_status keep_record(reading *r, const ctg__csv *csv, ctg_error *error)
{
    ctg__risk_table *const table = r->table;
    void *start = table->start;

    if (csv->broken)
        return CTG_OK;
    if (table->row_count && csv->cell_count != table->column_count) {
        char what[100];

        snprintf(what, sizeof what, "%zu cells, the header has %zu",
                 csv->cell_count, table->column_count);
        hear(csv, csv->start_line, 1, what);
        return CTG_OK;
    }
    if (!grow(r->arena, &start, table->row_count + 1, &r->row_room,
              sizeof *table->start))
        return ctg__fail_memory(error);
    table->start = start;
    table->start[table->row_count] = r->cell_count;
    for (size_t c = 0; c < csv->cell_count; c++)
        if (!keep_cell(r, &csv->cells[c]))
            return ctg__fail_memory(error);
    if (!table->row_count)
        table->column_count = csv->cell_count;
    table->start[++table->row_count] = r->cell_count;
    return CTG_OK;
}

ctg_status ctg__risk_table_read(ctg__risk_table *table, const char *path,
                                ctg__arena *arena, ctg_problems *problems,
                                ctg_error *error)
{
    reading r = {.table = table, .arena = arena, .problems = problems};
    ctg__text bytes = {0};
    ctg__csv csv;
    bool found = true;
    ctg_status status =
        ctg__unpacked_text(&bytes, path, MOST_BYTES, "1 GB", error);

    *table = (ctg__risk_table){.shown = path};
    if (status) {
        ctg__text_clear(&bytes);
        return status;
    }
    ctg__csv_init(&csv, ctg__text_string(&bytes), bytes.length, path, hear, &r);
    while (!status && found) {
        status = ctg__csv_next(&csv, &found, error);
        if (!status && found)
            status = keep_record(&r, &csv, error);
    }
    ctg__csv_clear(&csv);
    ctg__text_clear(&bytes);
    if (!status && !table->row_count)
        ctg__problem_add(problems, CTG_REJECTED, path, "there is no header");
    return status;
}

const ctg__cell *ctg__risk_table_cell(const ctg__risk_table *table, size_t row,
                                      size_t column)
{
    return &table->cells[table->start[row] + column];
}

void ctg__risk_table_blame(const ctg__risk_table *table, const ctg__cell *cell,
                           ctg_problems *problems, ctg_severity severity,
                           const char *format, ...)
{
    char place[PLACE];
    char text[700];
    va_list list;

    print_place(place, table, cell->line, cell->column);
    va_start(list, format);
    ctg__message(text, sizeof text, format, list);
    va_end(list);
    ctg__problem_add(problems, severity, place, "%s", text);
}

bool ctg__risk_table_number(const ctg__risk_table *table, const ctg__cell *cell,
                            ctg_problems *problems, double *number)
{
    const ctg__number_fault fault =
        ctg__number_parse(cell->text, cell->length, number);

    if (!fault)
        return true;
    ctg__risk_table_blame(table, cell, problems, CTG_REJECTED, "'%.100s' is %s",
                          cell->text, ctg__number_fault_text(fault));
    return false;
}
