/*
 * Findings: all that is known of one scenario, computed once, and the page that
 * tells it to people: HTML with charts, Markdown, JSON.
 */
#ifndef CONTAGRAPH_FINDINGS_H
#define CONTAGRAPH_FINDINGS_H

#include <contagraph/calibrate.h>
#include <contagraph/report.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_findings_options {
    /* Rank the nodes however long it takes. Else they are ranked where that is
     * at most about as much work as 20 seconds: nodes times what a cascade
     * looks at, not a clock, so that the same input gives the same page. */
    bool rank;
    /* How often the ranking is made again with every claim and holding off by
     * exp(0.1 z), z normal. SIZE_MAX, the default: 40 times where that is at
     * most about as much work as 10 seconds, else never. */
    size_t rank_draws;
    uint64_t seed; /* of these draws: 1 */
    /* Sections to leave out, by name, commas between; NULL: none. */
    const char *without;
    /* The remedy: the scenario run again on another network, or another one on
     * this, to be compared. NULL: the same. Both NULL: there is none. */
    const ctg_network *against;
    const ctg_scenario *against_scenario;
    /* What it is, in words; NULL: "the remedy". */
    const char *remedy;
    /* What is lost at which probability, on the same graph, run already. NULL:
     * the page does not say. */
    const ctg_simulation *simulation;
    /* How far parameters of it go before a risk breaks its limit, found
     * already. NULL: the page does not say. */
    const ctg_calibration *calibration;
    /* What is so of many networks with the same totals as this graph, whose
     * nodes are their first ones: the scenario in all of them, and rankings by
     * impact, which may be NULL alone. */
    const ctg_spread_outcome *spread;
    const ctg_ranges_outcome *ranges;
    /* Answers on the same graph and scenario: `bailout` with its frontier, and
     * `frontier`, whose moves and target are these words. NULL: none. */
    const ctg_optimisation *aid;
    const ctg_optimisation *frontier;
    const char *moves[2];
    const char *target;
    /* Draws no diagrams, which Markdown and JSON do not have. */
    bool without_diagrams;
    /* What the diagrams are made for, as in ctg_draw_options; NULL: "screen".
     */
    const char *page;
    /* Where what a venue's preset leaves out of the real venue is found; NULL:
     * it is not told. */
    const ctg_presets *presets;
    /* The command that makes this page again, for the reader; NULL: none. */
    const char *command;
    /* The renderer of the diagrams; NULL: "dot". Where it is missing they are
     * left out, and the page says so. */
    const char *program;
    ctg_progress *progress; /* of all steps together; may be NULL */
    void *progress_context;
} ctg_findings_options;

ctg_findings_options ctg_findings_options_default(void);

typedef struct ctg_findings ctg_findings;

/*
 * Runs the scenario, traces it, looks who was pivotal, ranks the nodes, varies
 * the size of the shock, and what else a page tells. `options` may be NULL.
 * Network, scenario and what the options name must outlive the findings.
 * CTG_BAD_ARGUMENT for a section that there is not in `without` and for a page
 * that there is not; CTG_NOT_FOUND
 * and CTG_BAD_ARGUMENT as ctg_plan_new, CTG_BAD_INPUT, CTG_NO_SOLUTION and
 * CTG_CANCELLED as ctg_run_new. The caller frees the findings.
 */
ctg_status ctg_findings_new(const ctg_network *network,
                            const ctg_scenario *scenario,
                            const ctg_findings_options *options,
                            ctg_findings **findings, ctg_error *error);
void ctg_findings_free(ctg_findings *findings); /* NULL does nothing */

/* Their run, and that of the remedy, NULL without one; the findings'. */
const ctg_run *ctg_findings_run(const ctg_findings *findings);
const ctg_run *ctg_findings_remedy(const ctg_findings *findings);

/* What was left out or did otherwise than wished, for whoever asked: "the
 * nodes are not ranked: ...". NULL past the last. */
const char *ctg_findings_note(const ctg_findings *findings, size_t index);

/* The sections, in their order, by the names that `without` takes; NULL past
 * the last. A page has those of which there is something to say. */
const ctg_variant *ctg_section_at(size_t index);

/*
 * The page: formats "html", "md" and "json". The same findings give the same
 * bytes. Figures: those of the JSON document. CTG_NO_MEMORY alone.
 */
ctg_status ctg_findings_report(const ctg_findings *findings,
                               const ctg_stamp *stamp,
                               const ctg_page_options *page,
                               ctg_report **report, ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
