/* Counting rounds for a tally as they close. */
#ifndef TRACE_TALLY_ROUNDS_H
#define TRACE_TALLY_ROUNDS_H

#include "base/asking.h"
#include "engine/run.h"
#include "trace/tally.h"

#define CTG__NO_LANE UINT8_MAX

enum { CTG__TALLY_BLOCK = 2048 };

/* A part of a loss in display round 0, whose factor is not known yet. */
typedef struct ctg__direct_part {
    ctg_node node;
    ctg__code code;
    double amount;
} ctg__direct_part;

/* What a node lost in a round of display: as in trace/net.h. */
typedef struct ctg__tally_cell {
    double net;
    double booked;
} ctg__tally_cell;

typedef struct ctg__tallying {
    ctg_tally *tally;
    ctg__arena arena;
    ctg__keepers keepers;
    size_t node_count;
    ctg__tally_cell *direct; /* per node: display round 0 */
    ctg__tally_cell *cells;  /* per node: the round at hand */
    ctg_node *touched;       /* that have one */
    size_t touched_count;
    bool *is_touched;
    uint32_t *first; /* per node: its first round of display; CTG_NEVER */
    bool knows_first;
    uint8_t *lane; /* per node; CTG__NO_LANE */
    double passed[CTG__TALLY_LANES];
    ctg__direct_part *parts;
    size_t part_count;
    size_t part_room;
    bool settled;    /* display round 0 is added up */
    bool only_falls; /* the round at hand has no entry and no spread */
    double *prefix;  /* of a spread: tally_spread.c */
    size_t prefix_room;
    double *blocks; /* of falls: tally_falls.c */
    double *reach;  /* per node, the same; 0: not known */
} ctg__tallying;

/* What entries of the round at hand did to their targets. */
static inline void ctg__tally_book(ctg__tallying *made, ctg_node node,
                                   double net, double booked)
{
    if (!made->is_touched[node]) {
        made->is_touched[node] = true;
        made->touched[made->touched_count++] = node;
    }
    made->cells[node].net += net;
    made->cells[node].booked += booked;
}

/* --- tally_split.c --- */

/* An entry on a node: its shares by code; what of it stands in display round 0
 * though its round is later, and the rest. */
typedef struct ctg__tally_parts {
    double share[CTG__CODE_COUNT];
    double direct;
    double rest;
    ctg__code only; /* the one code; CTG__CODE_COUNT: there are several */
} ctg__tally_parts;

void ctg__tally_split(const ctg__tallying *made, const ctg_entry *entry,
                      ctg__tally_parts *into);

/* What an entry to an asset is the cause of. */
int ctg__tally_cause(const ctg_entry *entry);

/* Shares of lanes in an entry; `own` is room for them. */
const double *ctg__tally_entry_shares(const ctg__tallying *made,
                                      const ctg_entry *entry,
                                      double own[CTG__TALLY_LANES]);

/* Shares of lanes in what a sender sends; `own` is room for them. */
const double *ctg__tally_shares(const ctg__tallying *made, ctg_actor source,
                                double own[CTG__TALLY_LANES]);

/* The factor of a cell. */
static inline double ctg__tally_factor(const ctg__tally_cell *cell)
{
    return cell->net > 0 && cell->booked > 0 ? cell->net / cell->booked : 0;
}

/* --- tally_spread.c: entries that are never written --- */

/* Whether it gives anything to anybody. */
bool ctg__tally_is_source(const ctg__spread *spread, size_t source);

/* Whoever sends something that is no rounding. */
void ctg__tally_send_spread(ctg__tallying *made, const ctg_ledger *ledger,
                            const ctg__spread *spread);
void ctg__tally_book_spread(ctg__tallying *made, const ctg__spread *spread);

/* Adds what targets lost to a row, and to what lanes passed on; then what they
 * keep of it. false: out of memory. */
bool ctg__tally_spread(ctg__tallying *made, const ctg__ledger_round *round,
                       const ctg__spread *spread, ctg__tally_row *row);
bool ctg__tally_receive_spread(ctg__tallying *made,
                               const ctg__ledger_round *round,
                               const ctg__spread *spread);

/* --- tally_falls.c: entries that are never written, either --- */

/* Rows are summed in blocks, whatever the number of threads. */
static inline size_t ctg__tally_blocks(size_t node_count)
{
    return (node_count + CTG__TALLY_BLOCK - 1) / CTG__TALLY_BLOCK;
}

/* Whoever sends something that is no rounding. */
void ctg__tally_send_falls(ctg__tallying *made, const ctg__ledger_round *round);
void ctg__tally_book_falls(ctg__tallying *made, const ctg__ledger_round *round);

/* Adds what creditors lost to a row. */
void ctg__tally_falls(ctg__tallying *made, const ctg__ledger_round *round,
                      ctg__tally_row *row);

/* What they lost adds to what lanes passed on, and what they keep of it. */
void ctg__tally_receive_falls(ctg__tallying *made,
                              const ctg__ledger_round *round);

/* --- tally_rounds.c --- */

/* The first round of display in which a node lost something. */
static inline void ctg__tally_note_first(ctg__tallying *made, ctg_node node,
                                         uint32_t round)
{
    if (!made->knows_first && round < made->first[node])
        made->first[node] = round;
}

/* Of the nodes that tally->nodes names from `from` on, `lanes`. */
ctg_status ctg__tallying_start(ctg__tallying *made, ctg_tally *tally,
                               size_t node_count, size_t asset_count,
                               size_t from, size_t lanes, const uint32_t *first,
                               ctg_error *error);
void ctg__tallying_clear(ctg__tallying *made);

/* A ctg__watch's `see`; context is the ctg__tallying. */
ctg_status ctg__tally_see(void *context, const ctg__ledger_round *round,
                          ctg_error *error);

/* Shows the rounds of a ledger of falls, one after the other, as a run does
 * that is watched. */
ctg_status ctg__tally_replay(const ctg_ledger *ledger, ctg__tallying *made,
                             ctg__asking *asking, ctg_error *error);

/* No round comes any more. CTG_NO_MEMORY. */
ctg_status ctg__tallying_finish(ctg__tallying *made, ctg_error *error);

#endif
