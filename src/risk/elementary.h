/*
 * Logarithm and exponential whose bits are the same on every machine. The C
 * library's differ between versions; what is drawn must not. All are pure, may
 * be called from any thread, and are within 1 ulp (measured; see the tests).
 */
#ifndef RISK_ELEMENTARY_H
#define RISK_ELEMENTARY_H

/* ln 2 in two parts; whole multiples up to 2^11 of the first are exact. */
#define CTG__LN2_HIGH 0x1.62e42feep-1
#define CTG__LN2_LOW 0x1.a39ef35793c76p-33

/* Natural logarithm. -infinity at 0, NaN below. */
double ctg__log(double x);

/* log(1 + x), with the relative precision of x near 0; x > -1. */
double ctg__log1p(double x);

/* e^x; 0 below -745.14, infinity above 709.78. */
double ctg__exp(double x);

/* e^x - 1, with the relative precision of x near 0. */
double ctg__expm1(double x);

#endif
