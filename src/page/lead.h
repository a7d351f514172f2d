/* The answer above everything: a few sentences and the key figures. */
#ifndef PAGE_LEAD_H
#define PAGE_LEAD_H

#include "page/section.h"

void ctg__answer_add(const ctg_findings *found, ctg_report *made);

/* Who could have stopped most: the sender without which the largest number of
 * the nodes asked about would have survived, ties by their loss. */
typedef struct ctg__stopper {
    ctg_node sender; /* CTG_NONE: nobody alone */
    size_t saved;
    ctg_node one; /* of those, the one that lost most */
} ctg__stopper;

ctg__stopper ctg__find_stopper(const ctg_findings *found);

/* The channel that carries most of the contagion; CTG__CODE_COUNT: none. */
ctg__code ctg__main_channel(const ctg_findings *found);

#endif
