/*
 * Reports: what a command found, as text for a terminal, JSON, CSV or Markdown;
 * and pages of text for what a run did.
 *
 * A report is made once, from the library's objects, and then written in any
 * format, as often as one likes: facts (a key, a value, its unit), tables and
 * notes. It computes nothing while it is written, and refers to the objects it
 * was made from, which must outlive it. A report is used by one thread at a
 * time.
 */
#ifndef CONTAGRAPH_REPORT_H
#define CONTAGRAPH_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include <contagraph/adl.h>
#include <contagraph/book.h>
#include <contagraph/calibrate.h>
#include <contagraph/curve.h>
#include <contagraph/document.h>
#include <contagraph/ensemble.h>
#include <contagraph/info.h>
#include <contagraph/look_through.h>
#include <contagraph/optimise.h>
#include <contagraph/parameters.h>
#include <contagraph/pivotal.h>
#include <contagraph/preset.h>
#include <contagraph/problem.h>
#include <contagraph/rank.h>
#include <contagraph/reconstruct.h>
#include <contagraph/results.h>
#include <contagraph/run.h>
#include <contagraph/simulate.h>
#include <contagraph/trace.h>
#include <contagraph/variant.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The reports, each from the results of its name. `stamp`, `page` and what
 * else says how to show it may be NULL for nothing, and the defaults; texts in
 * them must outlive the report, as the results must. The caller frees the
 * report.
 */

/*
 * What there is to choose from. `list` is the name of one, as ctg_list_at has
 * them, NULL for the lists themselves; `name` one of its rows, NULL for all.
 * `presets` are those that "presets" lists. CTG_NOT_FOUND, with what was
 * probably meant, where there is none of that name; CTG_NO_MEMORY.
 */
ctg_status ctg_list_report(const char *list, const char *name,
                           const ctg_presets *presets,
                           const ctg_page_options *page, ctg_report **report,
                           ctg_error *error);

/* The lists: "models", "rules", ...; NULL past the last. */
const ctg_variant *ctg_list_at(size_t index);

/*
 * A check of a graph: sizes, sums, problems (the stamp's). `network` is NULL
 * where the graph was rejected, `shown` its name where it has no title. The
 * stamp's graph is NULL where it could not be read. CTG_NO_MEMORY.
 */
ctg_status ctg_check_report(const ctg_network *network, const char *shown,
                            const ctg_stamp *stamp,
                            const ctg_page_options *page, ctg_report **report,
                            ctg_error *error);

/* A scenario under policies of deleveraging; people see the page->top accounts
 * that give up most. CTG_NO_MEMORY. */
ctg_status ctg_adl_report(const ctg_policies *policies, const ctg_stamp *stamp,
                          const ctg_page_options *page, ctg_report **report,
                          ctg_error *error);

/* The legs that gave under each, to be written as CSV: adl_out.csv with a
 * first column `policy`. CTG_NO_MEMORY. */
ctg_status ctg_adl_winners_report(const ctg_policies *policies,
                                  const ctg_stamp *stamp, ctg_report **report,
                                  ctg_error *error);

typedef struct ctg_curve_page {
    bool cliff;  /* it was looked for: say so where there is none */
    double jump; /* that makes a cliff, a share of the initial equity */
} ctg_curve_page;

ctg_curve_page ctg_curve_page_default(void);

/* A curve; the stamp's scenario is that of the curve. Figures, each the worst
 * of all sizes: equity_lost, equity_lost_least, failed, unhealthy,
 * outside_loss; cliff, its size, infinite where none was found. CTG_NO_MEMORY.
 */
ctg_status ctg_curve_report(const ctg_network *network, const ctg_curve *curve,
                            const ctg_stamp *stamp,
                            const ctg_page_options *page,
                            const ctg_curve_page *how, ctg_report **report,
                            ctg_error *error);

typedef struct ctg_rank_page {
    double baseline; /* equity lost in the scenario without its shocks: 0 */
    size_t top; /* JSON and CSV: the best, best first; 0: all, as in the file */
} ctg_rank_page;

ctg_rank_page ctg_rank_page_default(void);

/* A ranking; people see page->top nodes, best first by the first measure that
 * is defined. Figures: spectral_radius, cascades, unconverged, share_at_one,
 * baseline. CTG_NO_MEMORY. */
ctg_status ctg_rank_report(const ctg_ranking *ranking, const ctg_stamp *stamp,
                           const ctg_page_options *page,
                           const ctg_rank_page *how, ctg_report **report,
                           ctg_error *error);

