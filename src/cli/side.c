#include "cli/side.h"

#include <contagraph/sheet.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/heap.h"
#include "cli/input.h"
#include "cli/inputs.h"
#include "cli/progress.h"
#include "cli/results.h"
#include "cli/say.h"
#include "text/csv.h"
#include "text/records.h"

void side_clear(side *made)
{
    for (size_t i = 0; i < made->node_count; i++)
        free(made->ids[i]);
    for (size_t i = 0; i < made->column_count; i++)
        free(made->columns[i]);
    for (size_t i = 0; i < made->key_count; i++)
        free(made->keys[i]);
    free(made->ids);
    free(made->columns);
    free(made->values);
    free(made->keys);
    free(made->totals);
    tables_free(made->rows);
    *made = (side){0};
}

const char *side_kind_name(side_kind kind)
{
    static const char *const names[] = {"runs", "rankings", "graphs"};

    return names[kind];
}

double side_value(const side *of, size_t node, size_t column)
{
    return of->values[node * of->column_count + column];
}

double side_total(const side *of, const char *key)
{
    for (size_t i = 0; i < of->key_count; i++)
        if (strcmp(of->keys[i], key) == 0)
            return of->totals[i];
    return (double)NAN;
}

static void add_total(side *made, const char *key, double total)
{
    const size_t count = made->key_count + 1;

    made->keys = heap_grow(made->keys, count * sizeof *made->keys);
    made->totals = heap_grow(made->totals, count * sizeof *made->totals);
    made->keys[made->key_count] = heap_copy(key);
    made->totals[made->key_count++] = total;
}

static void add_column(side *made, const char *name)
{
    made->columns = heap_grow(made->columns,
                              (made->column_count + 1) * sizeof *made->columns);
    made->columns[made->column_count++] = heap_copy(name);
}

/* Columns of numbers, by the `id` of their row. */
static exit_status take_sheet(const char *path, const ctg_sheet *from,
                              side *made)
{
    const size_t id = ctg_sheet_find(from, "id");
    const size_t column_count = ctg_sheet_column_count(from);
    const size_t row_count = ctg_sheet_row_count(from);
    size_t *const columns = heap_take(column_count * sizeof *columns);

    if (id == SIZE_MAX) {
        say("%s: has no column 'id', as results of run and rank do", path);
        free(columns);
        return EXIT_FAILED;
    }
    for (size_t c = 0; c < column_count; c++)
        if (c != id && strcmp(ctg_sheet_head(from, c), "name") != 0) {
            columns[made->column_count] = c;
            add_column(made, ctg_sheet_head(from, c));
        }
    made->ids = heap_take((row_count + 1) * sizeof *made->ids);
    made->values =
        heap_take((row_count * made->column_count + 1) * sizeof *made->values);
    for (size_t r = 0; r < row_count; r++) {
        made->ids[made->node_count++] = heap_copy(ctg_sheet_cell(from, r, id));
        for (size_t c = 0; c < made->column_count; c++) {
            double *const value = &made->values[r * made->column_count + c];

            if (!ctg_text_parse(ctg_sheet_cell(from, r, columns[c]), value))
                *value = (double)NAN;
        }
    }
    free(columns);
    return EXIT_DONE;
}

static exit_status read_sheet(const char *path, side *made)
{
    progress shown = {.doing = "reading"};
    ctg_sheet *from = NULL;
    ctg_error error;
    exit_status status;

    inputs_note(path);
    status = say_error(
        ctg_sheet_read(path, progress_step, &shown, &from, &error), &error);

    if (status)
        return status;
    made->kind = ctg_sheet_find(from, "failed_round") == SIZE_MAX ? SIDE_RANKING
                                                                  : SIDE_RUN;
    status = take_sheet(path, from, made);
    ctg_sheet_free(from);
    return status;
}

