/*
 * The rounds of `linear` written out, for comparison: every node in every
 * round, h(t+1) = min(1, h(t) + W (h(t) - h(t-1))), one scenario, with W in
 * compressed sparse rows.
 */
#ifndef BENCHMARKS_LITERAL_H
#define BENCHMARKS_LITERAL_H

#include "fast/fast.h"

typedef struct literal {
    const ctg__fast *fast;
    double *weight; /* W, per entry */
    double *before;
    double *next;
    size_t rounds; /* of the last run */
} literal;

/* Ends the program when out of memory. */
void literal_init(literal *l, const ctg__fast *fast);
void literal_clear(literal *l);

/*
 * The default of one node, until no node changes by more than `tolerance`:
 * fills `h`, returns seconds of CPU time.
 */
double literal_run(literal *l, size_t source, double tolerance, double *h);

/* The same from any distress after the shocks. */
double literal_run_from(literal *l, const double *shocked, double tolerance,
                        double *h);

#endif
