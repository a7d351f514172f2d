/* A report's tables as a database of SQLite, made in memory, written at the
 * end. */
#include <math.h>

#include "base/assert.h"
#include "base/memory.h"
#include "bridge/sqlite3.h"
#include "report/rich.h"
#include "report/stamp.h"
#include "report/writing.h"

/* What it has until its end. */
typedef struct tables {
    sqlite3 *database;
    sqlite3_stmt *insert; /* into the table that was made last; or NULL */
} tables;

static void fail(ctg__writing *to, tables *of)
{
    if (!to->fault.status)
        ctg__sqlite_fail(of->database, CTG_IO_ERROR, &to->fault);
}

static void clear(ctg__writing *to)
{
    tables *const of = to->own;

    if (!of)
        return;
    sqlite3_finalize(of->insert);
    sqlite3_close(of->database);
    ctg__release(of);
    to->own = NULL;
}

/* Runs what is in the line, and empties it. */
static void execute(ctg__writing *to)
{
    tables *const of = to->own;

    if (!to->fault.status && !to->line.failed)
        ctg__sqlite_execute(of->database, ctg__text_string(&to->line),
                            &to->fault);
    ctg__text_reset(&to->line);
}

static const char *sql_type(ctg__value_kind kind)
{
    switch (kind) {
    case CTG__VALUE_COUNT:
    case CTG__VALUE_FLAG:
        return " INTEGER";
    case CTG__VALUE_EMPTY: /* nothing else was said */
    case CTG__VALUE_NUMBER:
        return " REAL";
    default:
        return " TEXT";
    }
}

static int bind_text(sqlite3_stmt *insert, int column, const char *text)
{
    return sqlite3_bind_text(insert, column, text, -1, SQLITE_TRANSIENT);
}

static const char *join(ctg__writing *to, const ctg__value *value)
{
    ctg__text_reset(&to->shown);
    for (size_t i = 0; i < value->count; i++) {
        ctg__text_add(&to->shown, i ? ";" : "");
        ctg__text_add(&to->shown, value->texts[i]);
    }
    return ctg__text_string(&to->shown);
}

static int bind(ctg__writing *to, sqlite3_stmt *insert, int column,
                const ctg__value *value)
{
    switch (value->kind) {
    case CTG__VALUE_EMPTY:
    case CTG__VALUE_JSON:
    case CTG__VALUE_TABLE:
        break;
    case CTG__VALUE_TEXT:
        return bind_text(insert, column, value->text);
    case CTG__VALUE_RICH:
        ctg__text_reset(&to->shown);
        ctg__rich_plain(&to->shown, value->text);
        return bind_text(insert, column, ctg__text_string(&to->shown));
    case CTG__VALUE_TEXTS:
        return bind_text(insert, column, join(to, value));
    case CTG__VALUE_NUMBER:
        if (isfinite(value->number))
            return sqlite3_bind_double(insert, column, value->number);
        break;
    case CTG__VALUE_COUNT:
    case CTG__VALUE_FLAG:
        return sqlite3_bind_int64(insert, column, (sqlite3_int64)value->count);
    }
    return sqlite3_bind_null(insert, column);
}

/* The columns are in the line already, without what closes them. */
static void create(ctg__writing *to, const char *name, size_t columns)
{
    tables *const of = to->own;

    ctg__text_add_char(&to->line, ')');
    execute(to);
    sqlite3_finalize(of->insert);
    of->insert = NULL;
    ctg__text_add(&to->line, "INSERT INTO ");
    ctg__sqlite_add_name(&to->line, name);
    ctg__text_add(&to->line, " VALUES (?");
    for (size_t c = 1; c < columns; c++)
        ctg__text_add(&to->line, ", ?");
    ctg__text_add_char(&to->line, ')');
    if (!to->fault.status && !to->line.failed &&
        sqlite3_prepare_v2(of->database, ctg__text_string(&to->line), -1,
                           &of->insert, NULL))
        fail(to, of);
    ctg__text_reset(&to->line);
}

static void begin_table(ctg__writing *to, const char *name)
{
    ctg__text_add(&to->line, "CREATE TABLE ");
    ctg__sqlite_add_name(&to->line, name);
}

static void add_column(ctg__writing *to, size_t index, const char *name,
                       ctg__value_kind holds)
{
    ctg__text_add(&to->line, index ? ", " : " (");
    ctg__sqlite_add_name(&to->line, name);
    ctg__text_add(&to->line, sql_type(holds));
}

/* Ends a row whose values are bound, unless `wrong`. */
static void insert(ctg__writing *to, int wrong)
{
    tables *const of = to->own;

    if (wrong || sqlite3_step(of->insert) != SQLITE_DONE)
        fail(to, of);
    sqlite3_reset(of->insert);
}

