/*
 * A ledger of falls as the picture of its cascade needs it: no entry but those
 * of round 0. What nodes lost and carried on by column is summed up once the
 * columns are known; what flows into the boxes of a column is found backward
 * through its rounds, some boxes at a time.
 */
#ifndef DRAW_DRAWN_FALLS_H
#define DRAW_DRAWN_FALLS_H

#include "trace/fall_flow.h"
#include "trace/net.h"

typedef struct ctg__drawn_falls {
    ctg__fall_flow flow;
    ctg__causes starts; /* of the entries of round 0 alone */
    uint32_t last;      /* round in which anything fell */
} ctg__drawn_falls;

/* The ledger must be one of falls. false: out of memory. */
bool ctg__drawn_falls_new(const ctg_ledger *ledger, ctg__asking *asking,
                          ctg__drawn_falls **falls);
void ctg__drawn_falls_free(ctg__drawn_falls *falls); /* NULL does nothing */

/* Adds what fell to the sums of a net of round 0. */
void ctg__drawn_falls_add_up(const ctg__drawn_falls *falls, ctg__net *net);

/* Adds what each node lost by claims in rounds first .. last. */
void ctg__drawn_falls_lost(const ctg__drawn_falls *falls, uint32_t first,
                           uint32_t last, double *lost);

/* What a node's losses in a round are behind: of flows, carried on. */
typedef void ctg__falls_behind(void *context, ctg_node node, uint32_t round,
                               const double *amounts);

/*
 * All that was carried on: for each node and round, or one of several rounds
 * of the same column, what its losses there led to; of who was weak from the
 * start it is in round 0. One amount each. false: out of memory.
 */
bool ctg__drawn_falls_carried(const ctg__drawn_falls *falls,
                              const uint32_t *column_of,
                              ctg__falls_behind *tell, void *context);

/* Losses of the rounds of a column, by who lost: into lane lane_of[node], if it
 * is below `lanes`. */
typedef struct ctg__fall_lanes {
    uint32_t first; /* rounds */
    uint32_t last;
    const uint32_t *column_of; /* per round */
    size_t lanes;
    const uint32_t *lane_of; /* per node */
} ctg__fall_lanes;

/* Of what reached anybody in a round: the part that losses of a round before it
 * are behind, money. Where columns are rounds. false: out of memory. */
typedef void ctg__falls_passed(void *context, uint32_t round, uint32_t from,
                               double amount);
bool ctg__drawn_falls_passed(const ctg__drawn_falls *falls,
                             const uint32_t *column_of, ctg__falls_passed *tell,
                             void *context);

/* Where these come from: losses of nodes in rounds before the first, or round
 * 0. false: out of memory. */
bool ctg__drawn_falls_sources(const ctg__drawn_falls *falls,
                              const ctg__fall_lanes *of,
                              ctg__falls_behind *tell, void *context);

#endif
