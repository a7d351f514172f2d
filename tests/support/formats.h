/*
 * Formats in tests: graphs from text in the test itself, and back to it.
 *
 *     ctg_graph *const graph = graph_read("graphml", "<graphml>...", NULL);
 *     refused("graphml", "<graphml/>", "<stdin>: no graph");
 *     round_trip(graph, "graphml", false);
 */
#ifndef SUPPORT_FORMATS_H
#define SUPPORT_FORMATS_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <contagraph/read.h>

#include "data/graph.h"
#include "support/cmocka.h"

enum { FORMAT_PATH_SIZE = 64 };

/* A file of its own in the folder where tests run; removed by the caller. */
static inline void format_file(char path[FORMAT_PATH_SIZE], const void *bytes,
                               size_t length)
{
    FILE *file;
    int fd;

    snprintf(path, FORMAT_PATH_SIZE, "format-test-XXXXXX");
    fd = mkstemp(path);
    assert_true(fd >= 0);
    file = fdopen(fd, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static inline ctg_status graph_try(const char *format, const void *bytes,
                                   size_t length, ctg_read_options options,
                                   ctg_graph **graph, ctg_problems *problems,
                                   ctg_error *error)
{
    char path[FORMAT_PATH_SIZE];
    ctg_status status;

    options.format = format;
    format_file(path, bytes, length);
    status = ctg_graph_read(path, &options, graph, problems, error);
    unlink(path);
    return status;
}

/* The graph of a text that is fine. `options` may be NULL. */
static inline ctg_graph *graph_read(const char *format, const char *text,
                                    const ctg_read_options *options)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (graph_try(format, text, strlen(text),
                  options ? *options : ctg_read_options_default(), &graph,
                  NULL, &error))
        fail_msg("%s", error.message);
    return graph;
}

/* Bytes that must be refused, with this somewhere in the first message. */
static inline void refused_bytes(const char *format, const void *bytes,
                                 size_t length, const char *part)
{
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (!graph_try(format, bytes, length, ctg_read_options_default(), &graph,
                   NULL, &error))
        fail_msg("taken, not refused with '%s'", part);
    assert_null(graph);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

static inline void refused(const char *format, const char *text,
                           const char *part)
{
    refused_bytes(format, text, strlen(text), part);
}

static inline const char *format_cell(const ctg_graph *graph, ctg_table table,
                                      size_t row, const char *column,
                                      char buffer[32])
{
    const char *const text =
        ctg_graph_cell(graph, table, row, column, buffer);

    return text ? text : "";
}

static inline void same_columns(const ctg_graph *one, const ctg_graph *other,
                                ctg_table table)
{
    const size_t count = ctg_graph_row_count(one, table);
    const char *column;

    assert_int_equal(ctg_graph_row_count(other, table), count);
    for (size_t c = 0; (column = ctg_graph_column(one, table, c)) != NULL; c++)
        for (size_t row = 0; row < count; row++) {
            char a[32];
            char b[32];
            const char *const x = format_cell(one, table, row, column, a);
            const char *const y = format_cell(other, table, row, column, b);

            if (strcmp(x, y) != 0)
                fail_msg("%s %s row %zu: '%s' became '%s'",
                         ctg_table_name(table), column, row, x, y);
        }
}

/* Same rows, same cells, same about. */
static inline void same_graphs(const ctg_graph *one, const ctg_graph *other)
{
    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        same_columns(one, other, (ctg_table)t);
        same_columns(other, one, (ctg_table)t);
    }
    assert_string_equal(one->about.title, other->about.title);
    assert_string_equal(one->about.unit, other->about.unit);
    assert_string_equal(one->about.date, other->about.date);
    assert_string_equal(one->about.source, other->about.source);
}

/* Writes in a format and reads it again: the graph that comes back. */
static inline ctg_graph *graph_again(const ctg_graph *graph, const char *format,
                                     bool lossy)
{
    const ctg_write_options writing = {.format = format, .lossy = lossy};
    const ctg_read_options reading = {.format = format};
    char path[FORMAT_PATH_SIZE];
    ctg_graph *again = NULL;
    ctg_error error = {0};

    format_file(path, "", 0);
    if (ctg_graph_write(graph, path, &writing, NULL, &error))
        fail_msg("writing: %s", error.message);
    if (ctg_graph_read(path, &reading, &again, NULL, &error))
        fail_msg("reading it again: %s", error.message);
    unlink(path);
    return again;
}

/* What a format holds comes back the same. */
static inline void round_trip(const ctg_graph *graph, const char *format)
{
    ctg_graph *const again = graph_again(graph, format, false);

    same_graphs(graph, again);
    ctg_graph_free(again);
}

/* Writing must be refused, with this somewhere in the message. */
static inline void not_written(const ctg_graph *graph, const char *format,
                               const char *part)
{
    const ctg_write_options writing = {.format = format};
    char path[FORMAT_PATH_SIZE];
    ctg_error error = {0};

    format_file(path, "before", 6);
    assert_int_equal(ctg_graph_write(graph, path, &writing, NULL, &error),
                     CTG_BAD_ARGUMENT);
    unlink(path);
    if (!strstr(error.message, part))
        fail_msg("'%s' does not say '%s'", error.message, part);
}

#endif
