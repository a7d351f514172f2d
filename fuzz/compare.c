/*
 * Any bytes as results that are compared, with themselves and a graph's: a file
 * of nodes or, by the size, the summary of a run.
 */
#include <contagraph/results.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "world.h"

static const ctg_results *fixed_results(void)
{
    static ctg_results *results;
    const fuzz_world *const world = fuzz_fixed_world();
    ctg_error error = {0};

    if (!results)
        REQUIRE(ctg_results_of_network(world->network, NULL, &results,
                                       &error) == CTG_OK);
    return results;
}

static void compare(const ctg_results *before, const ctg_results *after)
{
    ctg_comparison *found = NULL;
    ctg_error error = {0};
    const ctg_status status = ctg_comparison_new(before, after, &found, &error);

    fuzz_require_clean(status, &error);
    for (size_t k = 0; !status && k < ctg_comparison_change_count(found); k++)
        REQUIRE(before != after);
    ctg_comparison_free(found);
}

static void take(const char *path)
{
    ctg_results *results = NULL;
    ctg_error error = {0};
    const ctg_status status =
        ctg_results_read(path, NULL, NULL, &results, &error);

    (void)ctg_results_are_at(path);
    fuzz_require_clean(status, &error);
    if (!status) {
        compare(results, results);
        compare(fixed_results(), results);
        compare(results, fixed_results());
    }
    ctg_results_free(results);
}

/* A folder of a run; its summary is a link to the bytes. */
static char folder[512];

static void end_folder(const char *name, void (*how)(const char *path))
{
    char path[600];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    how(path);
}

static void remove_file(const char *path)
{
    unlink(path);
}

static void remove_folder(void)
{
    end_folder("nodes_out.csv", remove_file);
    end_folder("summary.json", remove_file);
    rmdir(folder);
}

static void write_nodes(const char *path)
{
    FILE *const file = fopen(path, "w");

    REQUIRE(file &&
            fputs("id,equity,failed_round\nA,3,\nB,-1,2\n", file) >= 0 &&
            fclose(file) == 0);
}

static const char *linked;

static void link_file(const char *path)
{
    REQUIRE(symlink(linked, path) == 0);
}

static void take_summary(const char *path)
{
    const char *const parent = getenv("TMPDIR");

    linked = path;
    if (!*folder) {
        snprintf(folder, sizeof folder, "%s/fuzz-XXXXXX",
                 parent ? parent : "/tmp");
        REQUIRE(mkdtemp(folder) != NULL);
        end_folder("nodes_out.csv", write_nodes);
        end_folder("summary.json", link_file);
        atexit(remove_folder);
    }
    take(folder);
}

void fuzz_compare(const uint8_t *data, size_t size)
{
    const char *const path = fuzz_file(0, data, size);

    if (size % 4)
        take(path);
    else
        take_summary(path);
}
