/* Kyle's linear law: depth is the money that would take the price to zero. */
#include <math.h>

#include "engine/impact.h"

static double price(const ctg__pool *pool, double v)
{
    return fmax(0, 1 - v / pool->depth);
}

static double average(const ctg__pool *pool, double v)
{
    return v <= pool->depth ? 1 - v / (2 * pool->depth) : pool->depth / (2 * v);
}

static double slope(const ctg__pool *pool)
{
    return 1 / pool->depth;
}

static double sold(const ctg__pool *pool, double x)
{
    return x <= 1 ? x * pool->depth : (double)NAN;
}

const ctg__impact ctg__impact_linear = {
    .about = {.name = "linear",
              .summary = "the price falls by v/d",
              .source = "Kyle 1985"},
    .price = price,
    .average = average,
    .slope = slope,
    .sold = sold,
};
