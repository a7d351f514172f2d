/* A constant-product pool whose money reserve is the depth. */
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
};
