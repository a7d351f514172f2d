#include "cli/presets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/text.h>

#include "cli/heap.h"
#include "cli/program.h"
#include "cli/say.h"

/* To be freed. */
static char *presets_folder(void)
{
    const char *const given = getenv("CONTAGRAPH_PRESETS");
    char *own = given && *given ? heap_copy(given) : program_presets();

    return own ? own : heap_copy(PRESETS_FOLDER);
}

ctg_status presets_read(ctg_presets **presets, ctg_problems *problems,
                        ctg_error *error)
{
    char *const folder = presets_folder();
    const ctg_status status =
        ctg_presets_read(folder, presets, problems, error);

    free(folder);

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

const ctg_preset *presets_find(const ctg_presets *presets, const char *name)
{
    const ctg_preset *each;
    const ctg_preset *found = NULL;
    const char **names;
    const char *best;
    char hint[CTG_HINT_ROOM];
    char shown[80];
    size_t count = 0;

    for (; (each = ctg_presets_at(presets, count)); count++)
        if (strcmp(each->name, name) == 0)
            found = each;
    if (found)
        return found;
    names = heap_take((count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = ctg_presets_at(presets, i)->name;
    best = ctg_text_nearest(name, names);
    heap_name(shown, sizeof shown, name, 40, false);
    say("presets have no '%s'%s", shown,
        best ? ctg_text_hint(hint, best)
             : " (`contagraph list presets` shows them)");
    free(names);
    return NULL;
}

/* "lending" or "margin"; "" where it does not say. */
static const char *presets_type(const ctg_preset *preset)
{
    for (size_t k = 0; k < preset->value_count; k++)
        if (strcmp(preset->values[k].table, "venues") == 0 &&
            strcmp(preset->values[k].column, "type") == 0)
            return preset->values[k].value;
    return "";
}

/* One cell, by the words of --edit. */
static ctg_status set(ctg_graph *graph, const char *table, const char *key,
                      const char *column, const char *value, ctg_error *error)
{
    char *const edit = heap_print("%s %s %s=%s", table, key, column, value);
    const ctg_status status = ctg_graph_edit(graph, edit, error);

    free(edit);
    return status;
}

/* Blanks a column in the rows of a venue, so that the preset fills it. */
static ctg_status blank(ctg_graph *graph, ctg_table table, const char *venue,
                        const char *key, const char *column, ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < ctg_graph_row_count(graph, table);
         row++) {
        char cells[3][32];
        const char *const of =
            ctg_graph_cell(graph, table, row, "venue", cells[0]);
        const char *const value =
            ctg_graph_cell(graph, table, row, column, cells[2]);
        char *both;

        if (!value || !*value || strcmp(of, venue) != 0)
            continue;
        both = heap_print("%s/%s", of,
                          ctg_graph_cell(graph, table, row, key, cells[1]));
        status = set(graph, ctg_table_name(table), both, column, "", error);
        free(both);
    }
    return status;
}

ctg_status presets_put(ctg_graph *graph, const ctg_preset *preset,
                       ctg_error *error)
{
    const size_t venues = ctg_graph_row_count(graph, CTG_VENUES);
    ctg_status status = CTG_OK;

    for (size_t row = 0; !status && row < venues; row++) {
        char cells[2][32];
        const char *const node =
            ctg_graph_cell(graph, CTG_VENUES, row, "node", cells[0]);

        if (strcmp(ctg_graph_cell(graph, CTG_VENUES, row, "type", cells[1]),
                   presets_type(preset)) != 0)
            continue;
        status = set(graph, "venues", node, "preset", preset->name, error);
        if (!status)
            status = blank(graph, CTG_MARKETS, node, "asset", "bonus", error);
        if (!status)
            status = blank(graph, CTG_LAYERS, node, "order", "rule", error);
    }
    return status;
}
