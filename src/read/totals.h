/* A last row or column that sums up the others is no data. */
#ifndef READ_TOTALS_H
#define READ_TOTALS_H

#include "read/graph_format.h"

/* "Total", "sum", "all", "Grand total", ... */
bool ctg__totals_name(const char *text, size_t length);

/*
 * Looks at the last row of a table that was just read. One of totals is a
 * problem, or, with --totals drop, goes, with a note.
 */
void ctg__totals_check(const ctg__input *input, ctg_graph *graph,
                       ctg_table table, ctg_problems *problems);

#endif
