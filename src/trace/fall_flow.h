/*
 * How losses flow in a ledger of falls, without an entry: of each debtor and
 * round that sent, the set that it sent with (docs/model.md section 9, Causes)
 * and all losses that this led to. Forward through rounds for what each set is
 * the sum of, backward for what it led to; 16 bytes for each fall, 4 more
 * for each that closed a set.
 *
 * A set is closed by a fall: its sender's first since it received something.
 */
#ifndef TRACE_FALL_FLOW_H
#define TRACE_FALL_FLOW_H

#include "base/arena.h"
#include "base/asking.h"
#include "data/ledger_falls.h"
#include "trace/causes.h"

#define CTG__NO_FALL SIZE_MAX

/* Round 0 by whom it hits. */
typedef struct ctg__fall_starts {
    ctg_entry *entries; /* all of them, in order */
    size_t count;
    uint32_t *order; /* of those on nodes, by node */
    size_t *first;   /* per node: in that order; and one more */
} ctg__fall_starts;

/* false: out of memory. */
bool ctg__fall_starts_init(ctg__fall_starts *starts, const ctg_ledger *ledger,
                           size_t node_count, ctg__arena *arena);

/* What a debtor owes, and from which falls on that matters. */
typedef struct ctg__fall_debt {
    double owed;  /* its creditors' losses by each unit of its fall */
    double least; /* of a fall: more than rounding is sent from there on */
    double most;  /* nothing that is sent is rounding from there on */
} ctg__fall_debt;

/* How much of what a debtor sends is more than rounding where it arrives. */
typedef enum ctg__fall_reach {
    CTG__REACHES_NOBODY,
    CTG__REACHES_SOME, /* perhaps: to be looked at one by one */
    CTG__REACHES_ALL
} ctg__fall_reach;

typedef struct ctg__fall_flow {
    const ctg_ledger *ledger;
    const ctg__kept_falls *kept;
    ctg__asking *asking; /* NULL: nobody */
    bool with_rounding;  /* it is a loss, too, though it explains nothing */
    size_t node_count;
    uint32_t round_count;
    ctg__arena arena;
    ctg__fall_starts starts;
    size_t *offset; /* per round: of its first fall; and one more */
    /* Per fall: what the set that it closed is the sum of, as of ctg__causes;
     * NaN: it sent with the last one; minus infinity: there was none. */
    double *total;
    uint32_t *begin; /* where asked for: of that set, the first of its rounds */
    double *led_to;  /* of that set: losses of its entries, and all they led to;
                        where it sent with no set, by that fall alone */
    double losses;   /* of all claims */
    /* Not for pictures: rounds in which nodes closed sets, ascending, by node;
     * and one more. */
    uint32_t *closed;
    size_t *closed_first;
    uint32_t *last; /* per node: the round of its last fall; 0: it has none */
    /* Per node. */
    double *rounding; /* up to here what it receives is no more than that */
    ctg__fall_debt *debt;
    double
        *next_led_to; /* as rounds go by backward: what each unit that it
                         receives led to, by its next set; 0: there is none */

    /* Per node, while rounds go by. */
    double *received; /* since it last sent: what is positive */
    bool *any;        /* anything since then */
    bool *sent;       /* ever, having received */
    uint32_t *latest; /* the round in which it closed its last set; or NULL */
    double *fall;     /* of the round at hand; 0, before and after */
    double *sum;      /* backward: losses that the next set led to so far */
} ctg__fall_flow;

/* false: out of memory, or stopped. `*flow` is to be cleared then, too. */
bool ctg__fall_flow_init(ctg__fall_flow *flow, const ctg_ledger *ledger,
                         ctg__asking *asking);
/* The same with rounding and where sets begin, without where they are closed:
 * for pictures. */
bool ctg__fall_flow_init_drawn(ctg__fall_flow *flow, const ctg_ledger *ledger,
                               ctg__asking *asking);
/* The same forward alone: what sets are the sum of, not what they led to, nor
 * where they are closed. */
bool ctg__fall_flow_init_sets(ctg__fall_flow *flow, const ctg_ledger *ledger,
                              ctg__asking *asking);
void ctg__fall_flow_clear(ctg__fall_flow *flow);

/* The place of a debtor among those of a round, CTG__NO_FALL: it sent nothing.
 */
size_t ctg__fall_place(const ctg__kept_round *round, ctg_node debtor);

static inline ctg__fall_reach ctg__fall_reaches(const ctg__fall_flow *flow,
                                                ctg_node debtor, double fall)
{
    const ctg__fall_debt *const debt = &flow->debt[debtor];

    /* Entries are rounded by less. */
    return fall > debt->most * (1 + 1e-9)    ? CTG__REACHES_ALL
           : fall < debt->least * (1 - 1e-9) ? CTG__REACHES_NOBODY
                                             : CTG__REACHES_SOME;
}

/* What a node received in a round, but for rounding: money. */
double ctg__fall_received(const ctg__fall_flow *flow, ctg_node node,
                          uint32_t round);

/* The same of a round after the first whose falls are laid out by debtor. */
double ctg__fall_gathered(const ctg__fall_flow *flow, ctg_node node);

/* The fall by which a node closes the set of what it receives in a round;
 * CTG__NO_FALL: it never does. `*number`: the round. Not for pictures. */
size_t ctg__fall_closing(const ctg__fall_flow *flow, ctg_node node,
                         uint32_t round, uint32_t *number);

/* The round before which a node sent for the last time with the set that it
 * closed in a round. Not for pictures. */
uint32_t ctg__fall_set_end(const ctg__fall_flow *flow, ctg_node node,
                           uint32_t round);

#endif
