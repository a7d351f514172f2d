/* Writing graphs: which format, and whether it can hold all there is. */
#include <contagraph/output.h>
#include <contagraph/read.h>

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "bridge/output_ask.h"
#include "read/graph_format.h"
#include "read/graph_formats.h"

ctg_write_options ctg_write_options_default(void)
{
    return (ctg_write_options){0};
}

static size_t filled_count(const ctg__rows *rows, const ctg__column *column)
{
    size_t count = 0;

    for (size_t row = 0; row < rows->row_count; row++)
        count +=
            column->word ? column->word[row] != 0 : !isnan(column->number[row]);
    return count;
}

/* A table of which nothing fits is refused as one thing. */
static void check_table(const ctg_graph *graph, ctg_table table,
                        const ctg__format *format, ctg__refusals *refusals)
{
    const ctg__rows *const rows = &graph->tables[table];
    bool any = false;

    for (size_t c = 0; c < rows->column_count; c++)
        any = any || format->can_hold(graph, table, &rows->columns[c]);
    if (!any && rows->row_count)
        ctg__refuse(refusals, rows->row_count, "table %s",
                    ctg_table_name(table));
    for (size_t c = 0; any && c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if (ctg__column_holds_any(rows, column) &&
            !format->can_hold(graph, table, column))
            ctg__refuse(refusals, filled_count(rows, column), "column %s of %s",
                        column->name, ctg_table_name(table));
    }
}

/* Refuses, or with `lossy` warns of, everything the format cannot hold. */
static ctg_status check_all(const ctg_graph *graph, const ctg__format *format,
                            const ctg_write_options *options,
                            ctg_problems *problems, ctg_error *error)
{
    const ctg_about *const about = &graph->about;
    ctg__refusals refusals = {
        .format = format->about.name,
        .lossy = options->lossy,
        .problems = problems,
        .options = options,
    };
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    ctg_status status = CTG_OK;

    for (int t = 0; format->can_hold && t < CTG_TABLE_COUNT; t++)
        check_table(graph, (ctg_table)t, format, &refusals);
    if (format->drops_about &&
        (*about->title || *about->unit || *about->date || *about->source))
        ctg__refuse(&refusals,
                    (size_t) !!*about->title + !!*about->unit + !!*about->date +
                        !!*about->source,
                    "title, unit, date and source");
    if (format->check)
        status = format->check(graph, &refusals, error);
    if (status || options->lossy)
        return status;
    status = ctg__problems_verdict(problems, before, error);
    if (status && error)
        error->status = CTG_BAD_ARGUMENT;
    return status ? CTG_BAD_ARGUMENT : CTG_OK;
}

static ctg_status choose(const char *path, const ctg_write_options *options,
                         const ctg__format **format, ctg_error *error)
{
    const size_t length = strlen(path);
    struct stat found;

    if (options->format) {
        const ctg_status status =
            ctg__format_find(options->format, format, error);

        if (status)
            return status;
    } else if ((length && path[length - 1] == '/') ||
               (stat(path, &found) == 0 && S_ISDIR(found.st_mode))) {
        *format = &ctg__format_folder;
    } else {
        const char *const slash = strrchr(path, '/');

        *format = ctg__format_by_ending(path, ctg_output_name_length(path));
        /* A name without an ending is a folder's. */
        if (!*format && strcmp(path, "-") != 0 &&
            !strchr(slash ? slash : path, '.'))
            *format = &ctg__format_folder;
    }
    if (!*format)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%s: its ending tells no format (`contagraph list "
                         "formats` shows which there are)",
                         path);
    if (!(*format)->write && !(*format)->write_folder)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "format %s is read, not written",
                         (*format)->about.name);
    if (options->reorder && *format != &ctg__format_snapshot)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "format %s has no order of its own to store",
                         (*format)->about.name);
    if (((*format)->takes & CTG__TAKES_FOLDER) && strcmp(path, "-") == 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a folder cannot go to standard output");
    return CTG_OK;
}

static ctg_status write_file(const ctg_graph *graph, const char *path,
                             const ctg__format *format,
                             const ctg_write_options *options, ctg_error *error)
{
    ctg_output *output = NULL;
    ctg_status status = ctg_output_open(path, &output, error);

    if (status)
        return status;
    ctg__output_ask(output, options->progress, options->progress_context);
    status = format->write(graph, ctg_output_file(output), options, error);
    if (!status && options->ready) {
        status = ctg_output_flush(output, error);
        if (!status)
            status = options->ready(options->ready_context, error);
    }
    if (!status)
        return ctg_output_commit(output, error);
    ctg_output_abort(output);
    return status;
}

ctg_status ctg_graph_write(const ctg_graph *graph, const char *path,
                           const ctg_write_options *options,
                           ctg_problems *problems, ctg_error *error)
{
    const ctg_write_options standard = ctg_write_options_default();
    const ctg__format *format = NULL;
    ctg_problems *own = NULL;
    ctg_status status;

    if (!options)
        options = &standard;
    status = ctg__graph_verify(graph, error);
    if (!status)
        status = choose(path, options, &format, error);
    if (!status && !problems) {
        own = ctg_problems_new();
        status = own ? CTG_OK : ctg__fail_memory(error);
    }
    if (!status)
        status = check_all(graph, format, options, own ? own : problems, error);
    if (!status)
        status = format->write_folder
                     ? format->write_folder(graph, path, options, error)
                     : write_file(graph, path, format, options, error);
    ctg_problems_free(own);
    return status;
}
