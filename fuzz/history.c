/*
 * Any bytes as a file beside a risk file: prices by date, loadings on factors,
 * or a matrix of correlations; and the model that is made of it.
 */
#include "reader.h"
#include "risk/risk_model.h"
#include "risk/simulation.h"
#include "world.h"

/* Two assets and a node are drawn; one name is of a node and an asset. */
static const fuzz_world *driven_world(void)
{
    static const char text[] =
        "{\"nodes\":[{\"id\":\"A\",\"equity\":10},"
        "{\"id\":\"Y\",\"equity\":4,\"pd\":0.02,\"other_assets\":9}],"
        "\"exposures\":[{\"debtor\":\"A\",\"creditor\":\"Y\",\"amount\":3}],"
        "\"assets\":[{\"id\":\"X\",\"price\":2,\"volatility\":0.8},"
        "{\"id\":\"Y\",\"volatility\":0.5}],"
        "\"holdings\":[{\"node\":\"A\",\"asset\":\"X\",\"quantity\":4}]}";
    static fuzz_world world;
    const ctg_read_options options = {.format = "json"};
    ctg_graph *graph = NULL;
    ctg_error error = {0};

    if (!world.graph) {
        REQUIRE(ctg_graph_read_memory(text, sizeof text - 1, &options, &graph,
                                      NULL, &error) == CTG_OK);
        fuzz_world_of(graph, &world);
    }
    return &world;
}

static void make_model(ctg_risk *risk)
{
    const fuzz_world *const world = driven_world();
    ctg__arena arena = {0};
    const ctg__risk_source source = {.risk = &risk->risk,
                                     .network = world->network,
                                     .plan = world->plan,
                                     .arena = &arena,
                                     .problems = ctg_problems_new()};
    ctg__risk_model model = {0};
    ctg_error error = {0};

    REQUIRE(source.problems != NULL);
    fuzz_require_clean(ctg__risk_model_make(&source, &model, &error), &error);
    ctg_problems_free(source.problems);
    ctg__arena_clear(&arena);
}

static void take(const char *key, const uint8_t *data, size_t size)
{
    static const char *const methods[] = {"fit", "replay", "filtered"};
    ctg_risk *const risk = fuzz_risk_new();

    fuzz_set(risk, key, fuzz_file(0, data, size));
    fuzz_set(risk, "method", methods[size % 3]);
    fuzz_set(risk, "ewma", "0.9");
    fuzz_set(risk, "repair", size % 2 ? "true" : "false");
    make_model(risk);
    ctg_risk_free(risk);
}

void fuzz_history(const uint8_t *data, size_t size)
{
    take("history", data, size);
}

/* A matrix, or loadings on factors. */
void fuzz_joint(const uint8_t *data, size_t size)
{
    take(size % 3 ? "correlation" : "factors", data, size);
}
