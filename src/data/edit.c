/* One cell changed, told in words: "markets V/ETH maintenance=0.2". */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "data/graph.h"
#include "text/nearest.h"
#include "text/number.h"

/* The columns that identify a row, by table; SIZE_MAX ends them. */
static const size_t key_columns[CTG_TABLE_COUNT][4] = {
    [CTG_NODES] = {CTG__NODE_ID, SIZE_MAX},
    [CTG_EXPOSURES] = {CTG__EXPOSURE_DEBTOR, CTG__EXPOSURE_CREDITOR, SIZE_MAX},
    [CTG_ASSETS] = {CTG__ASSET_ID, SIZE_MAX},
    [CTG_HOLDINGS] = {CTG__HOLDING_NODE, CTG__HOLDING_ASSET, SIZE_MAX},
    [CTG_VENUES] = {CTG__VENUE_NODE, SIZE_MAX},
    [CTG_MARKETS] = {CTG__MARKET_VENUE, CTG__MARKET_ASSET, CTG__MARKET_ABOVE,
                     SIZE_MAX},
    [CTG_POSITIONS] = {CTG__POSITION_VENUE, CTG__POSITION_ACCOUNT,
                       CTG__POSITION_ASSET, SIZE_MAX},
    [CTG_LAYERS] = {CTG__LAYER_VENUE, CTG__LAYER_ORDER, SIZE_MAX},
};

/* The lowest tier of a market is named without its `above`. */
static bool is_left_out(const ctg_graph *graph, ctg_table table, size_t column,
                        size_t row)
{
    const ctg__column *const at = &graph->tables[table].columns[column];

    return table == CTG_MARKETS && column == CTG__MARKET_ABOVE &&
           !(at->number && at->number[row] > 0);
}

/* "KEY COLUMN=VALUE", cut. */
struct edit {
    ctg_table table;
    const char *key;
    size_t key_length;
    size_t column;
    const char *value;
    bool by_name; /* parts of the key may be names, or other capitals */
};

static ctg_status find_table(const char *name, size_t length, ctg_table *table,
                             ctg_error *error)
{
    char word[32] = "";
    char hint[96];
    ctg__nearest nearest;

    if (length < sizeof word)
        memcpy(word, name, length);
    nearest = ctg__nearest_start(word);
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const char *const known = ctg_table_name((ctg_table)t);

        if (strlen(known) == length && memcmp(known, name, length) == 0) {
            *table = (ctg_table)t;
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, known);
    }
    return ctg__fail(error, CTG_NOT_FOUND, "no table '%.*s' to edit%s",
                     ctg__message_bytes(length), name,
                     ctg__nearest_hint(&nearest, hint));
}

/* The node or asset that a cell stands for; CTG_NONE: it is neither. */
static uint32_t entity_of(const ctg_graph *graph, ctg_table table,
                          size_t column, size_t row, ctg_table *kind)
{
    const ctg__column *const at = &graph->tables[table].columns[column];
    const char *id;

    if (table == CTG_NODES || table == CTG_ASSETS) {
        *kind = table;
        return (uint32_t)row;
    }
    if (!at->word ||
        (at->spec->type != CTG__NODE && at->spec->type != CTG__ASSET))
        return CTG_NONE;
    *kind = at->spec->type == CTG__NODE ? CTG_NODES : CTG_ASSETS;
    id = ctg__graph_text(graph, at->word[row]);
    return ctg__graph_find_id(graph, *kind, id, strlen(id));
}

/* How much of a key, up to `/` or its end, names what a cell stands for. */
static size_t name_length(const ctg_graph *graph, const struct edit *edit,
                          size_t column, size_t row, const char *at,
                          const char *end)
{
    ctg_table kind = CTG_NODES;
    const uint32_t entity = entity_of(graph, edit->table, column, row, &kind);

    for (const char *c = at; entity != CTG_NONE && c <= end; c++) {
        const size_t length = (size_t)(c - at);

        if (!length || (c < end && *c != '/'))
            continue;
        if (ctg__graph_find_id(graph, kind, at, length) == entity ||
            (ctg__graph_find_id(graph, kind, at, length) == CTG_NONE &&
             ctg__graph_find_name(graph, kind, at, length) == entity))
            return length;
    }
    return 0;
}

