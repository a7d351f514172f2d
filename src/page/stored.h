/*
 * A table whose cells are stored: of the few rows that a page shows. All of it
 * lives as long as the report; without memory it is NULL, and setting is
 * nothing.
 *
 *     ctg__stored *const rows = ctg__stored_new(made, 8, 3);
 *
 *     ctg__stored_set(rows, 0, 1, ctg__value_number(loss));
 *     ctg__report_table(made, CTG__FOR_READERS | CTG__FOR_JSON,
 *                       ctg__stored_table(rows, "chains", heads, 3, &look));
 */
#ifndef PAGE_STORED_H
#define PAGE_STORED_H

#include "report/report.h"

typedef struct ctg__stored {
    ctg__value *cells;
    const char **marks; /* what a row's node is called elsewhere; "" */
    double *bars;       /* of each row, a share */
    size_t row_count;
    size_t column_count;
    const void *own; /* for cells that draw something else */
} ctg__stored;

ctg__stored *ctg__stored_new(ctg_report *made, size_t rows, size_t columns);
void ctg__stored_set(ctg__stored *stored, size_t row, size_t column,
                     ctg__value value);
void ctg__stored_mark(ctg__stored *stored, size_t row, const char *mark);
void ctg__stored_bar(ctg__stored *stored, size_t row, double share);

ctg__table ctg__stored_table(ctg__stored *stored, const char *key,
                             const ctg__head *heads, size_t head_count,
                             const ctg__table_look *look);

/* Of a ctg__table_look: the marks, and the bars as cells. */
const char *ctg__stored_marked(void *stored, size_t row);
void ctg__stored_draw_bar(void *stored, size_t row, ctg__text *to);
void ctg__stored_draw_loss(void *stored, size_t row, ctg__text *to);

#endif
