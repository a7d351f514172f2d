/*
 * Cont and Schaanning's (2017) bounded law; with floor 0 that of Cifuentes,
 * Ferrucci and Shin (2005).
 */
#include <math.h>

#include "engine/impact.h"

static double price(const ctg__pool *pool, double v)
{
    const double x = v / ((1 - pool->floor) * pool->depth);

    return pool->floor_now + (1 - pool->floor_now) * exp(-x);
}

static double average(const ctg__pool *pool, double v)
{
    const double x = v / ((1 - pool->floor) * pool->depth);

    return pool->floor_now + (1 - pool->floor_now) * (-expm1(-x) / x);
}

static double slope(const ctg__pool *pool)
{
    return 1 / pool->depth;
}

static double sold(const ctg__pool *pool, double x)
{
    const double rest = 1 - pool->floor;

    return x < rest ? -rest * pool->depth * log1p(-x / rest) : (double)NAN;
}

static double bottom(const ctg__pool *pool)
{
    return 1 - pool->floor;
}

const ctg__impact ctg__impact_exponential = {
    .about = {.name = "exponential",
              .summary = "the price decays with sales, down to the floor",
              .source = "Cifuentes, Ferrucci, Shin 2005; Cont, Schaanning "
                        "2017"},
    .price = price,
    .average = average,
    .slope = slope,
    .sold = sold,
    .bottom = bottom,
};
