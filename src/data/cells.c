#include "data/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/text.h"
#include "text/words.h"

struct ctg__cells {
    ctg__words *words; /* all texts */
    ctg__table_cell *list;
    ctg__table_cell *sorted; /* by row and column */
    size_t count;
    size_t room;
};

/* The columns that identify a row, as --edit has them, and what stands for a
 * row where nobody may be named. */
static const struct {
    const char *keys[4];
    const char *hidden;
} tables[CTG_TABLE_COUNT] = {
    [CTG_NODES] = {{"id"}, "nodes (anonymised)"},
    [CTG_EXPOSURES] = {{"debtor", "creditor"}, "exposures (anonymised)"},
    [CTG_ASSETS] = {{"id"}, "assets (anonymised)"},
    [CTG_HOLDINGS] = {{"node", "asset"}, "holdings (anonymised)"},
    [CTG_VENUES] = {{"node"}, "venues (anonymised)"},
    [CTG_MARKETS] = {{"venue", "asset"}, "markets (anonymised)"},
    [CTG_POSITIONS] = {{"venue", "account", "asset"}, "positions (anonymised)"},
    [CTG_LAYERS] = {{"venue", "order"}, "layers (anonymised)"},
};

static int compare_cells(const void *one, const void *other)
{
    const ctg__table_cell *const a = one;
    const ctg__table_cell *const b = other;
    const int rows = strcmp(a->row, b->row);

    if (rows)
        return rows;
    if (!a->column || !b->column)
        return (a->column != NULL) - (b->column != NULL);
    return strcmp(a->column, b->column);
}

static int compare_rows(const void *one, const void *other)
{
    const ctg__table_cell *const a = one;
    const ctg__table_cell *const b = other;
    const int rows = strcmp(a->row, b->row);

    return rows ? rows : (a->index > b->index) - (a->index < b->index);
}

/* A text kept; NULL when out of memory. */
static const char *keep(ctg__cells *made, const char *text)
{
    const ctg_word word = ctg__words_add(made->words, text, strlen(text));

    return word == CTG__NO_WORD ? NULL : ctg__words_text(made->words, word);
}

/* What was printed, kept likewise. */
static const char *keep_text(ctg__cells *made, ctg__text *text)
{
    const char *const kept =
        text->failed ? NULL : keep(made, ctg__text_string(text));

    ctg__text_clear(text);
    return kept;
}

static bool add(ctg__cells *made, const ctg__table_cell *cell)
{
    ctg__table_cell *const grown = ctg__grow_array(
        made->list, made->count, &made->room, 256, sizeof *grown);

    if (!grown)
        return false;
    made->list = grown;
    grown[made->count] = *cell;
    grown[made->count].index = made->count;
    made->count++;
    return true;
}

/* The table is all that tells of a row, and of what names somebody nothing. */
static void hide(ctg__table_cell *cell, const ctg_graph *hidden,
                 ctg_table table, size_t row)
{
    char buffer[32];
    const char *const text =
        cell->column ? ctg_graph_cell(hidden, table, row, cell->column, buffer)
                     : NULL;

    cell->shown_row = tables[table].hidden;
    if (cell->column && (!text || strcmp(text, cell->text) != 0))
        cell->shown = "(anonymised)";
}

/* "exposures A/B" */
static const char *name_row(ctg__cells *made, const ctg_graph *graph,
                            ctg_table table, size_t row)
{
    ctg__text name = {0};

    ctg__text_add(&name, ctg_table_name(table));
    for (size_t k = 0; tables[table].keys[k]; k++) {
        char buffer[32];
        const char *const part =
            ctg_graph_cell(graph, table, row, tables[table].keys[k], buffer);

        ctg__text_add_char(&name, k ? '/' : ' ');
        ctg__text_add(&name, part ? part : "");
    }
    return keep_text(made, &name);
}

/* Rows of one key get numbers, so that each has a name of its own. */
static bool number_rows(ctg__cells *made, ctg__table_cell *rows, size_t count)
{
    size_t first = 0;

    if (count)
        qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 1; i < count; i++) {
        ctg__text numbered = {0};

        if (strcmp(rows[i].row, rows[first].row) != 0) {
            first = i;
            continue;
        }
        ctg__text_print(&numbered, "%s (%zu)", rows[i].row, i - first + 1);
        rows[i].row = keep_text(made, &numbered);
        if (!rows[i].row)
            return false;
    }
    return true;
}

