/* A table from CSV: its header, then its rows. */
#include "read/csv_table.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "read/csv_rows.h"

/* No table has so many; a header that does is some other kind of file. */
enum { MOST_COLUMNS = 4096 };

static bool is_utf16(const ctg__content *content)
{
    return content->length >= 2 &&
           (memcmp(content->bytes, "\xFF\xFE", 2) == 0 ||
            memcmp(content->bytes, "\xFE\xFF", 2) == 0);
}

static bool is_known(const ctg__csv_reading *reading, size_t column)
{
    for (size_t i = 0; i < reading->layout.column_count; i++)
        if (reading->layout.columns[i] == column)
            return true;
    return false;
}

/* Takes one cell of the header; appends to the layout whatever it is. */
static ctg_status take_name(ctg__csv_reading *reading, const ctg__cell *cell,
                            ctg_error *error)
{
    ctg__csv_layout *const layout = &reading->layout;
    size_t column = CTG__CSV_IGNORED;
    size_t length;
    const char *const name =
        ctg__map_name(reading->job->map, cell->text, cell->length, &length);
    ctg_error fault;
    ctg_status status = CTG_OK;

    if (!length) {
        layout->columns[layout->column_count++] = CTG__CSV_UNNAMED;
        return CTG_OK;
    }
    if (ctg__graph_check_text("a column's name", name, length, &fault)) {
        ctg__csv_blame(&reading->csv, cell->line, cell->column, "%s",
                       fault.message);
    } else {
        status = ctg__graph_need_column(reading->graph, layout->table, name,
                                        length, &column, error);
        if (!status && is_known(reading, column)) {
            ctg__csv_blame(&reading->csv, cell->line, cell->column,
                           "column '%.*s' is there twice",
                           ctg__message_bytes(length), name);
            column = CTG__CSV_IGNORED;
        }
    }
    layout->columns[layout->column_count++] = column;
    return status;
}

static void blame_missing(const ctg__csv_reading *reading)
{
    size_t count;
    const ctg__column_spec *const specs =
        ctg__column_specs(reading->layout.table, &count);

    for (size_t i = 0; i < count; i++)
        if (specs[i].needed && !is_known(reading, i))
            ctg__csv_blame(&reading->csv, reading->csv.start_line, 1,
                           "no column '%s' (%s)", specs[i].name,
                           specs[i].meaning);
}

static ctg_status make_layout(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;
    size_t *const columns =
        ctg__allocate_array(csv->cell_count, sizeof *columns);
    ctg_status status = CTG_OK;

    if (!columns)
        return ctg__fail_memory(error);
    reading->layout.columns = columns;
    reading->layout.separator = csv->separator;
    for (size_t i = 0; !status && i < csv->cell_count; i++)
        status = take_name(reading, &csv->cells[i], error);
    if (!status)
        blame_missing(reading);
    return status;
}

/* The source names columns as the graph does, which keeps them. */
static ctg_status name_source(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv_layout *const layout = &reading->layout;
    const ctg__rows *const rows = &reading->graph->tables[layout->table];
    const char **const names =
        ctg__allocate_array(layout->column_count, sizeof *names);

    if (!names)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < layout->column_count; i++) {
        const ctg__column *const column =
            layout->columns[i] >= CTG__CSV_IGNORED
                ? NULL
                : &rows->columns[layout->columns[i]];

        names[i] = column ? column->name : NULL;
        if (column && column->spec && column->spec->needed)
            reading->source->least_cells = i + 1;
    }
    reading->source->names = names;
    reading->source->name_count = layout->column_count;
    reading->source->separator = reading->csv.separator;
    return CTG_OK;
}

/* The header, and whatever the rows need before they come. */
static ctg_status take_header(ctg__csv_reading *reading, bool *usable,
                              ctg_error *error)
{
    ctg__csv *const csv = &reading->csv;
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
    status = ctg__csv_make_room(reading, error);
    if (!status)
        status = make_layout(reading, error);
    if (!status)
        status = name_source(reading, error);
    *usable = !status;
    return status;
}

/* What places need later, when the content may be gone. */
static void hand_over(ctg__csv_reading *reading)
{
    ctg__content *const content = reading->job->content;
    ctg__content *const seen = &reading->source->seen;

    *seen = *content;
    seen->bytes = NULL;
    seen->mapped = 0;
    content->held = NULL;
    reading->graph->tables[reading->layout.table].source =
        &reading->source->source;
}

/* Trailing cells may be left out; a file cut off looks the same. */
static void mention_short_rows(const ctg__csv_reading *reading)
{
    char place[512];

    if (!reading->short_count)
        return;
    snprintf(place, sizeof place, "%s:%zu:1", reading->csv.shown,
             reading->first_short);
    ctg__problem_add(reading->csv.problems, CTG_WARNING, place,
                     "%zu row%s fewer cells than the header, from here on; "
                     "what is missing is blank",
                     reading->short_count,
                     reading->short_count == 1 ? " has" : "s have");
}

ctg_status ctg__csv_read_table(const ctg__csv_job *job, ctg_graph *graph,
                               ctg_problems *problems, ctg_error *error)
{
    ctg__csv_reading reading = {
        .job = job,
        .graph = graph,
        .layout = {.table = job->table},
    };
    bool usable = false;
    ctg_status status =
        ctg__csv_source_new(job->path, job->shown, &reading.source, error);

    if (status)
        return status;
    ctg__csv_init(&reading.csv, job->content->bytes, job->content->length,
                  job->shown, problems);
    hand_over(&reading);
    if (is_utf16(job->content))
        ctg__csv_blame(&reading.csv, 1, 1, "UTF-16 text: save it as UTF-8");
    else
        status = take_header(&reading, &usable, error);
    if (!status && usable)
        status = ctg__csv_take_pieces(&reading, error);
    if (!status && usable)
        status = ctg__csv_take_rows(&reading, reading.csv.end, error);
    if (!status)
        mention_short_rows(&reading);
    ctg__release(reading.pieces);
    ctg__release(reading.layout.columns);
    ctg__csv_clear(&reading.csv);
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
