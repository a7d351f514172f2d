#include "cli/scenario_given.h"

#include <contagraph/text.h>
#include <contagraph/variant.h>

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/option_key.h"
#include "cli/say.h"

static exit_status read_file(const args *given, ctg_scenario *scenario)
{
    const char *const path = args_value(given, "scenario");
    ctg_error error;
    ctg_status status;

    if (!path)
        return EXIT_DONE;
    if (strcmp(path, "-") == 0 && given->operand_count &&
        strcmp(given->operands[0], "-") == 0) {
        say("only one of GRAPH and --scenario can be standard input");
        return EXIT_USAGE;
    }
    inputs_note(path);
    status = ctg_scenario_read(scenario, path, &error);
    return say_error(status, &error);
}

static exit_status apply_model(const args *given, ctg_scenario *scenario)
{
    const char *const model = args_value(given, "model");
    ctg_error error;

    if (!model)
        return EXIT_DONE;
    return say_wrong(ctg_scenario_apply_model(scenario, model, &error), &error);
}

/* Every key but `shocks` is an option with `-` for `_`. */
static exit_status set_keys(const args *given, ctg_scenario *scenario)
{
    const ctg_scenario_key *key;
    char name[OPTION_NAME_ROOM];
    ctg_error error;

    for (size_t i = 0; (key = ctg_scenario_key_at(i)); i++) {
        exit_status status;
        const char *value;

        if (strcmp(key->name, "shocks") == 0 ||
            !args_given(given, option_key_name(key->name, name)))
            continue;
        value = args_value(given, name);
        status = say_wrong(ctg_scenario_set(scenario, key->name,
                                            value ? value : "true", &error),
                           &error);
        if (status)
            return status;
    }
    return EXIT_DONE;
}

static exit_status add_shocks(const args *given, ctg_scenario *scenario)
{
    const char *shock;
    ctg_error error;
    exit_status status;

    if (!args_given(given, "shock"))
        return EXIT_DONE;
    status =
        say_wrong(ctg_scenario_set(scenario, "shocks", "", &error), &error);
    for (size_t i = 0; !status && (shock = args_next(given, "shock", &i));)
        status =
            say_wrong(ctg_scenario_add_shock(scenario, shock, &error), &error);
    return status;
}

exit_status scenario_make(const args *given, ctg_scenario **made)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    exit_status status;

    if (!scenario)
        heap_fail();
    status = read_file(given, scenario);
    if (!status)
        status = apply_model(given, scenario);
    if (!status)
        status = set_keys(given, scenario);
    if (!status)
        status = add_shocks(given, scenario);
    if (status) {
        ctg_scenario_free(scenario);
        return status;
    }
    *made = scenario;
    return EXIT_DONE;
}

exit_status scenario_read(const char *path, ctg_scenario **made)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error;
    exit_status status;

    if (!scenario)
        heap_fail();
    inputs_note(path);
    status = say_error(ctg_scenario_read(scenario, path, &error), &error);
    if (status)
        ctg_scenario_free(scenario);
    else
        *made = scenario;
    return status;
}

bool scenario_flag(const ctg_scenario *scenario, const char *key)
{
    char text[64];
    const char *const value = ctg_scenario_get(scenario, key, text);

    return value && strcmp(value, "true") == 0;
}
