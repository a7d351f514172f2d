/* Who owes whom how much, parallel exposures added, by segment. */
#ifndef OPTIMISE_LINES_H
#define OPTIMISE_LINES_H

#include "base/asking.h"
#include "optimise/task.h"

/* All exposures of a debtor to a creditor in a segment (and of a weight). */
typedef struct ctg__line {
    ctg_node debtor;
    ctg_node creditor;
    uint32_t row;   /* of the table: the first of them */
    int16_t weight; /* of money that stays */
    bool fixed;     /* nothing may be taken from it */
    bool same_kind; /* all of them have one kind */
    double amount;  /* in units of the segment's asset */
    double after;
} ctg__line;

/* Exposures with equal asset, seniority, recovery, maturity, and columns of
 * --by: lines first .. first + count - 1. */
typedef struct ctg__segment {
    size_t first;
    size_t count;
    uint32_t row; /* the first */
    double price; /* of its asset: money per unit */
    double unit;  /* 2^k: the amounts are whole numbers of it but for less */
} ctg__segment;

typedef struct ctg__lines {
    ctg__line *lines; /* by segment, in order of their first rows */
    size_t count;
    ctg__segment *segments; /* in order of their first rows */
    size_t segment_count;
} ctg__lines;

/* The lines of the network, with what --by, --keep, --exclude and --prefer say
 * of them, in memory of `arena`. `after` is as before. */
ctg_status ctg__lines_of(ctg__task *task, ctg__arena *arena, ctg__lines *lines,
                         ctg_error *error);

/* The graph with its lines as they are after, and the money that moved into
 * other assets, per node, or NULL. CTG_CANCELLED. */
ctg_status ctg__lines_graph(const ctg__task *task, const ctg__lines *lines,
                            const double *settled, ctg__asking *asking,
                            ctg_graph **graph, ctg_error *error);

#endif
