/* A row for each policy of deleveraging: what came of the event under it. */
#ifndef REPORT_ADL_POLICIES_H
#define REPORT_ADL_POLICIES_H

#include <contagraph/adl.h>

#include "report/report.h"

/* All figures, key `policies`. */
ctg__table ctg__adl_policy_table(ctg_report *report,
                                 const ctg_policies *policies);

/* For people: what tells them apart, in bold where one is best at it. `brief`:
 * fewer columns. */
ctg__table ctg__adl_policies_shown(ctg_report *report,
                                   const ctg_policies *policies, bool brief);

/* What the columns of the latter mean. */
extern const char ctg__adl_policies_words[];
extern const char ctg__adl_policies_words_brief[];

/* The first event under the file's policy, or under the first that has one;
 * NULL: none has. */
const ctg_adl_event *ctg__adl_first_event(const ctg_policies *policies);

#endif
