/* PageRank on the walk from creditor to debtor. */
#include "rank/matrix_edges.h"

static igraph_error_t measure(const igraph_t *graph,
                              const igraph_vector_t *weights, void *context,
                              igraph_vector_t *scores)
{
    return ctg__igraph_pagerank(graph, weights, scores,
                                *(const double *)context);
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    double damping = params[0];
    ctg__edges edges;
    ctg_status status = ctg__job_claims(job, error);

    if (!status)
        status = ctg__edges_of(&job->claims, &job->arena, &edges, error);
    if (!status)
        status =
            ctg__score_edges(job, &edges, measure, &damping, scoring, error);
    return status;
}

static const ctg_param params[] = {
    {"damping", 0.85, 0, 0.9999,
     "probability to walk on rather than to start anew anywhere"},
};

const ctg__measure ctg__measure_pagerank = {
    .about = {.name = "pagerank",
              .summary = "where a walk from creditors to debtors ends up",
              .source = "Brin, Page 1998; PRPACK in igraph",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation =
                  "high: much is owed by it, to creditors who matter; the "
                  "walk goes from creditor to debtor, by amount, and from a "
                  "node that is owed nothing to any node",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_SHARE},
    .score = score,
};
