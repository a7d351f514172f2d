/* Adding to a list of problems. */
#ifndef DATA_PROBLEM_H
#define DATA_PROBLEM_H

#include <stdbool.h>

#include <contagraph/problem.h>

#include "base/error.h"

/* How many of each severity are kept with their text. */
enum { CTG__PROBLEMS_KEPT = 50 };

/*
 * Counts the problem and keeps it if there is room. `place` may be "". A NULL
 * list ignores it. Out of memory loses the text, never the count.
 */
void ctg__problem_add(ctg_problems *problems, ctg_severity severity,
                      const char *place, const char *format, ...)
    CTG__PRINTF(4, 5);

/* True if another problem would only be counted: no need for its place. */
bool ctg__problems_full(const ctg_problems *problems, ctg_severity severity);

/*
 * CTG_OK if nothing was rejected since `before` problems were, else
 * CTG_BAD_INPUT with the first rejected problem, "PLACE: text", and how many
 * more there are.
 */
ctg_status ctg__problems_verdict(const ctg_problems *problems, size_t before,
                                 ctg_error *error);

#endif
