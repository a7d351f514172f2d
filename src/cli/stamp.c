#include "cli/stamp.h"

#include <contagraph/text.h>

#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/markdown.h"
#include "cli/table.h"
#include "text/json.h"

/* Enough to tell graphs apart at a glance. */
enum { SHORT_HASH = 12 };

void stamp_write_edits(const input *from, FILE *file)
{
    fputs(",\n \"edits\": [", file);
    for (size_t i = 0; i < from->edit_count; i++) {
        fputs(i ? ", " : "", file);
        ctg__json_write_text(file, from->edits[i]);
    }
    fputc(']', file);
}

/* "Shocks: `A=-5%`, `B=-2%`. " */
static void write_list(const char *what, const char *const *words, size_t count,
                       FILE *file)
{
    if (!count)
        return;
    fprintf(file, "%s: ", what);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? ", " : "", file);
        markdown_write_code(file, words[i]);
    }
    fputs(". ", file);
}

static void write_shocks(const ctg_scenario *scenario, FILE *file)
{
    const size_t count = ctg_scenario_shock_count(scenario);
    const char **const words = heap_take((count + 1) * sizeof *words);

    for (size_t i = 0; i < count; i++)
        words[i] = ctg_scenario_shock(scenario, i);
    write_list("Shocks", words, count, file);
    if (!count)
        fputs("No shock. ", file);
    free(words);
}

/* The keys that are not as in an empty scenario. */
static void write_keys(const ctg_scenario *scenario, FILE *file)
{
    ctg_scenario *const empty = ctg_scenario_new();
    const ctg_scenario_key *key;
    size_t count = 0;

    if (!empty)
        heap_fail();
    for (size_t i = 0; (key = ctg_scenario_key_at(i)); i++) {
        char texts[2][64];
        const char *value;
        const char *usual;
        char *words;

        if (strcmp(key->name, "shocks") == 0)
            continue;
        value = ctg_scenario_get(scenario, key->name, texts[0]);
        usual = ctg_scenario_get(empty, key->name, texts[1]);
        if (!value || (usual && strcmp(value, usual) == 0))
            continue;
        words = heap_print("%s=%s", key->name, value);
        fputs(count++ ? ", " : "Scenario: ", file);
        markdown_write_code(file, words);
        free(words);
    }
    fputs(count ? ". " : "", file);
    ctg_scenario_free(empty);
}

/* As pages of runs have it. */
enum { UNIT_BESIDE = 4, UNIT_MOST = 24 };

const char *stamp_unit(const ctg_graph *graph)
{
    const char *const unit = ctg_graph_about(graph)->unit;

    return ctg_text_columns(unit) <= UNIT_BESIDE ? unit : NULL;
}

void stamp_write_unit(const input *from, const terminal *on, FILE *file)
{
    char unit[256];

    if (from->graph && !stamp_unit(from->graph))
        fprintf(file, "\n  amounts in %s\n",
                heap_name(unit, sizeof unit, ctg_graph_about(from->graph)->unit,
                          UNIT_MOST, on->ascii));
}

void stamp_write_md(const char *what, const input *from,
                    const ctg_scenario *scenario, FILE *file)
{
    markdown_write_title(file, what, from->graph);
    if (scenario)
        write_shocks(scenario, file);
    write_list("Edited", (const char *const *)from->edits, from->edit_count,
               file);
    if (scenario)
        write_keys(scenario, file);
    if (*from->hash)
        fprintf(file, "Graph: `sha256 %.*s`.", SHORT_HASH, from->hash);
    if (from->graph && !stamp_unit(from->graph)) {
        fputs(" Amounts in ", file);
        table_write_md_text(file, ctg_graph_about(from->graph)->unit);
        fputc('.', file);
    }
    fputs("\n\n", file);
}

void stamp_write_text(const input *from, bool named, const terminal *on,
                      FILE *file)
{
    fputc('\n', file);
    for (size_t i = 0; !named && i < from->edit_count; i++) {
        const size_t room = 3 * strlen(from->edits[i]) + 1;
        char *const name = heap_take(room);
        char *const line = heap_print(
            "edited: %s", heap_name(name, room, from->edits[i], 0, on->ascii));

        fputs("  ", file);
        table_write_wrapped(file, line, 4, 2, on->width);
        free(line);
        free(name);
    }
    if (*from->hash)
        fprintf(file, "  graph: sha256 %.*s\n", SHORT_HASH, from->hash);
}
