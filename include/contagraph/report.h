/* Pages for people: what a run did, as text. */
#ifndef CONTAGRAPH_REPORT_H
#define CONTAGRAPH_REPORT_H

#include <stdio.h>

#include <contagraph/look_through.h>
#include <contagraph/pivotal.h>
#include <contagraph/run.h>
#include <contagraph/trace.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_page_options {
    size_t width;             /* columns, kept in 60 to 200; default 80 */
    bool ascii;               /* no character beyond; default false */
    bool colour;              /* the 16 base colours; default false */
    size_t top;               /* rows of a list, default 8; 0: no such list */
    size_t depth;             /* levels of the tree, default 3 */
    const char *const *edits; /* cells changed for this run, to be named */
    size_t edit_count;
} ctg_page_options;

ctg_page_options ctg_page_options_default(void);

/*
 * The page of a run: what was run and why it stopped, totals, rounds by
 * channel, the nodes that lost most, prices, accounts, layers. `scenario` is
 * the run's, for its words. Without a ledger the rounds are left out. Write
 * errors are the stream's: ask ferror.
 */
ctg_status ctg_page_run(const ctg_run *run, const ctg_scenario *scenario,
                        const ctg_page_options *options, FILE *file,
                        ctg_error *error);

/* By how much the least solution of the same plan loses more. */
ctg_status ctg_page_gap(const ctg_run *greatest, const ctg_run *least,
                        const ctg_page_options *options, FILE *file,
                        ctg_error *error);

/* Paths as ctg_trace_paths gave them, with their share of losses booked. */
ctg_status ctg_page_paths(const ctg_run *run, const ctg_scenario *scenario,
                          const ctg_path *paths, size_t path_count,
                          const ctg_page_options *options, FILE *file,
                          ctg_error *error);

/* How much of all losses, and of those of the nodes that lost most, each
 * origin caused. */
ctg_status ctg_page_origins(const ctg_run *run, const ctg_scenario *scenario,
                            ctg_trace *trace, const ctg_page_options *options,
                            FILE *file, ctg_error *error);

/* Who was pivotal for the failure of each target, or why nobody was. */
ctg_status ctg_page_pivotal(const ctg_run *run, const ctg_pivotal *pivotal,
                            const ctg_page_options *options, FILE *file,
                            ctg_error *error);

/* The double-count ratio, and the largest exposures through all layers to
 * each asset. */
ctg_status ctg_page_look_through(const ctg_network *network,
                                 const ctg_look_through *look,
                                 const ctg_page_options *options, FILE *file,
                                 ctg_error *error);

/* The tree of losses: what each loss led to; own and children sum up. */
ctg_status ctg_page_tree(const ctg_run *run, const ctg_scenario *scenario,
                         const ctg_trace *trace,
                         const ctg_page_options *options, FILE *file,
                         ctg_error *error);

/*
 * The same for flame graph viewers, one line per trace: `shock;node
 * [SH];node [CD] 23100000`. At most `lines` traces, the largest; what they
 * leave out is in lines that end in `(other)`, so that the sum closes.
 */
ctg_status ctg_page_folded(const ctg_run *run, const ctg_scenario *scenario,
                           const ctg_trace *trace, size_t lines, FILE *file,
                           ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
