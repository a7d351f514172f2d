/* A table from CSV: its header, then its rows. */
#include "read/csv_table.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"

/* No table has so many; a header that does is some other kind of file. */
enum { MOST_COLUMNS = 4096 };

typedef struct table_reader {
    const ctg__csv_job *job;
    ctg_graph *graph;
    ctg__csv csv;
    ctg__csv_layout layout;
    ctg__csv_source *source;
    size_t short_count; /* rows with fewer cells than the header */
    size_t first_short; /* its line */
} table_reader;

static bool is_utf16(const ctg__content *content)
{
    return content->length >= 2 &&
           (memcmp(content->bytes, "\xFF\xFE", 2) == 0 ||
            memcmp(content->bytes, "\xFE\xFF", 2) == 0);
}

static bool is_known(const table_reader *reader, size_t column)
{
    for (size_t i = 0; i < reader->layout.column_count; i++)
        if (reader->layout.columns[i] == column)
            return true;
    return false;
}

/* Takes one cell of the header; appends to the layout whatever it is. */
static ctg_status take_name(table_reader *reader, const ctg__cell *cell,
                            ctg_error *error)
{
    ctg__csv_layout *const layout = &reader->layout;
    size_t column = CTG__CSV_IGNORED;
    size_t length;
    const char *const name =
        ctg__map_name(reader->job->map, cell->text, cell->length, &length);
    ctg_error fault;
    ctg_status status = CTG_OK;

    if (!length) {
        layout->columns[layout->column_count++] = CTG__CSV_UNNAMED;
        return CTG_OK;
    }
    if (ctg__graph_check_text("a column's name", name, length, &fault)) {
        ctg__csv_blame(&reader->csv, cell->line, cell->column, "%s",
                       fault.message);
    } else {
        status = ctg__graph_need_column(reader->graph, layout->table, name,
                                        length, &column, error);
        if (!status && is_known(reader, column)) {
            ctg__csv_blame(&reader->csv, cell->line, cell->column,
                           "column '%.*s' is there twice",
                           ctg__message_bytes(length), name);
            column = CTG__CSV_IGNORED;
        }
    }
    layout->columns[layout->column_count++] = column;
    return status;
}

static void blame_missing(const table_reader *reader)
{
    size_t count;
    const ctg__column_spec *const specs =
        ctg__column_specs(reader->layout.table, &count);

    for (size_t i = 0; i < count; i++)
        if (specs[i].needed && !is_known(reader, i))
            ctg__csv_blame(&reader->csv, reader->csv.start_line, 1,
                           "no column '%s' (%s)", specs[i].name,
                           specs[i].meaning);
}

static ctg_status make_layout(table_reader *reader, ctg_error *error)
{
    const ctg__csv *const csv = &reader->csv;
    size_t *const columns =
        ctg__allocate_array(csv->cell_count, sizeof *columns);
    ctg_status status = CTG_OK;

    if (!columns)
        return ctg__fail_memory(error);
    reader->layout.columns = columns;
    for (size_t i = 0; !status && i < csv->cell_count; i++)
        status = take_name(reader, &csv->cells[i], error);
    if (!status)
        blame_missing(reader);
    return status;
}

/* The source names columns as the graph does, which keeps them. */
static ctg_status name_source(table_reader *reader, ctg_error *error)
{
    const ctg__csv_layout *const layout = &reader->layout;
    const ctg__rows *const rows = &reader->graph->tables[layout->table];
    const char **const names =
        ctg__allocate_array(layout->column_count, sizeof *names);

    if (!names)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < layout->column_count; i++)
        names[i] = layout->columns[i] >= CTG__CSV_IGNORED
                       ? NULL
                       : rows->columns[layout->columns[i]].name;
    reader->source->names = names;
    reader->source->name_count = layout->column_count;
    reader->source->separator = reader->csv.separator;
    return CTG_OK;
}

static const char *last_newline(const char *start, const char *end)
{
    while (end > start && end[-1] != '\n')
        end--;
    return end;
}

