/*
 * NEVA (Barucca et al. 2020) with Black and Cox (1976): default as soon as
 * external assets, a geometric Brownian motion without drift, reach L - net.
 */
#include <math.h>

#include "engine/merton.h"

static double value(const ctg__debtor *debtor, const double *params,
                    double recovery)
{
    const double spread = ctg__merton_spread(debtor, params);
    const double external = debtor->assets - debtor->claims;
    const double due = debtor->liabilities - debtor->claims;
    double mirrored;
    double passage;

    if (ctg__merton_is_riskless(debtor))
        return 1;
    if (external <= due || debtor->equity <= debtor->eps)
        return recovery;
    if (spread <= 0)
        return 1;
    mirrored = ctg__normal(ctg__merton_bound(debtor, spread, -0.5));
    passage = ctg__normal(ctg__merton_bound(debtor, spread, 0.5)) +
              (mirrored > 0 ? external / due * mirrored : 0);
    return 1 - (1 - recovery) * fmin(1, passage);
}

CTG__RULE_PARAMETERS(CTG__MERTON_PARAMETERS);

const ctg__valuation ctg__valuation_black_cox = {
    .about = {.name = "black-cox",
              .summary = "probability of default before T, recovery rate given",
              .source = "NEVA: Barucca et al. 2020; Black, Cox 1976",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .keys = keys,
    .recovers = true,
    .relative = true,
    .by_volatility = true,
    .libm = true,
    .value = value,
};
