/* Any bytes as results that a sweep continues. */
#include "fuzz.h"

void fuzz_resume(const uint8_t *data, size_t size)
{
    fuzz_command("sweep", fuzz_graph_path(), FUZZ_NOWHERE, "--resume",
                 fuzz_file(1, data, size),
                 size % 2 ? "--format=csv" : "--format=json", NULL);
}
