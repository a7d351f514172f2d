/* Any bytes as a file beside totals: the first says which one. */
#include <string.h>

#include "fuzz.h"

void fuzz_totals(const uint8_t *data, size_t size)
{
    static const char *const options[] = {"--marginals", "--zeros", "--prior",
                                          "--blocks"};
    static const char marginals[] =
        "id,claims,debts\nA,7,3\nB,3,7\nV,2,4\nM,4,2\n";
    const size_t which = size && strchr("mzpb", data[0]) && data[0]
                             ? (size_t)(strchr("mzpb", data[0]) - "mzpb")
                             : 0;
    const char *const path =
        fuzz_file(1, data + (size > 0), size ? size - 1 : 0);
    const char *const given =
        fuzz_file(0, (const uint8_t *)marginals, sizeof marginals - 1);

    if (which == 0) {
        fuzz_command("reconstruct", "ras", fuzz_graph_path(), "--forget",
                     "--missing=0", "--scale=mean", "--iterations=50",
                     options[0], path, "--format=json", "-o", FUZZ_NOWHERE,
                     NULL);
        return;
    }
    fuzz_command("reconstruct", "ras", fuzz_graph_path(), "--forget",
                 "--iterations=50", "--marginals", given, options[which], path,
                 "--format=json", "-o", FUZZ_NOWHERE, NULL);
    fuzz_command("reconstruct", "bounds", fuzz_graph_path(), "--forget",
                 "--marginals", given, options[which], path, "--format=csv",
                 "-o", FUZZ_NOWHERE, NULL);
}
