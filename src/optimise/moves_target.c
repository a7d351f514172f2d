/* Targets of moves, and what is sure of them beforehand. */
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "engine/direct.h"
#include "engine/valuation.h"
#include "optimise/moves.h"
#include "text/number.h"

/* Whether a rule in use loses more as its debtor does. */
static bool is_monotone_rule(const ctg_plan *plan, uint8_t rule)
{
    const ctg__valuation *const row = ctg__valuation_at(rule);

    return row->falls && row->falls(plan->params[rule]);
}

static bool is_loss(size_t measure)
{
    return measure == CTG__MEASURE_LOSS || measure == CTG__MEASURE_FAILURES ||
           measure == CTG__MEASURE_SHORTFALL ||
           measure == CTG__MEASURE_EQUITY_LOST ||
           measure == CTG__MEASURE_OUTSIDE_LOSS ||
           measure == CTG__MEASURE_FAILED;
}

bool ctg__moves_are_monotone(const ctg__moves *of, size_t measure)
{
    const ctg_plan *const plan = of->task->plan;
    const ctg_network *const network = plan->network;

    if (!is_loss(measure) || network->holdings.count ||
        network->accounts.count || network->layers.count ||
        !isnan(plan->horizon_days))
        return false;
    for (size_t a = 0; a < network->assets.count; a++)
        if (network->assets.issuer[a] != CTG_NONE)
            return false;
    for (size_t e = 0; network->exposures.asset && e < network->exposures.count;
         e++)
        if (network->exposures.asset[e] != CTG_NONE)
            return false;
    for (ctg_node i = 0; i < network->nodes.count; i++)
        if (!is_monotone_rule(plan, ctg__rule_of(plan, i)))
            return false;
    return true;
}

ctg_status ctg__target_read(const ctg__task *task, ctg__target *made,
                            ctg_error *error)
{
    const char *const text = ctg__setting(task, "target");
    const char *at;
    char name[64];
    bool share;
    ctg_status status;

    if (!text)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no --target: 'loss >= 5e6', 'failed >= 3', "
                         "'equity_lost >= 10%%'");
    at = strpbrk(text, "<>");
    if (!at || at[1] != '=' || at - text >= (ptrdiff_t)sizeof name)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--target: '%.*s' is no 'MEASURE >= X'",
                         ctg__message_bytes(strlen(text)), text);
    snprintf(name, sizeof name, "%.*s", (int)(at - text), text);
    while (*name && name[strlen(name) - 1] == ' ')
        name[strlen(name) - 1] = '\0';
    made->below = *at == '<';
    made->words = text;
    status = ctg__measure_find(name, &made->measure, error);
    if (status)
        return status;
    at += 2;
    at += strspn(at, " ");
    if (ctg__number_parse_rate(at, strlen(at), &made->bound))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--target: '%.*s' is no "
                         "number",
                         ctg__message_bytes(strlen(at)), at);
    share = at[strlen(at) - 1] == '%';
    if (share &&
        ctg_optimise_measure_at(made->measure)->unit == CTG_FIGURE_MONEY)
        made->bound *= ctg__system_equity(&task->network->nodes);
    else if (share &&
             ctg_optimise_measure_at(made->measure)->unit != CTG_FIGURE_SHARE)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--target: a per cent of the initial equity is for "
                         "money, not for %s",
                         name);
    return CTG_OK;
}

bool ctg__target_met(const ctg__target *target, const ctg__measures *found)
{
    const double value = found->value[target->measure];

    return target->below ? value <= target->bound : value >= target->bound;
}
