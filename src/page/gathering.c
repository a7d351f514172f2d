/* What the steps of gathering share: progress, notes, an idea of the work. */
#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "page/findings.h"

int ctg__step(void *steps, double done, double total)
{
    const ctg__steps *const of = steps;
    const double part = total > 0 ? done / total : 0;

    return !of->progress || of->progress(of->context, (double)of->done + part,
                                         (double)of->count);
}

ctg_status ctg__steps_next(ctg__steps *steps, ctg_error *error)
{
    steps->done++;
    return ctg__step(steps, 0, 0)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "cancelled");
}

void ctg__findings_note(ctg_findings *found, const char *format, ...)
{
    va_list args;
    const char *text;

    if (found->note_count == CTG__FINDING_NOTES)
        return;
    va_start(args, format);
    text = ctg__arena_vprint(&found->arena, format, args);
    va_end(args);
    if (text) /* else whoever gathers next will notice */
        found->notes[found->note_count++] = text;
}

double ctg__findings_work(const ctg_findings *found)
{
    const ctg_ledger *const ledger = ctg_run_ledger(found->run);
    double work = ledger ? (double)ctg_ledger_count(ledger) : 0;

    for (int table = 0; table < CTG_TABLE_COUNT; table++)
        work += (double)ctg_graph_row_count(found->graph, (ctg_table)table);
    return work;
}
