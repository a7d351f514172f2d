/* Any bytes as the keys of a simulation in JSON. */
#include "fuzz.h"

void fuzz_risk(const uint8_t *data, size_t size)
{
    fuzz_command("simulate", fuzz_graph_path(), "--risk",
                 fuzz_file(1, data, size), "--draws=40", "--levels=0.5",
                 "--rounds=20", "--format=json", "-o", FUZZ_NOWHERE, NULL);
}
