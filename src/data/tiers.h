/*
 * Maintenance margin by tiers. The rows of a market, in order of `above`: a leg
 * of notional n, money, is in the last one with above <= n, and its margin is
 *
 *     M(n) = m n - d, at least 0,
 *
 * d what is deducted there: 0 in the first row, and where none is given what
 * makes the margin continuous (docs/model.md section 5).
 */
#ifndef DATA_TIERS_H
#define DATA_TIERS_H

#include "data/network.h"

/* The rows of one market; m and d may be a run's own. */
typedef struct ctg__tiers {
    size_t count; /* at least 1 */
    const double *above;
    const double *rate;
    const double *deduction;
} ctg__tiers;

static inline ctg__tiers ctg__tiers_of(const ctg__markets *markets,
                                       uint32_t market, const double *rate,
                                       const double *deduction)
{
    const size_t from = markets->tier_start[market];

    return (ctg__tiers){.count = markets->tier_start[market + 1] - from,
                        .above = markets->above + from,
                        .rate = rate + from,
                        .deduction = deduction + from};
}

/* The same with the rates of the file. */
static inline ctg__tiers ctg__file_tiers(const ctg__markets *markets,
                                         uint32_t market)
{
    return ctg__tiers_of(markets, market, markets->rate, markets->deduction);
}

/* Which row n is in: within 1e-12 below it counts as at it. */
size_t ctg__tier_at(const ctg__tiers *tiers, double n);

/* M(n), money, of a notional n >= 0. */
double ctg__tiers_margin(const ctg__tiers *tiers, double n);

/* M of a leg of `quantity` at a price, both any; the numeraire's is 0. */
static inline double ctg__leg_margin(const ctg__markets *markets,
                                     uint32_t market, const double *rate,
                                     const double *deduction, double value)
{
    const double n = value < 0 ? -value : value;
    ctg__tiers tiers;

    if (market == CTG_NONE)
        return 0;
    tiers = ctg__tiers_of(markets, market, rate, deduction);
    return tiers.count == 1 ? *tiers.rate * n : ctg__tiers_margin(&tiers, n);
}

/*
 * Fills in the deductions of a market's rows that none was given for (NaN in
 * `given`), from the rates as they are.
 */
void ctg__tiers_deduct(const double *above, const double *rate,
                       const double *given, double *deduction, size_t count);

#endif
