/* Losses by round and channel, for the bars of letters. */
#ifndef REPORT_ROUNDS_H
#define REPORT_ROUNDS_H

#include "report/sheet.h"
#include "trace/net.h"
#include "trace/tally.h"

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
    double total; /* falls of equity: trace/net.h */
    double gains; /* rises of equity */
    double codes[CTG__CODE_COUNT];
} ctg__round_sums;

/*
 * Sums the net losses of nodes: what is direct stands in round 0. More than
 * `most` rounds: the last ones that together lost under 2 % become one, then
 * more from the right.
 */
ctg_status ctg__round_sums_init(ctg__round_sums *sums,
                                const ctg__causes *causes, const ctg__net *net,
                                size_t most, ctg_error *error);
/* The same of a run without ledger. */
ctg_status ctg__round_sums_of_tally(ctg__round_sums *sums,
                                    const ctg_tally *tally, size_t most,
                                    ctg_error *error);
void ctg__round_sums_clear(ctg__round_sums *sums);

#endif
