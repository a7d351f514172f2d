/* Any bytes as changes of --edit, one a line, made one after the other. */
#include <string.h>

#include "reader.h"

static void take(void *context, const char *line)
{
    char hash[2][CTG_HASH_ROOM];
    ctg_graph *const graph = context;
    ctg_error error = {0};

    REQUIRE(ctg_graph_hash(graph, hash[0], &error) == CTG_OK);
    if (!ctg_graph_edit(graph, line, &error))
        return;
    /* What is refused changes nothing. */
    REQUIRE(error.message[0] != '\0');
    REQUIRE(ctg_graph_hash(graph, hash[1], &error) == CTG_OK);
    REQUIRE(strcmp(hash[0], hash[1]) == 0);
}

void fuzz_edit(const uint8_t *data, size_t size)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *const graph = fuzz_sample();

    REQUIRE(problems != NULL);
    fuzz_lines(data, size, take, graph);
    fuzz_use_graph(graph, problems);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}
