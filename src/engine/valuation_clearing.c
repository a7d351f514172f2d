/*
 * Eisenberg and Noe (2001), by seniority as Elsinger (2009), with the default
 * costs of Rogers and Veraart (2013): what is there is paid out, class by
 * class.
 */
#include <math.h>

#include "engine/valuation.h"

static double value(const ctg__debtor *debtor, double recovery)
{
    double assets = debtor->assets;

    (void)recovery;
    if (debtor->face <= 0) /* an empty class lacks nothing */
        return 1;
    if (debtor->equity < -debtor->eps)
        assets = debtor->a * (debtor->assets - debtor->claims) +
                 debtor->b * debtor->claims;
    return fmin(1, fmax(0, (assets - debtor->senior) / debtor->face));
}

static const ctg_param params[] = {
    {"a", 1, 0, 1, "share of external assets that a default leaves"},
    {"b", 1, 0, 1, "share of claims that a default leaves"},
};

const ctg__valuation ctg__valuation_clearing = {
    .about = {.name = "clearing",
              .summary = "assets over liabilities, senior classes first",
              .source = "Eisenberg, Noe 2001; Elsinger 2009; Rogers, Veraart "
                        "2013 (a, b)",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .by_class = true,
    .waits = true,
    .straight = true,
    .value = value,
};
