/* How compression changes the lines of a segment, one function a method. */
#ifndef OPTIMISE_NETTING_H
#define OPTIMISE_NETTING_H

#include "optimise/lines.h"

typedef struct ctg__netting {
    double floor;     /* share of every line that must stay */
    double slack;     /* by which a net may move: money, or a share ... */
    bool slack_share; /* ... of the node's gross claims and debts */
    bool stopped;     /* not all of it was done */
} ctg__netting;

/* Every net stays within its slack, every line within its floor and what it
 * was, and the sum of what is left, by weights, is least. `moved`, per node,
 * is what its net rose by, money; NULL where there is no slack. */
ctg_status ctg__net_conservative(ctg__task *task, ctg__lines *lines,
                                 const ctg__segment *segment, ctg__netting *how,
                                 double *moved, ctg_error *error);

/* Of two lines between the same nodes the larger one is left, less the other.
 */
ctg_status ctg__net_bilateral(ctg__task *task, ctg__lines *lines,
                              const ctg__segment *segment, ctg__netting *how,
                              double *moved, ctg_error *error);

/* Who owes more than he is owed pays who does not, in row order: lines that
 * were not there before. Adds them behind the others of `*made`. */
ctg_status ctg__net_anew(ctg__task *task, ctg__lines *lines,
                         const ctg__segment *segment, ctg__lines *made,
                         ctg_error *error);

/* What is owed less what is claimed, and both added, per node, in units of the
 * segment's asset; of fixed lines, too. */
void ctg__net_sums(const ctg__line *lines, size_t count, bool after,
                   double *net, double *gross);

#endif
