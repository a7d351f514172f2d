/* A parameter: read from words, and put into a copy of the graph. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "data/venue.h"
#include "risk/calibration.h"
#include "text/number.h"

static ctg_status copy_of(ctg__arena *arena, const char *text, size_t length,
                          char **copy, ctg_error *error)
{
    if (!TAKE(arena, *copy, length + 1))
        return ctg__fail_memory(error);
    memcpy(*copy, text, length);
    (*copy)[length] = '\0';
    return CTG_OK;
}

/* SAFE..BOLD behind the last `=`. */
static ctg_status read_range(ctg_calibration *made, const char *words,
                             ctg__parameter *parameter, ctg_error *error)
{
    const char *const equals = strrchr(words, '=');
    const char *const dots = equals ? strstr(equals, "..") : NULL;
    size_t length;
    char *name;
    ctg_status status;

    if (!dots ||
        !ctg__number_read_rate(equals + 1, (size_t)(dots - equals - 1),
                               &parameter->safe) ||
        !ctg__number_read_rate(dots + 2, strlen(dots + 2), &parameter->bold))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.200s' is not like 'supply V/A=0.5..4' or 'markets "
                         "V/A maintenance=0.3..0.1'",
                         words);
    if (parameter->safe == parameter->bold)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.200s' goes from %.10g to itself", words,
                         parameter->safe);
    for (; *words == ' '; words++)
        ;
    for (length = (size_t)(equals - words); length && words[length - 1] == ' ';)
        length--;
    status = copy_of(&made->arena, words, length, &name, error);
    parameter->name = status ? NULL : name;
    return status;
}

/* V/A of supply and borrow: ids may hold `/`, so every cut is tried. */
static ctg_status find_market(const ctg_calibration *made, const char *key,
                              ctg__parameter *parameter, ctg_error *error)
{
    const ctg_network *const net = made->network;
    bool is_venue = false;

    for (const char *slash = key; (slash = strchr(slash, '/')); slash++) {
        const size_t length = (size_t)(slash - key);
        const ctg_node node =
            ctg__graph_find_id(net->graph, CTG_NODES, key, length);

        if (node == CTG_NONE || !net->venues.count ||
            net->venues.of_node[node] == CTG_NONE)
            continue;
        is_venue = true;
        parameter->venue = net->venues.of_node[node];
        parameter->asset = ctg__graph_find_id(net->graph, CTG_ASSETS, slash + 1,
                                              strlen(slash + 1));
        if (slash[1] == '\0' || parameter->asset != CTG_NONE)
            return CTG_OK;
    }
    if (is_venue)
        return ctg__graph_unknown(net->graph, CTG_ASSETS, strrchr(key, '/') + 1,
                                  strlen(strrchr(key, '/') + 1), error);
    return ctg__fail(error, CTG_NOT_FOUND,
                     "'%.100s' is no VENUE/ASSET of a lending venue", key);
}

static ctg_status read_supply(const ctg_calibration *made, const char *key,
                              ctg__parameter *parameter, ctg_error *error)
{
    const bool supplies = parameter->kind == CTG__SETS_SUPPLY;
    ctg_status status = find_market(made, key, parameter, error);

    if (status)
        return status;
    if (!ctg__venue_row_of(&made->network->venues, parameter->venue)->lends)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.100s': not a lending venue", key);
    if (parameter->safe < 0 || parameter->bold < 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.100s' is times what there is, and not below 0",
                         parameter->name);
    parameter->now = 1;
    parameter->units = ctg__supply_units(parameter, made->network);
    if (!(parameter->units > 0))
        return ctg__fail(error, CTG_NOT_FOUND, "nobody has %s at '%.100s'",
                         supplies ? "that collateral" : "such debts", key);
    return CTG_OK;
}

static ctg_status edit(ctg_graph *graph, const char *name, double value,
                       ctg_error *error)
{
    ctg__arena scratch = {0};
    const size_t room = strlen(name) + 40;
    char number[32];
    char *words;
    ctg_status status = CTG_OK;

    ctg__number_format(number, value);
    if (!TAKE(&scratch, words, room))
        return ctg__fail_memory(error);
    snprintf(words, room, "%s=%s", name, number);
    status = ctg_graph_edit(graph, words, error);
    ctg__arena_clear(&scratch);
    return status;
}

static ctg_status read_cell(const ctg_calibration *made,
                            ctg__parameter *parameter, ctg_error *error)
{
    ctg__arena scratch = {0};
    const size_t room = strlen(parameter->name) + 3;
    char *words;
    ctg_status status;

    parameter->units = (double)NAN;
    if (!TAKE(&scratch, words, room))
        return ctg__fail_memory(error);
    snprintf(words, room, "%s=0", parameter->name);
    status = ctg__graph_edited_number(made->network->graph, words,
                                      &parameter->now, error);
    ctg__arena_clear(&scratch);
    return status;
}

ctg_status ctg__parameter_read(ctg_calibration *made, const char *words,
                               ctg__parameter *parameter, ctg_error *error)
{
    ctg_status status;

    *parameter = (ctg__parameter){.asset = CTG_NONE};
    status = read_range(made, words, parameter, error);
    if (status)
        return status;
    if (strncmp(parameter->name, "supply ", 7) == 0)
        parameter->kind = CTG__SETS_SUPPLY;
    else if (strncmp(parameter->name, "borrow ", 7) == 0)
        parameter->kind = CTG__SETS_BORROW;
    return parameter->kind == CTG__SETS_CELL
               ? read_cell(made, parameter, error)
               : read_supply(made,
                             parameter->name + 7 +
                                 strspn(parameter->name + 7, " "),
                             parameter, error);
}

ctg_status ctg__parameter_apply(const ctg__parameter *parameter,
                                const ctg_network *network, ctg_graph *graph,
                                double value, ctg_error *error)
{
    return parameter->kind == CTG__SETS_CELL
               ? edit(graph, parameter->name, value, error)
               : ctg__supply_apply(parameter, network, graph, value, error);
}
