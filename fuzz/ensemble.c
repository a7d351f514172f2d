/* Any bytes as an ensemble: JSON lines, the first of them the stamp. */
#include "fuzz.h"

void fuzz_ensemble(const uint8_t *data, size_t size)
{
    const char *const path = fuzz_file(1, data, size);

    fuzz_command("run", fuzz_graph_path(), "--ensemble", path, "--rounds=20",
                 "--shock=A=-20%", "--format=json", "-o", FUZZ_NOWHERE, NULL);
    fuzz_command("rank", fuzz_graph_path(), "--ensemble", path, "--rounds=20",
                 "--by=impact,eigenvector", "--format=csv", "-o", FUZZ_NOWHERE,
                 NULL);
    fuzz_command("run", fuzz_graph_path(), "--ensemble", path, "--draw=2",
                 "--rounds=20", "--format=csv", "-o", FUZZ_NOWHERE, NULL);
}
