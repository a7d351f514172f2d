/* Any bytes as the words of --map. */
#include <stdlib.h>

#include "reader.h"

static void take(void *context, const char *words)
{
    static const char edges[] = "lender,borrower,sum,note\nB,A,3,x\nA,C,4,y\n";
    const ctg_read_options options = {.map = words, .format = "csv"};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)context;
    REQUIRE(problems != NULL);
    if (!ctg_graph_read(fuzz_file(0, (const uint8_t *)edges, sizeof edges - 1),
                        &options, &graph, problems, &error))
        fuzz_use_graph(graph, problems);
    else
        REQUIRE(error.message[0] != '\0');
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

void fuzz_map(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}
