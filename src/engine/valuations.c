/* Looking valuation rules up. */
#include "engine/valuation.h"

static const ctg__valuation *const rules[CTG__RULE_COUNT] = {
#define VALUATION(id) &ctg__valuation_##id,
#include "engine/valuations.def"
#undef VALUATION
};

const ctg_variant *ctg_rule_at(size_t index)
{
    return index < CTG__RULE_COUNT ? &rules[index]->about : NULL;
}

const ctg__valuation *ctg__valuation_at(uint8_t rule)
{
    return rules[rule];
}

bool ctg__payments_jump(const ctg_plan *plan)
{
    for (uint8_t rule = 0; rule < CTG__RULE_COUNT; rule++)
        if (rules[rule]->pays_outside && rules[rule]->jumps &&
            rules[rule]->jumps(plan->params[rule]))
            return true;
    return false;
}
