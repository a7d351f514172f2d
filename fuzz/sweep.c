/*
 * Any bytes as the scenarios of a sweep, CSV or JSON lines: each row's scenario
 * on the graph with the row's edits, up to its run.
 */
#include <contagraph/scenarios.h>

#include <string.h>

#include "cli/edited.h"
#include "world.h"

enum { ROWS_MOST = 8 };

static void plan(const ctg_scenario_row *row, edited *other)
{
    const fuzz_world *const world = fuzz_fixed_world();
    const ctg_network *network = world->network;
    const input from = {.graph = world->graph, .network = world->network};
    ctg_plan *made = NULL;
    ctg_error error = {0};

    REQUIRE(*row->id && row->line);
    if (*row->edits &&
        edited_make(other, NULL, &from, row->edits, "fuzz", &network))
        return;
    fuzz_require_clean(ctg_plan_new(network, row->scenario, &made, &error),
                       &error);
    ctg_plan_free(made);
}

static void take_rows(ctg_scenarios *scenarios)
{
    ctg_scenario_row row = {0};
    edited other = {0};
    ctg_error error = {0};

    for (size_t k = 0; k < ROWS_MOST; k++) {
        const ctg_status status = ctg_scenarios_next(scenarios, &row, &error);

        fuzz_require_clean(status, &error);
        if (status || !row.scenario)
            break;
        plan(&row, &other);
        ctg_scenario_free(row.scenario);
    }
    edited_clear(&other);
}

void fuzz_sweep(const uint8_t *data, size_t size)
{
    ctg_scenarios *scenarios = NULL;
    ctg_error error = {0};
    const ctg_status status = ctg_scenarios_open(
        fuzz_file(0, data, size), fuzz_fixed_world()->scenario, NULL, NULL,
        &scenarios, &error);

    fuzz_require_clean(status, &error);
    if (!status)
        take_rows(scenarios);
    ctg_scenarios_free(scenarios);
}
