#include "read/json_write.h"
#include "read/graph_format.h"

#include <math.h>
#include <stdio.h>

#include "data/graph.h"
#include "read/about.h"
#include "text/json.h"
#include "text/text.h"

static void add_row(const ctg_graph *graph, const ctg__rows *rows, size_t row,
                    ctg__text *text)
{
    ctg__json_nest nest = ctg__json_open(text, '{', -1, 0);
    char buffer[32];

    for (size_t c = 0; c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];
        const char *const cell =
            ctg__graph_column_text(graph, column, row, buffer);

        if (!*cell)
            continue;
        ctg__json_next(&nest, column->name);
        if (column->number && column->number[row] != CTG__INITIAL)
            ctg__text_add(text, cell);
        else
            ctg__json_add_text(text, cell);
    }
    ctg__json_close(&nest);
}

static ctg_status write_table(const ctg_graph *graph, ctg_table table,
                              FILE *file, const ctg_write_options *options,
                              ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];
    ctg__text text = {0};
    ctg_status status = CTG_OK;

    fprintf(file, "\"%s\": [", ctg_table_name(table));
    for (size_t row = 0; !status && row < rows->row_count; row++) {
        ctg__text_reset(&text);
        add_row(graph, rows, row, &text);
        if (text.failed)
            status = ctg__fail_memory(error);
        else
            fprintf(file, "%s\n  %s", row ? "," : "", text.bytes);
        if (!status && ctg__write_stops(options, row))
            status = ctg__write_cancelled(error);
    }
    fputs(rows->row_count ? "\n]" : "]", file);
    ctg__text_clear(&text);
    return status;
}

ctg_status ctg__json_write(const ctg_graph *graph, FILE *file,
                           const ctg_write_options *options, ctg_error *error)
{
    ctg__text about = {0};
    ctg_status status = CTG_OK;

    fputs("{\n", file);
    if (ctg__about_write(&graph->about, &about) && !about.failed)
        fprintf(file, "\"about\": %s,\n", about.bytes);
    if (about.failed)
        status = ctg__fail_memory(error);
    ctg__text_clear(&about);
    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        if (t == CTG_NODES || graph->tables[t].row_count) {
            if (t != CTG_NODES)
                fputs(",\n", file);
            status = write_table(graph, (ctg_table)t, file, options, error);
        }
    fputs("\n}\n", file);
    return status;
}
