/* Any bytes as the measures of `rank --by`, one list a line. */
#include <contagraph/rank.h>

#include "reader.h"
#include "world.h"

static void take(void *context, const char *line)
{
    ctg_ranking *ranking = NULL;
    ctg_error error = {0};

    fuzz_require_clean(ctg_ranking_new(context, line, NULL, &ranking, &error),
                       &error);
    ctg_ranking_free(ranking);
}

void fuzz_measures(const uint8_t *data, size_t size)
{
    fuzz_world world = {.graph = fuzz_sample(), .scenario = ctg_scenario_new()};
    ctg_error error = {0};

    REQUIRE(world.scenario &&
            !ctg_network_new(world.graph, &world.network, NULL, &error) &&
            !ctg_plan_new(world.network, world.scenario, &world.plan, &error));
    fuzz_lines(data, size, take, world.plan);
    fuzz_world_clear(&world);
}
