/* Matrices of the network as edges for igraph. */
#ifndef RANK_MATRIX_EDGES_H
#define RANK_MATRIX_EDGES_H

#include "bridge/igraph.h"
#include "rank/ranking.h"

/* One edge an entry, from creditor to debtor, with its value. */
ctg_status ctg__edges_of(const ctg__matrix *matrix, ctg__arena *arena,
                         ctg__edges *edges, ctg_error *error);

/* Scores by igraph, with the job's progress. */
ctg_status ctg__score_edges(ctg__job *job, const ctg__edges *edges,
                            ctg__igraph_measure *measure, void *context,
                            ctg__scoring *scoring, ctg_error *error);

#endif
