/* Inside a trace. */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdbool.h>

#include "base/asking.h"
#include "engine/run.h"
#include "trace/causes.h"

struct ctg_trace {
    ctg__causes causes;
    ctg__asking asking; /* started anew by every question */
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

/* The trace of a run that kept its ledger, folded or not. Entries of a folded
 * one have relays among them; paths pass through these unseen. */
ctg_status ctg__trace_run(const ctg_run *run, ctg_trace **trace,
                          ctg_error *error);

#endif
