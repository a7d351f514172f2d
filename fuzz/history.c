/* Any bytes as prices by date, and as loadings on factors. */
#include "fuzz.h"

void fuzz_history(const uint8_t *data, size_t size)
{
    static const char *const methods[] = {"--method=fit", "--method=replay",
                                          "--method=filtered"};
    const char *const path = fuzz_file(1, data, size);

    fuzz_command("simulate", fuzz_graph_path(), "--history", path,
                 methods[size % 3], "--ewma=0.9", "--draws=10", "--levels=0.5",
                 "--rounds=20", "--format=csv", "-o", FUZZ_NOWHERE, NULL);
    fuzz_command("simulate", fuzz_graph_path(), "--factors", path,
                 "--event=e 3%: node A=-20%", "--draws=10", "--levels=0.5",
                 "--rounds=20", "--format=md", "-o", FUZZ_NOWHERE, NULL);
}