/* The ids of a row joined by `/` are the key. */
static bool has_key(const ctg_graph *graph, const struct edit *edit, size_t row)
{
    const size_t *const columns = key_columns[edit->table];
    const char *at = edit->key;
    const char *const end = edit->key + edit->key_length;

    for (size_t i = 0; columns[i] != SIZE_MAX; i++) {
        char buffer[32];
        const char *const cell = ctg__graph_column_text(
            graph, &graph->tables[edit->table].columns[columns[i]], row,
            buffer);
        const size_t length = strlen(cell);

        if (is_left_out(graph, edit->table, columns[i], row))
            continue;
        if (i && (at == end || *at++ != '/'))
            return false;
        if (edit->by_name) {
            const size_t named =
                name_length(graph, edit, columns[i], row, at, end);

            if (named) {
                at += named;
                continue;
            }
        }
        if ((size_t)(end - at) < length || memcmp(at, cell, length) != 0)
            return false;
        at += length;
    }
    return at == end;
}

static size_t find_row(const ctg_graph *graph, const struct edit *edit,
                       size_t row)
{
    const size_t row_count = graph->tables[edit->table].row_count;

    while (row < row_count && !has_key(graph, edit, row))
        row++;
    return row;
}

static size_t column_of(const ctg_graph *graph, ctg_table table,
                        const char *name, size_t length)
{
    const ctg__rows *const rows = &graph->tables[table];

    for (size_t c = 0; c < rows->column_count; c++)
        if (strlen(rows->columns[c].name) == length &&
            memcmp(rows->columns[c].name, name, length) == 0)
            return c;
    return SIZE_MAX;
}

static ctg_status refuse_column(const ctg_graph *graph, ctg_table table,
                                const char *name, size_t length,
                                ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];
    char word[65] = "";
    char hint[96];
    ctg__nearest nearest;

    if (length < sizeof word)
        memcpy(word, name, length);
    nearest = ctg__nearest_start(word);
    for (size_t c = 0; c < rows->column_count; c++)
        ctg__nearest_try(&nearest, rows->columns[c].name);
    return ctg__fail(error, CTG_NOT_FOUND, "%s has no column '%.*s'%s",
                     ctg_table_name(table), ctg__message_bytes(length), name,
                     ctg__nearest_hint(&nearest, hint));
}

/* As it stands, else without the blanks behind it; ids before names. */
static bool key_exists(const ctg_graph *graph, struct edit *edit)
{
    const size_t row_count = graph->tables[edit->table].row_count;

    edit->by_name = false;
    if (find_row(graph, edit, 0) < row_count)
        return true;
    while (edit->key_length && edit->key[edit->key_length - 1] == ' ')
        edit->key_length--;
    if (find_row(graph, edit, 0) < row_count)
        return true;
    edit->by_name = true;
    return find_row(graph, edit, 0) < row_count;
}

/* The key of a row as an edit has it. */
static void write_key(const ctg_graph *graph, ctg_table table, size_t row,
                      char text[80])
{
    const size_t *const columns = key_columns[table];
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; columns[i] != SIZE_MAX && used < 80; i++) {
        char buffer[32];

        if (is_left_out(graph, table, columns[i], row))
            continue;
        used += (size_t)snprintf(
            text + used, 80 - used, "%s%s", i ? "/" : "",
            ctg__graph_column_text(
                graph, &graph->tables[table].columns[columns[i]], row, buffer));
    }
}

static ctg_status refuse_key(const ctg_graph *graph, ctg_table table,
                             const char *key, size_t length, ctg_error *error)
{
    char word[65] = "";
    char best[80] = "";
    char hint[120];
    char text[80];
    ctg__nearest nearest;

    if (length < sizeof word)
        memcpy(word, key, length);
    nearest = ctg__nearest_start(word);
    for (size_t row = 0; row < graph->tables[table].row_count; row++) {
        const size_t before = nearest.distance;

        write_key(graph, table, row, text);
        ctg__nearest_try(&nearest, text);
        if (nearest.distance < before)
            memcpy(best, text, sizeof best);
    }
    return ctg__fail(error, CTG_NOT_FOUND, "%s has no row '%.*s'%s",
                     ctg_table_name(table), ctg__message_bytes(length), key,
                     ctg__hint(hint, sizeof hint, *best ? best : NULL, NULL));
}