/* The names of a table's rows, by row; false when out of memory. */
static bool name_rows(ctg__cells *made, const ctg_graph *graph, ctg_table table,
                      size_t count, const char **names)
{
    ctg__table_cell *const rows = ctg__allocate_array(count + 1, sizeof *rows);
    bool fine = rows != NULL;

    for (size_t i = 0; fine && i < count; i++) {
        rows[i] = (ctg__table_cell){.row = name_row(made, graph, table, i),
                                    .index = i};
        fine = rows[i].row != NULL;
    }
    fine = fine && number_rows(made, rows, count);
    for (size_t i = 0; fine && i < count; i++)
        names[rows[i].index] = rows[i].row;
    ctg__release(rows);
    return fine;
}

static bool take_row(ctg__cells *made, const ctg_graph *graph,
                     const ctg_graph *hidden, ctg_table table, size_t row,
                     const char *name)
{
    ctg__table_cell cell = {.row = name, .shown_row = name};
    const char *column;

    if (hidden)
        hide(&cell, hidden, table, row);
    if (!add(made, &cell))
        return false;
    for (size_t c = 0; (column = ctg_graph_column(graph, table, c)); c++) {
        char buffer[32];
        const char *const text =
            ctg_graph_cell(graph, table, row, column, buffer);

        if (!text || !*text)
            continue;
        cell = (ctg__table_cell){.row = name,
                                 .column = keep(made, column),
                                 .text = keep(made, text),
                                 .shown_row = name};
        cell.shown = cell.text;
        if (!cell.column || !cell.text)
            return false;
        if (hidden)
            hide(&cell, hidden, table, row);
        if (!add(made, &cell))
            return false;
    }
    return true;
}

static bool take_table(ctg__cells *made, const ctg_graph *graph,
                       const ctg_graph *hidden, ctg_table table)
{
    const size_t count = ctg_graph_row_count(graph, table);
    const char **const names = ctg__allocate_array(count + 1, sizeof *names);
    bool fine = names && name_rows(made, graph, table, count, names);

    for (size_t i = 0; fine && i < count; i++)
        fine = take_row(made, graph, hidden, table, i, names[i]);
    ctg__release(names);
    return fine;
}

static bool sort(ctg__cells *made)
{
    made->sorted = ctg__allocate_array(made->count + 1, sizeof *made->sorted);
    if (!made->sorted)
        return false;
    if (made->count) {
        memcpy(made->sorted, made->list, made->count * sizeof *made->list);
        qsort(made->sorted, made->count, sizeof *made->sorted, compare_cells);
    }
    return true;
}

ctg__cells *ctg__cells_new(const ctg_graph *graph, const ctg_graph *hidden)
{
    ctg__cells *const made = ctg__allocate_zeroed(sizeof *made);
    bool fine = made != NULL;

    if (fine) {
        made->words = ctg__words_new();
        fine = made->words != NULL;
    }
    for (int t = 0; fine && t < CTG_TABLE_COUNT; t++)
        fine = take_table(made, graph, hidden, (ctg_table)t);
    if (fine && sort(made))
        return made;
    ctg__cells_free(made);
    return NULL;
}

void ctg__cells_free(ctg__cells *cells)
{
    if (!cells)
        return;
    ctg__words_free(cells->words);
    ctg__release(cells->list);
    ctg__release(cells->sorted);
    ctg__release(cells);
}

const ctg__table_cell *ctg__cells_at(const ctg__cells *cells, size_t index)
{
    return index < cells->count ? &cells->list[index] : NULL;
}

const ctg__table_cell *ctg__cells_find(const ctg__cells *cells, const char *row,
                                       const char *column)
{
    const ctg__table_cell key = {.row = row, .column = column};

    return cells->count ? bsearch(&key, cells->sorted, cells->count,
                                  sizeof *cells->sorted, compare_cells)
                        : NULL;
}
