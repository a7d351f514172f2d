#include "cli/tables.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"

struct tables {
    tables_cell *cells;
    tables_cell *sorted; /* by row and column */
    size_t count;
    size_t room;
};

/* The columns that identify a row, as --edit has them. */
static const char *const keys[CTG_TABLE_COUNT][4] = {
    [CTG_NODES] = {"id"},
    [CTG_EXPOSURES] = {"debtor", "creditor"},
    [CTG_ASSETS] = {"id"},
    [CTG_HOLDINGS] = {"node", "asset"},
    [CTG_VENUES] = {"node"},
    [CTG_MARKETS] = {"venue", "asset"},
    [CTG_POSITIONS] = {"venue", "account", "asset"},
    [CTG_LAYERS] = {"venue", "order"},
};

static int compare_cells(const void *one, const void *other)
{
    const tables_cell *const a = one;
    const tables_cell *const b = other;
    const int rows = strcmp(a->row, b->row);

    if (rows)
        return rows;
    if (!a->column || !b->column)
        return (a->column != NULL) - (b->column != NULL);
    return strcmp(a->column, b->column);
}

static int compare_rows(const void *one, const void *other)
{
    const tables_cell *const a = one;
    const tables_cell *const b = other;
    const int rows = strcmp(a->row, b->row);

    return rows ? rows : (a->index > b->index) - (a->index < b->index);
}

static tables_cell *add(tables *made, const char *row, const char *column,
                        const char *text)
{
    if (made->count == made->room) {
        made->room = made->room ? 2 * made->room : 256;
        made->cells = heap_grow(made->cells, made->room * sizeof *made->cells);
    }
    made->cells[made->count] = (tables_cell){.row = row,
                                             .column = column,
                                             .text = text,
                                             .index = made->count,
                                             .shown_row = row,
                                             .shown = text};
    return &made->cells[made->count++];
}

/* The table is all that tells of a row, and of what names somebody nothing. */
static void hide(tables_cell *made, const ctg_graph *hidden, ctg_table table,
                 size_t row)
{
    static const char *const rows[CTG_TABLE_COUNT] = {
        [CTG_NODES] = "nodes (anonymised)",
        [CTG_EXPOSURES] = "exposures (anonymised)",
        [CTG_ASSETS] = "assets (anonymised)",
        [CTG_HOLDINGS] = "holdings (anonymised)",
        [CTG_VENUES] = "venues (anonymised)",
        [CTG_MARKETS] = "markets (anonymised)",
        [CTG_POSITIONS] = "positions (anonymised)",
        [CTG_LAYERS] = "layers (anonymised)"};
    char buffer[32];
    const char *const text =
        made->column ? ctg_graph_cell(hidden, table, row, made->column, buffer)
                     : NULL;

    made->shown_row = rows[table];
    if (made->column && (!text || strcmp(text, made->text) != 0))
        made->shown = "(anonymised)";
}

static char *name_row(const ctg_graph *graph, ctg_table table, size_t row)
{
    char *name = heap_print("%s ", ctg_table_name(table));

    for (size_t k = 0; keys[table][k]; k++) {
        char buffer[32];
        const char *const part =
            ctg_graph_cell(graph, table, row, keys[table][k], buffer);
        char *const longer =
            heap_print("%s%s%s", name, k ? "/" : "", part ? part : "");

        free(name);
        name = longer;
    }
    return name;
}

/* Rows of one key get numbers, so that each has a name of its own. */
static void number_rows(tables_cell *rows, size_t count)
{
    size_t first = 0;

    if (count)
        qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 1; i < count; i++) {
        char *numbered;

        if (strcmp(rows[i].row, rows[first].row) != 0) {
            first = i;
            continue;
        }
        numbered = heap_print("%s (%zu)", rows[i].row, i - first + 1);
        free((void *)(uintptr_t)rows[i].row);
        rows[i].row = numbered;
    }
}

static void take_table(tables *made, const ctg_graph *graph,
                       const ctg_graph *hidden, ctg_table table)
{
    const size_t count = ctg_graph_row_count(graph, table);
    tables_cell *const rows = heap_take((count + 1) * sizeof *rows);
    const char **const names = heap_take((count + 1) * sizeof *names);

    for (size_t i = 0; i < count; i++)
        rows[i] = (tables_cell){.row = name_row(graph, table, i), .index = i};
    number_rows(rows, count);
    for (size_t i = 0; i < count; i++)
        names[rows[i].index] = rows[i].row;
    for (size_t i = 0; i < count; i++) {
        const char *column;
        tables_cell *one = add(made, names[i], NULL, NULL);

        if (hidden)
            hide(one, hidden, table, i);
        for (size_t c = 0; (column = ctg_graph_column(graph, table, c)); c++) {
            char buffer[32];
            const char *const text =
                ctg_graph_cell(graph, table, i, column, buffer);

            if (!text || !*text)
                continue;
            one = add(made, names[i], heap_copy(column), heap_copy(text));
            if (hidden)
                hide(one, hidden, table, i);
        }
    }
    free(rows);
    free(names);
}

tables *tables_new(const ctg_graph *graph, const ctg_graph *hidden)
{
    tables *const made = heap_take(sizeof *made);

    for (int t = 0; t < CTG_TABLE_COUNT; t++)
        take_table(made, graph, hidden, (ctg_table)t);
    made->sorted = heap_take((made->count + 1) * sizeof *made->sorted);
    if (made->count) {
        memcpy(made->sorted, made->cells, made->count * sizeof *made->cells);
        qsort(made->sorted, made->count, sizeof *made->sorted, compare_cells);
    }
    return made;
}

void tables_free(tables *made)
{
    if (!made)
        return;
    for (size_t i = 0; i < made->count; i++) {
        if (!made->cells[i].column)
            free((void *)(uintptr_t)made->cells[i].row);
        free((void *)(uintptr_t)made->cells[i].column);
        free((void *)(uintptr_t)made->cells[i].text);
    }
    free(made->cells);
    free(made->sorted);
    free(made);
}

const tables_cell *tables_at(const tables *of, size_t index)
{
    return index < of->count ? &of->cells[index] : NULL;
}

const tables_cell *tables_find(const tables *of, const char *row,
                               const char *column)
{
    const tables_cell key = {.row = row, .column = column};

    return of->count ? bsearch(&key, of->sorted, of->count, sizeof *of->sorted,
                               compare_cells)
                     : NULL;
}
