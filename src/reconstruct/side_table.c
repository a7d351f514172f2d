#include "reconstruct/side_table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "bridge/unpacked.h"
#include "data/graph.h"
#include "text/number.h"

static void take_fault(const ctg__csv *csv, size_t line, size_t column,
                       const char *text)
{
    ctg__side_table *const table = csv->context;

    if (!table->fault.status)
        ctg__fail(&table->fault, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s",
                  table->path, line, column, text);
}

static ctg_status next_record(ctg__side_table *table, bool *found,
                              ctg_error *error)
{
    const char *record;
    size_t length;
    size_t line;

    do {
        ctg_status status =
            ctg__records_next(&table->records, &record, &length, &line, error);

        *found = !status && length;
        if (status || !*found)
            return status;
        if (table->started) {
            ctg__csv_continue(&table->csv, record, length, line);
        } else {
            ctg__csv_init(&table->csv, record, length, table->path, take_fault,
                          table);
            table->started = true;
        }
        status = ctg__csv_next(&table->csv, found, error);
        if (status)
            return status;
        if (table->fault.status)
            return ctg__fail_as(error, &table->fault);
    } while (!*found);
    return CTG_OK;
}

static bool is_called(const ctg__cell *cell, const char *name)
{
    return cell->length == strlen(name) &&
           memcmp(cell->text, name, cell->length) == 0;
}

static ctg_status find_columns(ctg__side_table *table, ctg_error *error)
{
    bool found;
    ctg_status status = next_record(table, &found, error);

    if (status)
        return status;
    if (!found)
        return ctg__fail(error, CTG_BAD_INPUT, "%.400s: is empty", table->path);
    for (size_t n = 0; n < table->name_count; n++) {
        size_t at = 0;

        while (at < table->csv.cell_count &&
               !is_called(&table->csv.cells[at], table->names[n]))
            at++;
        if (at == table->csv.cell_count)
            return ctg__fail(error, CTG_BAD_INPUT,
                             "%.400s:%zu: has no column '%s'", table->path,
                             table->csv.start_line, table->names[n]);
        table->columns[n] = at;
    }
    return CTG_OK;
}

ctg_status ctg__side_table_open(const char *path, const char *const *names,
                                size_t name_count, ctg__side_table *table,
                                ctg_error *error)
{
    ctg_status status;

    *table = (ctg__side_table){
        .path = path, .names = names, .name_count = name_count};
    table->records.quotes = true;
    status =
        ctg__unpacked_records(&table->records, path, path, NULL, NULL, error);
    table->records.quotes = true;
    if (!status)
        status = find_columns(table, error);
    if (status)
        ctg__side_table_close(table);
    return status;
}

void ctg__side_table_close(ctg__side_table *table)
{
    if (table->started)
        ctg__csv_clear(&table->csv);
    ctg__records_close(&table->records);
}

ctg_status ctg__side_table_next(ctg__side_table *table, bool *found,
                                ctg_error *error)
{
    const ctg_status status = next_record(table, found, error);

    if (status || !*found)
        return status;
    for (size_t n = 0; n < table->name_count; n++)
        if (table->columns[n] >= table->csv.cell_count)
            return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu: has no '%s'",
                             table->path, table->csv.start_line,
                             table->names[n]);
    return CTG_OK;
}

const ctg__cell *ctg__side_table_cell(const ctg__side_table *table, size_t name)
{
    return &table->csv.cells[table->columns[name]];
}

ctg_status ctg__side_table_fail(const ctg__side_table *table, size_t name,
                                ctg_error *error, const char *format, ...)
{
    const ctg__cell *const cell = ctg__side_table_cell(table, name);
    char text[480];
    va_list args;

    va_start(args, format);
    ctg__message(text, sizeof text, format, args);
    va_end(args);
    return ctg__fail(error, CTG_BAD_INPUT, "%.400s:%zu:%zu: %s", table->path,
                     cell->line, cell->column, text);
}

ctg_status ctg__side_table_node(const ctg__side_table *table, size_t name,
                                const ctg_graph *graph, ctg_node *node,
                                ctg_error *error)
{
    const ctg__cell *const cell = ctg__side_table_cell(table, name);
    ctg_error reason;
    ctg_word word;

    if (table->node_of_word) {
        word = ctg__words_find(graph->words, cell->text, cell->length);
        *node = word == CTG__NO_WORD ? CTG_NONE : table->node_of_word[word];
        if (*node != CTG_NONE)
            return CTG_OK;
    }
    *node = ctg__graph_find_id(graph, CTG_NODES, cell->text, cell->length);
    if (*node != CTG_NONE)
        return CTG_OK;
    ctg__graph_unknown(graph, CTG_NODES, cell->text, cell->length, &reason);
    return ctg__side_table_fail(table, name, error, "%s", reason.message);
}

ctg_status ctg__side_table_money(const ctg__side_table *table, size_t name,
                                 bool may_be_blank, double *amount,
                                 ctg_error *error)
{
    const ctg__cell *const cell = ctg__side_table_cell(table, name);
    ctg__number_fault fault;

    if (!cell->length && may_be_blank) {
        *amount = (double)NAN;
        return CTG_OK;
    }
    if (!cell->length)
        return ctg__side_table_fail(table, name, error, "%s is blank",
                                    table->names[name]);
    fault = ctg__number_parse(cell->text, cell->length, amount);
    if (fault)
        return ctg__side_table_fail(table, name, error, "%s is '%.*s', %s",
                                    table->names[name],
                                    ctg__message_bytes(cell->length),
                                    cell->text, ctg__number_fault_text(fault));
    if (*amount < 0)
        return ctg__side_table_fail(table, name, error,
                                    "%s is %.15g, which is below 0",
                                    table->names[name], *amount);
    return CTG_OK;
}
