/* Answers that a page shows: what budgets of aid buy, and which sizes of two
 * shocks reach a target. */
#ifndef PAGE_SOUGHT_H
#define PAGE_SOUGHT_H

#include <contagraph/optimise.h>

#include "page/charts.h"

/* A table of an answer; NULL: it has none of that key. */
const ctg_answer_table *ctg__sought_table(const ctg_optimisation *of,
                                          const char *key);

/* A number of it; NaN where there is none. */
double ctg__sought_number(const ctg_answer_table *table, size_t row,
                          size_t column);

/* Columns of what budgets buy. */
enum {
    CTG__AID_BUDGET,
    CTG__AID_LOSS,
    CTG__AID_FAILURES,
    CTG__AID_SHORTFALL,
    CTG__AID_BOUND,
    CTG__AID_METHOD
};

/* The context of ctg__chart_staircase. */
typedef struct ctg__staircase {
    const ctg__chart *chart;
    const ctg_answer_table *table;
    size_t column; /* what falls */
    const char *title;
} ctg__staircase;

ctg__chart_draw ctg__chart_staircase;

/* The context of ctg__chart_frontier. Moves are clean words. */
typedef struct ctg__frontier_chart {
    const ctg__chart *chart;
    const ctg_answer_table *table;
    const char *moves[2];
    bool rates[2]; /* sizes are shares rather than money */
} ctg__frontier_chart;

ctg__chart_draw ctg__chart_frontier;

#endif
