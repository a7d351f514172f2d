/* Any bytes as shocks, one a line, then a run of them all. */
#include <contagraph/run.h>

#include "world.h"

static void take(void *context, const char *line)
{
    ctg_scenario *const scenario = context;
    ctg_error error = {0};

    fuzz_require_clean(ctg_scenario_add_shock(scenario, line, &error), &error);
}

void fuzz_shock(const uint8_t *data, size_t size)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_plan *plan = NULL;
    ctg_run *run = NULL;
    ctg_error error = {0};
    ctg_status status;

    REQUIRE(scenario != NULL);
    fuzz_lines(data, size, take, scenario);
    status = ctg_plan_new(fuzz_fixed_world()->network, scenario, &plan, &error);
    if (!status)
        status = ctg_run_new(plan, NULL, &run, &error);
    fuzz_require_clean(status, &error);
    ctg_run_free(run);
    ctg_plan_free(plan);
    ctg_scenario_free(scenario);
}