static size_t count_lines(const char *bytes, const char *end)
{
    size_t count = 1;

    while (bytes < end) {
        const char *const newline = memchr(bytes, '\n', (size_t)(end - bytes));

        if (!newline)
            break;
        count++;
        bytes = newline + 1;
    }
    return count;
}

/* A table of more rows than nodes can be counted is no table. */
static ctg_status make_room(table_reader *reader, ctg_error *error)
{
    const size_t most = count_lines(reader->csv.at, reader->csv.end);

    reader->layout.limit = last_newline(reader->csv.at, reader->csv.end);
    if (most >= UINT32_MAX)
        return ctg__fail(error, CTG_BAD_INPUT, "%s: %zu lines are too many",
                         reader->csv.shown, most);
    return ctg__graph_reserve(reader->graph, reader->layout.table, most, error);
}

/* A needed column that a record is too short for; NULL: there is none. */
static const char *missing_column(const table_reader *reader)
{
    const ctg__csv_layout *const layout = &reader->layout;
    const ctg__rows *const rows = &reader->graph->tables[layout->table];

    for (size_t i = reader->csv.cell_count; i < layout->column_count; i++) {
        const ctg__column_spec *const spec =
            layout->columns[i] >= CTG__CSV_IGNORED
                ? NULL
                : rows->columns[layout->columns[i]].spec;

        if (spec && spec->needed)
            return spec->name;
    }
    return NULL;
}

/* The record in `cells` as a row, cell by cell. */
static ctg_status take_record(table_reader *reader, ctg_error *error)
{
    const ctg__csv *const csv = &reader->csv;
    const ctg__csv_layout *const layout = &reader->layout;
    size_t row;
    ctg_status status;

    if (csv->cell_count < layout->column_count) {
        const char *const missing = missing_column(reader);

        if (missing) {
            ctg__csv_blame(csv, csv->start_line, 1,
                           "%zu cells, the header has %zu: %s is missing",
                           csv->cell_count, layout->column_count, missing);
            return CTG_OK;
        }
        if (!reader->short_count++)
            reader->first_short = csv->start_line;
    }
    status = ctg__graph_add_row(reader->graph, layout->table, &row, error);
    for (size_t i = 0; !status && i < csv->cell_count; i++) {
        const ctg__cell *const cell = &csv->cells[i];
        ctg_error fault;

        if (i >= layout->column_count ||
            layout->columns[i] >= CTG__CSV_IGNORED) {
            if (!cell->length || (i < layout->column_count &&
                                  layout->columns[i] == CTG__CSV_IGNORED))
                continue;
            ctg__csv_blame(csv, cell->line, cell->column,
                           "'%.*s' has no column: the header has %zu",
                           ctg__message_bytes(cell->length), cell->text,
                           layout->column_count);
            break;
        }
        status = ctg__graph_set_text(reader->graph, layout->table, row,
                                     layout->columns[i], cell->text,
                                     cell->length, &fault);
        if (status == CTG_BAD_INPUT) {
            ctg__csv_blame(csv, cell->line, cell->column, "%s", fault.message);
            status = CTG_OK;
        } else if (status) {
            return ctg__fail(error, status, "%s", fault.message);
        }
    }
    return status;
}

static ctg_status report_progress(const table_reader *reader, ctg_error *error)
{
    const ctg__csv *const csv = &reader->csv;

    if (reader->job->progress &&
        !reader->job->progress(reader->job->progress_context,
                               (double)(csv->at - csv->bytes),
                               (double)(csv->end - csv->bytes)))
        return ctg__fail(error, CTG_CANCELLED, "cancelled while reading %s",
                         csv->shown);
    return CTG_OK;
}

