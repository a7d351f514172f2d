/* The trace: causes of every loss (docs/model.md section 9, Causes). */
#ifndef CONTAGRAPH_TRACE_H
#define CONTAGRAPH_TRACE_H

#include <contagraph/ledger.h>
#include <contagraph/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The parents of every entry of a ledger, with shares that sum to one. Entries
 * of round 0 have none: they are the origins; nor have those of senders that
 * never received: they stem from `initial`. Entries of at most 1e-12 of their
 * target's gross first books are rounding: they are parents of nothing. The
 * ledger must outlive the trace and must not change. CTG_BAD_ARGUMENT for NULL,
 * the ledger of a run that kept none.
 */
typedef struct ctg_trace ctg_trace;

/* Parents are found when they are asked for first. CTG_BAD_ARGUMENT also for a
 * ledger that is too long to trace; of one of falls, which has no entries, only
 * where these are needed. */
ctg_status ctg_trace_new(const ctg_ledger *ledger, ctg_trace **trace,
                         ctg_error *error);
void ctg_trace_free(ctg_trace *trace); /* NULL does nothing */

/*
 * Who is asked from then on, while ctg_trace_find_parents, ctg_trace_origins,
 * ctg_trace_origin_totals and ctg_trace_paths look for an answer, whether they
 * shall go on; CTG_CANCELLED if not, and the trace is as it was before.
 * `progress` NULL, as at first: nobody. It says only that, done and total being
 * 0, and is called on the thread that made the call.
 */
void ctg_trace_ask(ctg_trace *trace, ctg_progress *progress, void *context);

/*
 * Finds the parents of all entries, if that was not done. The two functions
 * below do so by themselves, but have no way to say that it failed.
 * CTG_BAD_ARGUMENT: the ledger is too long; CTG_CANCELLED of ctg_trace_ask;
 * CTG_NO_MEMORY.
 */
ctg_status ctg_trace_find_parents(ctg_trace *trace, ctg_error *error);

/* One cause of an entry: the causing entry and its share of the amount. */
typedef struct ctg_parent {
    size_t entry; /* index into the ledger */
    double share; /* 0 to 1 */
} ctg_parent;

/*
 * How many parents an entry has, and the index-th of them, in ledger order.
 * 0 for an origin, for an entry that stems from `initial`, and for all where
 * parents could not be found (ctg_trace_find_parents says why).
 */
size_t ctg_trace_parent_count(const ctg_trace *trace, size_t entry);
ctg_parent ctg_trace_parent(const ctg_trace *trace, size_t entry, size_t index);

/*
 * How much of a node's loss an origin caused; nodes by row, then origins:
 * shocks in list order, `initial` last. The amounts of a node sum to its loss;
 * pairs of which the origin has no share, but for rounding, are left out.
 */
typedef struct ctg_origin {
    ctg_node node;
    ctg_actor origin; /* a shock, or CTG_ACTOR(CTG_ACTOR_INITIAL, 0) */
    double amount;
} ctg_origin;

/* All origin shares; `origins` is owned by the trace. A ledger of falls is read
 * as such, without its entries. CTG_NO_MEMORY, and CTG_CANCELLED of
 * ctg_trace_ask, alone. */
ctg_status ctg_trace_origins(ctg_trace *trace, const ctg_origin **origins,
                             size_t *count, ctg_error *error);

typedef struct ctg_origin_total {
    ctg_actor origin;
    double amount;
} ctg_origin_total;

/*
 * What all nodes together lost by each origin: the sums of the above, in one
 * pass however many origins there are. Shocks by number, the initial state
 * last. Owned by the trace until the next answer. CTG_NO_MEMORY,
 * CTG_CANCELLED of ctg_trace_ask, and CTG_BAD_ARGUMENT as of
 * ctg_trace_find_parents.
 */
ctg_status ctg_trace_origin_totals(ctg_trace *trace,
                                   const ctg_origin_total **totals,
                                   size_t *count, ctg_error *error);

typedef struct ctg_path_options {
    size_t count;     /* k, default 10 */
    size_t min_steps; /* entries after the shock's own, default 0; on a path
                         from `initial` every entry counts */
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
 * The k largest paths that end at a node, best first: a path's loss is its last
 * entry's amount times the shares back to its origin. Only losses above 0 and
 * above rounding (1e-12 of the gross first books) count; fewer than k come back
 * where there are fewer. Ties (to a relative 1e-12): fewer entries first, an
 * origin `initial` counting as one, then ledger order from the last entry back.
 * A ledger of falls is read as such, if parents were not found before. Owned by
 * the trace until the next call. CTG_BAD_ARGUMENT for paths of more steps than
 * can be looked for, CTG_CANCELLED of ctg_trace_ask.
 */
ctg_status ctg_trace_paths(ctg_trace *trace, const ctg_path_options *options,
                           const ctg_path **paths, size_t *count,
                           ctg_error *error);

/*
 * As the ledger's files write it: "shock:1", a node's id, "asset:ETH",
 * "initial". Like snprintf: at most `size` bytes with the NUL are written, the
 * whole length comes back.
 */
size_t ctg_actor_text(const ctg_graph *graph, ctg_actor actor, char *text,
                      size_t size);

/* As paths.csv has it: "shock:1 -[shock 0]-> A -[claim 1]-> B". The same. */
size_t ctg_path_text(const ctg_graph *graph, const ctg_ledger *ledger,
                     const ctg_path *path, char *text, size_t size);

/*
 * What of a ledger a page of a run needs, and no more: falls of equity by round
 * and channel, and what the losses of some nodes in their first round led to.
 * It is counted while the run goes on, so no ledger is kept: memory is that of
 * the books. The run is done once more for each 16 nodes that are asked for.
 */
typedef struct ctg_tally ctg_tally;

/*
 * Runs a plan as ctg_run_new does, without a ledger (options->ledger is not
 * looked at; options NULL: the defaults), and counts; of the nodes, those
 * `top` that lost most: by loss, ties by row, failed ones before those that
 * gained. Both are the caller's to free. CTG_BAD_ARGUMENT, CTG_BAD_INPUT,
 * CTG_CANCELLED, CTG_NO_MEMORY, as ctg_run_new, which says when.
 */
ctg_status ctg_tally_new(const ctg_plan *plan, const ctg_run_options *options,
                         size_t top, ctg_run **run, ctg_tally **tally,
                         ctg_error *error);
void ctg_tally_free(ctg_tally *tally); /* NULL does nothing */

#ifdef __cplusplus
}
#endif
#endif
