/*
 * What auto-deleveraging was worth: its events, who gave up what, and the same
 * scenario under one policy after another (docs/adl.md).
 */
#ifndef CONTAGRAPH_ADL_H
#define CONTAGRAPH_ADL_H

#include <stddef.h>
#include <stdint.h>

#include <contagraph/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A layer `adl` that was reached in a round, money unless said. U of a winner
 * is the sum of its profits on the legs listed, H what it gave up. NaN where a
 * figure is undefined. Texts are the graph's or the network's.
 */
typedef struct ctg_adl_event {
    uint32_t round;
    ctg_node venue;
    double order;      /* of the layer */
    const char *rule;  /* as it was written */
    double reached;    /* what accounts still lacked */
    double budget;     /* what the layer was asked for: severity x reached */
    double taken;      /* what winners gave up */
    double unmatched;  /* budget - taken */
    size_t losers;     /* accounts that lacked something */
    size_t winners;    /* accounts listed */
    size_t touched;    /* accounts that gave something up */
    size_t emptied;    /* accounts with a leg closed in full */
    double largest;    /* the largest H; NaN without a winner */
    double share;      /* the largest H/U, which may exceed 1; NaN likewise */
    double inversions; /* pairs that changed order: U_i > U_j, but U_i - H_i <
                          U_j - H_j */
    double pairs;      /* with U_i != U_j */
    double tau;        /* Kendall's tau-b of U and U - H */
    double ptsr;       /* largest equity of an account after it, over budget */
    double pmr;        /* the same over severity x the largest lack */
    double needed;     /* what selling the same would have left unpaid */
    double overshoot;  /* max(0, taken - needed) */
    double forgone; /* what the closed legs would have earned until the end */
    size_t healthy; /* losers that were healthy at their oracles' prices */
    const char *healthy_account; /* the first of them; NULL: none */
    ctg_node worst_owner;        /* of the account with the largest share */
    double worst_haircut;        /* its H */
} ctg_adl_event;

/* A leg that gave something up in an event. */
typedef struct ctg_adl_winner {
    uint32_t round;
    ctg_node venue;
    const char *account; /* the graph's */
    ctg_node owner;
    ctg_asset asset;
    double profit;   /* money, when the layer was reached */
    double equity;   /* of the account, likewise */
    double quantity; /* units, likewise; above 0 */
    double closed;   /* units */
    double haircut;  /* money */
    double share;    /* haircut / profit */
    double forgone;  /* money that what was closed would have earned since */
} ctg_adl_winner;

/* Sums over a run, and the worst of its events; NaN where there is none. */
typedef struct ctg_adl_totals {
    size_t events;
    double increase; /* all that passed to layers = fund + ... + left */
    double fund;
    double adl;
    double socialise;
    double left;       /* what the venues' equity bore */
    size_t touched;    /* accounts */
    double largest;    /* max */
    double share;      /* max */
    double inversions; /* sum */
    double tau;        /* min */
    double ptsr;       /* min */
    double pmr;        /* min */
    double needed;     /* sum */
    double overshoot;  /* sum */
    double forgone;    /* sum */
} ctg_adl_totals;

/*
 * What a run with `options.adl` kept: events by round, venue and layer; the
 * legs that gave, by event, then by account and leg. Owned by the run; NULL and
 * a count of 0 where it kept nothing.
 */
const ctg_adl_event *ctg_run_adl_events(const ctg_run *run, size_t *count);
const ctg_adl_winner *ctg_run_adl_winners(const ctg_run *run, size_t *count);
ctg_adl_totals ctg_run_adl_totals(const ctg_run *run);

/* One scenario under one policy after another. */
typedef struct ctg_policies ctg_policies;

typedef struct ctg_policies_options {
    /* A list with commas between: `none` (layers adl taken out), or the word of
     * a rule (with a seed: `random 2`), perhaps with `severity=`, `cap=` and
     * `keep=`, shares also in per cent; what is not given is the layer's. NULL:
     * none and every rule alone. */
    const char *rules;
    const char *venue;      /* id: only its layers are changed; NULL: all */
    unsigned threads;       /* 0: as many as there are processors */
    ctg_progress *progress; /* of policies; may be NULL */
    void *progress_context;
} ctg_policies_options;

/*
 * Runs a plan under each policy, in the order of the list; where none of them
 * is what the file says, that comes first, called `*`. Every run is to the bit
 * what it is after the cells of the layers were edited. CTG_BAD_INPUT where no
 * layer is of kind adl, with the row that would be one; CTG_BAD_ARGUMENT for a
 * policy that is empty, twice in the list or none, for a venue that is none or
 * has no layer adl; otherwise as ctg_run_new. Network and plan must outlive the
 * policies, which the caller frees.
 */
ctg_status ctg_policies_new(const ctg_plan *plan,
                            const ctg_policies_options *options,
                            ctg_policies **policies, ctg_error *error);
void ctg_policies_free(ctg_policies *policies); /* NULL does nothing */

size_t ctg_policies_count(const ctg_policies *policies);
/* The words of the index-th, or `*`. */
const char *ctg_policies_name(const ctg_policies *policies, size_t index);
/* What came of it: without a ledger, with its events. */
const ctg_run *ctg_policies_run(const ctg_policies *policies, size_t index);
/* The policy of the file itself. */
size_t ctg_policies_own(const ctg_policies *policies);

#ifdef __cplusplus
}
#endif
#endif