static ctg_status take_rows(table_reader *reader, ctg_error *error)
{
    ctg__csv *const csv = &reader->csv;
    ctg__rows *const rows = &reader->graph->tables[reader->layout.table];
    size_t marked = 0; /* the next row to be marked */
    bool found = true;
    ctg_status status = CTG_OK;

    while (!status && ctg__csv_skip_blank(csv)) {
        if (rows->row_count == marked) {
            status = ctg__csv_source_mark(reader->source,
                                          (size_t)(csv->at - csv->bytes),
                                          csv->line, error);
            marked += CTG__CSV_STEP;
            if (!status)
                status = report_progress(reader, error);
        }
        if (!status && rows->row_count < rows->row_room)
            rows->row_count +=
                ctg__csv_take_plain(csv, &reader->layout, reader->graph,
                                    rows->row_count, marked - rows->row_count);
        if (status || rows->row_count == marked)
            continue;
        status = ctg__csv_next(csv, &found, error);
        if (!status && found && !csv->broken)
            status = take_record(reader, error);
    }
    return status;
}

/* The header, and whatever the rows need before they come. */
static ctg_status take_header(table_reader *reader, bool *usable,
                              ctg_error *error)
{
    ctg__csv *const csv = &reader->csv;
    bool found;
    ctg_status status = ctg__csv_next(csv, &found, error);

    *usable = false;
    if (status)
        return status;
    if (!found) {
        ctg__csv_blame(csv, 1, 1, "an empty file: it needs a header line");
        return CTG_OK;
    }
    if (csv->broken)
        return CTG_OK;
    if (csv->cell_count > MOST_COLUMNS) {
        ctg__csv_blame(csv, csv->start_line, 1, "%zu columns, more than %d",
                       csv->cell_count, MOST_COLUMNS);
        return CTG_OK;
    }
    status = make_room(reader, error);
    if (!status)
        status = make_layout(reader, error);
    if (!status)
        status = name_source(reader, error);
    *usable = !status;
    return status;
}

/* What places need later, when the content may be gone. */
static void hand_over(table_reader *reader)
{
    ctg__content *const content = reader->job->content;
    ctg__content *const seen = &reader->source->seen;

    *seen = *content;
    seen->bytes = NULL;
    seen->mapped = 0;
    content->held = NULL;
    reader->graph->tables[reader->layout.table].source =
        &reader->source->source;
}

/* Trailing cells may be left out; a file cut off looks the same. */
static void mention_short_rows(const table_reader *reader)
{
    char place[512];

    if (!reader->short_count)
        return;
    snprintf(place, sizeof place, "%s:%zu:1", reader->csv.shown,
             reader->first_short);
    ctg__problem_add(reader->csv.problems, CTG_WARNING, place,
                     "%zu row%s fewer cells than the header, from here on; "
                     "what is missing is blank",
                     reader->short_count,
                     reader->short_count == 1 ? " has" : "s have");
}

ctg_status ctg__csv_read_table(const ctg__csv_job *job, ctg_graph *graph,
                               ctg_problems *problems, ctg_error *error)
{
    table_reader reader = {
        .job = job,
        .graph = graph,
        .layout = {.table = job->table},
    };
    bool usable = false;
    ctg_status status =
        ctg__csv_source_new(job->path, job->shown, &reader.source, error);

    if (status)
        return status;
    ctg__csv_init(&reader.csv, job->content->bytes, job->content->length,
                  job->shown, problems);
    hand_over(&reader);
    if (is_utf16(job->content))
        ctg__csv_blame(&reader.csv, 1, 1, "UTF-16 text: save it as UTF-8");
    else
        status = take_header(&reader, &usable, error);
    if (!status && usable)
        status = take_rows(&reader, error);
    if (!status)
        mention_short_rows(&reader);
    ctg__release(reader.layout.columns);
    ctg__csv_clear(&reader.csv);
    return status;
}

ctg_status ctg__csv_read_file(const ctg__csv_job *job, ctg_graph *graph,
                              ctg_problems *problems, ctg_error *error)
{
    ctg__csv_job opened = *job;
    ctg__content content = {0};
    ctg_status status =
        ctg__content_open(job->path, job->shown, job->progress,
                          job->progress_context, &content, error);

    if (status)
        return status;
    opened.content = &content;
    status = ctg__csv_read_table(&opened, graph, problems, error);
    ctg__content_close(&content);
    return status;
}
