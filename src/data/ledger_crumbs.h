/*
 * What of a spread may be rounding. An entry of rounding is booked and explains
 * nothing, so it cannot go by a relay, whose entries explain what they carry.
 */
#ifndef DATA_LEDGER_CRUMBS_H
#define DATA_LEDGER_CRUMBS_H

#include "data/ledger_spread.h"

/* What a source adds to what each unit of weight bears, >= 0. */
double ctg__spread_step(const ctg__spread *spread, size_t source);

/*
 * Marks sources as crumbs, and targets as apart, so that nothing is rounding
 * that others give to others, with as few entries as can be of crumbs to all
 * and of all to those apart. Marks that are there are kept. false: out of
 * memory.
 */
bool ctg__find_crumbs(const ctg__spread_into *into, const ctg__spread *spread,
                      bool *crumb, bool *apart);

#endif
