#include "read/sqlite_write.h"

#include <math.h>
#include <stdio.h>
#include <strings.h>

#include "base/memory.h"
#include "bridge/sqlite3.h"
#include "read/about.h"
#include "text/text.h"

bool ctg__sqlite_can_hold(const ctg_graph *graph, ctg_table table,
                          const ctg__column *column)
{
    const ctg__rows *const rows = &graph->tables[table];

    for (const ctg__column *c = rows->columns; c < column; c++)
        if (strcasecmp(c->name, column->name) == 0)
            return false;
    return true;
}

/* The columns of a table that are written, and how a row is added. */
typedef struct table_writer {
    sqlite3 *database;
    const ctg_graph *graph;
    ctg_table table;
    size_t *columns;
    size_t count;
    ctg__text insert;
} table_writer;

static ctg_status choose_columns(table_writer *w, ctg_error *error)
{
    const ctg__rows *const rows = &w->graph->tables[w->table];

    w->columns = ctg__allocate_array(rows->column_count, sizeof *w->columns);
    if (!w->columns)
        return ctg__fail_memory(error);
    for (size_t c = 0; c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if (((column->spec && column->spec->needed) ||
             ctg__column_holds_any(rows, column)) &&
            ctg__sqlite_can_hold(w->graph, w->table, column))
            w->columns[w->count++] = c;
    }
    return CTG_OK;
}

static const char *sql_type(const ctg__column *column)
{
    if (!column->spec)
        return " TEXT";
    switch (column->spec->type) {
    case CTG__NUMBER:
        return " REAL";
    case CTG__FLAG:
        return " INTEGER";
    case CTG__LEVERAGE:
        return ""; /* numbers stay numbers, `initial` stays text */
    case CTG__TEXT:
    case CTG__NODE:
    case CTG__ASSET:
    case CTG__ENUM:
        break;
    }
    return " TEXT";
}

static ctg_status create_table(table_writer *w, ctg_error *error)
{
    const ctg__rows *const rows = &w->graph->tables[w->table];
    const char *const name = ctg_table_name(w->table);
    ctg__text sql = {0};
    ctg_status status;

    ctg__text_print(&sql, "CREATE TABLE %s (", name);
    ctg__text_print(&w->insert, "INSERT INTO %s VALUES (", name);
    for (size_t i = 0; i < w->count; i++) {
        const ctg__column *const column = &rows->columns[w->columns[i]];

        if (i)
            ctg__text_add(&sql, ", ");
        ctg__sqlite_add_name(&sql, column->name);
        ctg__text_add(&sql, sql_type(column));
        ctg__text_add(&w->insert, i ? ", ?" : "?");
    }
    ctg__text_add_char(&sql, ')');
    ctg__text_add_char(&w->insert, ')');
    status = sql.failed || w->insert.failed
                 ? ctg__fail_memory(error)
                 : ctg__sqlite_execute(w->database, sql.bytes, error);
    ctg__text_clear(&sql);
    return status;
}

static int bind(sqlite3_stmt *statement, int index, const ctg_graph *graph,
                const ctg__column *column, size_t row)
{
    char buffer[32];
    const char *text;

    if (column->number && isfinite(column->number[row]))
        return column->spec->type == CTG__FLAG
                   ? sqlite3_bind_int(statement, index,
                                      column->number[row] != 0)
                   : sqlite3_bind_double(statement, index, column->number[row]);
    text = ctg__graph_column_text(graph, column, row, buffer);
    if (!*text)
        return sqlite3_bind_null(statement, index);
    return sqlite3_bind_text(statement, index, text, -1, SQLITE_TRANSIENT);
}

static int insert_row(const table_writer *w, sqlite3_stmt *statement,
                      size_t row)
{
    const ctg__column *const columns = w->graph->tables[w->table].columns;
    int fault = 0;

    for (size_t i = 0; !fault && i < w->count; i++)
        fault =
            bind(statement, (int)i + 1, w->graph, &columns[w->columns[i]], row);
    if (!fault && sqlite3_step(statement) != SQLITE_DONE)
        fault = SQLITE_ERROR;
    return fault ? fault : sqlite3_reset(statement);
}

static ctg_status insert_rows(const table_writer *w,
                              const ctg_write_options *options,
                              ctg_error *error)
{
    const size_t row_count = w->graph->tables[w->table].row_count;
    sqlite3_stmt *statement = NULL;
    int fault =
        sqlite3_prepare_v2(w->database, w->insert.bytes, -1, &statement, NULL);
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && !fault && row < row_count; row++) {
        fault = insert_row(w, statement, row);
        if (ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    if (fault)
        status = ctg__sqlite_fail(w->database, CTG_INTERNAL, error);
    sqlite3_finalize(statement);
    return status;
}

static ctg_status add_table(sqlite3 *database, const ctg_graph *graph,
                            ctg_table table, const ctg_write_options *options,
                            ctg_error *error)
{
    table_writer w = {.database = database, .graph = graph, .table = table};
    ctg_status status = choose_columns(&w, error);

    if (!status)
        status = create_table(&w, error);
    if (!status)
        status = insert_rows(&w, options, error);
    ctg__text_clear(&w.insert);
    ctg__release(w.columns);
    return status;
}

static ctg_status add_about(sqlite3 *database, const ctg_graph *graph,
                            ctg_error *error)
{
    sqlite3_stmt *statement = NULL;
    ctg_status status = ctg__sqlite_execute(
        database, "CREATE TABLE about (key TEXT, value TEXT)", error);
    int fault = 0;

    if (!status)
        fault = sqlite3_prepare_v2(database, "INSERT INTO about VALUES (?, ?)",
                                   -1, &statement, NULL);
    for (size_t i = 0; !status && !fault && ctg__about_name(i); i++) {
        const char *const text = ctg__about_text(&graph->about, i);

        if (!*text)
            continue;
        fault = sqlite3_bind_text(statement, 1, ctg__about_name(i), -1,
                                  SQLITE_STATIC);
        if (!fault)
            fault = sqlite3_bind_text(statement, 2, text, -1, SQLITE_STATIC);
        if (!fault && sqlite3_step(statement) != SQLITE_DONE)
            fault = SQLITE_ERROR;
        sqlite3_reset(statement);
    }
    if (fault)
        status = ctg__sqlite_fail(database, CTG_INTERNAL, error);
    sqlite3_finalize(statement);
    return status;
}

static bool has_about(const ctg_graph *graph)
{
    for (size_t i = 0; ctg__about_name(i); i++)
        if (*ctg__about_text(&graph->about, i))
            return true;
    return false;
}

static ctg_status fill(sqlite3 *database, const ctg_graph *graph,
                       const ctg_write_options *options, ctg_error *error)
{
    ctg_status status = ctg__sqlite_execute(database, "BEGIN", error);

    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        if (t == CTG_NODES || graph->tables[t].row_count)
            status = add_table(database, graph, (ctg_table)t, options, error);
    if (!status && has_about(graph))
        status = add_about(database, graph, error);
    return status ? status : ctg__sqlite_execute(database, "COMMIT", error);
}

ctg_status ctg__sqlite_write(const ctg_graph *graph, FILE *file,
                             const ctg_write_options *options, ctg_error *error)
{
    sqlite3 *database;
    ctg_status status = ctg__sqlite_new(&database, error);

    if (!status)
        status = fill(database, graph, options, error);
    if (!status)
        status = ctg__sqlite_write_image(database, file, error);
    sqlite3_close(database);
    return status;
}
