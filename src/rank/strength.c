/* Strength: all that a node owes. */
#include "rank/matrix_edges.h"

enum { DEBTS, CLAIMS, BOTH };

static igraph_error_t measure(const igraph_t *graph,
                              const igraph_vector_t *weights, void *context,
                              igraph_vector_t *scores)
{
    /* Edges run from creditor to debtor. */
    static const igraph_neimode_t modes[] = {
        [DEBTS] = IGRAPH_IN, [CLAIMS] = IGRAPH_OUT, [BOTH] = IGRAPH_ALL};

    return igraph_strength(graph, scores, igraph_vss_all(),
                           modes[*(const int *)context], IGRAPH_LOOPS, weights);
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    int side = params[0] < 0.5 ? DEBTS : params[0] < 1.5 ? CLAIMS : BOTH;
    ctg__edges edges;
    ctg_status status = ctg__job_claims(job, error);

    if (!status)
        status = ctg__edges_of(&job->claims, &job->arena, &edges, error);
    if (!status)
        status = ctg__score_edges(job, &edges, measure, &side, scoring, error);
    return status;
}

static const ctg_param params[] = {
    {"side", 0, 0, 2, "0: debts to nodes, 1: claims on nodes, 2: their sum"},
};

const ctg__measure ctg__measure_strength = {
    .about = {.name = "strength",
              .summary = "what a node owes to other nodes",
              .source = "igraph",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation = "high: it owes others much (side 0), is owed "
                             "much (1), or both (2)",
              .undefined = "there are no exposures",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
