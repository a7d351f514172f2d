/*
 * NEVA (Barucca et al. 2020) with Merton (1974): what is expected to be paid
 * at T when external assets are a lognormal with mean ext.
 */
#include <math.h>

#include "engine/merton.h"

static double value(const ctg__debtor *debtor, double recovery)
{
    const double spread = ctg__merton_spread(debtor);
    const double external = debtor->assets - debtor->claims;
    double failing;
    double left;

    (void)recovery;
    if (ctg__merton_is_riskless(debtor) || debtor->liabilities <= 0)
        return 1;
    if (external <= 0 || spread <= 0) {
        const double share = fmax(0, debtor->assets / debtor->liabilities);

        return share >= 1 ? 1 : debtor->rho * share;
    }
    failing = ctg__merton_bound(debtor, spread, 0.5);
    left = external * ctg__normal(ctg__merton_bound(debtor, spread, -0.5)) +
           debtor->claims * ctg__normal(failing);
    return ctg__normal(-failing) + debtor->rho * (left / debtor->liabilities);
}

static const ctg_param params[] = {
    {"sigma", 0.2, 0, HUGE_VAL, "yearly volatility of external assets"},
    {"T", 1, 0, HUGE_VAL, "horizon, years"},
    {"rho", 1, 0, 1, "share of the assets that a default leaves"},
};

const ctg__valuation ctg__valuation_merton = {
    .about = {.name = "merton",
              .summary = "expected payment with uncertain external assets",
              .source = "NEVA: Barucca et al. 2020; Merton 1974",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .relative = true,
    .libm = true,
    .value = value,
};
