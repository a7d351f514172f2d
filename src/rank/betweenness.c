/* Betweenness: how many shortest ways of losses lead through a node. */
#include "rank/matrix_edges.h"

#include <math.h>

static igraph_error_t measure(const igraph_t *graph,
                              const igraph_vector_t *lengths, void *context,
                              igraph_vector_t *scores)
{
    const bool weighted = *(const bool *)context;

    return ctg__igraph_betweenness(graph, weighted ? lengths : NULL, scores);
}

/* igraph reads weights as lengths: a large claim is a short way. */
static ctg_status lengthen(const ctg__edges *edges, ctg__arena *arena,
                           double **lengths, ctg_error *error)
{
    double largest = 0;

    if (!TAKE(arena, *lengths, edges->count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < edges->count; k++)
        largest = fmax(largest, edges->weight[k]);
    for (size_t k = 0; k < edges->count; k++)
        (*lengths)[k] = largest / edges->weight[k];
    return CTG_OK;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    bool weighted = params[0] > 0;
    double *lengths = NULL;
    ctg__edges edges;
    ctg_status status = ctg__job_claims(job, error);

    if (!status)
        status = ctg__edges_of(&job->claims, &job->arena, &edges, error);
    if (!status)
        status = lengthen(&edges, &job->arena, &lengths, error);
    if (status)
        return status;
    edges.weight = lengths;
    return ctg__score_edges(job, &edges, measure, &weighted, scoring, error);
}

static const ctg_param params[] = {
    {"weighted", 1, 0, 1, "1: a claim is 1/amount long; 0: all are equal"},
};

const ctg__measure ctg__measure_betweenness = {
    .about = {.name = "betweenness",
              .summary = "pairs of nodes whose shortest way of losses leads "
                         "through the node",
              .source = "Freeman 1977; Brandes 2001; igraph",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation =
                  "high: losses between others pass it; large claims are "
                  "short (1/amount), and of several shortest ways each "
                  "counts its share",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_COUNT},
    .score = score,
};
