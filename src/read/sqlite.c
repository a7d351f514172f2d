/* A SQLite database with a table for each table. */
#include "bridge/sqlite3.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/columns.h"
#include "read/graph_format.h"
#include "read/sqlite_about.h"
#include "read/sqlite_write.h"
#include "read/totals.h"
#include "text/number.h"

/* Places are a table and a row's id; ids that count from 1 are not kept. */
typedef struct sqlite_source {
    ctg__source source;
    ctg_table table;
    sqlite3_int64 *ids; /* by row; NULL: row + 1 */
    size_t room;
    char shown[];
} sqlite_source;

typedef struct reader {
    ctg__input *input;
    ctg_graph *graph;
    sqlite3 *database;
    ctg_problems *problems;
    sqlite3_stmt *statement; /* its first column is the row's id */
    ctg_table table;
    sqlite_source *source;
    size_t *columns; /* in the table, by column of the statement */
    int column_count;
    bool stopped; /* by the caller */
} reader;

static void place(const ctg__source *source, size_t row, const char *column,
                  char *text, size_t size)
{
    const sqlite_source *const self = (const void *)source;

    (void)column; /* the text says which */
    if (self->ids)
        snprintf(text, size, "%s:%s:%lld", self->shown,
                 ctg_table_name(self->table), (long long)self->ids[row]);
    else
        snprintf(text, size, "%s:%s:%zu", self->shown,
                 ctg_table_name(self->table), row + 1);
}

static void release(ctg__source *source)
{
    sqlite_source *const self = (void *)source;

    ctg__release(self->ids);
    ctg__release(self);
}

static ctg_status make_source(reader *r, ctg_error *error)
{
    const size_t length = strlen(r->input->shown);
    sqlite_source *const made = ctg__allocate(sizeof *made + length + 1);

    if (!made)
        return ctg__fail_memory(error);
    made->source = (ctg__source){place, release};
    made->table = r->table;
    made->ids = NULL;
    made->room = 0;
    memcpy(made->shown, r->input->shown, length + 1);
    r->source = made;
    r->graph->tables[r->table].source = &made->source;
    return CTG_OK;
}

/* From the first id that is not its row's number all are kept. */
static ctg_status keep_id(sqlite_source *source, size_t row, sqlite3_int64 id,
                          ctg_error *error)
{
    if (!source->ids && id == (sqlite3_int64)row + 1)
        return CTG_OK;
    if (row >= source->room) {
        const size_t room = 2 * row + 16;
        sqlite3_int64 *const grown =
            ctg__reallocate_array(source->ids, room, sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        for (size_t i = 0; !source->ids && i < row; i++)
            grown[i] = (sqlite3_int64)i + 1;
        source->ids = grown;
        source->room = room;
    }
    source->ids[row] = id;
    return CTG_OK;
}

static void blame_table(const reader *r, const char *text)
{
    char where[512];

    snprintf(where, sizeof where, "%s:%s", r->input->shown,
             ctg_table_name(r->table));
    ctg__problem_add(r->problems, CTG_REJECTED, where, "%s", text);
}

/* One column's name; SIZE_MAX in `columns` for one that is no good. */
static ctg_status take_column(reader *r, ctg__columns *columns, int i,
                              ctg_error *error)
{
    const char *const name = sqlite3_column_name(r->statement, i);
    ctg_error fault = {0};
    ctg_status status;

    r->columns[i] = SIZE_MAX;
    if (!name)
        return ctg__fail_memory(error);
    status =
        ctg__columns_take(columns, name, strlen(name), &r->columns[i], &fault);
    for (int k = 1; !status && k < i; k++)
        if (r->columns[i] != SIZE_MAX && r->columns[k] == r->columns[i])
            status = ctg__fail(&fault, CTG_BAD_INPUT,
                               "column '%s' is there twice", name);
    if (status == CTG_BAD_INPUT) {
        blame_table(r, fault.message);
        return CTG_OK;
    }
    return status ? ctg__fail_memory(error) : CTG_OK;
}

static ctg_status take_columns(reader *r, ctg_error *error)
{
    ctg__columns columns =
        ctg__columns_begin(r->input, r->graph, r->table, r->problems);
    char where[512];
    ctg_status status = CTG_OK;

    r->column_count = sqlite3_column_count(r->statement);
    r->columns =
        ctg__allocate_array((size_t)r->column_count, sizeof *r->columns);
    if (!r->columns)
        return ctg__fail_memory(error);
    for (int i = 1; !status && i < r->column_count; i++) {
        const char *const name = sqlite3_column_name(r->statement, i);

        status = name ? ctg__columns_see(&columns, name, strlen(name), error)
                      : ctg__fail_memory(error);
    }
    for (int i = 1; !status && i < r->column_count; i++)
        status = take_column(r, &columns, i, error);
    snprintf(where, sizeof where, "%s:%s", r->input->shown,
             ctg_table_name(r->table));
    if (!status)
        ctg__columns_finish(&columns, where);
    ctg__columns_clear(&columns);
    return status;
}

static ctg_status set_text(reader *r, size_t row, int i, ctg_error *error)
{
    const ctg__column *const column =
        &r->graph->tables[r->table].columns[r->columns[i]];
    const char *const text = (const char *)sqlite3_column_text(r->statement, i);
    const size_t length = (size_t)sqlite3_column_bytes(r->statement, i);

    if (!text)
        return ctg__fail_memory(error);
    if (column->number && ctg__number_style_matters(&r->input->numbers))
        return ctg__cell_set(r->input, r->graph, r->table, row, r->columns[i],
                             text, length, error);
    if (column->number && column->spec->type == CTG__NUMBER && length)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s is '%s', text where a number is due", column->name,
                         text);
    return ctg__graph_set_text(r->graph, r->table, row, r->columns[i], text,
                               length, error);
}

