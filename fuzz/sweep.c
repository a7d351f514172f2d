/* Any bytes as the scenarios of a sweep, CSV or JSON lines. */
#include "fuzz.h"

void fuzz_sweep(const uint8_t *data, size_t size)
{
    fuzz_command("sweep", fuzz_graph_path(), fuzz_file(1, data, size),
                 "--rounds=20", "--threads=1", "--format=csv", "-o",
                 FUZZ_NOWHERE, NULL);
}
