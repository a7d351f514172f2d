/* Pivotal senders, as reports have them. */
#ifndef REPORT_REPORT_PIVOTAL_H
#define REPORT_REPORT_PIVOTAL_H

#include "report/report.h"

/* A row for each target and sender tried; no rows when out of memory, which the
 * report remembers. */
ctg__table ctg__pivotal_table(ctg_report *report, const ctg_graph *graph,
                              const ctg_pivotal *pivotal);

/* The page of text. */
void ctg__sheet_add_pivotal(ctg__sheet *sheet, const ctg_pivotal *pivotal);

#endif
