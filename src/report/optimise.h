/* The answer of a question of `optimise`, as people read it. */
#ifndef REPORT_OPTIMISE_H
#define REPORT_OPTIMISE_H

#include "report/report.h"

/* A cell of an answer; nodes by name for people, else by id. */
ctg__value ctg__answer_value(const ctg_graph *graph, const ctg_cell *cell,
                             bool people);

/* "gross before" of gross_before. */
const char *ctg__answer_words(ctg_report *made, const char *key);

/* The question, how sure the answer is, its figures. */
void ctg__answer_head(ctg_report *made, const ctg_optimisation *of);

/* A table with a bar, a rank or a remark where it is said to have one. */
void ctg__answer_table_shown(ctg_report *made, const ctg_graph *graph,
                             const ctg_answer_table *of);

#endif
