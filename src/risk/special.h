/* What the distributions are made of. Pure; any thread. */
#ifndef RISK_SPECIAL_H
#define RISK_SPECIAL_H

#define CTG__TWO_PI 0x1.921fb54442d18p2

/*
 * u - 1 - log(u), u > 0: how far u is from 1, with its relative precision near
 * 1 kept where `above` = u - 1 is given exactly.
 */
double ctg__deviance(double u, double above);

/*
 * What Stirling's formula leaves of ln Gamma(a): ln Gamma(a) - (a - 1/2) ln a
 * + a - ln(2 pi) / 2; a > 0.
 */
double ctg__stirling_rest(double a);

/* Gamma(a + 1/2) / Gamma(a), a > 0. */
double ctg__gamma_half_step(double a);

/*
 * The continued fraction of the incomplete beta function (DLMF 8.17.22), the
 * inverse of its value: converges fast for x < (a + 1) / (a + b + 2).
 */
double ctg__beta_fraction(double x, double a, double b);

#endif
