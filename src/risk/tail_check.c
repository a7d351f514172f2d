/* Whether the tail can be found alone (risk/tail_only.c), and why not. */
#include <math.h>

#include "base/error.h"
#include "engine/shock_kind.h"
#include "fast/fast.h"
#include "risk/simulation.h"

static ctg_status refuse(ctg_error *error, const char *why)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "the tail cannot be found alone: %s", why);
}

static bool has_loss_drivers(const ctg__risk_model *model)
{
    for (uint32_t a = 0; a < model->draw.asset_count; a++)
        if (model->movers[a].driver != CTG__NO_DRIVER ||
            model->movers[a].column != CTG__NO_DRIVER)
            return false;
    return true;
}

/* Losses and defaults of nodes alone. */
static bool is_of_nodes(const ctg__shock *shock)
{
    return shock->kind == CTG__SHOCK_node && shock->value >= 0 &&
           !(shock->unit == CTG__BY_FACTOR && shock->value > 1);
}

static bool events_are_of_nodes(const ctg__risk_model *model)
{
    for (size_t e = 0; e < model->event_count; e++)
        for (size_t s = 0; s < model->events[e].shock_count; s++)
            if (!is_of_nodes(&model->events[e].shocks[s].shock))
                return false;
    return true;
}

static ctg_status check_rules(const ctg_simulation *made, ctg_error *error)
{
    ctg__fast_rows rows = {0};
    ctg__arena scratch = {0};
    bool possible = false;
    const ctg_status status =
        ctg__fast_again(made->plan, &rows, &scratch, &possible, error);
    const bool linear = possible && rows.fast.method == CTG__FAST_LINEAR;

    ctg__arena_clear(&rows.arena);
    ctg__arena_clear(&scratch);
    if (status)
        return status;
    return linear ? CTG_OK
                  : refuse(error, "not all claims are valued by `linear`, or "
                                  "there are pass-throughs");
}

static ctg_status check_options(const ctg_simulation *made, ctg_error *error)
{
    const ctg_share *const share = made->options.share;

    if (made->headline != 0)
        return refuse(error, "it is the tail of equity_lost, and `measure` is "
                             "another");
    if (!isnan(made->risk->values[CTG__RISK_precision]))
        return refuse(error, "`precision` looks at all draws so far");
    if (share && share->is_partial)
        return refuse(error, "no part of the draws knows which of them lose "
                             "most");
    return CTG_OK;
}

ctg_status ctg__tail_only_check(const ctg_simulation *made, ctg_error *error)
{
    const char *const obstacle = ctg__fast_obstacle(made->plan);
    ctg_status status = check_options(made, error);

    if (status)
        return status;
    if (!has_loss_drivers(&made->model))
        return refuse(error, "prices are drawn, and those that rise make "
                             "losses less than the sum of their shocks");
    if (!events_are_of_nodes(&made->model))
        return refuse(error, "there are events with shocks other than losses "
                             "and defaults of nodes");
    if (obstacle)
        return refuse(error, obstacle);
    for (size_t k = 0; k < made->plan->shock_count; k++)
        if (!is_of_nodes(&made->plan->shocks[k]))
            return refuse(error, "there are shocks other than losses and "
                                 "defaults of nodes");
    return check_rules(made, error);
}
