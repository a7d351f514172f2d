/* Any bytes as results that are compared, with themselves and a graph. */
#include "fuzz.h"

void fuzz_compare(const uint8_t *data, size_t size)
{
    const char *const graph = fuzz_graph_path();
    const char *const file = fuzz_file(1, data, size);

    fuzz_command("compare", file, size % 2 ? file : graph, "--format=json",
                 "-o", FUZZ_NOWHERE, NULL);
}
