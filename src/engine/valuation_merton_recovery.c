/* NEVA (Barucca et al. 2020): Merton's default probability, a fixed R. */
#include <math.h>

#include "engine/merton.h"

static double value(const ctg__debtor *debtor, const double *params,
                    double recovery)
{
    const double spread = ctg__merton_spread(debtor, params);

    if (ctg__merton_is_riskless(debtor))
        return 1;
    if (debtor->assets - debtor->claims <= 0 || spread <= 0)
        return ctg__merton_is_solvent(debtor) ? 1 : recovery;
    return 1 -
           (1 - recovery) * ctg__normal(ctg__merton_bound(debtor, spread, 0.5));
}

CTG__RULE_PARAMETERS(CTG__MERTON_PARAMETERS);

const ctg__valuation ctg__valuation_merton_recovery = {
    .about = {.name = "merton-recovery",
              .summary = "probability of default at T, recovery rate given",
              .source = "NEVA: Barucca et al. 2020",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .keys = keys,
    .recovers = true,
    .relative = true,
    .by_volatility = true,
    .libm = true,
    .value = value,
};
