/* Bardoscia et al. (2015): DebtRank, distress passed on in proportion. */
#include "engine/valuation.h"

static double value(const ctg__debtor *debtor, const double *unused,
                    double recovery)
{
    (void)unused;
    return 1 - (1 - recovery) * debtor->distress;
}

const ctg__valuation ctg__valuation_linear = {
    .about = {.name = "linear",
              .summary = "falls in proportion to the debtor's distress",
              .source = "DebtRank: Bardoscia et al. 2015"},
    .recovers = true,
    .caps = true,
    .straight = true,
    .one_solution = true,
    .solver = CTG__SOLVER_LINEAR,
    .value = value,
    .falls = ctg__rule_always_falls,
};
