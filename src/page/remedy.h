/* What a remedy changes: nodes of both graphs, matched by id. */
#ifndef PAGE_REMEDY_H
#define PAGE_REMEDY_H

#include "page/findings.h"

typedef struct ctg__changed {
    ctg_node node; /* of the findings' graph */
    double before; /* its loss, net of gains */
    double after;
    bool failed_before;
    bool failed_after;
} ctg__changed;

enum { CTG__CHANGED_MOST = 14 };

/* The nodes whose loss changes most, the largest change first; how many. */
size_t ctg__changed_nodes(const ctg_findings *found,
                          ctg__changed list[CTG__CHANGED_MOST]);

/* Nodes of one graph that the other has not got. */
size_t ctg__unmatched_nodes(const ctg_findings *found);

#endif
