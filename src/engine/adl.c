/* The venues' published ranking rules (docs/model.md, ADL). */
#include "engine/adl.h"

#include <math.h>

static double notional(const ctg__adl_position *position)
{
    return fabs(position->quantity) * position->price;
}

/* Profit in per cent of the entry value, times effective leverage. */
static double bitmex(const ctg__adl_position *position)
{
    const double entry_value = fabs(position->quantity) * position->entry;

    return position->profit / entry_value *
           (notional(position) / position->equity);
}

/* Profit over wallet, times the margin ratio. In units of money. */
static double binance(const ctg__adl_position *position)
{
    return fmax(0, position->profit) / fmax(1, position->wallet) *
           (position->maintenance / position->equity);
}

/* Price change in the position's favour, times leverage, which is 0 for a
 * worthless position however far its price fell. */
static double hyperliquid(const ctg__adl_position *position)
{
    const double leverage = notional(position) / position->equity;
    const double change = position->quantity > 0
                              ? position->price / position->entry
                              : position->entry / position->price;

    return leverage > 0 ? change * leverage : 0;
}

static double pro_rata(const ctg__adl_position *position)
{
    return position->profit;
}

ctg__adl_score *ctg__adl_score_of(ctg__adl_rule rule)
{
    static ctg__adl_score *const scores[] = {
        [CTG__BITMEX] = bitmex,
        [CTG__BINANCE] = binance,
        [CTG__HYPERLIQUID] = hyperliquid,
        [CTG__PRO_RATA] = pro_rata,
    };

    return scores[rule];
}
