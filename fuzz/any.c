/* Any bytes as a file whose format is told by its content. */
#include <contagraph/read.h>

#include "reader.h"

void fuzz_any(const uint8_t *data, size_t size)
{
    const ctg_read_options options = {.rows = "creditor",
                                      .rows_optional = true};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    REQUIRE(problems != NULL);
    if (!ctg_graph_read(fuzz_file(0, data, size), &options, &graph, problems,
                        &error))
        fuzz_use_graph(graph, problems);
    else
        REQUIRE(error.message[0] != '\0');
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}