/* A sweep, which grows: a row for each scenario. CTG_NO_MEMORY. */
ctg_status ctg_sweep_report(const ctg_stamp *stamp,
                            const ctg_page_options *page, ctg_report **report,
                            ctg_error *error);

/* Writes a row; between start and end. CTG_NO_MEMORY; with "sqlite" also
 * CTG_IO_ERROR, where the database takes no row. Other write errors are the
 * stream's: ask ferror. */
ctg_status ctg_sweep_report_add(ctg_report *report, const char *id,
                                const ctg_summary *summary, ctg_error *error);

/* The same over an ensemble: a row for each scenario and network.
 * CTG_NO_MEMORY. */
ctg_status ctg_sweep_report_draws(const ctg_stamp *stamp,
                                  const ctg_page_options *page,
                                  ctg_report **report, ctg_error *error);
/* A row of the network with this number, from 1. CTG_NO_MEMORY, CTG_IO_ERROR as
 * ctg_sweep_report_add. */
ctg_status ctg_sweep_report_add_draw(ctg_report *report, const char *id,
                                     size_t draw, const ctg_summary *summary,
                                     ctg_error *error);

typedef struct ctg_book_page {
    const char *falls; /* the asset, or group, of the book; NULL: everything */
    bool is_group;
    bool by_level; /* accounts the first to fall first, not by debt */
    double least;  /* accounts that owe less money are not listed: 0 */
    bool accounts; /* CSV and Markdown: accounts instead of levels */
} ctg_book_page;

ctg_book_page ctg_book_page_default(void);

/* A liquidation book: levels and, page->top of them for people, accounts.
 * Figures (of the deepest level): accounts, debt, debt_share, collateral,
 * bad_debt. CTG_NO_MEMORY. */
ctg_status ctg_book_report(const ctg_network *network, const ctg_book *book,
                           const ctg_stamp *stamp, const ctg_page_options *page,
                           const ctg_book_page *how, ctg_report **report,
                           ctg_error *error);

/*
 * What a graph looks like before anything happens. `info` is of a plan of this
 * network, and `look` of it. Figures: those of ctg_info_key_at. `whole`: JSON
 * has every node's money in every asset, too, as `look_through`.
 * CTG_NO_SOLUTION as ctg_look_through_to_asset; CTG_NO_MEMORY.
 */
ctg_status ctg_info_report(const ctg_network *network, const ctg_info *info,
                           const ctg_look_through *look, bool whole,
                           const ctg_stamp *stamp, const ctg_page_options *page,
                           ctg_report **report, ctg_error *error);

/* The figures of that report; NULL past the last. */
const ctg_key *ctg_info_key_at(size_t index);

/*
 * What one node is exposed to through all layers: its share of what each other
 * node has, and its money in each asset. Figures: as above. CTG_NO_SOLUTION as
 * ctg_look_through_of; CTG_NO_MEMORY.
 */
ctg_status ctg_look_through_report(const ctg_network *network,
                                   const ctg_info *info,
                                   const ctg_look_through *look, ctg_node node,
                                   const ctg_stamp *stamp,
                                   const ctg_page_options *page,
                                   ctg_report **report, ctg_error *error);

/* An answer of ctg_optimise. Figures: value, bound, gap, proven, evaluations,
 * and what the question adds to them. CTG_NO_MEMORY. */
ctg_status ctg_optimisation_report(const ctg_optimisation *of,
                                   const ctg_stamp *stamp,
                                   const ctg_page_options *page,
                                   ctg_report **report, ctg_error *error);

/* What changed between two results. Text and Markdown have page->top nodes,
 * those that changed most, and as many cells; no figures. CTG_NO_MEMORY. */
ctg_status ctg_comparison_report(const ctg_comparison *comparison,
                                 const ctg_stamp *stamp,
                                 const ctg_page_options *page,
                                 ctg_report **report, ctg_error *error);

/* What came of a reconstruction. */
typedef struct ctg_reconstruct_outcome {
    const ctg_totals *totals; /* where no network has them, nothing else */
    const char *method;
    const char *says; /* what to know of its networks; NULL */
    ctg_reconstruct_facts facts;
    const ctg_drawn *draws; /* networks; none of `bounds` */
    size_t draw_count;
    const ctg_bounds *bounds; /* NULL: none */
    bool of_loss;             /* bounds of what `node` loses are */
    ctg_node node;
    double low;
    double high;
    const ctg_distances *distances; /* from a known network; NULL: none is */
    /* What a scenario does on all of them; NULL: none was asked for. */
    const ctg_spread *spread;
    const ctg_ranges *ranges; /* by impact; NULL: undefined in all */
    ctg_ranges_options how;   /* of both */
} ctg_reconstruct_outcome;

