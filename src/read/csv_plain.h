/* The fast way through plain records. */
#ifndef READ_CSV_PLAIN_H
#define READ_CSV_PLAIN_H

#include <stdbool.h>

#include "read/csv_table.h"

/* A stretch of a file, and what becomes of its words. */
typedef struct ctg__csv_run {
    const char *at;    /* a record's start; moves behind what is taken */
    const char *limit; /* behind a newline */
    /*
     * The graph's words are only looked at, as by many threads at once. Words
     * that it has not go to `fresh`, NULL before the first, and cells get the
     * number there plus the graph's count of words less 1.
     */
    bool apart;
    ctg__words *fresh;
} ctg__csv_run;

/*
 * Sets the cells of the plain records that follow, at most `most` of them,
 * from `row` on, where arrays have room; stops before the first that needs the
 * exact reader. Returns how many it took: each is one line of the file.
 */
size_t ctg__csv_take_plain(ctg__csv_run *run, const ctg__csv_layout *layout,
                           ctg_graph *graph, size_t row, size_t most);

#endif
