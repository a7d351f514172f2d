/* A summary as CTG__SUMMARY_NUMBERS numbers: what comes back is the same. */
#ifndef MANY_SUMMARY_NUMBERS_H
#define MANY_SUMMARY_NUMBERS_H

#include <contagraph/run.h>

enum { CTG__SUMMARY_NUMBERS = 22 };

void ctg__summary_pack(const ctg_summary *summary, double *numbers);
void ctg__summary_unpack(const double *numbers, ctg_summary *summary);

#endif
