/* Why a world's losses came about: paths, origins, trees, pivotal nodes. */
#include <contagraph/report.h>

#include <math.h>
#include <stdlib.h>

#include "world.h"

/* What is asked about a run. */
typedef struct question {
    const fuzz_world *world;
    const ctg_run *run;
    ctg_trace *trace;
    FILE *file;
} question;

static void ask_paths(const question *of)
{
    const ctg_path_options options = ctg_path_options_default();
    const ctg_page_options page = ctg_page_options_default();
    const ctg_path *paths;
    size_t count;
    ctg_error error = {0};
    const ctg_status status =
        ctg_trace_paths(of->trace, &options, &paths, &count, &error);

    fuzz_require_clean(status, &error);
    if (status)
        return;
    for (size_t i = 0; i < count; i++)
        REQUIRE(isfinite(paths[i].loss));
    fuzz_require_clean(ctg_page_paths(of->run, of->world->scenario, paths,
                                      count, &page, of->file, &error),
                       &error);
}

static void ask_origins(const question *of)
{
    const ctg_page_options page = ctg_page_options_default();
    const ctg_origin *origins;
    size_t count;
    ctg_error error = {0};
    const ctg_status status =
        ctg_trace_origins(of->trace, &origins, &count, &error);

    fuzz_require_clean(status, &error);
    if (status)
        return;
    for (size_t i = 0; i < count; i++)
        REQUIRE(isfinite(origins[i].amount));
    fuzz_require_clean(ctg_page_origins(of->run, of->world->scenario, of->trace,
                                        &page, of->file, &error),
                       &error);
}

static void ask_tree(const question *of)
{
    const ctg_page_options page = ctg_page_options_default();
    ctg_error error = {0};

    fuzz_require_clean(ctg_page_tree(of->run, of->world->scenario, of->trace,
                                     &page, of->file, &error),
                       &error);
    fuzz_require_clean(ctg_page_folded(of->run, of->world->scenario, of->trace,
                                       20, of->file, &error),
                       &error);
}

static void ask_pivotal(const question *of)
{
    const ctg_page_options page = ctg_page_options_default();
    const ctg_node target = 0;
    ctg_pivotal *pivotal = NULL;
    ctg_error error = {0};
    ctg_status status =
        ctg_pivotal_new(of->world->plan, of->run, of->trace, &target, 1, NULL,
                        NULL, &pivotal, &error);

    if (!status)
        status = ctg_page_pivotal(of->run, pivotal, &page, of->file, &error);
    fuzz_require_clean(status, &error);
    ctg_pivotal_free(pivotal);
}

static void ask(question *of)
{
    char *text = NULL;
    size_t size;

    of->file = open_memstream(&text, &size);
    REQUIRE(of->file != NULL);
    ask_paths(of);
    ask_origins(of);
    ask_tree(of);
    ask_pivotal(of);
    REQUIRE(fclose(of->file) == 0);
    fuzz_require_finite(text);
    free(text);
}

void fuzz_paths(const uint8_t *data, size_t size)
{
    fuzz_bytes from = {.at = data, .left = size};
    fuzz_world world;
    ctg_run *run = NULL;
    question of = {.world = &world};
    ctg_error error = {0};
    ctg_status status;

    if (!fuzz_world_make(&from, &world))
        return;
    status = ctg_run_new(world.plan, NULL, &run, &error);
    of.run = run;
    if (!status && ctg_run_ledger(run)) {
        status = ctg_trace_new(ctg_run_ledger(run), &of.trace, &error);
        if (!status)
            ask(&of);
    }
    fuzz_require_clean(status, &error);
    ctg_trace_free(of.trace);
    ctg_run_free(run);
    fuzz_world_clear(&world);
}
