/*
 * Rows, in the order of the file: plain ones the fast way, all others record
 * by record and cell by cell.
 */
#include "read/csv_rows.h"

#include "base/message.h"
#include "read/csv_plain.h"
#include "text/format.h"
#include "text/number.h"

/* A needed column that a record is too short for; NULL: there is none. */
static const char *missing_column(const ctg__csv_reading *reading)
{
    const ctg__csv_layout *const layout = &reading->layout;
    const ctg__rows *const rows = &reading->graph->tables[layout->table];

    for (size_t i = reading->csv.cell_count; i < layout->column_count; i++) {
        const ctg__column_spec *const spec =
            layout->columns[i] >= CTG__CSV_NO_COLUMN
                ? NULL
                : rows->columns[layout->columns[i]].spec;

        if (spec && spec->needed)
            return spec->name;
    }
    return NULL;
}

/* A cell of a column without name at the start: it has to count the rows. */
static void take_count(ctg__csv_reading *reading, const ctg__cell *cell)
{
    double value = -1;
    const bool number =
        !ctg__number_parse(cell->text, cell->length, &value) && cell->length;

    if (!reading->counted)
        reading->from_one = value == 1;
    if (number && !reading->uncounted &&
        value == (double)(reading->counted + reading->from_one)) {
        reading->counted++;
        return;
    }
    if (!reading->miscounted)
        ctg__csv_blame(&reading->csv, cell->line, cell->column,
                       "column 1 has no name, and '%.*s' does not count the "
                       "rows; give it a name, or write without row names "
                       "(row.names = FALSE, index=False)",
                       ctg__message_bytes(cell->length), cell->text);
    reading->miscounted = true;
}

/* The record in `cells` as a row, cell by cell. */
static ctg_status take_record(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;
    const ctg__csv_layout *const layout = &reading->layout;
    size_t row;
    const char *const due =
        reading->job->headless ? "a line has" : "the header has";
    ctg_status status;

    if (csv->cell_count < layout->column_count) {
        const char *const missing = missing_column(reading);

        if (missing) {
            ctg__csv_blame(csv, csv->start_line, 1,
                           "%zu cell%s, %s %zu: %s is missing", csv->cell_count,
                           ctg__plural(csv->cell_count), due,
                           layout->column_count, missing);
            return CTG_OK;
        }
        if (!reading->short_count++)
            reading->first_short = csv->start_line;
    }
    status = ctg__graph_add_row(reading->graph, layout->table, &row, error);
    for (size_t i = 0; !status && i < csv->cell_count; i++) {
        const ctg__cell *const cell = &csv->cells[i];
        ctg_error fault;

        if (i < layout->column_count &&
            layout->columns[i] == CTG__CSV_COUNTING) {
            if (cell->length || reading->counted)
                take_count(reading, cell);
            else
                reading->uncounted = true;
            continue;
        }
        if (i >= layout->column_count ||
            layout->columns[i] >= CTG__CSV_NO_COLUMN) {
            if (!cell->length || (i < layout->column_count &&
                                  layout->columns[i] == CTG__CSV_IGNORED))
                continue;
            ctg__csv_blame(csv, cell->line, cell->column,
                           "'%.*s' has no column: %s %zu",
                           ctg__message_bytes(cell->length), cell->text, due,
                           layout->column_count);
            break;
        }
        status = ctg__cell_set(reading->job->input, reading->graph,
                               layout->table, row, layout->columns[i],
                               cell->text, cell->length, &fault);
        if (status == CTG_BAD_INPUT) {
            ctg__csv_blame(csv, cell->line, cell->column, "%s", fault.message);
            status = CTG_OK;
        } else if (status) {
            return ctg__fail(error, status, "%s", fault.message);
        }
    }
    return status;
}

ctg_status ctg__csv_report_progress(const ctg__csv_reading *reading,
                                    ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;

    const ctg__input *const input = reading->job->input;

    if (input->progress && !input->progress(input->progress_context,
                                            (double)(csv->at - csv->bytes),
                                            (double)(csv->end - csv->bytes)))
        return ctg__fail(error, CTG_CANCELLED, "cancelled while reading %s",
                         csv->shown);
    return CTG_OK;
}

/* The plain records that follow, at most `most`. */
static void take_plain(ctg__csv_reading *reading, const char *end, size_t most)
{
    ctg__csv *const csv = &reading->csv;
    ctg__rows *const rows = &reading->graph->tables[reading->layout.table];
    const size_t room = rows->row_room - rows->row_count;
    ctg__csv_run run = {
        .at = csv->at,
        .limit = end < reading->layout.limit ? end : reading->layout.limit,
    };
    const size_t taken =
        ctg__csv_take_plain(&run, &reading->layout, reading->graph,
                            rows->row_count, most < room ? most : room);

    if (!taken)
        return;
    rows->row_count += taken;
    csv->at = run.at;
    csv->line += taken;
    csv->line_start = run.at;
}

static ctg_status mark(ctg__csv_reading *reading, ctg_error *error)
{
    const ctg__csv *const csv = &reading->csv;
    const ctg__csv_mark mark = {
        .row = reading->graph->tables[reading->layout.table].row_count,
        .offset = (size_t)(csv->at - csv->bytes),
        .line = csv->line,
    };
    const ctg_status status =
        ctg__csv_source_mark(reading->source, mark, error);

    return status ? status : ctg__csv_report_progress(reading, error);
}

ctg_status ctg__csv_take_rows(ctg__csv_reading *reading, const char *end,
                              ctg_error *error)
{
    ctg__csv *const csv = &reading->csv;
    const ctg__rows *const rows =
        &reading->graph->tables[reading->layout.table];
    size_t marked = rows->row_count; /* the next row to be marked */
    bool found = true;
    ctg_status status = CTG_OK;

    while (!status && csv->at < end && ctg__csv_skip_blank(csv) &&
           csv->at < end) {
        if (rows->row_count == marked) {
            status = mark(reading, error);
            marked += CTG__CSV_STEP;
        }
        if (!status)
            take_plain(reading, end, marked - rows->row_count);
        if (status || rows->row_count == marked || csv->at >= end)
            continue;
        status = ctg__csv_next(csv, &found, error);
        if (!status && found && !csv->broken)
            status = take_record(reading, error);
    }
    return status;
}
