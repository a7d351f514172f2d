#include "cli/hidden_moves.h"

#include <contagraph/run.h>

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

/* A move as a scenario of one shock, looked up by the old names. */
typedef struct looked_up {
    ctg_scenario *scenario;
    ctg_plan *plan;
    const char *unit; /* " unit U", or "" */
} looked_up;

static const char *find_unit(const char *words)
{
    const char *at = NULL;

    for (const char *next = words; (next = strstr(next, " unit ")); next++)
        at = next;
    return at ? at : words + strlen(words);
}

/* "node *=-100%" names nobody. */
static bool is_of_all(const char *words)
{
    const char *at = strpbrk(words, " =");

    while (at && *at == ' ')
        at++;
    return at && *at == '*' && strchr(" =", at[1]);
}

static ctg_status look_up(const ctg_network *network, const char *words,
                          looked_up *found, ctg_error *error)
{
    char *shock;
    ctg_status status;

    found->unit = find_unit(words);
    shock = heap_print("%.*s", (int)(found->unit - words), words);
    found->scenario = ctg_scenario_new();
    if (!found->scenario)
        heap_fail();
    status = ctg_scenario_add_shock(found->scenario, shock, error);
    free(shock);
    return status ? status
                  : ctg_plan_new(network, found->scenario, &found->plan, error);
}

static ctg_status rename_move(const looked_up *found, ctg_setting *setting,
                              char **text, ctg_error *error)
{
    const ctg_status status =
        ctg_plan_rename_shocks(found->plan, found->scenario, error);

    if (status)
        return status;
    *text =
        heap_print("%s%s", ctg_scenario_shock(found->scenario, 0), found->unit);
    setting->value = *text;
    return CTG_OK;
}

static ctg_status hide(input *from, ctg_scenario *scenario,
                       const ctg_plan *plan, const looked_up *moves,
                       ctg_setting *settings, size_t count, char **texts,
                       ctg_error *error)
{
    ctg_status status = input_hide(from, error);

    if (!status)
        status = ctg_plan_rename_shocks(plan, scenario, error);
    for (size_t k = 0; !status && k < count; k++)
        if (moves[k].plan)
            status = rename_move(&moves[k], &settings[k], &texts[k], error);
    return status;
}

exit_status hidden_moves(input *from, ctg_scenario *scenario,
                         ctg_setting *settings, size_t count, char **texts,
                         bool *hidden)
{
    looked_up *const moves = heap_take((count + 1) * sizeof *moves);
    ctg_plan *plan = NULL;
    ctg_error error;
    ctg_status status = ctg_plan_new(from->network, scenario, &plan, &error);
    exit_status done = EXIT_DONE;

    for (size_t k = 0; !status && k < count; k++)
        if (strcmp(settings[k].name, "move") == 0 &&
            !is_of_all(settings[k].value))
            status =
                look_up(from->network, settings[k].value, &moves[k], &error);
    *hidden = !status;
    if (status == CTG_NO_MEMORY)
        done = say_error(status, &error);
    if (!status)
        done = say_error(
            hide(from, scenario, plan, moves, settings, count, texts, &error),
            &error);
    for (size_t k = 0; k < count; k++) {
        ctg_plan_free(moves[k].plan);
        ctg_scenario_free(moves[k].scenario);
    }
    ctg_plan_free(plan);
    free(moves);
    return done;
}
