/* Looking impact laws up. */
#include <string.h>

#include "engine/impact.h"

static const ctg__impact *const laws[CTG__IMPACT_COUNT] = {
#define IMPACT(id) &ctg__impact_##id,
#include "engine/impacts.def"
#undef IMPACT
};

const ctg_variant *ctg_impact_at(size_t index)
{
    return index < CTG__IMPACT_COUNT ? &laws[index]->about : NULL;
}

const ctg__impact *ctg__impact_at(uint8_t law)
{
    return laws[law];
}

uint8_t ctg__impact_find(const char *name)
{
    for (uint8_t law = 0; law < CTG__IMPACT_COUNT; law++)
        if (strcmp(laws[law]->about.name, name) == 0)
            return law;
    return UINT8_MAX;
}
