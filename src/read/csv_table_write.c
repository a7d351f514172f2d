/* Tables as CSV, the way RFC 4180 says, with LF. */
#include <stdint.h>

#include "base/memory.h"
#include "read/csv_table.h"
#include "read/graph_format.h"
#include "text/csv.h"

static void write_record(const ctg_graph *graph, const ctg__rows *rows,
                         const size_t *columns, size_t count, size_t row,
                         FILE *file)
{
    char buffer[32];

    for (size_t i = 0; i < count; i++) {
        const ctg__column *const column = &rows->columns[columns[i]];
        const char *const text =
            row == SIZE_MAX
                ? column->name
                : ctg__graph_column_text(graph, column, row, buffer);

        if (i)
            putc(',', file);
        if (count == 1 && !*text)
            fputs("\"\"", file); /* or it would be a blank line */
        else
            ctg__csv_write_cell(text, file);
    }
    putc('\n', file);
}

ctg_status ctg__csv_write_table(const ctg_graph *graph, ctg_table table,
                                FILE *file, const ctg_write_options *options,
                                ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];
    size_t *const columns =
        ctg__allocate_array(rows->column_count, sizeof *columns);
    ctg_status status = CTG_OK;
    size_t count = 0;

    if (!columns)
        return ctg__fail_memory(error);
    for (size_t c = 0; c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if ((column->spec && column->spec->needed) ||
            ctg__column_holds_any(rows, column))
            columns[count++] = c;
    }
    write_record(graph, rows, columns, count, SIZE_MAX, file);
    for (size_t row = 0; !status && row < rows->row_count; row++) {
        write_record(graph, rows, columns, count, row, file);
        if (ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    ctg__release(columns);
    return status;
}
