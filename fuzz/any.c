/*
 * Any bytes as a file whose format is told by its content: from a file, from
 * memory or through a pipe.
 */
#include <contagraph/read.h>

#include <stdio.h>
#include <unistd.h>

#include "reader.h"

/* What a pipe holds without a reader, on every system. */
enum { PIPE_MOST = 4096 };

static ctg_status read_piped(const uint8_t *data, size_t size,
                             const ctg_read_options *options, ctg_graph **graph,
                             ctg_problems *problems, ctg_error *error)
{
    char path[32];
    int ends[2];
    ctg_status status;

    REQUIRE(pipe(ends) == 0);
    REQUIRE(write(ends[1], data, size) == (ssize_t)size);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    status = ctg_graph_read(path, options, graph, problems, error);
    close(ends[0]);
    return status;
}

static ctg_status read_any(const uint8_t *data, size_t size,
                           const ctg_read_options *options, ctg_graph **graph,
                           ctg_problems *problems, ctg_error *error)
{
    if (size % 3 == 0)
        return ctg_graph_read(fuzz_file(0, data, size), options, graph,
                              problems, error);
    if (size % 3 == 1 && size <= PIPE_MOST)
        return read_piped(data, size, options, graph, problems, error);
    return ctg_graph_read_memory(data, size, options, graph, problems, error);
}

void fuzz_any(const uint8_t *data, size_t size)
{
    const ctg_read_options options = {.rows = "creditor",
                                      .rows_optional = true};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    REQUIRE(problems != NULL);
    if (!read_any(data, size, &options, &graph, problems, &error))
        fuzz_use_graph(graph, problems);
    else
        REQUIRE(error.message[0] != '\0');
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}
