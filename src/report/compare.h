/* What changed between two results, as it was found. */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include <contagraph/results.h>

#include "report/report.h"

struct ctg_comparison {
    const ctg_results *before;
    const ctg_results *after;
    ctg_change *list; /* nodes as in A, then those of B alone, then cells */
    size_t count;
    size_t room;
    size_t node_count; /* nodes with a change */
    size_t all_count;  /* nodes of either side */
    size_t cell_count; /* cells with a change, rows as one */
};

/* The same as a page shows it. */
typedef struct ctg__compared {
    const ctg_comparison *of;
    ctg_report *report;
    const char *leading;       /* the column that nodes are ranked by */
    const ctg_change **ranked; /* changes of it, the largest first */
    size_t ranked_count;
    size_t ranked_shown;
    const ctg_change **cells; /* the first changes of cells */
    size_t cells_shown;
    char text[CTG__FORMAT_ROOM]; /* of the value last asked for */
} ctg__compared;

/* "1.95B", or four digits of what is small; a dash for NaN. */
const char *ctg__compared_figure(char text[CTG__FORMAT_ROOM], double figure,
                                 bool ascii);
/* The same with its sign; nothing for 0 and NaN. */
const char *ctg__compared_change(char text[CTG__FORMAT_ROOM], double change,
                                 bool ascii);

/* The page of text. */
void ctg__sheet_add_compared(const void *compared, ctg__sheet *sheet);

#endif
