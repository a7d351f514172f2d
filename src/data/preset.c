#include "data/preset.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "text/nearest.h"

void ctg_presets_free(ctg_presets *presets)
{
    if (!presets)
        return;
    ctg__arena_clear(&presets->arena);
    ctg__release(presets);
}

const ctg_preset *ctg_presets_at(const ctg_presets *presets, size_t index)
{
    return presets && index < presets->count ? &presets->presets[index].shown
                                             : NULL;
}

const ctg__preset *ctg__preset_find(const ctg_presets *presets,
                                    const char *name)
{
    for (size_t i = 0; presets && i < presets->count; i++)
        if (strcmp(presets->presets[i].shown.name, name) == 0)
            return &presets->presets[i];
    return NULL;
}

const char *ctg__preset_names(const ctg_presets *presets, const char *name,
                              char text[400])
{
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];
    size_t used;

    if (!presets || !presets->count)
        return strcpy(text, "there are no presets");
    used = (size_t)snprintf(text, 300, "the presets are");
    for (size_t i = 0; i < presets->count; i++) {
        const char *const each = presets->presets[i].shown.name;

        ctg__nearest_try(&nearest, each);
        if (used + strlen(each) + 6 < 300)
            used += (size_t)snprintf(text + used, 300 - used, "%s %s",
                                     i ? "," : "", each);
    }
    snprintf(text + used, 400 - used, "%s", ctg__nearest_hint(&nearest, hint));
    return text;
}

int ctg_graph_names_preset(const ctg_graph *graph)
{
    for (size_t row = 0; row < graph->tables[CTG_VENUES].row_count; row++)
        if (ctg__graph_cell_word(graph, CTG_VENUES, CTG__VENUE_PRESET, row))
            return 1;
    return 0;
}
