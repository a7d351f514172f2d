/* Any bytes as words of --event, --track, --set and --limit, one a line. */
#include "fuzz.h"

static void take(void *context, const char *line)
{
    (void)context;
    fuzz_command("simulate", fuzz_graph_path(), "--event", line, "--draws=10",
                 "--levels=0.5", "--rounds=20", "--format=json", "-o",
                 FUZZ_NOWHERE, NULL);
    fuzz_command("simulate", fuzz_graph_path(), "--event=e 9%: node A=-90%",
                 "--track", line, "--draws=10", "--levels=0.5", "--rounds=20",
                 "--format=csv", "-o", FUZZ_NOWHERE, "--fail-if", line, NULL);
    fuzz_command("calibrate", fuzz_graph_path(), "--event=e 9%: asset X=-70%",
                 "--set", line, "--limit=equity_lost mean <= 90%", "--draws=10",
                 "--levels=0.5", "--rounds=20", "--steps=2", "--halvings=1",
                 "-o", FUZZ_NOWHERE, NULL);
    fuzz_command("calibrate", fuzz_graph_path(), "--event=e 9%: asset X=-70%",
                 "--set=markets V/X maintenance=0.3..0.1", "--limit", line,
                 "--draws=10", "--levels=0.5", "--rounds=20", "--steps=2",
                 "--halvings=1", "-o", FUZZ_NOWHERE, NULL);
}

void fuzz_event(const uint8_t *data, size_t size)
{
    fuzz_lines(data, size, take, NULL);
}
