/* What must be sold until a price has fallen: the laws of impact, inverted. */
#ifndef OPTIMISE_ATTACK_MARKET_H
#define OPTIMISE_ATTACK_MARKET_H

#include "engine/impact.h"

/* Money to sell until the price has fallen by the share x; NaN: it does not
 * fall so far, or not at all. */
double ctg__attack_sold(const ctg__pool *pool, uint8_t law, double x);

#endif
