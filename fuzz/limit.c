/* Any bytes as words of --fail-if, one a line. */
#include "fuzz.h"

static void take(void *context, const char *line)
{
    (void)context;
    fuzz_command("run", fuzz_graph_path(), "--shock=A=default", "--format=csv",
                 "-o", FUZZ_NOWHERE, "--fail-if", line, NULL);
}

void fuzz_limit(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}
