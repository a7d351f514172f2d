/*
 * Pivotal senders: without whom would a node have survived? Decided by
 * running the cascade again with each of them muted.
 */
#ifndef CONTAGRAPH_PIVOTAL_H
#define CONTAGRAPH_PIVOTAL_H

#include <contagraph/run.h>
#include <contagraph/trace.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ctg_verdict {
    CTG_SURVIVED,      /* the target did not fail */
    CTG_DIRECT,        /* what no sender passed on was enough */
    CTG_PIVOTAL,       /* some sender is pivotal */
    CTG_OVERDETERMINED /* no sender alone: the others would have sufficed */
} ctg_verdict;

/* The same run with one sender muted. */
typedef struct ctg_counterfactual {
    ctg_node sender;
    double loss;           /* of the target then */
    uint32_t failed_round; /* of the target then; CTG_NEVER: it is pivotal */
} ctg_counterfactual;

typedef struct ctg_pivotal ctg_pivotal;

/*
 * For each target, tries every other node from which a cascade path leads to
 * the target by the round it failed in: one run per sender, for all targets at
 * once. `run` is the plan's, with its ledger, and `trace` the ledger's.
 * Progress counts runs. CTG_BAD_INPUT, CTG_NO_SOLUTION and CTG_CANCELLED as
 * ctg_run_new.
 */
ctg_status ctg_pivotal_new(const ctg_plan *plan, const ctg_run *run,
                           const ctg_trace *trace, const ctg_node *targets,
                           size_t target_count, ctg_progress *progress,
                           void *progress_context, ctg_pivotal **pivotal,
                           ctg_error *error);
void ctg_pivotal_free(ctg_pivotal *pivotal); /* NULL does nothing */

size_t ctg_pivotal_target_count(const ctg_pivotal *pivotal);
ctg_node ctg_pivotal_target(const ctg_pivotal *pivotal, size_t index);
ctg_verdict ctg_pivotal_verdict(const ctg_pivotal *pivotal, size_t index);
const char *ctg_verdict_name(ctg_verdict verdict); /* "pivotal", ... */

/* All senders tried for the index-th target: pivotal ones first, then by the
 * target's loss without them, ties by row. */
const ctg_counterfactual *ctg_pivotal_tried(const ctg_pivotal *pivotal,
                                            size_t index, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