/* The keys of a summary.json; without one there are none. */
static exit_status read_summary(const char *path, side *made)
{
    struct stat found;
    ctg_sheet *from = NULL;
    ctg_error error;
    exit_status status;

    if (stat(path, &found))
        return EXIT_DONE;
    inputs_note(path);
    status = say_error(ctg_sheet_read(path, NULL, NULL, &from, &error), &error);
    for (size_t i = 0; !status && results_keys[i]; i++) {
        const size_t column = ctg_sheet_find(from, results_keys[i]);
        const char *const text =
            column == SIZE_MAX || !ctg_sheet_row_count(from)
                ? ""
                : ctg_sheet_cell(from, 0, column);
        double total;

        if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
            add_total(made, results_keys[i], *text == 't');
        else if (ctg_text_parse(text, &total))
            add_total(made, results_keys[i], total);
    }
    ctg_sheet_free(from);
    return status;
}

static exit_status take_tables(const args *given, const ctg_graph *graph,
                               side *made)
{
    ctg_graph *hidden = NULL;
    ctg_error error;
    ctg_status status = CTG_OK;

    if (args_given(given, "anonymise"))
        status = ctg_graph_copy(graph, &hidden, &error);
    if (hidden)
        status = ctg_graph_anonymise(hidden, &error);
    if (!status)
        made->rows = tables_new(graph, hidden);
    ctg_graph_free(hidden);
    return say_error(status, &error);
}

static void take_graph(const input *from, side *made)
{
    const ctg_network *const network = from->network;
    const double *const figures[] = {ctg_network_equity(network),
                                     ctg_network_assets(network),
                                     ctg_network_liabilities(network)};
    static const char *const names[] = {"equity", "assets", "liabilities"};
    const size_t count = ctg_network_node_count(network);

    made->kind = SIDE_GRAPH;
    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        if (ctg_graph_row_count(from->graph, (ctg_table)t))
            add_total(made, ctg_table_name((ctg_table)t),
                      (double)ctg_graph_row_count(from->graph, (ctg_table)t));
    made->ids = heap_take((count + 1) * sizeof *made->ids);
    made->values = heap_take((3 * count + 1) * sizeof *made->values);
    for (size_t i = 0; i < count; i++)
        made->ids[made->node_count++] =
            heap_copy(ctg_graph_node_id(from->graph, (ctg_node)i));
    for (size_t c = 0; c < 3; c++) {
        char *const key = heap_print("total_%s", names[c]);
        double sum = 0;

        add_column(made, names[c]);
        for (size_t i = 0; i < count; i++) {
            made->values[3 * i + c] = figures[c][i];
            sum += figures[c][i];
        }
        add_total(made, key, sum);
        free(key);
    }
}

static exit_status read_graph(const args *given, const char *path, side *made)
{
    input from = {0};
    exit_status status = input_open(given, path, &from);

    if (!status)
        take_graph(&from, made);
    if (!status)
        status = take_tables(given, from.graph, made);
    input_clear(&from);
    return status;
}

/* A CSV file whose first column is `id`, of several, is a result, no edge
 * list. */
static bool is_result(const char *path)
{
    ctg__records records;
    ctg__csv csv = {0};
    const char *record;
    size_t length = 1;
    size_t line;
    bool found = false;
    bool started = false;
    ctg_error error;

    if (ctg__records_open(&records, path, path, NULL, NULL, &error))
        return false;
    records.quotes = true;
    while (!found && length &&
           !ctg__records_next(&records, &record, &length, &line, &error)) {
        if (started)
            ctg__csv_continue(&csv, record, length, line);
        else
            ctg__csv_init(&csv, record, length, path, NULL, NULL);
        started = true;
        if (ctg__csv_next(&csv, &found, &error))
            break;
    }
    found = found && csv.cell_count > 1 && csv.cells[0].length == 2 &&
            memcmp(csv.cells[0].text, "id", 2) == 0;
    ctg__csv_clear(&csv);
    ctg__records_close(&records);
    return found;
}

exit_status side_read(const args *given, const char *path, side *made)
{
    char *const nodes = heap_print("%s/nodes_out.csv", path);
    char *const summary = heap_print("%s/summary.json", path);
    struct stat found;
    exit_status status;

    if (stat(nodes, &found) == 0) {
        status = read_sheet(nodes, made);
        if (!status)
            status = read_summary(summary, made);
    } else if (stat(path, &found) == 0 && S_ISREG(found.st_mode) &&
               is_result(path)) {
        status = read_sheet(path, made);
    } else {
        status = read_graph(given, path, made);
    }
    free(nodes);
    free(summary);
    if (status)
        side_clear(made);
    return status;
}
