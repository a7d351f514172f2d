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

/* " **5 nodes** default, ...": how many, who first and who last. */
const char *ctg__say_defaults(const ctg_findings *found, ctg_report *made);

/* "$1,191M direct loss + ... = $1,655M equity lost.": with as many digits as
 * rounded sums need to add up; "" where one is all of it, or too large or too
 * small to be written so. */
const char *ctg__say_sums(const ctg_findings *found, ctg_report *made);

/* The channel that carries most of the contagion; CTG__CODE_COUNT: none. */
ctg__code ctg__main_channel(const ctg_findings *found);

#endif
