/* Any bytes as the correlations of moves. */
#include "fuzz.h"

void fuzz_correlation(const uint8_t *data, size_t size)
{
    fuzz_command("optimise", "worst-shock", fuzz_graph_path(), "--rounds=20",
                 "--radius=0.5", "--restarts=0", "--evaluations=20",
                 "--move=node A=-80%", "--move=asset X=-50%",
                 "--move=node B=-2", "--norm=ellipsoid", "--correlation",
                 fuzz_file(1, data, size), "--format=json", "-o", FUZZ_NOWHERE,
                 NULL);
}
