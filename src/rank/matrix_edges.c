#include "rank/matrix_edges.h"

ctg_status ctg__edges_of(const ctg__matrix *matrix, ctg__arena *arena,
                         ctg__edges *edges, ctg_error *error)
{
    const size_t count = matrix->start[matrix->count];
    ctg_node *from;

    if (!TAKE(arena, from, count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < matrix->count; i++)
        for (size_t k = matrix->start[i]; k < matrix->start[i + 1]; k++)
            from[k] = (ctg_node)i;
    *edges = (ctg__edges){.node_count = matrix->count,
                          .count = count,
                          .from = from,
                          .to = matrix->column,
                          .weight = matrix->value};
    return CTG_OK;
}

ctg_status ctg__score_edges(ctg__job *job, const ctg__edges *edges,
                            ctg__igraph_measure *measure, void *context,
                            ctg__scoring *scoring, ctg_error *error)
{
    const ctg__igraph_options options = {.progress = job->options->progress,
                                         .progress_context =
                                             job->options->progress_context};

    return ctg__igraph_score(edges, measure, context, &options, scoring->score,
                             error);
}
