/* The run: one scenario propagated to the fixed point, and what came of it. */
#ifndef CONTAGRAPH_RUN_H
#define CONTAGRAPH_RUN_H

#include <stdbool.h>

#include <contagraph/ledger.h>
#include <contagraph/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No round: a node that never failed. */
#define CTG_NEVER UINT32_MAX

typedef struct ctg_run ctg_run;

typedef struct ctg_run_options {
    bool ledger; /* keep entries and prices per round (else end state only) */
    /* Also run the plan without its shocks where ctg_plan_baseline would, and
     * keep what that loses in summary.baseline (else that is 0). Default. */
    bool baseline;
    /*
     * A counterfactual: this node suffers what it suffers but sends nothing
     * on. The ledger has no entry with it as source but `liquidation` to
     * itself: claims on it and its token keep their value, its orders do not
     * move prices, its shortfalls stay outside. CTG_NONE: nobody (default).
     */
    ctg_node mute;
    /* After each round, add all balance sheets up anew and fail with
     * CTG_INTERNAL where one differs from the ledger by more than 1e-9 of its
     * gross assets and liabilities. Slow. */
    bool audit;
    /* Keep what each event of auto-deleveraging was worth (adl.h). Numbers are
     * then to the bit those of a run with a ledger, which need not be kept. */
    bool adl;
    /*
     * Without `ledger`: keep of it what pictures need (draw.h says which).
     * Where the same share of what many pay goes to many that is a sum, not a
     * product; an entry of claims or prices is one still. ctg_run_ledger is
     * NULL; prices are kept.
     */
    bool folded;
    bool chains; /* of `folded`: paths are those of the ledger, as a pair that
                    is in several sums is an entry. More to keep then */
    ctg_progress *progress; /* of rounds */
    void *progress_context;
} ctg_run_options;

/* With the ledger and the baseline. */
ctg_run_options ctg_run_options_default(void);

/*
 * Runs to the fixed point, or to the plan's rounds: that is not an error.
 * CTG_BAD_INPUT for a graph without equities, CTG_NO_SOLUTION with the round
 * where an amount or a price is beyond all numbers, CTG_CANCELLED. The network
 * must outlive the run, the plan need not.
 */
ctg_status ctg_run_new(const ctg_plan *plan, const ctg_run_options *options,
                       ctg_run **run, ctg_error *error);
void ctg_run_free(ctg_run *run); /* NULL does nothing */

/*
 * What the plan loses without its shocks: the equity lost in a run of it with
 * none of them, money, >= 0. Something acts without a shock where nodes are
 * insolvent from the start, a leverage limit is broken or an account's health
 * is below 1 at the file's prices, a pass-through owes more than it has, or
 * `absolute` marks the first books down. Where nothing does, it is 0 and
 * nothing is run. `progress` is asked once a round and may be NULL. CTG_OK, or
 * as ctg_run_new: CTG_BAD_INPUT, CTG_NO_SOLUTION, CTG_CANCELLED.
 */
ctg_status ctg_plan_baseline(const ctg_plan *plan, ctg_progress *progress,
                             void *progress_context, double *baseline,
                             ctg_error *error);

/* The keys of summary.json and a little more; money unless said. */
typedef struct ctg_summary {
    uint32_t rounds;
    bool converged;
    /* false: the end was reached without rounds (sweep.h), and `rounds`,
     * `last_change` and `error_estimate` are 0 and say nothing. */
    bool by_rounds;
    double last_change;    /* shares of scale, see section 3 */
    double error_estimate; /* last_change r / (1 - r); 0 when not known */
    double initial_equity; /* sum of max(0, E0); where 0, gross assets */
    double equity_lost;    /* sum of the falls of max(0, equity) */
    size_t failed;         /* nodes marked */
    double outside_loss;   /* other liabilities under `clearing` unpaid */
    double bonus_outside;  /* bonuses and penalties paid outside */
    double baseline;       /* equity lost without the shocks */
    double debtrank;       /* sum w (h end - h after shocks) / sum w */
    double spiral;         /* spectral radius of G at the first books */
    bool spiral_defined;   /* false with a `sqrt` law: no slope at 0 */
    size_t unhealthy;      /* accounts with H < 1 in some round */
    size_t liquidated;     /* accounts liquidated or closed out at least once */
    double adl;            /* given up by auto-deleveraging */
    double venue_left;     /* shortfalls that the venues' equity bore */
    double adl_share;      /* largest haircut over profit of an account */
    bool adl_reached;      /* false: no such event, and no share */
    double losses_booked;  /* sum of positive entries on nodes */
    double gains_booked;   /* minus the sum of negative ones */
} ctg_summary;

const ctg_summary *ctg_run_summary(const ctg_run *run);

const ctg_network *ctg_run_network(const ctg_run *run);
const ctg_ledger *ctg_run_ledger(const ctg_run *run); /* NULL without */

/* Per node; owned by the run. */
const double *ctg_run_initial_equity(const ctg_run *run);
const double *ctg_run_equity(const ctg_run *run);
const double *ctg_run_distress(const ctg_run *run);         /* 0 to 1 */
const double *ctg_run_shocked_distress(const ctg_run *run); /* after round 0 */
const uint32_t *ctg_run_failed_round(const ctg_run *run);   /* CTG_NEVER */

/* Market price of an asset at the end of a round, 0 to summary.rounds. */
double ctg_run_price(const ctg_run *run, uint32_t round, ctg_asset asset);

/* The same of all assets, by row; `prices` has room for each. */
void ctg_run_prices(const ctg_run *run, uint32_t round, double *prices);

/* Value at the last books of the index-th exposure in file order. */
typedef struct ctg_claim {
    ctg_node debtor;
    ctg_node creditor;
    double face;  /* money */
    double value; /* money */
} ctg_claim;

/* false past the last one */
bool ctg_run_claim(const ctg_run *run, size_t index, ctg_claim *claim);

/* The same of all exposures, in the order of ctg_network_exposures: each array
 * has room for all, or is NULL. */
void ctg_run_claims(const ctg_run *run, double *face, double *value);

/* What the index-th row of `layers` (or past them, each venue) paid. */
typedef struct ctg_layer_use {
    ctg_node venue;
    size_t row;  /* of the layers table; SIZE_MAX: the venue's own equity */
    double used; /* money */
} ctg_layer_use;

bool ctg_run_layer_use(const ctg_run *run, size_t index, ctg_layer_use *use);

/* What a leg of a winner's account gave up by auto-deleveraging, in all. */
typedef struct ctg_deleveraged {
    size_t layer_row; /* of the layers table: whose rule; the last one's */
    ctg_node venue;
    ctg_node owner;
    const char *account; /* owned by the graph */
    ctg_asset asset;
    double quantity; /* units closed, above 0 */
    double amount;   /* money given up */
} ctg_deleveraged;

/*
 * The next leg at or after *leg that gave something, which moves past it;
 * false at the end. Start with 0; legs are in the order of accounts.
 */
bool ctg_run_next_deleveraged(const ctg_run *run, size_t *leg,
                              ctg_deleveraged *given);

#ifdef __cplusplus
}
#endif
#endif
