/* Models: presets of scenario keys. */
#include <string.h>

#include <contagraph/variant.h>

#include "compile/scenario.h"
#include "text/nearest.h"

static const struct model {
    ctg_variant about;
    const char *keys; /* JSON */
} models[] = {
#define MODEL(name, keys, summary, source)                                     \
    {{name, summary, source, NULL, 0}, keys},
#include "compile/models.def"
#undef MODEL
};

enum { MODEL_COUNT = sizeof models / sizeof *models };

const ctg_variant *ctg_model_at(size_t index)
{
    return index < MODEL_COUNT ? &models[index].about : NULL;
}

const char *ctg_model_keys(const char *model)
{
    for (size_t i = 0; i < MODEL_COUNT; i++)
        if (strcmp(models[i].about.name, model) == 0)
            return models[i].keys;
    return NULL;
}

ctg_status ctg_scenario_apply_model(ctg_scenario *scenario, const char *model,
                                    ctg_error *error)
{
    const char *const keys = ctg_model_keys(model);
    ctg__nearest nearest = ctg__nearest_start(model);
    char hint[96];

    if (keys)
        return ctg_scenario_parse(scenario, keys, model, error);
    for (size_t i = 0; i < MODEL_COUNT; i++)
        ctg__nearest_try(&nearest, models[i].about.name);
    return ctg__fail(error, CTG_NOT_FOUND, "there is no model '%s'%s", model,
                     nearest.best ? ctg__nearest_hint(&nearest, hint)
                                  : " (`contagraph list models` shows them)");
}
