/* Any bytes as changes of --edit, one a line, made one after the other. */
#include <string.h>

#include "data/graph.h"
#include "world.h"

static void take(void *context, const char *line)
{
    char hash[2][CTG_HASH_ROOM];
    ctg_graph *const graph = context;
    ctg_error error = {0};
    double number;

    (void)ctg__graph_edited_number(graph, line, &number, &error);
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
    ctg_network *network = NULL;
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    REQUIRE(ctg_graph_copy(fuzz_fixed_world()->graph, &graph, &error) ==
            CTG_OK);
    fuzz_lines(data, size, take, graph);
    fuzz_require_clean(ctg_network_new(graph, &network, NULL, &error), &error);
    ctg_network_free(network);
    ctg_graph_free(graph);
}
