/* The figures that differ between two sides. */
#ifndef CLI_CHANGES_H
#define CLI_CHANGES_H

#include <stdio.h>

#include "cli/side.h"
#include "cli/terminal.h"

enum { CHANGES_MOST = 1000000000 };

/* A figure of one node; SIZE_MAX where that side has not got the node. */
typedef struct change {
    const char *id;
    const char *column; /* NULL: the node itself is on one side only */
    double before;      /* NaN: blank */
    double after;
    /* A cell of a graph's table, `id` being its row: "" is blank, and both
     * figures are NaN. NULL: not a cell. */
    const char *before_text;
    const char *after_text;
} change;

typedef struct changes {
    const side *before;
    const side *after;
    size_t top;
    change *list; /* nodes as in A, then those of B alone */
    size_t count;
    size_t node_count; /* nodes with a change */
    size_t all_count;  /* nodes of either side */
    size_t cell_count; /* cells of tables with a change, rows as one */
} changes;

/*
 * New ids for nodes of both sides, before anything is found: N1, N2, ... in the
 * order of `before`, then those that only `after` has.
 */
void changes_hide(side *before, side *after);

/* Fills in the list. */
void changes_find(changes *found);
void changes_clear(changes *found);

void changes_write_text(const changes *found, FILE *file, const terminal *on);
void changes_write_md(const changes *found, FILE *file);
void changes_write_json(const changes *found, FILE *file);
void changes_write_table(const changes *found, const char *format, FILE *file,
                         const terminal *on);

#endif
