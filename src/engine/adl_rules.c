/* Looking rules of auto-deleveraging up. */
#include "engine/adl.h"

static const ctg__adl_rule *const rules[CTG__ADL_RULES] = {
#define ADL_RULE(id) &ctg__adl_##id,
#include "engine/adl_rules.def"
#undef ADL_RULE
};

const ctg_variant *ctg_adl_rule_at(size_t index)
{
    return index < CTG__ADL_RULES ? &rules[index]->about : NULL;
}

const ctg__adl_rule *ctg__adl_rule_at(uint8_t rule)
{
    return rules[rule];
}
