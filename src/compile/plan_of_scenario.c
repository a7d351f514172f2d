/* A scenario resolved against a network. */
#include "compile/plan_of_scenario.h"

#include <string.h>

#include "compile/conflicts.h"
#include "compile/scenario.h"
#include "compile/shock_given.h"

_Static_assert((int)CTG__KEY_COUNT <= (int)CTG__PLAN_KEYS,
               "a plan has room for all keys");
_Static_assert((int)CTG__RULE_COUNT <= (int)CTG__PLAN_RULES,
               "a plan has room for all rules");

static void copy_parameters(ctg_plan *plan, const double *values)
{
    for (uint8_t rule = 0; rule < CTG__RULE_COUNT; rule++)
        for (size_t k = 0; k < ctg__valuation_at(rule)->about.param_count; k++)
            plan->params[rule][k] = values[ctg__key_of_parameter(rule, k)];
}

static void copy_keys(ctg_plan *plan, const double *values)
{
    memcpy(plan->keys, values, CTG__KEY_COUNT * sizeof *values);
    copy_parameters(plan, values);
    plan->valuation = (uint8_t)values[CTG__KEY_valuation];
    plan->recovery = values[CTG__KEY_recovery];
    plan->rounds = (uint32_t)values[CTG__KEY_rounds];
    plan->tolerance = values[CTG__KEY_tolerance];
    plan->default_at_zero = values[CTG__KEY_default_at_zero] != 0;
    plan->absolute = values[CTG__KEY_absolute] != 0;
    plan->from_below = values[CTG__KEY_from_below] != 0;
    plan->execution = values[CTG__KEY_execution];
    plan->impact_scale = values[CTG__KEY_impact_scale];
    plan->sell = (ctg__sell_order)values[CTG__KEY_sell];
    plan->liquidate_failed = values[CTG__KEY_liquidate_failed] != 0;
    plan->unwind_rounds = (uint32_t)values[CTG__KEY_unwind_rounds];
    plan->horizon_days = values[CTG__KEY_horizon_days];
    plan->run_threshold = values[CTG__KEY_run_threshold];
    plan->cap = values[CTG__KEY_cap] != 0;
    plan->settlement_lag = (uint32_t)values[CTG__KEY_settlement_lag];
    plan->leverage_max = values[CTG__KEY_leverage_max];
    plan->leverage_target = values[CTG__KEY_leverage_target];
    plan->paths = (size_t)values[CTG__KEY_paths];
}

ctg_status ctg__plan_make(const ctg_network *network,
                          const ctg_scenario *scenario, ctg__arena *arena,
                          ctg_plan **plan, ctg_error *error)
{
    ctg_plan *made;
    ctg_status status;

    if (!TAKE(arena, made, 1))
        return ctg__fail_memory(error);
    made->network = network;
    copy_keys(made, scenario->values);
    status = ctg__check_conflicts(made, error);
    if (!status)
        status = ctg__resolve_shocks(made, scenario, arena, error);
    if (!status)
        *plan = made;
    return status;
}

ctg_status ctg_plan_new(const ctg_network *network,
                        const ctg_scenario *scenario, ctg_plan **plan,
                        ctg_error *error)
{
    ctg__arena arena = {0};
    ctg_plan *made;
    const ctg_status status =
        ctg__plan_make(network, scenario, &arena, &made, error);

    if (status) {
        ctg__arena_clear(&arena);
        return status;
    }
    made->arena = arena;
    *plan = made;
    return CTG_OK;
}
