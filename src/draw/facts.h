/*
 * What a picture is drawn from: what happened, and the names of those whom it
 * happened to. A plain struct, so that a ledger from anywhere can be drawn.
 */
#ifndef DRAW_FACTS_H
#define DRAW_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/draw.h>

#include "base/arena.h"
#include "trace/net.h"

typedef struct ctg__facts {
    /* Of a ledger of falls that is drawn without its entries, else NULL: causes
     * and cells are those of round 0 then, sums those of all. The view
     * `cascade` has its flows, others have the ledger itself. */
    const struct ctg__drawn_falls *falls;
    const ctg_ledger *fallen;
    const ctg__causes *causes; /* of the ledger */
    const ctg__net *net;       /* of the causes */
    uint32_t rounds;
    bool converged;

    size_t node_count;
    const char *const *node_ids;
    const char *const *node_names; /* as given, not cleaned */
    const char *const *node_kinds;
    const char *const *node_groups;
    const double *initial_equity;
    const double *liabilities;    /* NULL: no node is pass-through */
    const bool *pass_through;     /* NULL: none */
    const uint32_t *failed_round; /* CTG_NEVER */

    size_t asset_count;
    const char *const *asset_ids;
    const char *const *asset_names;
    const double *prices; /* market, (rounds + 1) x assets; NULL: unknown */

    size_t shock_count;
    const char *const *shocks; /* as people say them, clean; NULL: unknown */

    const char *unit;
    double system_equity; /* initial; 0: unknown */
    double equity_lost;
    double baseline; /* of that without the shocks; 0: nothing acts alone */
    double outside_loss;
    double outside_gain;
    double gain; /* minus the sum of negative entries on nodes */
} ctg__facts;

/* Everything that was taken is the arena's, but the net, which clear frees
 * (also of {0}). The trace must be of the run; whoever goes through its causes
 * asks whom it asks. */
ctg_status ctg__facts_init(ctg__facts *facts, const ctg_run *run,
                           ctg_trace *trace, const ctg_scenario *scenario,
                           ctg__arena *arena, ctg_error *error);

/* The same for the view `cascade`, with the flows of falls. */
ctg_status ctg__facts_init_cascade(ctg__facts *facts, const ctg_run *run,
                                   ctg_trace *trace,
                                   const ctg_scenario *scenario,
                                   ctg__arena *arena, ctg_error *error);

void ctg__facts_clear(ctg__facts *facts);

/* The nodes' ids, names, kinds and groups alone; no assets. */
ctg_status ctg__facts_names(ctg__facts *facts, const ctg_graph *graph,
                            ctg__arena *arena, ctg_error *error);

#endif
