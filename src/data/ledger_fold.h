/*
 * Spreads as a ledger keeps them that is folded: what sources sent together
 * goes through relays. A relay is an actor that is neither a node nor an asset:
 * it receives an entry from each source, whose amount is the source's part of
 * 1, and sends one to each target, which is money. So what a target bears, and
 * whose doing each part of it is, are as in the entries from each source to
 * each target; there are only not so many.
 */
#ifndef DATA_LEDGER_FOLD_H
#define DATA_LEDGER_FOLD_H

#include "data/ledger_spread.h"

typedef struct ctg__fold {
    size_t pairs; /* spreads of so many go by relays; 0: none does */
    /* Each entry of the whole ledger is an entry, or goes by one relay: what
     * an entry or another spread of the round may have, too, goes by none. */
    bool chains;
    uint32_t relays; /* there are so many */
} ctg__fold;

/* All spreads of a round become entries. What may be rounding goes by no relay.
 * false: out of memory. */
bool ctg__settle_spreads(const ctg__spread_into *into,
                         const ctg__spreads *spreads, ctg__fold *fold);

#endif
