/*
 * What nodes lose in the rounds of a ledger of falls, without an entry: for
 * those who ask for no more than that.
 */
#ifndef TRACE_FALL_LOSSES_H
#define TRACE_FALL_LOSSES_H

#include "base/arena.h"
#include "base/asking.h"
#include "data/ledger_falls.h"
#include "trace/causes.h"

/*
 * Causes of round 0 alone, whose entries nothing caused; `asking` is to be set.
 * All is the arena's. false: out of memory.
 */
bool ctg__causes_of_start(ctg__causes *causes, const ctg_ledger *ledger,
                          ctg__arena *arena);

typedef struct ctg__fall_losses {
    const ctg_ledger *ledger;
    const ctg__kept_falls *kept;
    size_t node_count;
    uint32_t round_count;
    double *lost;    /* per node: in the round at hand, money; else 0 */
    ctg_node *nodes; /* that lost something in it, as entries first name them */
    size_t count;
} ctg__fall_losses;

/* Of a ledger of falls; no round is at hand. false: out of memory. */
bool ctg__fall_losses_init(ctg__fall_losses *losses, const ctg_ledger *ledger,
                           ctg__arena *arena);

/* Goes to a round from 1 on. The losses of a node are added in the order of
 * their entries. */
void ctg__fall_losses_go(ctg__fall_losses *losses, uint32_t number);

/* Whether to go on behind that round; `asking` may be NULL. */
bool ctg__fall_losses_ask(const ctg__fall_losses *losses, uint32_t number,
                          ctg__asking *asking);

#endif
