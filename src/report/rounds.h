/* Losses by round and channel, for the bars of letters. */
#ifndef REPORT_ROUNDS_H
#define REPORT_ROUNDS_H

#include "report/sheet.h"

/* Rounds first to last, in one line of the page. */
typedef struct ctg__round_sum {
    uint32_t first;
    uint32_t last;
    double amounts[CTG__CODE_COUNT];
    double total;
} ctg__round_sum;

typedef struct ctg__round_sums {
    ctg__round_sum *rows; /* the rounds up to the last with a loss, merged */
    size_t count;
    double total;                 /* losses booked */
    double gains;                 /* what negative entries give back */
    double codes[CTG__CODE_COUNT];
} ctg__round_sums;

/*
 * Sums the losses of nodes: what is direct
 * stands in round 0. More than `most` rounds: the last ones that
 * together lost under 2 % become one, then more from the right.
 */
ctg_status ctg__round_sums_init(ctg__round_sums *sums,
                                const ctg__causes *causes, size_t most,
                                ctg_error *error);
void ctg__round_sums_clear(ctg__round_sums *sums);

#endif
