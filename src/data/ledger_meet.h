/*
 * Where a round has more than one entry of a channel from one node to another.
 * A ledger makes one of them; it cannot where one of them goes by a relay and
 * another does not, or by another relay. Then the chain of causes from one node
 * to the other would be two.
 */
#ifndef DATA_LEDGER_MEET_H
#define DATA_LEDGER_MEET_H

#include "data/ledger_spread.h"

typedef struct ctg__meetings {
    uint32_t *pays;  /* per node: in which spread, from 1; 0: none */
    uint32_t *gets;  /* the same */
    uint32_t *first; /* per node: scratch, all CTG_NONE */
    size_t nodes;
} ctg__meetings;

/* For all that is in `spreads`. false: out of memory. */
bool ctg__meetings_init(ctg__meetings *meetings, const ctg__spreads *spreads);
void ctg__meetings_clear(ctg__meetings *meetings);

/* Looks at one channel: its spreads, and what was posted beside them. */
void ctg__meetings_look(const ctg__meetings *meetings,
                        const ctg__spreads *spreads, ctg_channel channel,
                        const ctg__spread_into *into);

/*
 * The first source, and the first target, of each one's node. A target is
 * `apart` from then on that has a pair with some source which another spread
 * or entry may have too, or this one in another way.
 */
void ctg__meetings_apart(const ctg__meetings *meetings,
                         const ctg__spread *spread, uint32_t *first_source,
                         uint32_t *first_target, bool *apart);

#endif