static ctg_status set_cell(reader *r, size_t row, int i, ctg_error *error)
{
    const ctg__column *const column =
        &r->graph->tables[r->table].columns[r->columns[i]];

    switch (sqlite3_column_type(r->statement, i)) {
    case SQLITE_NULL:
        return ctg__cell_set(r->input, r->graph, r->table, row, r->columns[i],
                             "", 0, error);
    case SQLITE_INTEGER:
        if (column->word) /* all its digits */
            return set_text(r, row, i, error);
        return ctg__graph_set_number(
            r->graph, r->table, row, r->columns[i],
            (double)sqlite3_column_int64(r->statement, i), error);
    case SQLITE_FLOAT:
        return ctg__graph_set_number(r->graph, r->table, row, r->columns[i],
                                     sqlite3_column_double(r->statement, i),
                                     error);
    case SQLITE_TEXT:
        return set_text(r, row, i, error);
    default:
        return ctg__fail(error, CTG_BAD_INPUT, "%s is a blob", column->name);
    }
}

static ctg_status take_row(reader *r, ctg_error *error)
{
    size_t row;
    ctg_status status = ctg__graph_add_row(r->graph, r->table, &row, error);

    if (!status)
        status = keep_id(r->source, row,
                         sqlite3_column_type(r->statement, 0) == SQLITE_INTEGER
                             ? sqlite3_column_int64(r->statement, 0)
                             : (sqlite3_int64)row + 1,
                         error);
    for (int i = 1; !status && i < r->column_count; i++) {
        ctg_error fault = {0};

        if (r->columns[i] == SIZE_MAX)
            continue;
        status = set_cell(r, row, i, &fault);
        if (status == CTG_BAD_INPUT) {
            char where[512];

            place(&r->source->source, row, NULL, where, sizeof where);
            ctg__problem_add(r->problems, CTG_REJECTED, where, "%s",
                             fault.message);
            status = CTG_OK;
        } else if (status) {
            return ctg__fail(error, status, "%s", fault.message);
        }
    }
    if (!status && row % 4096 == 0 && r->input->progress &&
        !r->input->progress(r->input->progress_context, (double)row, 0))
        status = ctg__fail(error, CTG_CANCELLED, "cancelled while reading %s",
                           r->input->shown);
    return status;
}

static ctg_status take_rows(reader *r, ctg_error *error)
{
    ctg_status status = take_columns(r, error);
    int step = SQLITE_ROW;

    while (!status && (step = sqlite3_step(r->statement)) == SQLITE_ROW)
        status = take_row(r, error);
    if (!status && step != SQLITE_DONE) {
        status = ctg__sqlite_fail(r->database, CTG_BAD_INPUT, error);
        if (status == CTG_BAD_INPUT) {
            blame_table(r, sqlite3_errmsg(r->database));
            status = CTG_OK;
        }
    }
    ctg__release(r->columns);
    r->columns = NULL;
    return status;
}

/* In the order of row ids where there are any (a view has none). */
static bool prepare(reader *r)
{
    char sql[120];

    snprintf(sql, sizeof sql, "SELECT _rowid_, * FROM %s ORDER BY _rowid_",
             ctg_table_name(r->table));
    if (sqlite3_prepare_v2(r->database, sql, -1, &r->statement, NULL) ==
        SQLITE_OK)
        return true;
    snprintf(sql, sizeof sql, "SELECT NULL, * FROM %s",
             ctg_table_name(r->table));
    return sqlite3_prepare_v2(r->database, sql, -1, &r->statement, NULL) ==
           SQLITE_OK;
}

