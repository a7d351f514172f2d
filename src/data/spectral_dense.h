/* The spectral radius of small dense matrices, of any signs and magnitudes. */
#ifndef DATA_SPECTRAL_DENSE_H
#define DATA_SPECTRAL_DENSE_H

#include <stddef.h>

/* More rows are not squared but applied. */
enum { CTG__DENSE_MOST = 200 };

/*
 * The spectral radius of an n x n matrix of finite numbers, by rows, which is
 * destroyed; `scratch` has room for n x n + 2 n more. To rounding up to
 * CTG__DENSE_MOST rows, to three or four digits above.
 */
double ctg__dense_radius(double *matrix, double *scratch, size_t n);

/* A number that may be far beyond what a double can hold: part x 2^power. */
typedef struct ctg__scaled {
    double part; /* 0.5 to 1, or 0 */
    int power;
} ctg__scaled;

ctg__scaled ctg__scaled_of(double number); /* finite */
ctg__scaled ctg__scaled_times(ctg__scaled one, double number);
/* Its root, of an even power: part 0.5 to 2. Not of negative numbers. */
ctg__scaled ctg__scaled_root(ctg__scaled number);
/* As a double x 2^-less; what is too large is the largest there is. */
double ctg__scaled_less(ctg__scaled number, int less);

#endif