/* Networks from totals, or bounds. People see page->top of the exposures of
 * one network, the largest first. Figures: those of ctg_reconstruct_facts.
 * CTG_NO_MEMORY alone. */
ctg_status ctg_reconstruct_report(const ctg_reconstruct_outcome *of,
                                  const ctg_stamp *stamp,
                                  const ctg_page_options *page,
                                  ctg_report **report, ctg_error *error);

/*
 * A simulation that has run: measures at their levels, layers, the tail by
 * origin and by node (page->top of each, for people). CSV has a row for each
 * measure and level. No figures: ask ctg_simulation_figure. CTG_NO_MEMORY.
 */
ctg_status ctg_simulation_report(const ctg_simulation *simulation,
                                 const ctg_stamp *stamp,
                                 const ctg_page_options *page,
                                 ctg_report **report, ctg_error *error);

/*
 * A calibration: its parameters, its limits. CSV has a row for each point tried
 * and limit. No figures. CTG_NO_MEMORY.
 */
ctg_status ctg_calibration_report(const ctg_calibration *calibration,
                                  const ctg_stamp *stamp,
                                  const ctg_page_options *page,
                                  ctg_report **report, ctg_error *error);

/*
 * Parameters of markets in closed form. JSON and CSV have all columns. No
 * figures. CTG_NO_MEMORY.
 */
ctg_status ctg_parameters_report(const ctg_parameters *parameters,
                                 const ctg_stamp *stamp,
                                 const ctg_page_options *page,
                                 ctg_report **report, ctg_error *error);

/* An ensemble as JSON lines, which grows: in the first line what it is, then
 * the draws. JSON alone. CTG_NO_MEMORY alone. */
ctg_status ctg_ensemble_report(const ctg_reconstruction *made,
                               const ctg_stamp *stamp, ctg_report **report,
                               ctg_error *error);

/* Writes a draw; between start and end. CTG_NO_MEMORY alone. */
ctg_status ctg_ensemble_report_add(ctg_report *report, const ctg_drawn *drawn,
                                   ctg_error *error);

/* What came of rankings of an ensemble. */
typedef struct ctg_ranges_outcome {
    const ctg_ranges *ranges;
    const ctg_graph *graph; /* for names: the ensemble's */
    const char *method;     /* NULL: networks of a file */
    ctg_ranges_options options;
    double difference; /* of sums and totals, money a draw */
    double total;      /* of all claims */
} ctg_ranges_outcome;

/* Rows by rank; people see page->top of them, by the first measure. Figures:
 * draws, difference, agreement. CTG_NO_MEMORY alone. */
ctg_status ctg_ranges_report(const ctg_ranges_outcome *of,
                             const ctg_stamp *stamp,
                             const ctg_page_options *page, ctg_report **report,
                             ctg_error *error);

/* What came of runs of an ensemble. */
typedef struct ctg_spread_outcome {
    const ctg_spread *spread;
    const ctg_graph *graph;
    const char *method;
    ctg_ranges_options options;
    double difference;
} ctg_spread_outcome;

/* Keys of the summary, nodes; people see page->top of these, by loss. Figures:
 * draws, unconverged, difference. CTG_NO_MEMORY alone. */
ctg_status ctg_spread_report(const ctg_spread_outcome *of,
                             const ctg_stamp *stamp,
                             const ctg_page_options *page, ctg_report **report,
                             ctg_error *error);

/* What came of a run. */
typedef struct ctg_outcome {
    const ctg_run *run;           /* with its ledger */
    const ctg_scenario *scenario; /* the run's, for its words */
    /* Of a run from below: the other solution, whose summary is told, too. */
    const ctg_run *greatest;
    ctg_trace *trace; /* the ledger's; NULL: there are no origins and paths */
    const ctg_path_options *paths; /* NULL: the defaults */
    /* Of a report of paths: CSV is all that it is written as, so what each
     * origin caused is not looked for, and not told. */
    bool paths_alone;
    /* Of a run without ledger, for its page; NULL: rounds are left out. */
    const ctg_tally *tally;
    /* Asked while files of it are written, which fails with CTG_CANCELLED then;
     * says only whether to go on. May be NULL. */
    ctg_progress *progress;
    void *progress_context;
} ctg_outcome;

/* The totals, every table, and page->top of the nodes that lost most for
 * people. CTG_BAD_ARGUMENT and CTG_CANCELLED as ctg_trace_paths;
 * CTG_NO_MEMORY. */
