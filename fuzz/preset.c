/* Any bytes as a file of a folder of presets. */
#include <contagraph/preset.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reader.h"

static char folder[512];
static char path[600];

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
}

static void make_folder(void)
{
    const char *const parent = getenv("TMPDIR");

    snprintf(folder, sizeof folder, "%s/fuzz-XXXXXX", parent ? parent : "/tmp");
    REQUIRE(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/fuzz.json", folder);
    atexit(remove_folder);
}

static void apply(const ctg_presets *presets)
{
    const ctg_preset *const first = ctg_presets_at(presets, 0);
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *const graph = fuzz_sample();
    ctg_error error = {0};
    char edit[300];

    REQUIRE(problems != NULL);
    snprintf(edit, sizeof edit, "venues V preset=%s", first ? first->name : "");
    if (!ctg_graph_edit(graph, edit, &error) &&
        !ctg_graph_apply_presets(graph, presets, problems, &error))
        fuzz_use_graph(graph, problems);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

void fuzz_preset(const uint8_t *data, size_t size)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_presets *presets = NULL;
    ctg_error error = {0};
    FILE *file;

    if (!folder[0])
        make_folder();
    file = fopen(path, "wb");
    REQUIRE(problems && file && fwrite(data, 1, size, file) == size &&
            fclose(file) == 0);
    if (!ctg_presets_read(folder, &presets, problems, &error))
        apply(presets);
    else
        REQUIRE(error.message[0] != '\0');
    ctg_presets_free(presets);
    ctg_problems_free(problems);
}
