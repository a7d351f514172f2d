/* Synthetic graphs, for trying things out and for measuring. */
#ifndef CONTAGRAPH_GENERATE_H
#define CONTAGRAPH_GENERATE_H

#include <stdint.h>

#include <contagraph/graph.h>
#include <contagraph/variant.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_generate_options {
    size_t nodes;  /* 100 */
    double degree; /* exposures per node, as debtor: 5 */
    uint64_t seed; /* 1 */
    /* Asked whether to go on: rows so far, of nobody knows how many. NULL */
    ctg_progress *progress;
    void *progress_context;
} ctg_generate_options;

ctg_generate_options ctg_generate_options_default(void);

/* The kinds there are; NULL past the last. */
const ctg_variant *ctg_generator_at(size_t index);

/*
 * Makes a graph that ctg_network_new takes. The same options give the same
 * graph on every machine. CTG_NOT_FOUND for no such kind, CTG_BAD_ARGUMENT
 * for more exposures than there is room for, CTG_CANCELLED. The caller frees
 * the graph.
 */
ctg_status ctg_graph_generate(const char *kind,
                              const ctg_generate_options *options,
                              ctg_graph **graph, ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
