#include "data/plan.h"

#include <string.h>

void ctg_plan_free(ctg_plan *plan)
{
    if (plan) {
        ctg__arena arena = plan->arena;

        ctg__arena_clear(&arena);
    }
}

bool ctg_plan_node_insolvent(const ctg_plan *plan, ctg_node node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;

    if (nodes->pass_through[node])
        return false;
    return plan->default_at_zero ? nodes->equity[node] <= 0
                                 : nodes->equity[node] < 0;
}

ctg_status ctg__plan_add(const ctg_plan *base, const ctg__shock *shock,
                         ctg_plan **plan, ctg_error *error)
{
    ctg__arena arena = {0};
    ctg_plan *made;
    ctg__shock *shocks;

    if (!TAKE(&arena, made, 1) ||
        !TAKE(&arena, shocks, base->shock_count + 1)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    *made = *base;
    made->arena = arena;
    if (base->shock_count)
        memcpy(shocks, base->shocks, base->shock_count * sizeof *shocks);
    shocks[base->shock_count] = *shock;
    shocks[base->shock_count].number = base->listed_count;
    made->shocks = shocks;
    made->shock_count = base->shock_count + 1;
    made->listed_count = base->listed_count + 1;
    *plan = made;
    return CTG_OK;
}
