/* At which fall of prices an account with tiers of maintenance breaks. */
#ifndef LOOK_BOOK_TIERS_H
#define LOOK_BOOK_TIERS_H

#include "base/arena.h"
#include "data/network.h"

/* Whether a leg of an account is in a market of several tiers. */
bool ctg__has_tiers(const ctg_network *network, size_t account);

/*
 * The smallest fall, 0 to 1, of the chosen assets' prices at which the account
 * has H < 1; 2: none. Notionals are linear in the price, so N - D is linear
 * between the prices at which a leg changes its tier: those are gone through
 * from the top, nothing is iterated. *fall is undefined on CTG_NO_MEMORY.
 */
ctg_status ctg__tiered_fall(const ctg_network *network, const bool *chosen,
                            size_t account, double *fall, ctg_error *error);

#endif
