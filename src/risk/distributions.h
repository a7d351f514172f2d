/*
 * Distribution functions and their inverses, each by one method on its whole
 * range, so that a number drawn by inversion is the same everywhere. All are
 * pure and may be called from any thread. Probabilities are in (0, 1), degrees
 * of freedom in [1, 1e4]. Relative errors of quantiles are below 1e-13 down to
 * probabilities of 1e-280, those of probabilities below 1e-13 up to 1000
 * degrees and 1e-12 beyond.
 */
#ifndef RISK_DISTRIBUTIONS_H
#define RISK_DISTRIBUTIONS_H

/* P(standard normal <= y), also far in the lower tail. */
double ctg__normal_cdf(double y);

/* Wichura 1988, AS 241, PPND16; odd about 1/2. */
double ctg__normal_quantile(double u);

/* P(Student's t with `df` degrees <= t), also far in the lower tail. */
double ctg__student_cdf(double t, double df);

/* Its inverse, odd about 1/2. */
double ctg__student_quantile(double u, double df);

/* The `u` quantile of chi-square with `df` degrees, over `df`: mean 1. */
double ctg__chi_square_over_df(double u, double df);

/* P(a Beta(a, b) variable <= x), a, b > 0; x_left = 1 - x, exactly. */
double ctg__beta_cdf(double x, double x_left, double a, double b);

/* Its inverse; 1 - it is what ctg__beta_quantile(1 - u, b, a) gives. */
double ctg__beta_quantile(double u, double a, double b);

/* P(B <= k), B binomial (n, p), for n up to 2^32; 0 below k = 0. */
double ctg__binomial_cdf(double k, double n, double p);

#endif
