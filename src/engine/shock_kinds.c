/* Looking kinds of shocks up. */
#include "engine/shock_kind.h"

static const ctg__shock_kind *const kinds[CTG__SHOCK_COUNT] = {
#define SHOCK(id) &ctg__shock_##id,
#include "data/shocks.def"
#undef SHOCK
};

const ctg_shock_kind *ctg_shock_kind_at(size_t index)
{
    return index < CTG__SHOCK_COUNT ? &kinds[index]->about : NULL;
}

const ctg__shock_kind *ctg__shock_kind_at(size_t kind)
{
    return kinds[kind];
}

bool ctg__plan_writes_off(const ctg_plan *plan)
{
    for (size_t k = 0; k < plan->shock_count; k++)
        if (ctg__shock_kind_of(&plan->shocks[k])->writes_off)
            return true;
    return false;
}
