/* What a simulation says on a page: its headline, amounts, bars of a tail. */
#ifndef PAGE_RISK_SHOWN_H
#define PAGE_RISK_SHOWN_H

#include <contagraph/simulate.h>

#include "page/charts.h"

enum { CTG__TAIL_ROWS = 8 };

/* What a tail is made of: a bar for each part. */
typedef struct ctg__tail_bars {
    const ctg__chart *chart;
    const char *title;
    const char *names[CTG__TAIL_ROWS];
    double amounts[CTG__TAIL_ROWS];
    size_t count;
    double all; /* the sum that shares are of */
} ctg__tail_bars;

const ctg_risk_measure *ctg__risk_headline(const ctg_findings *found);

/* The estimates at the highest level. */
const ctg_risk_level *ctg__risk_level(const ctg_findings *found,
                                      const ctg_risk_measure *measure);

/* A value of the headline: money, or a count. */
const char *ctg__risk_amount(const ctg__chart *chart,
                             char text[CTG__FORMAT_ROOM], double value);

/* Draws of a headline in ascending order, and the share of all weight that is
 * at each. Both are released by the caller; NULL when out of memory. */
typedef struct ctg__risk_draw {
    double value;
    double share;
} ctg__risk_draw;

ctg__risk_draw *ctg__risk_draws(const ctg_findings *found, size_t *count);

#endif
