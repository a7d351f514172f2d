/*
 * igraph behind one door.
 *
 * Only this header includes <igraph.h>, and only bridge/igraph.c calls it on
 * its own account. Whoever wants an igraph algorithm passes a function to
 * ctg__igraph_score: the bridge holds the lock, installs
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

/*
 * Fills `vector`, one per node, with the left eigenvector of the largest
 * eigenvalue of the matrix that has the weights of `edges` in the row of `from`
 * and the column of `to`: by ARPACK, between whose products is asked. Its
 * largest entry is 1, none is below 0; all 0 where that eigenvalue is not above
 * 0.
 */
ctg_status ctg__igraph_eigenvector(const ctg__edges *edges,
                                   const ctg__igraph_options *options,
                                   double *vector, ctg_error *error);

#if IGRAPH_VERSION_MAJOR >= 1

static inline igraph_error_t ctg__igraph_betweenness(
    const igraph_t *graph, const igraph_vector_t *lengths,
    igraph_vector_t *scores)
{
    return igraph_betweenness(graph, lengths, scores, igraph_vss_all(),
                              IGRAPH_DIRECTED, false);
}

#else

static inline igraph_error_t ctg__igraph_betweenness(
    const igraph_t *graph, const igraph_vector_t *lengths,
    igraph_vector_t *scores)
{
    return igraph_betweenness(graph, scores, igraph_vss_all(), IGRAPH_DIRECTED,
                              lengths);
}

#endif
#endif
