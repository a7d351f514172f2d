/* Sums that thousands of small postings do not make drift. */
#ifndef ENGINE_SUM_H
#define ENGINE_SUM_H

/* A sum and what rounding lost of it. */
typedef struct ctg__sum {
    double value;
    double error;
} ctg__sum;

/* Knuth's two-sum: the part that rounding lost goes into the error. */
static inline void ctg__add_exactly(ctg__sum *sum, double term)
{
    const double before = sum->value;
    const double after = before + term;
    const double part = after - before;

    sum->error += (before - (after - part)) + (term - part);
    sum->value = after;
}

#endif
