/* The hash of a graph, for who may be stopped. */
#ifndef READ_HASH_H
#define READ_HASH_H

#include <contagraph/graph.h>

#include "base/asking.h"

/* As ctg_graph_hash; CTG_CANCELLED where `asking` says so, which may be NULL.
 */
ctg_status ctg__graph_hash(const ctg_graph *graph, ctg__asking *asking,
                           char hash[CTG_HASH_ROOM], ctg_error *error);

#endif
