/* Any bytes as a file of a folder of presets. */
#include <contagraph/preset.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reader.h"

static char folder[512];

static void remove_folder(void)
{
    rmdir(folder);
}

static void make_folder(void)
{
    const char *const parent = getenv("TMPDIR");

    snprintf(folder, sizeof folder, "%s/fuzz-XXXXXX", parent ? parent : "/tmp");
    REQUIRE(mkdtemp(folder) != NULL);
    atexit(remove_folder);
}

static void apply(const ctg_presets *presets)
{
    static const char *const blank[] = {"venues V type=", "markets V/X bonus="};
    const ctg_preset *const first = ctg_presets_at(presets, 0);
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *const graph = fuzz_sample();
    ctg_error error = {0};
    char edit[300];

    REQUIRE(problems != NULL);
    for (size_t k = 0; k < 2; k++)
        REQUIRE(ctg_graph_edit(graph, blank[k], &error) == CTG_OK);
    snprintf(edit, sizeof edit, "venues V preset=%s", first ? first->name : "");
    if (!ctg_graph_edit(graph, edit, &error) &&
        !ctg_graph_apply_presets(graph, presets, problems, &error))
        fuzz_use_graph(graph, problems);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

/* A file is called as its preset, where the text has such a name. */
static void name_file(const uint8_t *data, size_t size, char path[600])
{
    static const char key[] = "\"name\": \"";
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    char *const text = fuzz_text(data, size);
    const char *const found = strstr(text, key);
    const char *const name = found ? found + strlen(key) : "";
    const size_t length = strspn(name, plain);

    snprintf(path, 600, "%s/%.*s.json", folder,
             length && length < 60 ? (int)length : 4,
             length && length < 60 ? name : "fuzz");
    free(text);
}

void fuzz_preset(const uint8_t *data, size_t size)
{
    char path[600];
    ctg_problems *const problems = ctg_problems_new();
    ctg_presets *presets = NULL;
    ctg_error error = {0};
    FILE *file;

    if (!folder[0])
        make_folder();
    name_file(data, size, path);
    file = fopen(path, "wb");
    REQUIRE(problems && file && fwrite(data, 1, size, file) == size &&
            fclose(file) == 0);
    if (!ctg_presets_read(folder, &presets, problems, &error))
        apply(presets);
    else
        REQUIRE(error.message[0] != '\0');
    unlink(path);
    ctg_presets_free(presets);
    ctg_problems_free(problems);
}
