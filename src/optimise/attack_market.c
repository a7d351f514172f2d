#include "optimise/attack_market.h"

#include <math.h>

double ctg__attack_sold(const ctg__pool *pool, uint8_t law, double x)
{
    const double rest = 1 - pool->floor;
    const double keep = 1 - pool->fee;
    double b;

    switch (law) {
    case CTG__IMPACT_linear:
        return x <= 1 ? x * pool->depth : (double)NAN;
    case CTG__IMPACT_exponential:
        return x < rest ? -rest * pool->depth * log1p(-x / rest) : (double)NAN;
    case CTG__IMPACT_sqrt:
        return x <= 1 ? pool->depth * (x / pool->kappa) * (x / pool->kappa)
                      : (double)NAN;
    case CTG__IMPACT_amm:
        if (!(x < 1))
            return (double)NAN;
        /* keep w^2 + (1 + keep) w = x / (1 - x), without cancellation. */
        b = 1 + keep;
        return pool->depth * 2 * (x / (1 - x)) /
               (b + sqrt(b * b + 4 * keep * (x / (1 - x))));
    default:
        return (double)NAN;
    }
}
