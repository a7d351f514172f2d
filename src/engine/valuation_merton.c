/*
 * NEVA (Barucca et al. 2020) with Merton (1974): what is expected to be paid
 * at T when external assets are a lognormal with mean ext.
 */
#include <math.h>

#include "engine/merton.h"

enum { RHO = CTG__MERTON_COUNT };

static double value(const ctg__debtor *debtor, const double *params,
                    double recovery)
{
    const double spread = ctg__merton_spread(debtor, params);
    const double external = debtor->assets - debtor->claims;
    double failing;
    double left;

    (void)recovery;
    if (ctg__merton_is_riskless(debtor) || debtor->liabilities <= 0)
        return 1;
    if (external <= 0 || spread <= 0) {
        const double share = fmax(0, debtor->assets / debtor->liabilities);

        return share >= 1 ? 1 : params[RHO] * share;
    }
    failing = ctg__merton_bound(debtor, spread, 0.5);
    left = external * ctg__normal(ctg__merton_bound(debtor, spread, -0.5)) +
           debtor->claims * ctg__normal(failing);
    return ctg__normal(-failing) + params[RHO] * (left / debtor->liabilities);
}

#define PARAMETERS(X)                                                          \
    CTG__MERTON_PARAMETERS(X)                                                  \
    X(rho, RATE, 1, 0, 1, "0 to 1", "merton",                                  \
      "share of a failed debtor's assets that is paid")
CTG__RULE_PARAMETERS(PARAMETERS);

const ctg__valuation ctg__valuation_merton = {
    .about = {.name = "merton",
              .summary = "expected payment with uncertain external assets",
              .source = "NEVA: Barucca et al. 2020; Merton 1974",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .keys = keys,
    .relative = true,
    .by_volatility = true,
    .libm = true,
    .value = value,
};
