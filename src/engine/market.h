/* What a sale would bring. */
#ifndef ENGINE_MARKET_H
#define ENGINE_MARKET_H

#include "engine/state.h"

/* The price, as a share of the opening one, at which `money` of an asset
 * would be sold if it were the only order. */
double ctg__execution_price(const ctg__state *state, ctg_asset asset,
                            double money);

/* The average price of that trade, of either sign, whatever the scenario's
 * `execution` says, as a share of the opening one. */
double ctg__average_price(const ctg__state *state, ctg_asset asset,
                          double money);

#endif
