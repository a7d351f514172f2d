/* The sweep: many scenarios on one network. */
#ifndef CONTAGRAPH_SWEEP_H
#define CONTAGRAPH_SWEEP_H

#include <contagraph/run.h>
#include <contagraph/share.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_sweep_options {
    unsigned threads; /* 0: as many as OpenMP gives */
    /* Counts scenarios; as status.h says. May be NULL. */
    ctg_progress *progress;
    void *progress_context;
    /*
     * Find the end without rounds where that is possible: claims alone, none
     * valued by `single-hit` (docs/fast.md). Summaries then agree to 1e-9 and
     * have `by_rounds` false. Other scenarios run their rounds as always.
     */
    bool end_state;
    /* Who runs which scenarios, "scenarios" of which the first counts as
     * `first`; NULL: the threads of this process, all. */
    const ctg_share *share;
    size_t first;
} ctg_sweep_options;

ctg_sweep_options ctg_sweep_options_default(void);

/*
 * Runs `count` scenarios to their end states. Results do not depend on the
 * number of threads. On failure the message is that of the first scenario that
 * fails, by index, which is in `*failed`; other summaries may be filled in.
 * What stops them all before (CTG_NO_MEMORY, a graph without equities) leaves
 * `*failed` as it was. CTG_CANCELLED when the progress callback says so.
 * CTG_BAD_ARGUMENT and CTG_NOT_FOUND as ctg_plan_new, CTG_BAD_INPUT and
 * CTG_NO_SOLUTION as ctg_run_new.
 */
ctg_status ctg_sweep_run(const ctg_network *network,
                         const ctg_scenario *const *scenarios, size_t count,
                         const ctg_sweep_options *options,
                         ctg_summary *summaries, size_t *failed,
                         ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
