/* What compression came to, as an answer. */
#ifndef OPTIMISE_COMPRESSED_H
#define OPTIMISE_COMPRESSED_H

#include "optimise/netting.h"

typedef struct ctg__compressed {
    ctg__lines before; /* its lines have what is left of them, too */
    ctg__lines after;
    ctg__arena arena; /* of the lines, which end with the answer's graph */
    double *lost;     /* per node: equity lost without compression */
    double *moved;    /* per node: what its net rose by, money; NULL: nothing */
    bool exact;       /* no other answer within the rules is better */
    bool slack;
    double floor;
} ctg__compressed;

/* Keeps what the run without compression lost, and lets go of it. */
ctg_status ctg__compressed_start(ctg__task *task, ctg__compressed *found,
                                 ctg_error *error);

/* Fills in the answer: figures, tables, the graph, and the scenario's run on
 * it. Lines are gone then. */
ctg_status ctg__compressed_answer(ctg__task *task, ctg__compressed *found,
                                  ctg_error *error);

/* Who loses more than before; the task's last run is the one after. */
ctg_status ctg__compressed_harm(ctg__task *task, const double *lost_before,
                                ctg_error *error);

#endif
