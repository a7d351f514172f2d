/* A constant-product pool whose money reserve is the depth. */
#include <math.h>

#include "engine/impact.h"

/* Purchases pay no fee. */
static double paid_in(const ctg__pool *pool, double v)
{
    return (v > 0 ? 1 - pool->fee : 1) * v / pool->depth;
}

static double price(const ctg__pool *pool, double v)
{
    return 1 / ((1 + paid_in(pool, v)) * (1 + v / pool->depth));
}

static double average(const ctg__pool *pool, double v)
{
    return (v > 0 ? 1 - pool->fee : 1) / (1 + paid_in(pool, v));
}

static double slope(const ctg__pool *pool)
{
    return (2 - pool->fee) / pool->depth;
}

/* keep w^2 + (1 + keep) w = x / (1 - x), without cancellation. */
static double sold(const ctg__pool *pool, double x)
{
    const double keep = 1 - pool->fee;
    const double b = 1 + keep;

    if (!(x < 1))
        return (double)NAN;
    return pool->depth * 2 * (x / (1 - x)) /
           (b + sqrt(b * b + 4 * keep * (x / (1 - x))));
}

static double bottom(const ctg__pool *pool)
{
    (void)pool;
    return 1;
}

static double depth_after(const ctg__pool *pool, double v)
{
    return pool->depth / (1 + paid_in(pool, v));
}

/* Arbitrage moves a pool along its curve to the new price. */
static double depth_moved(double times)
{
    return sqrt(times);
}

static const ctg_param params[] = {
    {"fee", 0, 0, 1, "share of what is sold that the pool keeps"},
};

const ctg__impact ctg__impact_amm = {
    .about = {.name = "amm",
              .summary = "a constant-product pool with a money reserve of d",
              .source = "constant-product automated market maker",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .price = price,
    .average = average,
    .slope = slope,
    .sold = sold,
    .bottom = bottom,
    .depth_after = depth_after,
    .depth_moved = depth_moved,
};