ctg_status ctg_run_report(const ctg_outcome *of, const ctg_stamp *stamp,
                          const ctg_page_options *page, ctg_report **report,
                          ctg_error *error);

/*
 * The paths that carry most loss, what each origin caused, and, where it is not
 * NULL, who was pivotal: CSV and Markdown have that alone then. Has the format
 * "folded" (see ctg_page_folded), too, but not with pivotal senders. Needs the
 * trace. CTG_BAD_ARGUMENT and CTG_CANCELLED as ctg_trace_paths;
 * CTG_NO_MEMORY.
 */
ctg_status ctg_paths_report(const ctg_outcome *of, const ctg_pivotal *pivotal,
                            const ctg_stamp *stamp,
                            const ctg_page_options *page, ctg_report **report,
                            ctg_error *error);

/* The files of a run (docs/model.md section 9). */
typedef struct ctg_run_file {
    const char *name;    /* "ledger.csv" */
    const char *meaning; /* one line, lower case, no full stop */
    bool traced;         /* only a run with a trace has it */
} ctg_run_file;

const ctg_run_file *ctg_run_file_at(size_t index); /* NULL past the last */

/*
 * Writes one of them into a stream: CTG_NOT_FOUND for another name,
 * CTG_BAD_ARGUMENT for one that this run has not got; else as ctg_run_report.
 * Write errors are the stream's: ask ferror.
 */
ctg_status ctg_run_file_write(const char *name, const ctg_outcome *of,
                              const ctg_stamp *stamp, FILE *file,
                              ctg_error *error);

/*
 * Writes all of them into a folder. One that is not there appears whole, files
 * in one that is there are replaced together, and those of an earlier run that
 * this one has not got go. CTG_IO_ERROR; else as ctg_run_report. On failure no
 * new folder is left behind; in an old one files that could be replaced may be.
 */
ctg_status ctg_run_files_write(const char *folder, const ctg_outcome *of,
                               const ctg_stamp *stamp, ctg_error *error);

/*
 * The page of a run: what was run and why it stopped, totals, rounds by
 * channel, the nodes that lost most, prices, accounts, layers. `scenario` is
 * the run's, for its words. Without a ledger the rounds are left out.
 * CTG_NO_MEMORY; write errors are the stream's here and below: ask ferror.
 */
ctg_status ctg_page_run(const ctg_run *run, const ctg_scenario *scenario,
                        const ctg_page_options *options, FILE *file,
                        ctg_error *error);

/* By how much the least solution of the same plan loses more.
 * CTG_NO_MEMORY. */
ctg_status ctg_page_gap(const ctg_run *greatest, const ctg_run *least,
                        const ctg_page_options *options, FILE *file,
                        ctg_error *error);

/* Paths as ctg_trace_paths gave them, with their share of losses booked.
 * CTG_NO_MEMORY. */
ctg_status ctg_page_paths(const ctg_run *run, const ctg_scenario *scenario,
                          const ctg_path *paths, size_t path_count,
                          const ctg_page_options *options, FILE *file,
                          ctg_error *error);

/* How much of all losses, and of those of the nodes that lost most, each
 * origin caused. CTG_NO_MEMORY; CTG_CANCELLED as ctg_trace_origins. */
ctg_status ctg_page_origins(const ctg_run *run, const ctg_scenario *scenario,
                            ctg_trace *trace, const ctg_page_options *options,
                            FILE *file, ctg_error *error);

/* Who was pivotal for the failure of each target, or why nobody was.
 * CTG_NO_MEMORY. */
ctg_status ctg_page_pivotal(const ctg_run *run, const ctg_pivotal *pivotal,
                            const ctg_page_options *options, FILE *file,
                            ctg_error *error);

/* The tree of losses: what each loss led to; own and children sum up.
 * CTG_NO_MEMORY. */
ctg_status ctg_page_tree(const ctg_run *run, const ctg_scenario *scenario,
                         const ctg_trace *trace,
                         const ctg_page_options *options, FILE *file,
                         ctg_error *error);

/*
 * The same for flame graph viewers, one line per trace: `shock;node
 * [SH];node [CD] 23100000`. At most `lines` traces, the largest; what they
 * leave out is in lines that end in `(other)`, so that the sum closes.
 * CTG_NO_MEMORY.
 */
ctg_status ctg_page_folded(const ctg_run *run, const ctg_scenario *scenario,
                           const ctg_trace *trace, size_t lines, FILE *file,
                           ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
