/* External assets as a lognormal, shared by the ex-ante rules. */
#ifndef ENGINE_MERTON_H
#define ENGINE_MERTON_H

#include "engine/valuation.h"

/* The standard normal distribution function. */
double ctg__normal(double x);

/* sigma sqrt(T) */
double ctg__merton_spread(const ctg__debtor *debtor);

/* (ln(K / ext) + s^2 / 2) / s with K = L - net: P(X < K) is its normal. */
double ctg__merton_bound(const ctg__debtor *debtor, double spread);

#endif
