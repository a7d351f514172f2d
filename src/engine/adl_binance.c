/* Binance: profit over wallet, times the margin ratio. In units of money. */
#include "engine/adl.h"

static double score(const ctg__adl_position *position)
{
    return fmax(0, position->profit) / fmax(1, position->wallet) *
           (position->maintenance / position->equity);
}

const ctg__adl_rule ctg__adl_binance = {
    .about = {.name = "binance",
              .summary = "a queue by profit over wallet times margin ratio",
              .source = "Binance, ADL queue"},
    .score = score,
    .knows_margin = true,
};
