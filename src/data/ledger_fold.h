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

/* `relays` is how many there are, and grows. A target that is given rounding
 * has its entries from each source. false: out of memory. */
bool ctg__fold_spread(const ctg__spread_into *into, const ctg__spread *spread,
                      uint32_t *relays);

#endif
