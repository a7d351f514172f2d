/* A table from CSV: its header, then its rows. */
#include "read/csv_table.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "read/csv_rows.h"
#include "read/totals.h"

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
static ctg_status take_name(ctg__csv_reading *reading, ctg__columns *columns,
                            const ctg__cell *cell, ctg_error *error)
{
    ctg__csv_layout *const layout = &reading->layout;
    size_t column = SIZE_MAX;
    ctg_error fault;
    ctg_status status;

    if (!cell->length) {
        layout->columns[layout->column_count] =
            layout->column_count ? CTG__CSV_UNNAMED : CTG__CSV_COUNTING;
        layout->column_count++;
        return CTG_OK;
    }
    layout->columns[layout->column_count] = CTG__CSV_IGNORED;
    status =
        ctg__columns_take(columns, cell->text, cell->length, &column, &fault);
    if (status == CTG_BAD_INPUT)
        ctg__csv_blame(&reading->csv, cell->line, cell->column, "%s",
                       fault.message);
    else if (status)
        return ctg__fail_memory(error);
    else if (column != SIZE_MAX && is_known(reading, column))
        ctg__csv_blame(
            &reading->csv, cell->line, cell->column,
            "column '%s' is there twice",
            reading->graph->tables[layout->table].columns[column].name);
    else if (column != SIZE_MAX)
        layout->columns[layout->column_count] = column;
    layout->column_count++;
    return CTG_OK;
}

/* A list of edges without a header has these, and its first line is data. */
static ctg_status take_edges(ctg__csv_reading *reading, ctg__columns *columns,
                             ctg_error *error)
{
    static const char *const names[] = {"source", "target", "amount"};
    ctg__csv *const csv = &reading->csv;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < 3; i++)
        status = ctg__columns_see(columns, names[i], strlen(names[i]), error);
    for (size_t i = 0; !status && i < 3; i++) {
        const ctg__cell cell = {.text = names[i],
                                .length = strlen(names[i]),
                                .line = csv->start_line,
                                .column = 1};

        status = take_name(reading, columns, &cell, error);
    }
    return status;
}

/* All of the header. */
static ctg_status take_names(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;
    const ctg__csv_job *const job = reading->job;
    ctg__columns columns = ctg__columns_begin(job->input, reading->graph,
                                              job->table, csv->context);
    char place[512];
    ctg_status status = CTG_OK;

    if (job->headless)
        status = take_edges(reading, &columns, error);
    for (size_t i = 0; !status && !job->headless && i < csv->cell_count; i++)
        status = ctg__columns_see(&columns, csv->cells[i].text,
                                  csv->cells[i].length, error);
    for (size_t i = 0; !status && !job->headless && i < csv->cell_count; i++)
        status = take_name(reading, &columns, &csv->cells[i], error);
    snprintf(place, sizeof place, "%s:%zu:1", csv->shown, csv->start_line);
    if (!status)
        ctg__columns_finish(&columns, place);
    ctg__columns_clear(&columns);
    return status;
}

static ctg_status make_layout(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;
    size_t *const columns =
        ctg__allocate_array(csv->cell_count, sizeof *columns);

    if (!columns)
        return ctg__fail_memory(error);
    reading->layout.columns = columns;
    reading->layout.separator = csv->separator;
    /* A column that may count the rows is to be looked at in each of them. */
    reading->layout.exact =
        ctg__number_style_matters(&reading->job->input->numbers) ||
        (csv->cell_count && !csv->cells[0].length);
    return take_names(reading, error);
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
            layout->columns[i] >= CTG__CSV_NO_COLUMN
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
    if (reading->job->headless) {
        csv->at = csv->start;
        csv->line = csv->start_line;
        csv->line_start = csv->at;
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
    ctg__problem_add(reading->csv.context, CTG_WARNING, place,
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
    ctg__csv_begin(&reading.csv, job->content->bytes, job->content->length,
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
    if (!status && reading.counted && !reading.miscounted)
        ctg__problem_add(problems, CTG_NOTE, job->shown,
                         "column 1 has no name and counts the rows: it is left "
                         "out");
    if (!status && usable)
        ctg__totals_check(job->input, graph, job->table, problems);
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
        ctg__content_open(job->path, job->shown, job->input->progress,
                          job->input->progress_context, &content, error);

    if (status)
        return status;
    opened.content = &content;
    status = ctg__csv_read_table(&opened, graph, problems, error);
    ctg__content_close(&content);
    return status;
}
