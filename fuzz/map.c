/* Any bytes as the words of --map. */
#include <string.h>

#include "reader.h"

/* What columns are called by the words, and were called before. */
static void rename_columns(const char *words)
{
    static const char *const columns[] = {
        "lender", "sum", "weight", "note", "x", "maturity", "amount", ""};
    ctg_problems *const problems = ctg_problems_new();
    ctg__map map;
    const char *name;
    size_t length;
    ctg_error error = {0};

    REQUIRE(problems != NULL);
    if (!ctg__map_init(&map, words, &error)) {
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
            (void)ctg__attribute_name(&map, i % 2 ? CTG_EXPOSURES : CTG_NODES,
                                      columns[i], strlen(columns[i]), &name,
                                      &length, &error);
            (void)ctg__map_old_name(words, columns[i], &length);
        }
        ctg__map_finish(&map, "fuzz", problems);
    }
    ctg_problems_free(problems);
}

static void take(void *context, const char *words)
{
    static const char edges[] = "lender,borrower,sum,note\nB,A,3,x\nA,C,4,y\n";
    const ctg_read_options options = {.map = words, .format = "csv"};
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    (void)context;
    rename_columns(words);
    REQUIRE(problems != NULL);
    if (ctg_graph_read_memory(edges, sizeof edges - 1, &options, &graph,
                              problems, &error))
        REQUIRE(error.message[0] != '\0');
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

void fuzz_map(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}
