/* The square-root law: steep at first, no slope at zero. */
#include <math.h>

#include "engine/impact.h"

static double fall(const ctg__pool *pool, double v)
{
    if (pool->kappa == 0)
        return 0;
    return pool->kappa * copysign(sqrt(fabs(v) / pool->depth), v);
}

static double price(const ctg__pool *pool, double v)
{
    return fmax(0, 1 - fall(pool, v));
}

static double average(const ctg__pool *pool, double v)
{
    const double x = fall(pool, v);

    if (x < 1)
        return 1 - 2.0 / 3 * x;
    return pool->depth / (3 * pool->kappa * pool->kappa * v);
}

static double slope(const ctg__pool *pool)
{
    (void)pool;
    return (double)NAN;
}

static double sold(const ctg__pool *pool, double x)
{
    return x <= 1 && pool->kappa > 0
               ? pool->depth * (x / pool->kappa) * (x / pool->kappa)
               : (double)NAN;
}

static const ctg_param params[] = {
    {"kappa", 1, 0, HUGE_VAL, "factor: volatility times the constant Y"},
};

const ctg__impact ctg__impact_sqrt = {
    .about = {.name = "sqrt",
              .summary = "the price falls by kappa sqrt(v/d)",
              .source = "square-root law of market impact",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .price = price,
    .average = average,
    .slope = slope,
    .sold = sold,
};
