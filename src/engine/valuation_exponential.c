/* Bardoscia et al. (2016): between DebtRank (alpha 0) and thresholds. */
#include <math.h>

#include "engine/valuation.h"

static double value(const ctg__debtor *debtor, double recovery)
{
    const double h = debtor->distress;

    return 1 - (1 - recovery) * h * exp(debtor->alpha * (h - 1));
}

static const ctg_param params[] = {
    {"alpha", 1, -1, HUGE_VAL, "how late distress is passed on; 0 is linear"},
};

const ctg__valuation ctg__valuation_exponential = {
    .about = {.name = "exponential",
              .summary = "distress is passed on late: h exp(alpha (h - 1))",
              .source = "Bardoscia et al. 2016",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .recovers = true,
    .caps = true,
    .libm = true,
    .value = value,
};
