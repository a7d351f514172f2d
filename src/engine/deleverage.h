/*
 * Auto-deleveraging, shared by the files that do it: who may win, how much of a
 * leg may be closed, and the closing itself. layer_adl.c begins.
 *
 *     adl_winners.c  lists winners when a layer is reached, says their rooms
 *     adl_keep.c     ... as far as they must be left with some margin
 *     adl_queue.c    closes against them in order of score
 *     adl_shares.c   ... by weight, loser by loser
 *     adl_lots.c     ... by weight, in whole lots
 *     adl_clocks.c   ... by weight, all losers in one go
 *     adl_event.c    keeps what it was worth
 */
#ifndef ENGINE_DELEVERAGE_H
#define ENGINE_DELEVERAGE_H

#include "base/radix.h"
#include "engine/adl.h"
#include "engine/layers.h"

/* An open leg that may be closed against, as when the layer was reached. */
typedef struct ctg__winner {
    double score;
    uint64_t draw;   /* between equal scores */
    double profit;   /* u */
    double equity;   /* e of the account */
    double quantity; /* |q| */
    double allowed;  /* c u: what it may give up, money; INFINITY: anything */
    double given;    /* what it gave up to the layer so far, money */
    double closed;   /* of it, units */
    double ratio;    /* e/|q| now, of an account with one leg closed in lots */
    double room;     /* scratch of one closing: units or lots; 0: none */
    double noted;    /* adl_clocks.c: what it gave when it left, money */
    uint32_t gone;   /* adl_clocks.c: the loser at which it left */
    uint32_t account;
    uint32_t leg;
    ctg_asset asset;
    uint32_t other; /* ring: the next listed leg of its account */
    bool is_short;
    bool barred;     /* has less than it must keep, whatever is closed */
    bool takes_part; /* adl_clocks.c: of those the clock is for */
} ctg__winner;

/* A loser's leg that is being closed. */
typedef struct ctg__closing {
    size_t account;
    size_t leg;
    ctg_asset asset;
    double side;   /* 1: long, -1: short */
    double price;  /* in the books */
    double give;   /* g: what winners give up per unit */
    double lot;    /* units; 0: any part */
    double left;   /* still to close: lots, or units where there are none */
    double closed; /* units */
} ctg__closing;

/* Winners of one market on one side. */
typedef struct ctg__adl_side {
    ctg__winner *winners;
    size_t count;
    ctg_asset asset;
    bool is_short;
} ctg__adl_side;

/* A layer that was reached: its winners, by market and side, then in order. */
typedef struct ctg__deleveraging {
    size_t layer;
    const ctg__adl_rule *rule;
    ctg__winner *winners;
    size_t count;
    bool twice; /* an account has two listed legs */
    double keep;
    bool keep_follows;   /* from overlapping, of all winners but those barred */
    ctg__adl_side asked; /* whom ctg__other_side said last */
} ctg__deleveraging;

/* An account that lacks something. */
typedef struct ctg__loser {
    double left; /* r */
    uint32_t account;
    uint32_t lack; /* its place among the lacks */
} ctg__loser;

/* Memory of the phase: room for every leg and account. Nothing in it outlasts
 * an event. */
typedef struct ctg__adl {
    ctg__winner *winners; /* taken first of all that is below */
    unsigned char *end;   /* ... and last */
    ctg__loser *losers;
    ctg__keyed *sorted;  /* whom a list is of, by what it goes by */
    ctg__keyed *sorting; /* the room that takes */
    uint32_t *rings;     /* per account: the last of its listed legs */
    double *tree;        /* adl_queue.c */
    void *takers;        /* adl_lots.c */
    void *exits;         /* adl_clocks.c */
    struct ctg__adl_clock *clocks;
    size_t clock_count;
    struct ctg__adl_loser *closed_out; /* adl_clocks.c: by all clocks */
    size_t closed_out_count;
} ctg__adl;

/* --- adl_winners.c --- */

/* The winners of a layer's venue. */
void ctg__list_winners(ctg__state *state, size_t layer,
                       ctg__deleveraging *found);

/* Those on the other side of a leg; none: a count of 0. */
ctg__adl_side ctg__other_side(ctg__deleveraging *of, ctg_asset asset,
                              bool loser_is_long);

/* Whether closing at the loser's bankruptcy price leaves the winner solvent. */
bool ctg__overlaps(const ctg__state *state, const ctg__winner *winner,
                   double give);

/* How much of a winner's leg may be closed now: lots, or units where the
 * market has none. */
double ctg__room_of(const ctg__state *state, const ctg__deleveraging *of,
                    const ctg__winner *winner, const ctg__closing *closing);

/* What is left of what it may give up, money. */
double ctg__allowance(const ctg__winner *winner);

/* Whole lots in x, which rounding may have made a little smaller. */
double ctg__whole(double x);

/* --- adl_keep.c --- */

/* The largest x at which, and before which, the winner keeps its margin. */
double ctg__keep_bound(const ctg__state *state, double keep,
                       const ctg__winner *winner, const ctg__closing *closing);

/*
 * Whether who has its margin now and overlaps keeps it however much is closed,
 * and bars those that have not. With g <= e/|q| the equity falls by at most the
 * share x/|q| that is closed; the margin of a leg that is alone falls by at
 * least as much where it never rises per notional.
 */
bool ctg__keep_follows(const ctg__state *state, ctg__deleveraging *of);

/* --- adl_close.c --- */

/* Takes `quantity` out of a leg at a price, and notes it. */
void ctg__close_leg(ctg__state *state, size_t account, size_t leg,
                    double quantity, double price);

/* Notes what a winner gave up: the layer's, and the run's sums. */
void ctg__note_given(ctg__state *state, const ctg__deleveraging *of,
                     ctg__winner *winner, double quantity, double money);

/* Closes `pieces`, lots or units, of both legs at the bankruptcy price. */
void ctg__close_pair(ctg__state *state, const ctg__deleveraging *of,
                     ctg__closing *closing, ctg__winner *winner, double pieces);

/* --- the ways of closing one loser's leg --- */

void ctg__queue_start(ctg__state *state, const ctg__deleveraging *of);
void ctg__close_by_queue(ctg__state *state, const ctg__deleveraging *of,
                         ctg__closing *closing, ctg__adl_side side);

void ctg__close_by_shares(ctg__state *state, const ctg__deleveraging *of,
                          ctg__closing *closing, ctg__adl_side side);

void ctg__close_by_lots(ctg__state *state, const ctg__deleveraging *of,
                        ctg__closing *closing, ctg__adl_side side);

/* Whether all losers of a layer can be closed out in one go, and doing so. What
 * winners gave up is booked when they are stopped. */
bool ctg__clocks_apply(const ctg__state *state, const ctg__deleveraging *of,
                       size_t losers);
void ctg__clocks_start(ctg__state *state);
void ctg__close_by_clocks(ctg__state *state, const ctg__deleveraging *of,
                          ctg__closing *closing, ctg__adl_side side);
void ctg__clocks_stop(ctg__state *state, const ctg__deleveraging *of);

/* Their memory. CTG_NO_MEMORY. */
ctg_status ctg__queue_room(ctg__state *state, size_t legs, ctg_error *error);
ctg_status ctg__lots_room(ctg__state *state, size_t legs, ctg_error *error);
ctg_status ctg__clocks_room(ctg__state *state, size_t legs, ctg_error *error);

#endif
