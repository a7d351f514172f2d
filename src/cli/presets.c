#include "cli/presets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *presets_folder(void)
{
    const char *const given = getenv("CONTAGRAPH_PRESETS");

    return given && *given ? given : PRESETS_FOLDER;
}

ctg_status presets_read(ctg_presets **presets, ctg_problems *problems,
                        ctg_error *error)
{
    const ctg_status status =
        ctg_presets_read(presets_folder(), presets, problems, error);

    if (status == CTG_IO_ERROR) {
        const size_t used = strlen(error->message);

        snprintf(error->message + used, sizeof error->message - used,
                 " (CONTAGRAPH_PRESETS can name another folder of presets)");
    }
    return status;
}

ctg_status presets_apply(ctg_graph *graph, ctg_problems *problems,
                         ctg_error *error)
{
    ctg_presets *presets = NULL;
    ctg_status status;

    if (!ctg_graph_names_preset(graph))
        return CTG_OK;
    status = presets_read(&presets, problems, error);
    if (!status)
        status = ctg_graph_apply_presets(graph, presets, problems, error);
    ctg_presets_free(presets);
    return status;
}
