/* Flows while they are made: in rounds of the ledger at first. */
#ifndef DRAW_CASCADE_FLOWS_MAKING_H
#define DRAW_CASCADE_FLOWS_MAKING_H

#include "draw/cascade_flows.h"

typedef struct ctg__flows_making {
    ctg__flows *flows;
    const ctg__facts *facts;
    const ctg__actors *actors;
    int64_t *units; /* per entry; 0 for what is no loss of a node */
    size_t flow_room;
    size_t feeder_room;
    int64_t *round_total; /* losses by the round they stand in */
    size_t round_count;
    uint32_t *column_of; /* per round */
} ctg__flows_making;

/*
 * Places are in rounds before, in columns after: columns are chosen, at most
 * `most`, and flows and feeders between the same places become one. false when
 * out of memory.
 */
bool ctg__flows_into_columns(ctg__flows_making *m, size_t most);

#endif
