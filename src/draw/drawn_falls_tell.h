/*
 * Telling whose losses are behind what was sent: of each set that a node
 * closed, the rounds in which it received what it is the sum of.
 */
#ifndef DRAW_DRAWN_FALLS_TELL_H
#define DRAW_DRAWN_FALLS_TELL_H

#include "draw/drawn_falls.h"

enum { CTG__TOLD_LANES = 8 };

/* A set of several columns. */
typedef struct ctg__untold {
    ctg_node node;
    uint32_t begin; /* rounds begin .. end - 1 */
    uint32_t end;
    double total;
    const double *amounts; /* of each lane */
} ctg__untold;

typedef struct ctg__telling {
    const ctg__drawn_falls *falls;
    const uint32_t *column_of;
    uint32_t before; /* rounds from here on are not told of */
    size_t lanes;    /* CTG__TOLD_LANES at most */
    ctg__falls_behind *tell;
    void *context;
    ctg__untold *waiting; /* sets to be told of round by round */
    size_t waiting_count;
    size_t waiting_room;
    bool failed; /* out of memory */
} ctg__telling;

/*
 * Tells of a set that a node closed in a round by a fall, which led to
 * `amounts`: at once where its members are in one column. Those of several wait
 * for ctg__tell_waiting, and their amounts are to stay till then.
 */
void ctg__tell_set(ctg__telling *t, ctg_node node, uint32_t round, size_t fall,
                   const double *amounts);

/* The same of the at-th fall of a round, if it closed a set; of who was weak
 * from the start it is in round 0. */
void ctg__tell_fall(ctg__telling *t, ctg_node node, uint32_t round, size_t at,
                    const double *amounts);

/* Tells of all that wait; none of them was closed after a round. */
void ctg__tell_waiting(ctg__telling *t, uint32_t round);

/* false: out of memory; what was told is of no use. */
bool ctg__tell_end(ctg__telling *t);

/* What fell in a round; NULL: nothing. */
static inline const ctg__kept_round *ctg__drawn_round(
    const ctg__drawn_falls *falls, uint32_t number)
{
    return ctg__ledger_fallen(falls->flow.ledger, number);
}

/* Whether to go on with a round. Whoever ends early leaves it to ctg_draw to
 * say so. */
bool ctg__drawn_goes_on(const ctg__drawn_falls *falls, uint32_t number);

#endif
