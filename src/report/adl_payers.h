/* Who pays under which policy of deleveraging, account by account. */
#ifndef REPORT_ADL_PAYERS_H
#define REPORT_ADL_PAYERS_H

#include <contagraph/adl.h>

#include "report/report.h"

/* An account that gave something up under some policy. */
typedef struct ctg__adl_payer {
    const char *account;
    ctg_node owner;
    ctg_node venue;
    double most;     /* the largest haircut under any */
    double *haircut; /* per policy, money */
    double *share; /* per policy, of the profit on legs that gave; NaN: none */
} ctg__adl_payer;

/* All of them, the largest haircut first; the report's. CTG_NO_MEMORY. */
ctg_status ctg__adl_payers_list(ctg_report *report,
                                const ctg_policies *policies,
                                const ctg__adl_payer **payers, size_t *count,
                                ctg_error *error);

/* The first `shown` of them for people: money and share of profit, or `briefly`
 * the share alone, a column for each policy. */
ctg__table ctg__adl_payer_table(ctg_report *report,
                                const ctg_policies *policies,
                                const ctg__adl_payer *payers, size_t shown,
                                bool briefly);

#endif
