#include "world.h"

#include <stdio.h>
#include <string.h>

#include "data/graph.h"
#include "reader.h"

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

void fuzz_world_of(ctg_graph *graph, fuzz_world *made)
{
    ctg_error error = {0};

    *made = (fuzz_world){.graph = graph, .scenario = ctg_scenario_new()};
    REQUIRE(made->scenario != NULL);
    REQUIRE(ctg_network_new(graph, &made->network, NULL, &error) == CTG_OK);
    REQUIRE(ctg_plan_new(made->network, made->scenario, &made->plan, &error) ==
            CTG_OK);
}

const fuzz_world *fuzz_fixed_world(void)
{
    static fuzz_world world;

    if (!world.graph)
        fuzz_world_of(fuzz_sample(), &world);
    return &world;
}

const fuzz_world *fuzz_small_world(bool assets)
{
    static const char *const texts[] = {
        "{\"nodes\":[{\"id\":\"A\",\"equity\":10,\"group\":\"g\"},"
        "{\"id\":\"B\",\"equity\":4}],"
        "\"exposures\":[{\"debtor\":\"A\",\"creditor\":\"B\",\"amount\":6}]}",
        "{\"nodes\":[{\"id\":\"A\",\"equity\":10,\"group\":\"g\"},"
        "{\"id\":\"B\",\"equity\":4,\"leverage_max\":20}],"
        "\"exposures\":[{\"debtor\":\"A\",\"creditor\":\"B\",\"amount\":6}],"
        "\"assets\":[{\"id\":\"X\",\"price\":2,\"depth\":90}],"
        "\"holdings\":[{\"node\":\"B\",\"asset\":\"X\",\"quantity\":4}]}"};
    static fuzz_world worlds[2];
    const ctg_read_options options = {.format = "json"};
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (!worlds[assets].graph) {
        REQUIRE(ctg_graph_read_memory(texts[assets], strlen(texts[assets]),
                                      &options, &graph, NULL,
                                      &error) == CTG_OK);
        fuzz_world_of(graph, &worlds[assets]);
    }
    return &worlds[assets];
}

void fuzz_set(ctg_risk *risk, const char *key, const char *value)
{
    ctg_error error = {0};

    REQUIRE(ctg_risk_set(risk, key, value, &error) == CTG_OK);
}

ctg_risk *fuzz_risk_new(void)
{
    ctg_risk *const risk = ctg_risk_new();

    REQUIRE(risk != NULL);
    fuzz_set(risk, "draws", "10");
    fuzz_set(risk, "levels", "50");
    return risk;
}

const ctg_simulation *fuzz_fixed_simulation(void)
{
    static ctg_simulation *simulation;
    const fuzz_world *const world = fuzz_fixed_world();
    ctg_risk *const risk = simulation ? NULL : fuzz_risk_new();
    const ctg_simulate_options options = {.threads = 1};
    ctg_error error = {0};

    if (simulation)
        return simulation;
    fuzz_set(risk, "event", "crash 30%: asset X=-60%; node A=-90%");
    fuzz_set(risk, "track", "lost A");
    fuzz_set(risk, "track", "fails B");
    REQUIRE(ctg_simulation_new(world->network, world->scenario, risk, &options,
                               NULL, &simulation, &error) == CTG_OK);
    REQUIRE(ctg_simulation_run(simulation, &error) == CTG_OK);
    return simulation;
}
