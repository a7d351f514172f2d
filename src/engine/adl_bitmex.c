/* BitMEX: profit in per cent of the entry value, times effective leverage. */
#include "engine/adl.h"

static double score(const ctg__adl_position *position)
{
    const double entry_value = fabs(position->quantity) * position->entry;

    return position->profit / entry_value *
           (ctg__adl_notional(position) / position->equity);
}

const ctg__adl_rule ctg__adl_bitmex = {
    .about = {.name = "bitmex",
              .summary = "a queue by return times effective leverage",
              .source = "BitMEX, auto-deleveraging"},
    .score = score,
};
