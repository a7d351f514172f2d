/* Furfine (2003), Gai and Kapadia (2010): face until the debtor fails. */
#include "engine/valuation.h"

static double value(const ctg__debtor *debtor, const double *unused,
                    double recovery)
{
    (void)unused;
    return debtor->failed ? recovery : 1;
}

const ctg__valuation ctg__valuation_threshold = {
    .about = {.name = "threshold",
              .summary = "face until the debtor fails, then the recovery rate",
              .source = "Furfine 2003; Gai, Kapadia 2010"},
    .recovers = true,
    .waits = true,
    .straight = true,
    .solver = CTG__SOLVER_THRESHOLD,
    .value = value,
    .falls = ctg__rule_always_falls,
};
