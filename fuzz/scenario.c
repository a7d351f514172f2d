/* Any bytes as a scenario in JSON. */
#include <contagraph/scenario.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static char *write_scenario(const ctg_scenario *scenario)
{
    char *text = NULL;
    size_t size;
    FILE *const file = open_memstream(&text, &size);

    REQUIRE(file != NULL);
    ctg_scenario_write(scenario, file, 1);
    REQUIRE(fclose(file) == 0);
    return text;
}

/* What is written is read as the same. */
static void require_stable(const ctg_scenario *scenario)
{
    ctg_scenario *const again = ctg_scenario_new();
    char *const text = write_scenario(scenario);
    ctg_error error = {0};
    char *other;

    REQUIRE(again && ctg_scenario_parse(again, text, "fuzz", &error) == CTG_OK);
    other = write_scenario(again);
    REQUIRE(strcmp(text, other) == 0);
    free(text);
    free(other);
    ctg_scenario_free(again);
}

void fuzz_scenario(const uint8_t *data, size_t size)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error = {0};

    REQUIRE(scenario != NULL);
    if (!ctg_scenario_read(scenario, fuzz_file(0, data, size), &error))
        require_stable(scenario);
    else
        REQUIRE(error.message[0] != '\0');
    ctg_scenario_free(scenario);
}
