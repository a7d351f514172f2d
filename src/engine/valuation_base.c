/* What valuation rules share. */
#include "engine/valuation.h"

bool ctg__rule_always_falls(const double *unused)
{
    (void)unused;
    return true;
}
