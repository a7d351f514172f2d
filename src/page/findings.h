/*
 * Inside findings: what the sections of a page (sections.def) tell. Gathered
 * once, by the files gather_*.c; what is not there is NULL or empty, and the
 * sections about it are left out.
 */
#ifndef PAGE_FINDINGS_H
#define PAGE_FINDINGS_H

#include <contagraph/adl.h>
#include <contagraph/draw.h>
#include <contagraph/findings.h>

#include "base/arena.h"
#include "page/booked.h"
#include "page/embedded.h"

enum { CTG__FINDING_NOTES = 8, CTG__SECTIONS_MOST = 32 };

/* The rank of a node in most of the draws. */
typedef struct ctg__interval {
    uint32_t low;
    uint32_t high;
} ctg__interval;

struct ctg_findings {
    ctg__arena arena;
    const ctg_network *network;
    const ctg_graph *graph;
    const ctg_scenario *scenario;
    ctg_findings_options how;
    bool without[CTG__SECTIONS_MOST]; /* by row of sections.def */
    const char *notes[CTG__FINDING_NOTES];
    size_t note_count;

    ctg_plan *plan;
    ctg_run *run;
    const ctg_summary *summary;
    size_t node_count;
    double beyond;           /* lost beyond equity: on creditors and users */
    const ctg_node *by_loss; /* all nodes, the largest net loss first */

    ctg_trace *trace; /* NULL: of a run from below there is none */
    ctg__booked booked;
    const ctg_path *paths;
    size_t path_count;
    ctg_pivotal *pivotal; /* NULL: nobody failed, or it was too much work */

    ctg_policies *policies; /* NULL: no layer adl was reached */

    ctg_ranking *ranking;           /* impact, vulnerability, debtrank */
    const ctg__interval *intervals; /* per node; NULL: none */
    size_t draws;

    ctg_curve *curve;
    const ctg_cliff *cliffs; /* by size */
    size_t cliff_count;
    const ctg_cliff *cliff; /* the largest; NULL */
    double size;            /* of the shock; NaN: it has none of its own */

    ctg_book *book;
    const char *falls; /* what falls in the book, in words */

    ctg_info *info;
    ctg_look_through *look;

    /* Without an <svg> where there is no such diagram. On paper: for a sheet
     * of A4 lying, where the page is one for screens. */
    ctg__embedded cascade;
    ctg__embedded cascade_on_paper;
    ctg__embedded map;
    ctg__embedded map_on_paper;
    ctg__embedded bullseye;
    bool picture_fault; /* one could not be made: the others were not tried */

    ctg_plan *remedy_plan;
    ctg_run *remedy;
};

/* How far all steps together are, for whoever asked. */
typedef struct ctg__steps {
    ctg_progress *progress;
    void *context;
    size_t done;
    size_t count;
} ctg__steps;

/* The progress of one of them: `steps` is a ctg__steps. */
int ctg__step(void *steps, double done, double total);

/* Whether to take a step: counts the one before as done. */
ctg_status ctg__steps_next(ctg__steps *steps, ctg_error *error);

/* Each one step. */
typedef ctg_status ctg__gather(ctg_findings *found, ctg__steps *steps,
                               ctg_error *error);

ctg__gather ctg__gather_run;
ctg__gather ctg__gather_causes;
ctg__gather ctg__gather_pivotal;
ctg__gather ctg__gather_policies;
ctg__gather ctg__gather_ranking;
ctg__gather ctg__gather_sizes;
ctg__gather ctg__gather_book;
ctg__gather ctg__gather_shape;
ctg__gather ctg__gather_remedy;
ctg__gather ctg__gather_pictures;

/* Whether the graph is one to be drawn as a map. */
bool ctg__is_mapped(const ctg_findings *found);

/* A note for whoever asked; it lives as long as the findings. */
void ctg__findings_note(ctg_findings *found, const char *format, ...)
    CTG__PRINTF(2, 3);

/* About how much a cascade looks at. */
double ctg__findings_work(const ctg_findings *found);

/* Of a node, net of gains: what its equity fell by. */
static inline double ctg__lost(const ctg_findings *found, ctg_node node)
{
    return ctg_run_initial_equity(found->run)[node] -
           ctg_run_equity(found->run)[node];
}

static inline bool ctg__failed(const ctg_findings *found, ctg_node node)
{
    return ctg_run_failed_round(found->run)[node] != CTG_NEVER;
}

/* Nobody loses anything, nobody fails. */
static inline bool ctg__is_calm(const ctg_findings *found)
{
    return found->summary->equity_lost == 0 && !found->summary->failed &&
           !(found->booked.total > 0);
}

#endif
