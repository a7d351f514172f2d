/* What came of a run, as its reports and files have it. */
#ifndef REPORT_RUN_FACTS_H
#define REPORT_RUN_FACTS_H

#include "report/report.h"

enum { CTG__READ_TOGETHER = 256 };

typedef struct ctg__ran {
    ctg_outcome of;
    ctg_report *report;
    const ctg_network *network;
    const ctg_graph *graph;
    const ctg_origin *origins;
    size_t origin_count;
    const ctg_path *paths;
    size_t path_count;
    char *text; /* of the value last asked for; the report's */
    size_t room;
    ctg_entry entries[CTG__READ_TOGETHER]; /* of the ledger, from the first */
    size_t first_entry;
    size_t entry_count;
} ctg__ran;

/*
 * The same, for a report, which may be NULL; without origins and paths. *ran is
 * NULL when the report ran out of memory.
 */
void ctg__ran_new(ctg_report *report, const ctg_outcome *of, ctg__ran **ran);

/* Where there is a trace: what their tables are of, as ctg_trace_origins and
 * ctg_trace_paths. */
ctg_status ctg__ran_find_origins(ctg__ran *ran, ctg_error *error);
ctg_status ctg__ran_find_paths(ctg__ran *ran, ctg_error *error);

/*
 * A text of any length, valid until the next one. `print` is like snprintf into
 * ran->text, of which there are ran->room bytes: it returns the whole length.
 */
ctg__value ctg__ran_text(ctg__ran *ran,
                         size_t (*print)(ctg__ran *ran, const void *what),
                         const void *what);

/* The tables of docs/model.md section 9. */
ctg__table ctg__ran_ledger(ctg__ran *ran);
ctg__table ctg__ran_nodes(ctg__ran *ran);
ctg__table ctg__ran_prices(ctg__ran *ran);
ctg__table ctg__ran_claims(ctg__ran *ran);
ctg__table ctg__ran_origins(ctg__ran *ran);
ctg__table ctg__ran_paths(ctg__ran *ran);
ctg__table ctg__ran_adl(ctg__ran *ran);

/* What events of auto-deleveraging were worth, for JSON. */
void ctg__ran_add_adl(ctg__ran *ran);

/* The keys of summary.json of both solutions, each under a key of its own. */
void ctg__ran_add_summaries(ctg__ran *ran);

/* The sums of a run as people read them, in Markdown. */
void ctg__ran_add_totals(ctg__ran *ran);

/* A node's name, an asset's id, a shock's words. */
const char *ctg__ran_actor(const ctg__ran *ran, ctg_actor actor);

#endif
