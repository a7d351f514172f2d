/* What events of auto-deleveraging were worth, as reports have it. */
#ifndef REPORT_ADL_FACTS_H
#define REPORT_ADL_FACTS_H

#include <contagraph/adl.h>

#include "report/report.h"

/* The figures of a run's totals, by key, in the order of documents. */
enum { CTG__ADL_TOTALS = 16 };
typedef struct ctg__adl_figure {
    const char *key;
    ctg_figure_unit unit;
    const char *meaning;
} ctg__adl_figure;

extern const ctg__adl_figure ctg__adl_figures[CTG__ADL_TOTALS];

/* NaN where it is undefined. */
double ctg__adl_figure_of(const ctg_adl_totals *totals, size_t index);

/* {"totals": ..., "events": [...], "winners": [...]}; "" out of memory. */
const char *ctg__adl_json(ctg_report *report, const ctg_run *run);

/* Cells of adl_out.csv. */
enum { CTG__ADL_WINNER_HEADS = 12 };
extern const ctg__head ctg__adl_winner_heads[CTG__ADL_WINNER_HEADS];
ctg__value ctg__adl_winner_cell(const ctg_run *run,
                                const ctg_adl_winner *winner, size_t column);

/* The rows of all policies, behind a first column `policy`. */
ctg__table ctg__adl_winner_table(ctg_report *report,
                                 const ctg_policies *policies);

#endif
