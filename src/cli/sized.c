#include "cli/sized.h"

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

/* With any size a shock can be planned. */
static char *print_with_size(const char *shock)
{
    const size_t length = strlen(shock);

    if (length > 1 && shock[length - 1] == 'X' &&
        strchr("=-+", shock[length - 2]))
        return heap_print("%.*s1%%", (int)(length - 1), shock);
    return heap_copy(shock);
}

/* What follows the name of who is hit, the `=` included. */
static const char *tail_of(const char *shock)
{
    const char *const tail = strrchr(shock, '=');

    return tail ? tail : "";
}

static ctg_status take_sizes(const ctg_scenario *scenario, ctg_scenario *copy,
                             ctg_error *error)
{
    const size_t count = ctg_scenario_shock_count(scenario);
    ctg_status status = ctg_scenario_set(copy, "shocks", "", error);

    for (size_t i = 0; !status && i < count; i++) {
        char *const words = print_with_size(ctg_scenario_shock(scenario, i));

        status = ctg_scenario_add_shock(copy, words, error);
        free(words);
    }
    return status;
}

/* The names of the one with the changes of the other. */
static ctg_status put_sizes(const ctg_scenario *renamed, ctg_scenario *scenario,
                            ctg_error *error)
{
    const size_t count = ctg_scenario_shock_count(scenario);
    char **const words = heap_take((count + 1) * sizeof *words);
    ctg_status status;

    for (size_t i = 0; i < count; i++) {
        const char *const name = ctg_scenario_shock(renamed, i);

        words[i] =
            heap_print("%.*s%s", (int)(strlen(name) - strlen(tail_of(name))),
                       name, tail_of(ctg_scenario_shock(scenario, i)));
    }
    status = ctg_scenario_set(scenario, "shocks", "", error);
    for (size_t i = 0; i < count; i++) {
        if (!status)
            status = ctg_scenario_add_shock(scenario, words[i], error);
        free(words[i]);
    }
    free(words);
    return status;
}

exit_status sized_hide(const args *given, input *from, ctg_scenario *scenario)
{
    ctg_scenario *copy;
    ctg_plan *plan = NULL;
    ctg_error error;
    ctg_status status;

    if (!args_given(given, "anonymise"))
        return EXIT_DONE;
    copy = ctg_scenario_copy(scenario);
    if (!copy)
        heap_fail();
    status = take_sizes(scenario, copy, &error);
    if (!status)
        status = ctg_plan_new(from->network, copy, &plan, &error);
    if (!status)
        status = input_hide(from, &error);
    if (!status)
        status = ctg_plan_rename_shocks(plan, copy, &error);
    if (!status)
        status = put_sizes(copy, scenario, &error);
    ctg_plan_free(plan);
    ctg_scenario_free(copy);
    return say_error(status, &error);
}