/* -1: a fault of the database, which is reported. */
static int has_table(const reader *r, const char *name)
{
    sqlite3_stmt *statement = NULL;
    int found = -1;

    if (sqlite3_prepare_v2(r->database,
                           "SELECT 1 FROM sqlite_master WHERE type IN "
                           "('table', 'view') AND name = ? COLLATE NOCASE",
                           -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC) == SQLITE_OK) {
        const int step = sqlite3_step(statement);

        found = step == SQLITE_ROW ? 1 : step == SQLITE_DONE ? 0 : -1;
    }
    if (found < 0)
        ctg__problem_add(r->problems, CTG_REJECTED, r->input->shown, "%s",
                         sqlite3_errmsg(r->database));
    sqlite3_finalize(statement);
    return found;
}

static ctg_status read_table(reader *r, ctg_error *error)
{
    ctg_status status = make_source(r, error);

    if (status)
        return status;
    if (!prepare(r)) {
        status = ctg__sqlite_fail(r->database, CTG_BAD_INPUT, error);
        if (status != CTG_BAD_INPUT)
            return status;
        blame_table(r, sqlite3_errmsg(r->database));
        return CTG_OK;
    }
    status = take_rows(r, error);
    if (!status)
        ctg__totals_check(r->input, r->graph, r->table, r->problems);
    sqlite3_finalize(r->statement);
    r->statement = NULL;
    return status;
}

/* Every so many steps of SQLite's machine: far below a tenth of a second. */
enum { STEPS_BETWEEN = 10000 };

static int must_stop(void *context)
{
    reader *const r = context;

    /* Told once is told for good. */
    r->stopped =
        r->stopped || !r->input->progress(r->input->progress_context, 0, 0);
    return r->stopped;
}

/* What a view computes may take for ever. */
static ctg_status check_stopped(const reader *r, ctg_error *error)
{
    return r->stopped ? ctg__fail(error, CTG_CANCELLED,
                                  "cancelled while reading %s", r->input->shown)
                      : CTG_OK;
}

static ctg_status read_all(reader *r, ctg_error *error)
{
    ctg_status status = CTG_OK;
    int about;

    if (r->input->progress)
        sqlite3_progress_handler(r->database, STEPS_BETWEEN, must_stop, r);

    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++) {
        int there;

        r->table = (ctg_table)t;
        there = has_table(r, ctg_table_name(r->table));
        if (there < 0)
            return check_stopped(r, error);
        if (!there && t == CTG_NODES)
            ctg__problem_add(r->problems, CTG_REJECTED, r->input->shown,
                             "no table 'nodes'");
        if (there)
            status = read_table(r, error);
    }
    about = status ? 0 : has_table(r, "about");
    if (about > 0)
        status = ctg__sqlite_about(r->database, r->input, r->graph, r->problems,
                                   error);
    /* Whatever it looked like to those above. */
    return r->stopped ? check_stopped(r, error) : status;
}

static ctg_status read_sqlite(ctg__input *input, ctg_graph *graph,
                              ctg_problems *problems, ctg_error *error)
{
    reader r = {.input = input, .graph = graph, .problems = problems};
    /* What cannot be opened again, for it came in a pipe or packed. */
    const bool passed =
        input->content.held != NULL || strcmp(input->path, "-") == 0;
    ctg_error fault = {0};
    ctg_status status =
        ctg__sqlite_open(input->path, passed ? input->content.bytes : NULL,
                         input->content.length, &r.database, &fault);

    if (status == CTG_BAD_INPUT) {
        ctg__problem_add(problems, CTG_REJECTED, input->shown, "%s",
                         fault.message);
        status = CTG_OK;
    } else if (status) {
        status = ctg__fail(error, status, "%s", fault.message);
    } else {
        status = read_all(&r, error);
    }
    sqlite3_finalize(r.statement);
    sqlite3_close(r.database);
    return status;
}

static bool sniff(const ctg__input *input)
{
    static const char magic[] = "SQLite format 3"; /* and its NUL */

    return input->content.length >= sizeof magic &&
           memcmp(input->content.bytes, magic, sizeof magic) == 0;
}

const ctg__format ctg__format_sqlite = {
    .about = {.name = "sqlite",
              .summary = "a SQLite database with a table for each table",
              .source = ""},
    .endings = ".sqlite .sqlite3 .db",
    .takes = CTG__TAKES_TABLES,
    .sniff = sniff,
    .read = read_sqlite,
    .write = ctg__sqlite_write,
    .can_hold = ctg__sqlite_can_hold,
};