static bool is_ready(const ctg__writing *to)
{
    const tables *const of = to->own;

    return of && of->insert && !to->fault.status;
}

/* A type that is wrong would make numbers of texts, or texts of numbers. */
static bool fits(const ctg__head *head, const ctg__value *value)
{
    return value->kind == CTG__VALUE_EMPTY || value->kind == head->holds ||
           (value->kind == CTG__VALUE_NUMBER &&
            (head->holds == CTG__VALUE_EMPTY ||
             head->holds == CTG__VALUE_COUNT));
}

static void write_row(ctg__writing *to, const ctg__table *table, size_t row)
{
    tables *const of = to->own;
    int wrong = 0;

    if (!is_ready(to))
        return;
    for (size_t c = 0; !wrong && c < table->head_count; c++) {
        const ctg__value at = table->at(table->context, row, c);

        CTG__ASSERT(fits(&table->heads[c], &at));
        wrong = bind(to, of->insert, (int)c + 1, &at);
    }
    insert(to, wrong);
}

static void write_table(ctg__writing *to, const ctg__table *table)
{
    begin_table(to, table->key);
    for (size_t c = 0; c < table->head_count; c++)
        add_column(to, c, table->heads[c].key, table->heads[c].holds);
    create(to, table->key, table->head_count);
    for (size_t r = 0;
         r < table->row_count && is_ready(to) && ctg__writing_goes_on(to); r++)
        write_row(to, table, r);
}

static ctg__value_kind fact_holds(const ctg__fact *fact)
{
    return fact->value.kind == CTG__VALUE_NUMBER &&
                   fact->unit == CTG_FIGURE_PLAIN
               ? CTG__VALUE_COUNT
               : fact->value.kind;
}

/* Facts are a table of one row. */
static void write_group(ctg__writing *to, const ctg__group *group)
{
    tables *const of = to->own;
    int wrong = 0;

    begin_table(to, group->key);
    for (size_t i = 0; i < group->count; i++)
        add_column(to, i, group->facts[i].key, fact_holds(&group->facts[i]));
    create(to, group->key, group->count);
    if (!is_ready(to))
        return;
    for (size_t i = 0; !wrong && i < group->count; i++)
        wrong = bind(to, of->insert, (int)i + 1, &group->facts[i].value);
    insert(to, wrong);
}

static void write_part(ctg__writing *to, const ctg__part *part)
{
    if (!to->own)
        return;
    if (part->kind == CTG__PART_TABLE)
        write_table(to, &part->as.table);
    else if (part->kind == CTG__PART_GROUP)
        write_group(to, &part->as.group);
}

static void write_stamp(ctg__writing *to)
{
    tables *const of = to->own;
    const char *key;

    begin_table(to, "stamp");
    add_column(to, 0, "key", CTG__VALUE_TEXT);
    add_column(to, 1, "value", CTG__VALUE_TEXT);
    create(to, "stamp", 2);
    for (size_t i = 0; (key = ctg__stamp_key(i)) && is_ready(to); i++) {
        int wrong;

        if (i) /* else a text, without quotes */
            ctg__stamp_value(to->report, i, true, &to->line);
        else
            ctg__text_add(&to->line, ctg__report_schema(to->report->kind));
        if (to->line.failed)
            return;
        wrong = bind_text(of->insert, 1, key);
        if (!wrong)
            wrong = bind_text(of->insert, 2, ctg__text_string(&to->line));
        insert(to, wrong);
        ctg__text_reset(&to->line);
    }
}

static void write_begin(ctg__writing *to)
{
    tables *const of = ctg__allocate(sizeof *of);

    if (!of) {
        ctg__fail_memory(&to->fault);
        return;
    }
    *of = (tables){0};
    to->own = of;
    if (ctg__sqlite_new(&of->database, &to->fault))
        return;
    ctg__text_add(&to->line, "BEGIN");
    execute(to);
    write_stamp(to);
}

static void write_end(ctg__writing *to)
{
    tables *const of = to->own;

    if (!of || to->stopped)
        return;
    sqlite3_finalize(of->insert);
    of->insert = NULL;
    ctg__text_add(&to->line, "COMMIT");
    execute(to);
    if (!to->fault.status && !to->line.failed)
        ctg__sqlite_write_image(of->database, to->file, &to->fault);
}

const ctg__report_format ctg__format_as_sqlite = {
    .about = {.name = "sqlite",
              .summary = "a database: every table of a run, or the rows of a "
                         "sweep",
              .source = ""},
    .reader = CTG__FOR_SQLITE,
    .can = CTG_FORMAT_WHOLE | CTG_FORMAT_BYTES,
    .begin = write_begin,
    .end = write_end,
    .part = write_part,
    .row = write_row,
    .clear = clear,
};
