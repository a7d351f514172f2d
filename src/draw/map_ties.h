/*
 * Who could lose because of whom, before any shock: the relations of a
 * network as lines from debtor to creditor, issuer to holder, borrower to
 * venue, venue to whoever backs it.
 */
#ifndef DRAW_MAP_TIES_H
#define DRAW_MAP_TIES_H

#include "draw/cast.h"

typedef struct ctg__tie {
    uint32_t from; /* actors */
    uint32_t to;
    ctg__code code;
    double amount; /* money */
} ctg__tie;

typedef struct ctg__ties {
    ctg__tie *ties; /* by from, to, code; one each, none to itself */
    size_t count;
    double inside;                /* money between nodes of one actor */
    double total;                 /* money of all that are listed */
    size_t rows[CTG__CODE_COUNT]; /* before equal ones became one tie */
} ctg__ties;

/* The list is the arena's. */
ctg_status ctg__ties_init(ctg__ties *ties, const ctg_network *network,
                          const ctg__actors *actors, ctg__arena *arena,
                          ctg_error *error);

/*
 * The backbone: the largest tie into and out of each actor, then those that
 * the disparity filter (Serrano, Boguna, Vespignani 2009; alpha 0.05) finds
 * significant at either end, then the largest; up to `most` in all, which the
 * first kind may exceed.
 */
ctg_status ctg__backbone(const ctg__ties *ties, size_t actor_count, size_t most,
                         bool *kept, ctg_error *error);

#endif
