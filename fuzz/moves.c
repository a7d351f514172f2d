/* Any bytes as words of --move, and a target, one a line. */
#include "fuzz.h"

static void take(void *context, const char *line)
{
    (void)context;
    fuzz_command("optimise", "worst-shock", fuzz_graph_path(), "--rounds=20",
                 "--radius=0.5", "--restarts=0", "--evaluations=20",
                 "--format=json", "-o", FUZZ_NOWHERE, "--move", line, NULL);
    fuzz_command("optimise", "reverse", fuzz_graph_path(), "--rounds=20",
                 "--move=node A=-80%", "--restarts=0", "--evaluations=20",
                 "--format=csv", "-o", FUZZ_NOWHERE, "--anonymise", "--target",
                 line, NULL);
}

void fuzz_moves(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}
