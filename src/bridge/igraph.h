/*
 * igraph behind one door.
 *
 * Only this header includes <igraph.h>, and only bridge/igraph.c calls it on
 * its own account. Whoever wants an igraph algorithm passes a function to
 * ctg__igraph_score or ctg__igraph_work: the bridge holds the lock, installs
 * its handlers, seeds the generator, turns igraph's errors into ours and puts
 * everything back. Inside, use plain return codes and goto: IGRAPH_CHECK and
 * IGRAPH_FINALLY would free twice what the error handler has freed already.
 *
 * The functions at the end have the argument order of igraph 1.0 and work with
 * 0.10 too; call those.
 */
#ifndef BRIDGE_IGRAPH_H
#define BRIDGE_IGRAPH_H

#include <igraph.h>

#include <contagraph/network.h>

/* Edges with positive, finite weights, at most one for each pair. */
typedef struct ctg__edges {
    size_t node_count;
    size_t count;
    const ctg_node *from;
    const ctg_node *to;
    const double *weight;
} ctg__edges;

typedef struct ctg__igraph_options {
    /* Asked now and then by those algorithms of igraph that can stop. */
    ctg_progress *progress;
    void *progress_context;
    size_t *warnings; /* how many igraph raised, if not NULL */
} ctg__igraph_options;

/* Any work with igraph; its code comes back as a status. */
typedef igraph_error_t ctg__igraph_function(void *context);

/* Scores every vertex of `graph`, whose edges weigh `weights`, in order. */
typedef igraph_error_t ctg__igraph_measure(const igraph_t *graph,
                                           const igraph_vector_t *weights,
                                           void *context,
                                           igraph_vector_t *scores);

/*
 * Fills `scores`, one per node, from the directed graph of `edges`. `options`
 * may be NULL.
 */
ctg_status ctg__igraph_score(const ctg__edges *edges,
                             ctg__igraph_measure *measure, void *context,
                             const ctg__igraph_options *options, double *scores,
                             ctg_error *error);

#if IGRAPH_VERSION_MAJOR >= 1

static inline igraph_error_t ctg__igraph_betweenness(
    const igraph_t *graph, const igraph_vector_t *lengths,
    igraph_vector_t *scores)
{
    return igraph_betweenness(graph, lengths, scores, igraph_vss_all(),
                              IGRAPH_DIRECTED, false);
}

static inline igraph_error_t ctg__igraph_eigenvector(
    const igraph_t *graph, const igraph_vector_t *weights,
    igraph_vector_t *scores, double *value)
{
    return igraph_eigenvector_centrality(graph, scores, value, IGRAPH_OUT,
                                         weights, NULL);
}

#else

static inline igraph_error_t ctg__igraph_betweenness(
    const igraph_t *graph, const igraph_vector_t *lengths,
    igraph_vector_t *scores)
{
    return igraph_betweenness(graph, scores, igraph_vss_all(), IGRAPH_DIRECTED,
                              lengths);
}

static inline igraph_error_t ctg__igraph_eigenvector(
    const igraph_t *graph, const igraph_vector_t *weights,
    igraph_vector_t *scores, double *value)
{
    igraph_arpack_options_t options;

    igraph_arpack_options_init(&options);
    return igraph_eigenvector_centrality(graph, scores, value, IGRAPH_DIRECTED,
                                         true, weights, &options);
}

#endif
#endif
