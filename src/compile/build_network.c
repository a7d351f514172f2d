/* The one gate: graph to network. */
#include "compile/build.h"
#include "data/network_arrays.h"

/* A table is checked once what it refers to has been numbered. */
static const struct step {
    ctg_table table; /* CTG_TABLE_COUNT: none of its own */
    ctg_status (*build)(ctg__build *build, ctg_error *error);
    bool warns; /* and does nothing else: where nobody hears of it, nothing */
} steps[] = {
    {CTG_NODES, ctg__build_nodes, false},
    {CTG_ASSETS, ctg__build_assets, false},
    {CTG_EXPOSURES, ctg__build_exposures, false},
    {CTG_HOLDINGS, ctg__build_holdings, false},
    {CTG_VENUES, ctg__build_venues, false},
    {CTG_MARKETS, ctg__build_markets, false},
    {CTG_POSITIONS, ctg__build_accounts, false},
    {CTG_LAYERS, ctg__build_layers, false},
    {CTG_TABLE_COUNT, ctg__build_books, false},
    {CTG_TABLE_COUNT, ctg__build_suspect, true},
    {CTG_TABLE_COUNT, ctg__build_spoilt, false},
};

static ctg_status take_step(ctg__build *build, const struct step *step,
                            ctg_error *error)
{
    ctg_status status = ctg__build_ask(build, error);

    if (!status && step->table != CTG_TABLE_COUNT &&
        !(step->table == CTG_EXPOSURES && build->graph->compiled.start))
        status = ctg__check_table(build, step->table, error);
    return status ? status : step->build(build, error);
}

static ctg_status build_all(ctg__build *build, ctg_error *error)
{
    ctg_status status = ctg__build_ids(build, error);

    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status; i++)
        if (build->heard || !steps[i].warns)
            status = take_step(build, &steps[i], error);
    return status;
}

/* The network lives in its own arena, so that freeing it is one call. */
static ctg_network *start_network(const ctg_graph *graph)
{
    ctg__arena arena = {0};
    ctg_network *network;

    if (!TAKE(&arena, network, 1))
        return NULL;
    network->arena = arena;
    network->graph = graph;
    return network;
}

static ctg_status make(const ctg_graph *graph, ctg_progress *progress,
                       void *context, ctg_network **network,
                       ctg_problems *problems, bool heard, ctg_error *error)
{
    ctg__build build = {.graph = graph,
                        .network = start_network(graph),
                        .problems = problems,
                        .heard = heard,
                        .asking = {.progress = progress, .context = context}};
    const size_t before = ctg_problems_count(problems, CTG_REJECTED);
    ctg_status status;

    if (!build.network)
        return ctg__fail_memory(error);
    /* The rows of exposures that are in order already are not looked at. */
    status = graph->compiled.start ? ctg__graph_verify_others(graph, error)
                                   : ctg__graph_verify(graph, error);
    if (!status)
        status = build_all(&build, error);
    ctg__arena_give_back(&build.scratch);
    if (!status)
        status = ctg__problems_verdict(problems, before, error);
    if (status) {
        ctg_network_free(build.network);
        return status;
    }
    ctg__network_share(build.network, &graph->kept);
    ctg__network_holds(build.network);
    *network = build.network;
    return CTG_OK;
}

static ctg_status start(const ctg_graph *graph, ctg_progress *progress,
                        void *context, ctg_network **network,
                        ctg_problems *problems, ctg_error *error)
{
    ctg_problems *own;
    ctg_status status;

    if (problems)
        return make(graph, progress, context, network, problems, true, error);
    own = ctg_problems_new();
    if (!own)
        return ctg__fail_memory(error);
    status = make(graph, progress, context, network, own, false, error);
    ctg_problems_free(own);
    return status;
}

ctg_status ctg_network_new(const ctg_graph *graph, ctg_network **network,
                           ctg_problems *problems, ctg_error *error)
{
    return start(graph, NULL, NULL, network, problems, error);
}

ctg_status ctg_network_take(ctg_graph *graph, ctg_progress *progress,
                            void *context, ctg_network **network,
                            ctg_problems *problems, ctg_error *error)
{
    ctg_network *made;
    const ctg_status status =
        start(graph, progress, context, &made, problems, error);

    if (status)
        return status;
    made->owned = graph;
    *network = made;
    return CTG_OK;
}
