/*
 * Inside a tally: the sums of trace/net.h, counted round by round.
 *
 * All that one sender sends at one moment has the same causes: what it received
 * since it last sent, by amount. So what share of a sending stems from a few
 * things is known without any entry of before: a sender keeps the sum of amount
 * times share of what it receives, and sends that over the sum of amounts
 * (docs/fast.md, A page without a ledger).
 */
#ifndef TRACE_TALLY_H
#define TRACE_TALLY_H

#include <contagraph/trace.h>

#include "base/arena.h"
#include "base/asking.h"
#include "data/ledger.h"
#include "trace/codes.h"

/* What nodes lost net in a round of display. */
typedef struct ctg__tally_row {
    double amounts[CTG__CODE_COUNT];
    double total;
} ctg__tally_row;

struct ctg_tally {
    ctg__tally_row *rows; /* by round */
    size_t row_count;
    size_t row_room;
    double total; /* T of trace/net.h */
    double gains; /* G */
    double codes[CTG__CODE_COUNT];
    ctg_node *nodes; /* that were asked for */
    size_t node_count;
    double *passed; /* what they passed on: money */
};

/*
 * The same as of ctg_tally_new, by the ledger of falls of a run
 * (ctg__ledger_falls), gone through twice and once more for each 16 nodes;
 * nothing is run and no entry is made. CTG_NO_MEMORY; CTG_CANCELLED: `asking`.
 */
ctg_status ctg__tally_of_falls(const ctg_run *run, size_t top,
                               ctg__asking *asking, ctg_tally **tally,
                               ctg_error *error);

/* What a node passed on; 0 where nobody asked. */
double ctg__tally_passed(const ctg_tally *tally, ctg_node node);

/* Things that shares are of, side by side: nodes whose first losses are
 * followed. */
enum { CTG__TALLY_LANES = 16 };

/* What an asset's sending stems from, behind its lanes. */
enum { CTG__OF_SHOCK, CTG__OF_SALES, CTG__OF_TOKEN, CTG__CAUSES };

/* How what is kept is weighed: by the highest there is. */
enum { CTG__KEPT_NONE, CTG__KEPT_ZERO, CTG__KEPT_NEGATIVE, CTG__KEPT_POSITIVE };

/* What a node or an asset received since it last sent. */
typedef struct ctg__keeper {
    double total;    /* of weights */
    uint32_t moment; /* of its last sending */
    uint8_t level;
    bool has_sent; /* with causes */
} ctg__keeper;

typedef struct ctg__keepers {
    size_t node_count;
    size_t asset_count;
    size_t lanes;
    ctg__keeper *all; /* nodes, then assets */
    double *kept;     /* lanes of each node, lanes and causes of each asset */
    double *sent;     /* shares of the last sending, the same way */
    ctg__keeper *impacts; /* per asset: of a round's sales */
    double *sold;
    uint32_t moment;
} ctg__keepers;

/* CTG_NO_MEMORY */
ctg_status ctg__keepers_start(ctg__keepers *keepers, ctg__arena *arena,
                              size_t node_count, size_t asset_count,
                              size_t lanes, ctg_error *error);

/* Something is sent at this moment: what was kept becomes its causes. */
void ctg__keeper_send(ctg__keepers *keepers, ctg_actor actor);

/* Shares of its last sending; NULL: it sent without causes. */
const double *ctg__keeper_sent(const ctg__keepers *keepers, ctg_actor actor);

/* Received: an amount, and of each lane what part of it. `cause`: what an
 * amount to an asset is of. */
void ctg__keeper_receive(ctg__keepers *keepers, ctg_actor actor, double amount,
                         const double *shares, int cause);

/* The same where the parts have been added up: `parts` are money, > 0. */
void ctg__keeper_receive_sum(ctg__keepers *keepers, ctg_actor actor,
                             double amount, const double *parts);

/* Execution losses stem from the impacts of their own round. */
void ctg__keepers_begin_sales(ctg__keepers *keepers);
void ctg__keeper_impact(ctg__keepers *keepers, ctg_asset asset, double amount,
                        const double *shares);
void ctg__keepers_end_sales(ctg__keepers *keepers);
const double *ctg__keeper_sold(const ctg__keepers *keepers, ctg_asset asset);

#endif
