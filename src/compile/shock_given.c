/* The words of a shock: its kind, its target, its change. */
#include "compile/shock_given.h"

#include <string.h>

#include "base/message.h"
#include "data/aid.h"
#include "engine/shock_kind.h"
#include "text/number.h"

ctg_status ctg__shock_split(ctg__slice text, ctg__slice *id, ctg__slice *change,
                            ctg_error *error)
{
    size_t at = text.length;

    while (at && text.text[at - 1] != '=')
        at--;
    if (!at)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no '=': a shock reads 'asset ETH=-35%%', 'node "
                         "A=default', ...");
    *id = (ctg__slice){text.text, at - 1};
    *change = ctg__slice_trim((ctg__slice){text.text + at, text.length - at});
    return CTG_OK;
}

static ctg_status parse_change(ctg__slice text, ctg__change *change,
                               ctg_error *error)
{
    ctg__number_fault fault;

    *change = (ctg__change){0};
    if (text.length == 7 && memcmp(text.text, "default", 7) == 0) {
        change->fails = true;
        return CTG_OK;
    }
    fault = ctg__number_parse_rate(text.text, text.length, &change->value);
    if (fault)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "'%.*s' is %s",
                         ctg__message_bytes(text.length), text.text,
                         ctg__number_fault_text(fault));
    change->percent = text.text[text.length - 1] == '%';
    if (*text.text == '+')
        change->sign = '+';
    else if (*text.text == '-' ||
             (text.length > 3 && memcmp(text.text, "\xE2\x88\x92", 3) == 0))
        change->sign = '-'; /* U+2212 is one, too */
    return CTG_OK;
}

/* What stands behind the word of a kind. */
static ctg_status take_kind(ctg__shock_list *list, uint8_t kind,
                            ctg__slice text, ctg_error *error)
{
    const ctg__shock_kind *const about = ctg__shock_kind_at(kind);
    ctg__shock shock = {.kind = kind, .unit = CTG__BY_NAME, .other = CTG_NONE};
    ctg__slice id = text;
    ctg__slice words;
    ctg__change change;
    ctg_status status = CTG_OK;

    if (about->take) {
        status = ctg__shock_split(text, &id, &words, error);
        if (!status)
            status = parse_change(words, &change, error);
        if (!status)
            status = about->take(&change, &shock, error);
    }
    return status ? status : ctg__shock_aim(list, id, shock, error);
}

/* The kind whose word a text begins with; CTG__SHOCK_COUNT: none. */
static uint8_t kind_of(ctg__slice text, ctg__slice *rest)
{
    uint8_t kind = 0;

    for (; kind < CTG__SHOCK_COUNT; kind++) {
        const char *const word = ctg__shock_kind_at(kind)->about.word;
        const size_t length = strlen(word);

        if (text.length > length && memcmp(text.text, word, length) == 0 &&
            (text.text[length] == ' ' || text.text[length] == '\t')) {
            *rest =
                (ctg__slice){text.text + length + 1, text.length - length - 1};
            break;
        }
    }
    return kind;
}

/* Without a kind: an asset's or a node's id, if it is only one of them. */
static ctg_status take_bare(ctg__shock_list *list, ctg__slice text,
                            ctg_error *error)
{
    ctg__shock_name name = {CTG_NONE, CTG_NONE, 0};
    ctg__slice id;
    ctg__slice words;
    ctg__change change;
    bool is_asset = false;
    ctg_status status = ctg__shock_split(text, &id, &words, error);

    if (!status)
        status = parse_change(words, &change, error);
    if (status)
        return status;
    for (int by_name = 0; by_name < 2; by_name++) {
        name = ctg__shock_find(list->network, id, by_name);
        is_asset = name.asset != CTG_NONE || name.group;
        if (name.node != CTG_NONE || is_asset)
            break;
    }
    if (name.node != CTG_NONE && is_asset)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.*s' is an asset and a node: write 'asset %.*s' "
                         "or 'node %.*s'",
                         (int)id.length, id.text, (int)id.length, id.text,
                         (int)id.length, id.text);
    if (name.node == CTG_NONE && !is_asset) {
        id = ctg__slice_trim(id);
        return ctg__graph_unknown_either(list->network->graph, id.text,
                                         id.length, error);
    }
    return take_kind(list, is_asset ? CTG__SHOCK_asset : CTG__SHOCK_node, text,
                     error);
}

ctg_status ctg__shock_take(ctg__shock_list *list, const char *words,
                           ctg_error *error)
{
    const ctg__slice text = {words, strlen(words)};
    ctg__slice rest;
    const uint8_t kind = kind_of(text, &rest);
    ctg_status status;

    if (kind == CTG__SHOCK_COUNT)
        return take_bare(list, text, error);
    status = take_kind(list, kind, rest, error);
    /* An id that begins like a kind: "run rate=-35%". */
    if (status && status != CTG_NO_MEMORY && !take_bare(list, text, NULL))
        return CTG_OK;
    return status;
}

static ctg_status take_all(ctg__shock_list *list, const ctg_scenario *scenario,
                           ctg_error *error)
{
    for (size_t i = 0; i < ctg_scenario_shock_count(scenario); i++) {
        const char *const words = ctg_scenario_shock(scenario, i);
        ctg_error inner = {0};
        ctg_status status;

        list->number = (uint32_t)i;
        status = ctg__shock_take(list, words, &inner);
        if (status == CTG_NO_MEMORY)
            return ctg__fail_memory(error);
        if (status)
            return ctg__fail(error, status, "shock '%s': %.700s", words,
                             inner.message);
    }
    return CTG_OK;
}

/* Money that nodes are given is theirs before round 0: the plan's network has
 * it. */
static ctg_status aid(ctg_plan *plan, ctg__arena *arena, ctg_error *error)
{
    double *given = NULL;

    for (size_t k = 0; k < plan->shock_count; k++) {
        if (plan->shocks[k].unit != CTG__BY_AID)
            continue;
        if (!given && !TAKE(arena, given, plan->network->nodes.count))
            return ctg__fail_memory(error);
        given[plan->shocks[k].target] += plan->shocks[k].value;
    }
    return given ? ctg__network_aid(plan->network, given, arena, &plan->network,
                                    error)
                 : CTG_OK;
}

ctg_status ctg__resolve_shocks(ctg_plan *plan, const ctg_scenario *scenario,
                               ctg__arena *arena, ctg_error *error)
{
    ctg__shock_list list = {.network = plan->network, .arena = arena};
    const ctg_status status = take_all(&list, scenario, error);

    if (status)
        return status;
    plan->shocks = list.shocks;
    plan->shock_count = list.count;
    plan->listed_count = (uint32_t)ctg_scenario_shock_count(scenario);
    return aid(plan, arena, error);
}
