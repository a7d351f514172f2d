/* Where the losses of one sending come from: places and their shares. */
#ifndef DRAW_CASCADE_TAILS_H
#define DRAW_CASCADE_TAILS_H

#include "draw/cascade_flows.h"

typedef struct ctg__tail {
    ctg__place place;
    ctg__code code;
    double share;
} ctg__tail;

/* The tails of the entry asked for last; entries of one sending share them. */
typedef struct ctg__tails {
    const ctg__facts *facts;
    const ctg__actors *actors;
    ctg__tail *tails; /* by place and code, one each */
    size_t count;
    size_t room;
    uint32_t set;
    uint32_t channel;
    bool known;
    bool failed; /* out of memory */
} ctg__tails;

/* Starts as {facts, actors}. Places are in rounds, not yet in columns. */
void ctg__tails_of(ctg__tails *tails, size_t entry);
void ctg__tails_clear(ctg__tails *tails);

/* The round in which the copy stands that an entry on a node adds to. */
uint32_t ctg__entry_round(const ctg__causes *causes, size_t entry,
                          ctg__code code);

/* Where an entry that was received by a node was felt. */
ctg__place ctg__place_of_cause(const ctg__facts *facts,
                               const ctg__actors *actors, size_t entry);

#endif
