/* Bardoscia et al. (2016): between DebtRank (alpha 0) and thresholds. */
#include <math.h>

#include "engine/valuation.h"

enum { ALPHA };

static double value(const ctg__debtor *debtor, const double *params,
                    double recovery)
{
    const double h = debtor->distress;

    return 1 - (1 - recovery) * h * exp(params[ALPHA] * (h - 1));
}

static bool falls(const double *params)
{
    return params[ALPHA] >= 0;
}

#define PARAMETERS(X)                                                          \
    X(alpha, NUMBER, 1, -1, HUGE_VAL, "from -1", "exponential",                \
      "how late distress is passed on")
CTG__RULE_PARAMETERS(PARAMETERS);

const ctg__valuation ctg__valuation_exponential = {
    .about = {.name = "exponential",
              .summary = "distress is passed on late: h exp(alpha (h - 1))",
              .source = "Bardoscia et al. 2016",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .keys = keys,
    .recovers = true,
    .caps = true,
    .libm = true,
    .value = value,
    .falls = falls,
};