/* What stands before the first `=` is taken for the column. */
static ctg_status explain(const ctg_graph *graph, ctg_table table,
                          const char *text, ctg_error *error)
{
    const char *const end = text + strcspn(text, "=");
    const char *name = end;

    while (name > text && name[-1] != ' ')
        name--;
    if (!*end || name == text || name == end)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "an edit reads TABLE KEY COLUMN=VALUE, such as "
                         "'markets V/ETH maintenance=0.2'");
    return refuse_column(graph, table, name, (size_t)(end - name), error);
}

/*
 * Cuts the text behind the table. Keys and values may hold blanks and `=`:
 * the first cut at which column and row exist is meant.
 */
static ctg_status cut(const ctg_graph *graph, const char *text,
                      struct edit *edit, ctg_error *error)
{
    const char *unknown = NULL; /* a key whose column exists */
    size_t unknown_length = 0;

    for (const char *c = text; *c; c++) {
        const size_t length = strcspn(c + 1, "=");

        if (*c != ' ' || !c[1 + length])
            continue;
        edit->key = text;
        edit->key_length = (size_t)(c - text);
        edit->value = c + 1 + length + 1;
        edit->column = column_of(graph, edit->table, c + 1, length);
        if (edit->column == SIZE_MAX)
            continue;
        if (key_exists(graph, edit))
            return CTG_OK;
        if (!unknown) {
            unknown = text;
            unknown_length = edit->key_length;
        }
    }
    if (!unknown)
        return explain(graph, edit->table, text, error);
    return refuse_key(graph, edit->table, unknown, unknown_length, error);
}

static ctg_status set_cell(ctg_graph *graph, const struct edit *edit,
                           size_t row, ctg_error *error)
{
    const ctg__column *const column =
        &graph->tables[edit->table].columns[edit->column];
    const size_t length = strlen(edit->value);
    double rate;

    if (column->number && length && edit->value[length - 1] == '%' &&
        column->spec->type == CTG__NUMBER &&
        !ctg__number_parse_rate(edit->value, length, &rate))
        return ctg__graph_set_number(graph, edit->table, row, edit->column,
                                     rate, error);
    return ctg__graph_set_text(graph, edit->table, row, edit->column,
                               edit->value, length, error);
}

static ctg_status apply(ctg_graph *graph, const struct edit *edit,
                        ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[edit->table];
    const char *const name = rows->columns[edit->column].name;
    size_t row = find_row(graph, edit, 0);
    size_t index;
    ctg_status status = ctg__graph_need_column(graph, edit->table, name,
                                               strlen(name), &index, error);

    while (!status && row < rows->row_count) {
        /* First the next one: the key itself may be what changes. */
        const size_t next = find_row(graph, edit, row + 1);

        status = set_cell(graph, edit, row, error);
        row = next;
    }
    if (edit->table == CTG_VENUES && edit->column == CTG__VENUE_PRESET)
        graph->presets_applied = false;
    if (status == CTG_BAD_INPUT) {
        status = CTG_BAD_ARGUMENT;
        if (error)
            error->status = status;
    }
    return status;
}

static ctg_status read_edit(const ctg_graph *graph, const char *words,
                            struct edit *edit, ctg_error *error)
{
    size_t length;
    ctg_status status;

    words += strspn(words, " ");
    length = strcspn(words, " ");
    status = find_table(words, length, &edit->table, error);
    return status ? status
                  : cut(graph, words + length + strspn(words + length, " "),
                        edit, error);
}

ctg_status ctg_graph_edit(ctg_graph *graph, const char *edit, ctg_error *error)
{
    struct edit cutting = {0};
    const ctg_status status = read_edit(graph, edit, &cutting, error);

    return status ? status : apply(graph, &cutting, error);
}

ctg_status ctg__graph_edited_number(const ctg_graph *graph, const char *edit,
                                    double *value, ctg_error *error)
{
    struct edit cutting = {0};
    const ctg__column *column;
    size_t row;
    ctg_status status = read_edit(graph, edit, &cutting, error);

    if (status)
        return status;
    column = &graph->tables[cutting.table].columns[cutting.column];
    if (!column->spec || column->spec->type != CTG__NUMBER)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s.%s is no column of numbers",
                         ctg_table_name(cutting.table), column->name);
    row = find_row(graph, &cutting, 0);
    *value = column->number ? column->number[row] : (double)NAN;
    for (; row < graph->tables[cutting.table].row_count;
         row = find_row(graph, &cutting, row + 1))
        if (column->number && column->number[row] != *value)
            *value = (double)NAN; /* rows that differ: no one number */
    return CTG_OK;
}
