/* External assets as a lognormal, shared by the ex-ante rules. */
#ifndef ENGINE_MERTON_H
#define ENGINE_MERTON_H

#include "engine/valuation.h"

/* The standard normal distribution function. */
double ctg__normal(double x);

/* The first parameters of all these rules. */
enum { CTG__MERTON_SIGMA, CTG__MERTON_T, CTG__MERTON_COUNT };
#define CTG__MERTON_PARAMETERS(X)                                              \
    X(sigma, RATE, 0.2, 0, HUGE_VAL, "from 0", "ex-ante rules",                \
      "yearly volatility of external assets")                                  \
    X(T, NUMBER, 1, 0, HUGE_VAL, "from 0", "ex-ante rules", "years ahead")

/* sigma sqrt(T), with the debtor's own sigma where it has one. */
double ctg__merton_spread(const ctg__debtor *debtor, const double *params);

/* ln(K / ext) / s + shift x s with K = L - net, K and ext above 0. With shift
 * 1/2 its normal is P(X < K), with -1/2 it is E[X; X < K] / ext. */
double ctg__merton_bound(const ctg__debtor *debtor, double spread,
                         double shift);

/* A >= L */
bool ctg__merton_is_solvent(const ctg__debtor *debtor);

/* A net lender, owed at least what it owes: its external assets matter only
 * once it is insolvent all the same, when they are below 0. */
bool ctg__merton_is_riskless(const ctg__debtor *debtor);

#endif
