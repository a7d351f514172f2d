#include "trace/trace.h"

#include "base/assert.h"
#include "base/memory.h"
#include "data/ledger.h"

ctg_status ctg_trace_new(const ctg_ledger *ledger, ctg_trace **trace,
                         ctg_error *error)
{
    ctg_trace *made;
    ctg_status status;

    if (!ledger)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "nothing to trace: the run kept no ledger");
    status =
        ctg__ledger_falls(ledger) ? CTG_OK : ctg__causes_fit(ledger, error);
    if (status)
        return status;
    made = ctg__allocate(sizeof *made);
    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_trace){.ledger = ledger};
    *trace = made;
    return CTG_OK;
}

ctg_status ctg__trace_find(const ctg_trace *trace, ctg__asking *asking,
                           ctg_error *error)
{
    /* Whoever looks at a trace sees no difference. */
    ctg_trace *const made = (ctg_trace *)(uintptr_t)trace;
    ctg_status status = CTG_OK;

    if (atomic_load(&trace->has_causes))
        return CTG_OK;
#pragma omp critical(ctg__trace_find)
    if (!atomic_load(&trace->has_causes)) {
        status = ctg__causes_init(&made->causes, trace->ledger, asking, error);
        atomic_store(&made->has_causes, !status);
    }
    return status;
}

ctg_status ctg_trace_find_parents(ctg_trace *trace, ctg_error *error)
{
    ctg__trace_begin(trace);
    return ctg__trace_find(trace, &trace->asking, error);
}

ctg_status ctg__trace_run(const ctg_run *run, ctg_trace **trace,
                          ctg_error *error)
{
    return ctg_trace_new(ctg__run_any_ledger(run), trace, error);
}

ctg_status ctg__trace_chains(const ctg_run *run, ctg_trace **trace,
                             ctg_error *error)
{
    const ctg_ledger *const ledger = ctg__run_any_ledger(run);

    return ctg_trace_new(
        ledger && ctg__ledger_has_chains(ledger) ? ledger : NULL, trace, error);
}

void ctg_trace_ask(ctg_trace *trace, ctg_progress *progress, void *context)
{
    trace->asking.progress = progress;
    trace->asking.context = context;
}

void ctg__trace_begin(ctg_trace *trace)
{
    atomic_store(&trace->asking.stopped, false);
    trace->asking.steps = 0;
}

void ctg_trace_free(ctg_trace *trace)
{
    if (!trace)
        return;
    ctg__causes_clear(&trace->causes);
    ctg__release(trace->origins);
    ctg__release(trace->totals);
    ctg__release(trace->paths);
    ctg__release(trace->path_entries);
    ctg__release(trace);
}

size_t ctg_trace_parent_count(const ctg_trace *trace, size_t entry)
{
    const ctg__causes *const causes = &trace->causes;
    uint32_t set;

    if (ctg__trace_find(trace, NULL, NULL))
        return 0;
    CTG__ASSERT(entry < causes->entry_count);
    set = causes->set_of[entry];
    return set == CTG__NO_SET ? 0 : causes->first[set + 1] - causes->first[set];
}

ctg_parent ctg_trace_parent(const ctg_trace *trace, size_t entry, size_t index)
{
    const ctg__causes *const causes = &trace->causes;
    uint32_t set;
    uint32_t parent;

    if (ctg__trace_find(trace, NULL, NULL))
        return (ctg_parent){0};
    CTG__ASSERT(index < ctg_trace_parent_count(trace, entry));
    set = causes->set_of[entry];
    parent = causes->members[causes->first[set] + index];
    return (ctg_parent){
        .entry = parent,
        .share = ctg__share(causes, set, causes->entries[parent].amount)};
}

const ctg__causes *ctg__trace_causes(const ctg_trace *trace)
{
    CTG__ASSERT(trace->has_causes);
    return &trace->causes;
}
