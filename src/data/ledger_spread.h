/* Where a ledger keeps its spreads, before they are entries. */
#ifndef DATA_LEDGER_SPREAD_H
#define DATA_LEDGER_SPREAD_H

#include "data/ledger.h"

typedef struct ctg__spreads {
    struct ctg__spread_span *spans;
    size_t count;
    size_t room;
    ctg__spread_source *sources; /* of all, one spread after the other */
    size_t source_count;
    size_t source_room;
    ctg__spread_target *targets;
    size_t target_count;
    size_t target_room;
    bool failed; /* out of memory */
} ctg__spreads;

void ctg__spreads_begin(ctg__spreads *spreads, ctg_channel channel, bool rises);
void ctg__spreads_add_source(ctg__spreads *spreads, ctg_node node,
                             double level);
void ctg__spreads_add_target(ctg__spreads *spreads, ctg__spread_target target);

/* Valid until something is added. */
ctg__spread ctg__spread_at(const ctg__spreads *spreads, size_t index);

/* Adds what all targets bear to `sum`. */
void ctg__spreads_add_up(const ctg__spreads *spreads, double *sum);

/* Where entries go that a spread stands for: ctg__ledger_post, what was posted
 * in the round so far, and ctg__ledger_rounding of the same ledger. */
typedef struct ctg__spread_into {
    ctg_ledger *ledger;
    void (*post)(ctg_ledger *ledger, ctg_channel channel, ctg_actor source,
                 ctg_actor target, double amount);
    const ctg_entry *(*open)(const ctg_ledger *ledger, size_t *count);
    double (*rounding)(const ctg_ledger *ledger, ctg_actor target);
} ctg__spread_into;

/* Posts an entry for each pair, in the order of the ledger. false: out of
 * memory. */
bool ctg__spread_post(const ctg__spread_into *into, const ctg__spread *spread);

/* Leaves none, but the memory. */
void ctg__spreads_reset(ctg__spreads *spreads);
void ctg__spreads_clear(ctg__spreads *spreads);

#endif
