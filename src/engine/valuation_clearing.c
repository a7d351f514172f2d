/*
 * Eisenberg and Noe (2001), by seniority as Elsinger (2009), with the default
 * costs of Rogers and Veraart (2013): what is there is paid out, class by
 * class.
 */
#include <math.h>

#include "engine/valuation.h"

enum { A, B };

static double value(const ctg__debtor *debtor, const double *params,
                    double recovery)
{
    double assets = debtor->assets;

    (void)recovery;
    if (debtor->face <= 0) /* an empty class lacks nothing */
        return 1;
    if (debtor->equity < -debtor->eps)
        assets = params[A] * (debtor->assets - debtor->claims) +
                 params[B] * debtor->claims;
    return fmin(1, fmax(0, (assets - debtor->senior) / debtor->face));
}

/* A failure costs a part of what was there. */
static bool jumps(const double *params)
{
    return params[A] < 1 || params[B] < 1;
}

#define PARAMETERS(X)                                                          \
    X(a, RATE, 1, 0, 1, "0 to 1", "clearing",                                  \
      "share of external assets that a failure leaves")                        \
    X(b, RATE, 1, 0, 1, "0 to 1", "clearing",                                  \
      "share of claims that a failure leaves")
CTG__RULE_PARAMETERS(PARAMETERS);

const ctg__valuation ctg__valuation_clearing = {
    .about = {.name = "clearing",
              .summary = "assets over liabilities, senior classes first",
              .source = "Eisenberg, Noe 2001; Elsinger 2009; Rogers, Veraart "
                        "2013 (a, b)",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .keys = keys,
    .by_class = true,
    .pays_outside = true,
    .waits = true,
    .straight = true,
    .value = value,
    .jumps = jumps,
    .falls = ctg__rule_always_falls,
};
