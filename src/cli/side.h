/* One side of a comparison: figures of nodes, and of the whole. */
#ifndef CLI_SIDE_H
#define CLI_SIDE_H

#include <stddef.h>

#include "cli/args.h"
#include "cli/tables.h"

typedef enum side_kind {
    SIDE_RUN,     /* what `run --outputs` wrote, or a nodes_out.csv */
    SIDE_RANKING, /* what `rank --format csv` wrote */
    SIDE_GRAPH
} side_kind;

/* Starts as {0}; side_clear frees. NaN: not there, or not a number. */
typedef struct side {
    side_kind kind;
    char **ids; /* of nodes, in the order of the file */
    size_t node_count;
    char **columns;
    size_t column_count;
    double *values; /* node by node */
    char **keys;    /* of the whole */
    double *totals;
    size_t key_count;
    tables *rows; /* of a graph: all eight tables; else NULL */
} side;

/*
 * Reads a folder or file of results, or a graph by the reading options. Says
 * what is wrong. With --anonymise tables show no names; ids stay as they are
 * until changes_hide.
 */
exit_status side_read(const args *given, const char *path, side *made);
void side_clear(side *made);

/* "runs", "rankings", "graphs" */
const char *side_kind_name(side_kind kind);

double side_value(const side *of, size_t node, size_t column);
/* NaN when there is no such key. */
double side_total(const side *of, const char *key);

#endif
