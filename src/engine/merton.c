#include "engine/merton.h"

#include <math.h>

double ctg__normal(double x)
{
    return 0.5 * erfc(-x * 0.70710678118654752440);
}

double ctg__merton_spread(const ctg__debtor *debtor, const double *params)
{
    const double sigma = isnan(debtor->volatility) ? params[CTG__MERTON_SIGMA]
                                                   : debtor->volatility;

    /* Beyond any probability that a double can tell from 1; still finite. */
    return fmin(1e150, sigma * sqrt(params[CTG__MERTON_T]));
}

double ctg__merton_bound(const ctg__debtor *debtor, double spread, double shift)
{
    const double external = debtor->assets - debtor->claims;
    const double due = debtor->liabilities - debtor->claims;

    return log(due / external) / spread + shift * spread;
}

bool ctg__merton_is_solvent(const ctg__debtor *debtor)
{
    return debtor->equity >= -debtor->eps;
}

bool ctg__merton_is_riskless(const ctg__debtor *debtor)
{
    return debtor->liabilities <= debtor->claims &&
           ctg__merton_is_solvent(debtor);
}
