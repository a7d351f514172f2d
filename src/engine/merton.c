#include "engine/merton.h"

#include <math.h>

double ctg__normal(double x)
{
    return 0.5 * erfc(-x * 0.70710678118654752440);
}

double ctg__merton_spread(const ctg__debtor *debtor)
{
    return debtor->sigma * sqrt(debtor->horizon);
}

double ctg__merton_bound(const ctg__debtor *debtor, double spread)
{
    const double external = debtor->assets - debtor->claims;
    const double due = debtor->liabilities - debtor->claims;

    return (log(due / external) + 0.5 * spread * spread) / spread;
}
