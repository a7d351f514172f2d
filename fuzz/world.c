#include "world.h"

#include <stdio.h>
#include <string.h>

#include "data/graph.h"

size_t fuzz_pick(fuzz_bytes *from, size_t most)
{
    if (!from->left)
        return 0;
    from->left--;
    return *from->at++ % most;
}

void fuzz_require_clean(ctg_status status, const ctg_error *error)
{
    if (!status)
        return;
    if (status == CTG_INTERNAL || status == CTG_NO_MEMORY ||
        status == CTG_IO_ERROR || status == CTG_CANCELLED)
        fuzz_broken(error->message, ctg_status_name(status), 0);
    REQUIRE(error->message[0] != '\0');
}

static bool make_scenario(fuzz_bytes *from, fuzz_world *made)
{
    ctg_error error = {0};
    ctg_status status;

    made->scenario = ctg_scenario_new();
    REQUIRE(made->scenario != NULL);
    fuzz_world_scenario(from, made->scenario);
    status = ctg_plan_new(made->network, made->scenario, &made->plan, &error);
    fuzz_require_clean(status, &error);
    return status == CTG_OK;
}

bool fuzz_world_make(fuzz_bytes *from, fuzz_world *made)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error = {0};
    ctg_status status;
    bool fine;

    *made = (fuzz_world){0};
    REQUIRE(problems && ctg__graph_new(&made->graph, &error) == CTG_OK);
    fuzz_world_tables(from, made->graph);
    status = ctg_network_new(made->graph, &made->network, problems, &error);
    fuzz_require_clean(status, &error);
    fine = status == CTG_OK && make_scenario(from, made);
    ctg_problems_free(problems);
    if (!fine)
        fuzz_world_clear(made);
    return fine;
}

void fuzz_world_clear(fuzz_world *made)
{
    ctg_plan_free(made->plan);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
    *made = (fuzz_world){0};
}
