/* The trace: causes of every loss (docs/model.md section 9, Causes). */
#ifndef CONTAGRAPH_TRACE_H
#define CONTAGRAPH_TRACE_H

#include <contagraph/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Parents of entries: entry e was caused by the entries parent[first[e]] ..
 * parent[first[e + 1] - 1] with those shares, which sum to one. Entries of
 * round 0, and those of senders that never received, have none: they are
 * origins themselves, or stem from `initial`.
 */
typedef struct ctg_trace ctg_trace;

ctg_status ctg_trace_new(const ctg_run *run, ctg_trace **trace,
                         ctg_error *error);
void ctg_trace_free(ctg_trace *trace); /* NULL does nothing */

/* How much of a node's loss an origin caused; nodes by row, then origins. */
typedef struct ctg_origin {
    ctg_node node;
    ctg_actor origin; /* a shock, or CTG_ACTOR(CTG_ACTOR_INITIAL, 0) */
    double amount;
} ctg_origin;

/* All origin shares; `origins` is owned by the trace. */
ctg_status ctg_trace_origins(ctg_trace *trace, const ctg_origin **origins,
                             size_t *count, ctg_error *error);

typedef struct ctg_path_options {
    size_t count;     /* k, default 10 */
    size_t min_steps; /* entries after the shock's own, default 0 */
    ctg_node to;      /* only paths that end here; CTG_NONE for all */
} ctg_path_options;

ctg_path_options ctg_path_options_default(void);

/* One cascade path: the entries from the origin to the end. */
typedef struct ctg_path {
    double loss;           /* money */
    ctg_actor origin;      /* shock or initial */
    const size_t *entries; /* indices into the ledger, first to last */
    size_t entry_count;
} ctg_path;

/*
 * The k largest paths to nodes, best first; ties: fewer entries, then ledger
 * order from the last entry back. Owned by the trace until the next call.
 */
ctg_status ctg_trace_paths(ctg_trace *trace, const ctg_path_options *options,
                           const ctg_path **paths, size_t *count,
                           ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
