/* Coreness: how deep in the dense part of the graph a node is. */
#include "rank/matrix_edges.h"

static igraph_error_t measure(const igraph_t *graph,
                              const igraph_vector_t *weights, void *context,
                              igraph_vector_t *scores)
{
    igraph_vector_int_t cores;
    igraph_error_t code = igraph_vector_int_init(&cores, 0);

    (void)weights;
    (void)context;
    if (code)
        return code;
    code = igraph_coreness(graph, &cores, IGRAPH_ALL);
    if (!code)
        code = igraph_vector_resize(scores, igraph_vector_int_size(&cores));
    for (igraph_integer_t i = 0; !code && i < igraph_vector_size(scores); i++)
        VECTOR(*scores)[i] = (double)VECTOR(cores)[i];
    igraph_vector_int_destroy(&cores);
    return code;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    ctg__edges edges;
    ctg_status status = ctg__job_claims(job, error);

    (void)params;
    if (!status)
        status = ctg__edges_of(&job->claims, &job->arena, &edges, error);
    if (!status)
        status = ctg__score_edges(job, &edges, measure, NULL, scoring, error);
    return status;
}

const ctg__measure ctg__measure_coreness = {
    .about = {.name = "coreness",
              .summary = "largest k such that the node is in a part where all "
                         "have k exposures to each other",
              .source = "Seidman 1983; igraph"},
    .notes = {.orientation =
                  "high: deep in the core; directions and amounts do not "
                  "count, two nodes that owe each other have two exposures",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_COUNT},
    .score = score,
};
