/* No market impact: any amount trades at the opening price. */
#include "engine/impact.h"

static double unchanged(const ctg__pool *pool, double v)
{
    (void)pool;
    (void)v;
    return 1;
}

static double slope(const ctg__pool *pool)
{
    (void)pool;
    return 0;
}

const ctg__impact ctg__impact_none = {
    .about = {.name = "none",
              .summary = "any amount trades at the opening price",
              .source = ""},
    .price = unchanged,
    .average = unchanged,
    .slope = slope,
};
