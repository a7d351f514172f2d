#include "data/plan.h"

#include <math.h>
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

    /* Aid that fills a hole exactly is not undone by rounding. */
    const double eps = nodes->unaided_equity
                           ? 1e-9 * fmax(fabs(nodes->unaided_equity[node]),
                                         fabs(nodes->equity[node]))
                           : 0;

    if (nodes->pass_through[node])
        return false;
    return plan->default_at_zero ? nodes->equity[node] <= eps
                                 : nodes->equity[node] < -eps;
}

ctg_status ctg__plan_with_defaults(const ctg_plan *plan, const ctg_node *nodes,
                                   size_t count, ctg__arena *arena,
                                   ctg_plan **with, ctg_error *error)
{
    ctg_plan *made;

    if (!TAKE(arena, made, 1))
        return ctg__fail_memory(error);
    *made = *plan;
    if (!TAKE(arena, made->shocks, plan->shock_count + count + 1))
        return ctg__fail_memory(error);
    if (plan->shock_count)
        memcpy(made->shocks, plan->shocks,
               plan->shock_count * sizeof *made->shocks);
    for (size_t k = 0; k < count; k++)
        made->shocks[made->shock_count++] =
            (ctg__shock){.kind = CTG__SHOCK_node,
                         .unit = CTG__BY_REST,
                         .number = made->listed_count++,
                         .target = nodes[k],
                         .other = CTG_NONE};
    *with = made;
    return CTG_OK;
}
