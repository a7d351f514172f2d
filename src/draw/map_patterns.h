/*
 * Maps of networks that are too large to show each node: blocks of a core and
 * what is around it, or, where there is no pattern, what nodes differ by.
 */
#ifndef DRAW_MAP_PATTERNS_H
#define DRAW_MAP_PATTERNS_H

#include "draw/claim_graph.h"
#include "draw/sketch.h"

/* Of an actor: in the core, tied to it, tied to others only, or to nobody. */
typedef enum ctg__block_kind {
    CTG__BLOCK_CORE,
    CTG__BLOCK_PERIPHERY,
    CTG__BLOCK_OUTSIDE,
    CTG__BLOCK_ALONE,
    CTG__BLOCKS
} ctg__block_kind;

typedef struct ctg__pattern {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    const ctg__cast *cast; /* nodes */
    const ctg__ties *ties;
    const ctg_network *network;
    ctg__claim_graph graph;
    uint8_t *block;   /* per actor: ctg__block_kind */
    double *strength; /* per actor: money owed and lent */
    size_t members[CTG__BLOCKS];
    uint32_t limit; /* coreness from which on a node is of the core */
    uint32_t most;  /* largest coreness */
    double inner;   /* share of the core's pairs with a tie */
    double outer;   /* of those outside it */
    bool has_core;  /* the one is dense, the other is not */
    ctg__text text;
} ctg__pattern;

/* Looks for a core. `facts`, `cast` and `ties` are of nodes. */
ctg_status ctg__pattern_init(ctg__pattern *pattern, ctg_error *error);

ctg_status ctg__draw_blocks(ctg__pattern *pattern, ctg_error *error);
/* `found`: the communities, which were not clear enough. */
ctg_status ctg__draw_spread(ctg__pattern *pattern,
                            const ctg__communities *found, ctg_error *error);

/* "claims" where all ties are, else "ties"; " of 2.43B in all". */
const char *ctg__tie_noun(const ctg__ties *ties);

#endif
