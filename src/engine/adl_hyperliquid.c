/* Hyperliquid: price change in the position's favour, times leverage, which is
 * 0 for a worthless position however far its price fell. */
#include "engine/adl.h"

static double score(const ctg__adl_position *position)
{
    const double leverage = ctg__adl_notional(position) / position->equity;
    const double change = position->quantity > 0
                              ? position->price / position->entry
                              : position->entry / position->price;

    return leverage > 0 ? change * leverage : 0;
}

const ctg__adl_rule ctg__adl_hyperliquid = {
    .about = {.name = "hyperliquid",
              .summary = "a queue by mark over entry times leverage",
              .source = "Hyperliquid documentation, auto-deleveraging"},
    .score = score,
};
