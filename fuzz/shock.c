/* Any bytes as shocks, one a line, then a run of them all. */
#include <contagraph/run.h>

#include "reader.h"
#include "world.h"

static void take(void *context, const char *line)
{
    ctg_scenario *const scenario = context;
    ctg_error error = {0};

    fuzz_require_clean(ctg_scenario_add_shock(scenario, line, &error), &error);
}

void fuzz_shock(const uint8_t *data, size_t size)
{
    ctg_graph *const graph = fuzz_sample();
    fuzz_world world = {.graph = graph, .scenario = ctg_scenario_new()};
    ctg_run *run = NULL;
    ctg_error error = {0};
    ctg_status status;

    REQUIRE(world.scenario != NULL);
    REQUIRE(ctg_network_new(graph, &world.network, NULL, &error) == CTG_OK);
    fuzz_lines(data, size, take, world.scenario);
    status = ctg_plan_new(world.network, world.scenario, &world.plan, &error);
    if (!status)
        status = ctg_run_new(world.plan, NULL, &run, &error);
    fuzz_require_clean(status, &error);
    ctg_run_free(run);
    fuzz_world_clear(&world);
}
