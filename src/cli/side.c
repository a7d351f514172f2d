#include "cli/side.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/heap.h"
#include "cli/input.h"
#include "cli/results.h"
#include "cli/say.h"
#include "cli/sheet.h"

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
static exit_status take_sheet(const char *path, const sheet *from, side *made)
{
    const size_t id = sheet_find(from, "id");
    size_t *const columns = heap_take(from->column_count * sizeof *columns);

    if (id == SIZE_MAX) {
        say("%s: has no column 'id', as results of run and rank do", path);
        free(columns);
        return EXIT_FAILED;
    }
    for (size_t c = 0; c < from->column_count; c++)
        if (c != id && strcmp(sheet_head(from, c), "name") != 0) {
            columns[made->column_count] = c;
            add_column(made, sheet_head(from, c));
        }
    made->ids = heap_take((from->row_count + 1) * sizeof *made->ids);
    made->values = heap_take((from->row_count * made->column_count + 1) *
                             sizeof *made->values);
    for (size_t r = 0; r < from->row_count; r++) {
        made->ids[made->node_count++] = heap_copy(sheet_cell(from, r, id));
        for (size_t c = 0; c < made->column_count; c++) {
            double *const value = &made->values[r * made->column_count + c];

            if (!ctg_text_parse(sheet_cell(from, r, columns[c]), value))
                *value = (double)NAN;
        }
    }
    free(columns);
    return EXIT_DONE;
}

static exit_status read_sheet(const char *path, side *made)
{
    sheet from;
    exit_status status = sheet_read(path, &from);

    if (status)
        return status;
    made->kind =
        sheet_find(&from, "failed_round") == SIZE_MAX ? SIDE_RANKING : SIDE_RUN;
    status = take_sheet(path, &from, made);
    sheet_clear(&from);
    return status;
}

/* The keys of a summary.json, which is flat; without one there are none. */
static void read_summary(const char *path, side *made)
{
    char *const text = heap_read(path);

    for (size_t i = 0; text && results_keys[i]; i++) {
        char *const quoted = heap_print("\"%s\":", results_keys[i]);
        const char *at = strstr(text, quoted);
        char number[64];
        double total;

        if (at) {
            at += strlen(quoted);
            at += strspn(at, " ");
            snprintf(number, sizeof number, "%.*s",
                     (int)strcspn(at, ",}\r\n \t"), at);
            if (strcmp(number, "true") == 0 || strcmp(number, "false") == 0)
                add_total(made, results_keys[i], *number == 't');
            else if (ctg_text_parse(number, &total))
                add_total(made, results_keys[i], total);
        }
        free(quoted);
    }
    free(text);
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
    made->rows = tables_new(from->graph);
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
    const exit_status status = input_open(given, path, &from);

    if (!status)
        take_graph(&from, made);
    input_clear(&from);
    return status;
}

/* A CSV file whose first line begins with `id,` is a result, no edge list. */
static bool is_result(const char *path)
{
    FILE *const file = fopen(path, "r");
    char begin[4] = "";
    bool found;

    if (!file)
        return false;
    found = fread(begin, 1, 3, file) == 3 && strcmp(begin, "id,") == 0;
    fclose(file);
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
            read_summary(summary, made);
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
