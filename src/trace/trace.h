/* Inside a trace. */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/asking.h"
#include "engine/run.h"
#include "trace/causes.h"

struct ctg_trace {
    const ctg_ledger *ledger;
    ctg__causes causes;
    atomic_bool has_causes; /* only when needed */
    ctg__asking asking;     /* started anew by every question */
    /* Answers, owned here until the next question or the end. */
    bool has_origins;
    ctg_origin *origins;
    size_t origin_count;
    ctg_origin_total *totals;
    ctg_path *paths;
    size_t *path_entries;
};

/* Somebody waits for an answer from now on. */
void ctg__trace_begin(ctg_trace *trace);

/*
 * Origin shares by a ledger of falls, without causes of entries
 * (origin_falls.c): the same to the bit. What is found is the caller's to free,
 * also after a failure; false: out of memory, or stopped.
 */
bool ctg__origins_of_falls(const ctg_ledger *ledger, ctg__asking *asking,
                           ctg_origin **found, size_t *count);

/* The same where one shock alone may be an origin, as fast as rounds
 * (origin_single.c). NOT: the initial state is one, too. */
typedef enum ctg__single_end {
    CTG__SINGLE_FOUND,
    CTG__SINGLE_NOT,
    CTG__SINGLE_FAILED /* out of memory, or stopped */
} ctg__single_end;

ctg__single_end ctg__origins_of_single(const ctg_ledger *ledger,
                                       ctg_actor origin, ctg__asking *asking,
                                       ctg_origin **found, size_t *count);

/* For qsort: by node, then by origin. */
static inline int ctg__origins_order(const void *one, const void *other)
{
    const ctg_origin *const a = one;
    const ctg_origin *const b = other;

    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return a->origin < b->origin ? -1 : a->origin > b->origin;
}

/* The trace of a run that kept its ledger, folded or not. Entries of a folded
 * one have relays among them; paths pass through these unseen. */
ctg_status ctg__trace_run(const ctg_run *run, ctg_trace **trace,
                          ctg_error *error);

/* The same where paths are those of the whole ledger; CTG_BAD_ARGUMENT for a
 * folded one that has no chains. */
ctg_status ctg__trace_chains(const ctg_run *run, ctg_trace **trace,
                             ctg_error *error);

#endif
