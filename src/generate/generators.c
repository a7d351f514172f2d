/* The table of kinds. */
#include <string.h>

#include "data/graph.h"
#include "generate/growing.h"
#include "text/nearest.h"

typedef struct generator {
    ctg_variant about;
    ctg__maker *make;
} generator;

static const generator generators[] = {
#define GENERATOR(ID, name, summary, source)                                   \
    {{name, summary, source, NULL, 0}, ctg__make_##ID},
#include "generate/generators.def"
#undef GENERATOR
};

enum { GENERATOR_COUNT = sizeof generators / sizeof *generators };

const ctg_variant *ctg_generator_at(size_t index)
{
    return index < GENERATOR_COUNT ? &generators[index].about : NULL;
}

ctg_generate_options ctg_generate_options_default(void)
{
    return (ctg_generate_options){.nodes = 100, .degree = 5, .seed = 1};
}

static const generator *find(const char *kind, ctg_error *error)
{
    ctg__nearest nearest = ctg__nearest_start(kind);
    char hint[96];

    for (size_t i = 0; i < GENERATOR_COUNT; i++) {
        if (strcmp(generators[i].about.name, kind) == 0)
            return &generators[i];
        ctg__nearest_try(&nearest, generators[i].about.name);
    }
    ctg__fail(error, CTG_NOT_FOUND, "no kind of graph '%s'%s", kind,
              nearest.best ? ctg__nearest_hint(&nearest, hint)
                           : " (`contagraph generate --help` lists them)");
    return NULL;
}

ctg_status ctg_graph_generate(const char *kind,
                              const ctg_generate_options *options,
                              ctg_graph **graph, ctg_error *error)
{
    const generator *const found = find(kind, error);
    const ctg_generate_options standard = ctg_generate_options_default();
    ctg__growing to = {.options = options ? *options : standard,
                       .error = error};

    options = &to.options;
    if (!found)
        return CTG_NOT_FOUND;
    if (options->nodes < 2 || options->nodes > UINT32_MAX / 4)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "%zu nodes, where 2 or more are needed",
                         options->nodes);
    if (!(options->degree >= 0))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a degree of %g, where 0 or more is needed",
                         options->degree);
    to.state = options->seed;
    to.asking = (ctg__asking){.progress = options->progress,
                              .context = options->progress_context};
    to.status = ctg__graph_new(&to.graph, error);
    if (!to.status && (!TAKE(&to.arena, to.claims, options->nodes) ||
                       !TAKE(&to.arena, to.debts, options->nodes)))
        to.status = ctg__fail_memory(error);
    if (!to.status)
        found->make(&to);
    ctg__arena_clear(&to.arena);
    if (to.status) {
        ctg_graph_free(to.graph);
        return to.status;
    }
    *graph = to.graph;
    return CTG_OK;
}
