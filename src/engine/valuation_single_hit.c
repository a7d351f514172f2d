/* Battiston et al. (2012): each debtor passes its distress on once. */
#include "engine/valuation.h"

static double value(const ctg__debtor *debtor, const double *unused,
                    double recovery)
{
    (void)unused;
    return 1 - (1 - recovery) * debtor->frozen;
}

const ctg__valuation ctg__valuation_single_hit = {
    .about = {.name = "single-hit",
              .summary = "as linear, with the distress of the first hit",
              .source = "DebtRank: Battiston et al. 2012"},
    .recovers = true,
    .caps = true,
    .by_round = true,
    .value = value,
};
