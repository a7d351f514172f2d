/*
 * Any bytes as words of --event, or as keys of a simulation and their values,
 * one a line: the model that they make, and draws of it in words.
 */
#include <stdlib.h>
#include <string.h>

#include "risk/simulation.h"
#include "world.h"

static void take(void *context, const char *line)
{
    ctg_error error = {0};

    fuzz_require_clean(ctg_risk_set(context, "event", line, &error), &error);
}

/* "KEY VALUE"; what names a file is for others. */
static void set(void *context, const char *line)
{
    const char *const blank = strchr(line, ' ');
    char *const key = fuzz_text((const uint8_t *)line,
                                blank ? (size_t)(blank - line) : strlen(line));
    ctg_error error = {0};

    if (strcmp(key, "history") != 0 && strcmp(key, "factors") != 0 &&
        strcmp(key, "correlation") != 0)
        fuzz_require_clean(
            ctg_risk_set(context, key, blank ? blank + 1 : "", &error), &error);
    free(key);
}

static void draw(const ctg_simulation *simulation)
{
    ctg_error error = {0};

    for (uint64_t k = 1; k <= 3; k++) {
        ctg_scenario *drawn = NULL;

        REQUIRE(ctg_simulation_draw(simulation, k, &drawn, &error) == CTG_OK);
        ctg_scenario_free(drawn);
    }
}

static void take_model(const ctg_risk *risk)
{
    const fuzz_world *const world = fuzz_fixed_world();
    ctg_problems *const problems = ctg_problems_new();
    const ctg_simulate_options options = {.threads = 1};
    ctg_simulation *simulation = NULL;
    ctg_error error = {0};
    ctg_status status;

    REQUIRE(problems != NULL);
    status = ctg_simulation_new(world->network, world->scenario, risk, &options,
                                problems, &simulation, &error);
    fuzz_require_clean(status, &error);
    if (!status)
        draw(simulation);
    ctg_simulation_free(simulation);
    ctg_problems_free(problems);
}

void fuzz_event(const uint8_t *data, size_t size)
{
    ctg_risk *const risk = fuzz_risk_new();

    fuzz_lines(data, size, take, risk);
    take_model(risk);
    ctg_risk_free(risk);
}

void fuzz_key(const uint8_t *data, size_t size)
{
    ctg_risk *const risk = fuzz_risk_new();

    fuzz_lines(data, size, set, risk);
    take_model(risk);
    ctg_risk_free(risk);
}
