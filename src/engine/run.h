/* Inside a run: what the engine leaves behind. */
#ifndef ENGINE_RUN_H
#define ENGINE_RUN_H

#include <contagraph/run.h>

#include "base/arena.h"
#include "base/asking.h"
#include "data/ledger.h"
#include "data/network.h"
#include "engine/adl_event.h"
#include "engine/opened.h"

struct ctg_run {
    ctg__arena arena;           /* of the engine's state, and what is below */
    ctg__arena scratch;         /* of what is added up at the end */
    const ctg_network *network; /* the plan's, aid and all */
    ctg_ledger *ledger;
    ctg_summary summary;
    double *equity;
    double *distress;
    double *shocked_distress;
    uint32_t *failed_round;
    double *prices; /* (rounds + 1) x assets; NULL without the ledger */
    size_t price_rounds;
    double *last_prices;            /* per asset */
    const struct ctg__state *books; /* the last; its plan may be gone */
    double *layer_used;
    double *venue_used;
    ctg__adl_record adl;
    ctg__opened opened; /* of ctg__run_once_more */
};

/*
 * A run in the memory of the one before: what *run held is gone, and a run of
 * the same network without ledger asks the system for nothing. *run may be
 * NULL: the first. After a failure it can only be run again or freed.
 */
ctg_status ctg__run_again(ctg_run **run, const ctg_plan *plan,
                          const ctg_run_options *options, ctg_error *error);

/* The same for who runs one network again and again, which does not change and
 * outlives the run: books are opened once, not for each plan. The bits are
 * those of ctg__run_again. */
ctg_status ctg__run_once_more(ctg_run **run, const ctg_plan *plan,
                              const ctg_run_options *options, ctg_error *error);

/*
 * What came of a run without a ledger, in memory of its own, for who runs again
 * in the memory of this one: all that the public functions of a run tell. It
 * takes the record of events, which the run then has no more. CTG_NO_MEMORY.
 */
ctg_status ctg__run_keep(ctg_run *run, ctg_run **kept, ctg_error *error);

/* ctg__run_once_more for who looks at the end alone, and asks whether to go on: no
 * ledger, no baseline, and the summary has no spiral number. */
ctg_status ctg__run_end(ctg_run **run, const ctg_plan *plan,
                        ctg__asking *asking, ctg_error *error);

/* The fall of a node's equity, where what is below 0 is others' loss. */
double ctg__lost_of(const ctg_run *run, ctg_node node);

/* The ledger, also where it is folded; NULL without. */
const ctg_ledger *ctg__run_any_ledger(const ctg_run *run);

/* Told of every round when it has closed. */
typedef struct ctg__watch {
    ctg_status (*see)(void *context, const ctg__ledger_round *round,
                      ctg_error *error);
    void *context;
} ctg__watch;

/* ctg_run_new for those who look at each round's entries and need none of them
 * later: the run has no ledger. It takes the memory of *run, unless that is
 * NULL; after a failure it is NULL. */
ctg_status ctg__run_watched(const ctg_plan *plan,
                            const ctg_run_options *options,
                            const ctg__watch *watch, ctg_run **run,
                            ctg_error *error);

/* Fills in the rest of the run and its summary from the last books, the spiral
 * number if asked for; fails where a sum is no finite number. `open`: but for what
 * is asked of all nodes. */
ctg_status ctg__run_sum_up(ctg_run *run, struct ctg__state *state, bool spiral,
                           bool open, ctg_error *error);

/* Finite numbers may still sum to none. */
ctg_status ctg__run_check_sums(const ctg_summary *summary, ctg_error *error);

/* What some nodes of an open run, by row, add to equity lost and, weighted, to
 * distress; its summary has their failures and losses outside. */
void ctg__run_sum_apart(ctg_run *run, const ctg_node *list, size_t count,
                        double *lost, double *distress);

/* ctg__run_once_more, *open: it ended before anything was asked of the owners of
 * quiet accounts (abreast.h). */
ctg_status ctg__run_left_open(ctg_run **run, const ctg_plan *plan,
                              const ctg_run_options *options, bool *open,
                              ctg_error *error);

#endif
