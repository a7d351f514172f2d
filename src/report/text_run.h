/* The parts of a run's page, in their order. */
#ifndef REPORT_TEXT_RUN_H
#define REPORT_TEXT_RUN_H

#include "base/asking.h"
#include "report/rounds.h"

typedef struct ctg__page {
    ctg__sheet sheet;
    const ctg_run *run;
    const ctg_scenario *scenario;
    const ctg_network *network;
    const ctg_graph *graph;
    const ctg_summary *summary;
    const double *before; /* equities */
    const double *after;
    const uint32_t *failed_round;
    const ctg__net *net;    /* NULL: the run kept no ledger */
    const ctg_tally *tally; /* instead of it; NULL */
    size_t node_count;
    size_t top;
    const ctg_stamp *stamp; /* its edits are named; NULL: there are none */
} ctg__page;

void ctg__page_init(ctg__page *page, const ctg_run *run,
                    const ctg_scenario *scenario,
                    const ctg_page_options *options, FILE *file);

/* ctg_page_run, with the edits of a stamp, or a tally of a run without ledger;
 * each may be NULL. Causes are asked about; CTG_CANCELLED. */
ctg_status ctg__page_run(const ctg_run *run, const ctg_scenario *scenario,
                         const ctg_stamp *stamp, const ctg_tally *tally,
                         const ctg_page_options *options, ctg__asking *asking,
                         FILE *file, ctg_error *error);

ctg_status ctg__page_nodes(ctg__page *page, ctg_error *error);
ctg_status ctg__page_prices(ctg__page *page, ctg_error *error);
ctg_status ctg__page_accounts(ctg__page *page, ctg_error *error);

/* The nodes that lost most, by loss, ties by row: those that lost or failed.
 * From the heap; the caller frees. */
ctg_status ctg__page_ranking(const ctg__page *page, ctg_node **nodes,
                             size_t *count, ctg_error *error);

#endif
