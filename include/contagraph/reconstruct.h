/*
 * Reconstruction: networks of claims from each node's totals, where who lends
 * to whom is not known, and what can be said without knowing it. One network
 * made from totals is not data: every method assumes something, and many
 * networks that all have the totals are the usual answer (see ensemble.h).
 */
#ifndef CONTAGRAPH_RECONSTRUCT_H
#define CONTAGRAPH_RECONSTRUCT_H

#include <stdbool.h>

#include <contagraph/graph.h>
#include <contagraph/variant.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What one node owes another, money. Nodes by row; one more than the graph has
 * is the node of `outside`. */
typedef struct ctg_link {
    ctg_node debtor;
    ctg_node creditor;
    double amount;
} ctg_link;

/* Which side is taken as it is where claims and debts do not sum to the same.
 */
typedef enum ctg_scaling {
    CTG_SCALE_NOTHING, /* they are refused */
    CTG_SCALE_TO_CLAIMS,
    CTG_SCALE_TO_DEBTS,
    CTG_SCALE_TO_MEAN
} ctg_scaling;

/* What is known. Paths are of CSV files; NULL: there is none. */
typedef struct ctg_totals_options {
    const char *marginals;  /* id,claims,debts, instead of the graph's */
    bool missing_is_zero;   /* a blank total is 0, not refused */
    bool forget;            /* the graph's exposures are not known */
    const char *zeros;      /* debtor,creditor: they have no exposure */
    const ctg_link *barred; /* the same as a list; amounts do not count */
    size_t barred_count;
    const char *prior;   /* debtor,creditor,amount: ras alone */
    const char *blocks;  /* debtor_group,creditor_group,amount */
    const char *outside; /* id of a new node that takes the difference */
    ctg_scaling scale;
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
} ctg_totals_options;

ctg_totals_options ctg_totals_options_default(void);

typedef struct ctg_totals ctg_totals;

/* Why there is no network with these totals: a proof by arithmetic. All who
 * claim may lend to nobody but those who owe, and these owe less. */
typedef struct ctg_infeasible {
    const ctg_node *creditors;
    size_t creditor_count; /* 0: there is one */
    const ctg_node *debtors;
    size_t debtor_count;
    double claims; /* of these creditors */
    double debts;  /* of these debtors */
    double excess; /* the difference; all money */
} ctg_infeasible;

/*
 * Reads totals and what is known of a graph, which must outlive them.
 * CTG_BAD_INPUT, with the place, for what is refused: a total that is blank,
 * negative or not finite, known claims above a total, claims and debts that
 * differ by more than 1e-6 of the larger, an exposure in an asset;
 * CTG_NOT_FOUND for an id that no node has, CTG_BAD_ARGUMENT for options that
 * contradict each other, CTG_IO_ERROR, CTG_CANCELLED. Totals that no network
 * has are no failure: see ctg_totals_infeasible. One thread.
 */
ctg_status ctg_totals_new(const ctg_graph *graph,
                          const ctg_totals_options *options,
                          ctg_totals **totals, ctg_error *error);
void ctg_totals_free(ctg_totals *totals); /* NULL does nothing */

/* Owned by the totals. */
const ctg_infeasible *ctg_totals_infeasible(const ctg_totals *totals);

/* Nodes of the graph, and the one outside where there is one. */
size_t ctg_totals_node_count(const ctg_totals *totals);
/* The id of any of these. */
const char *ctg_totals_node_id(const ctg_totals *totals, ctg_node node);
/* Money, what is known included: per node, and of all. */
const double *ctg_totals_claims(const ctg_totals *totals);
const double *ctg_totals_debts(const ctg_totals *totals);
double ctg_totals_sum(const ctg_totals *totals);
/* How many pairs are known, and these. */
size_t ctg_totals_known(const ctg_totals *totals);
const ctg_link *ctg_totals_known_links(const ctg_totals *totals);
/* How many pairs are known to have no exposure, or one that is known; and the
 * index-th of them, its amount 0. None where a prior says which have one. */
size_t ctg_totals_barred(const ctg_totals *totals);
ctg_link ctg_totals_barred_at(const ctg_totals *totals, size_t index);

/* What a fitness link carries. */
typedef enum ctg_weights {
    CTG_WEIGHTS_ENTROPY, /* the entry of ras over the link's probability */
    CTG_WEIGHTS_GRAVITY, /* a_i l_j / T over it (Cimini et al. 2015) */
    CTG_WEIGHTS_EXACT    /* ras on the links drawn */
} ctg_weights;

/* NaN and 0: as the method has it. */
typedef struct ctg_reconstruct_options {
    double error;      /* ras: 1e-12 of the total */
    size_t iterations; /* ras: 100,000 */
    size_t restarts;   /* min-density: 200 */
    double links;      /* fitness: expected, of the free cells; or density */
    double density;    /* fitness: links, of cells with claims and debts */
    ctg_weights weights;
    double theta;            /* gibbs, money: 0 */
    double link_probability; /* gibbs, instead of theta */
    size_t burn;             /* gibbs, steps: 100 times the free cells */
    size_t thin;             /* gibbs, steps: the free cells */
    bool burn_given;         /* burn and thin count, be they 0 */
    bool thin_given;
    size_t chains; /* gibbs: 4 */
    size_t draws;  /* fitness, gibbs: 1000 */
    uint64_t seed;
    /* ras: only the largest entries, until they have this share of the total;
     * NaN: all. */
    double keep;
    bool unlisted; /* ras: count entries, but list none: they are n^2 */
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
} ctg_reconstruct_options;

ctg_reconstruct_options ctg_reconstruct_options_default(void);

/* One network, as a list by debtor, within a debtor by creditor. */
typedef struct ctg_drawn {
    const ctg_link *claims; /* above 0, known ones included */
    size_t count;
    size_t number; /* from 1 */
} ctg_drawn;

/* What came of a method; NaN is no such figure. */
typedef struct ctg_reconstruct_facts {
    double links;      /* of a network, known ones included; NaN: of many */
    double density;    /* links over n (n - 1) */
    double residual;   /* the largest error of a row or column over the total */
    size_t iterations; /* ras */
    double error;      /* ras: that is left, over the total */
    bool converged;    /* ras: within `error` */
    double left_out;   /* ras with `keep`: entries */
    double left_money; /* and what they carry */
    double bound;      /* min-density: no network has fewer links */
    bool proven;       /* and none has fewer than this one */
    size_t unparted;   /* min-density: totals that are not 0, where it is not
                          known into how many blocks they part; else 0 */
    double z;          /* fitness */
    double expected_links;
    double theta; /* gibbs */
    double free_cells;
    double moved; /* gibbs: steps, so far; then those that hit a cell that is
                     not free, and those with no room */
    double void_steps;
    double stuck;
    double effective; /* gibbs: sample size, of the total of X log X */
    double rhat;
    size_t draws; /* 0: the method has one network */
} ctg_reconstruct_facts;

typedef struct ctg_reconstruction ctg_reconstruction;

/* The methods that give networks: "ras", "min-density", "fitness", "gibbs";
 * NULL past the last. */
const ctg_variant *ctg_reconstruct_method_at(size_t index);

/*
 * Prepares a method, and for ras and min-density makes the network. `totals`
 * must be feasible and outlive it; `options` may be NULL. CTG_BAD_ARGUMENT for
 * an unknown method or options it has not, or that are out of range;
 * CTG_NO_SOLUTION where blocks and totals contradict each other, or for more
 * than 20 million exposures; CTG_CANCELLED. One thread at a time, the same bits
 * on every machine.
 */
ctg_status ctg_reconstruction_new(const ctg_totals *totals, const char *method,
                                  const ctg_reconstruct_options *options,
                                  ctg_reconstruction **made, ctg_error *error);
void ctg_reconstruction_free(ctg_reconstruction *made); /* NULL: nothing */

/*
 * The next network, in order; `drawn->claims` is NULL past the last. Its claims
 * live until the next call. CTG_NO_SOLUTION where `exact` weights found no
 * links that carry the totals in 100 attempts, with the reason; CTG_CANCELLED.
 */
ctg_status ctg_reconstruction_next(ctg_reconstruction *made, ctg_drawn *drawn,
                                   ctg_error *error);
/* Starts again with the first. CTG_NO_MEMORY alone. */
ctg_status ctg_reconstruction_rewind(ctg_reconstruction *made,
                                     ctg_error *error);

typedef struct ctg_draws ctg_draws;

/* All networks that are left, kept: the caller's to free. CTG_NO_SOLUTION and
 * CTG_CANCELLED as the next one has them. */
ctg_status ctg_draws_new(ctg_reconstruction *made, ctg_draws **draws,
                         ctg_error *error);
void ctg_draws_free(ctg_draws *draws); /* NULL does nothing */
const ctg_drawn *ctg_draws_all(const ctg_draws *draws, size_t *count);

/* What to know of the networks of this method; one line. */
const char *ctg_reconstruction_says(const ctg_reconstruction *made);

/* Of what was done so far: gibbs counts its steps. */
ctg_reconstruct_facts ctg_reconstruction_facts(const ctg_reconstruction *made);
const ctg_variant *ctg_reconstruction_method(const ctg_reconstruction *made);
/* With the defaults filled in. */
const ctg_reconstruct_options *ctg_reconstruction_options(
    const ctg_reconstruction *made);
/* How many chains share the draws evenly; 1 where each draw is by itself. */
size_t ctg_reconstruction_chains(const ctg_reconstruction *made);
const ctg_totals *ctg_reconstruction_totals(const ctg_reconstruction *made);

/*
 * The graph with other exposures, all other tables as they are, and the node
 * outside where there is one: the caller's to free. CTG_BAD_INPUT for a damaged
 * snapshot.
 */
ctg_status ctg_totals_graph(const ctg_totals *totals, const ctg_drawn *drawn,
                            ctg_graph **graph, ctg_error *error);

/* What is certain of a cell: no network with these totals is beyond. */
typedef struct ctg_cell_bound {
    ctg_node debtor;
    ctg_node creditor;
    double low;
    double high;
    double ras; /* NaN: not asked for */
} ctg_cell_bound;

typedef struct ctg_bounds ctg_bounds;

/* Bounds of every free cell, by debtor, within a debtor by creditor; exact.
 * CTG_NO_SOLUTION above 20 million cells and where blocks and totals
 * contradict each other, CTG_CANCELLED. */
ctg_status ctg_bounds_new(const ctg_totals *totals,
                          const ctg_reconstruct_options *options,
                          ctg_bounds **bounds, ctg_error *error);
void ctg_bounds_free(ctg_bounds *bounds); /* NULL does nothing */
const ctg_cell_bound *ctg_bounds_cells(const ctg_bounds *bounds, size_t *count);

/*
 * The least and the most that `node` can lose in the first round if the nodes
 * of `failed` do: sum of its claims on them times 1 - their recovery (of the
 * nodes table, else `recovery`). CTG_CANCELLED.
 */
ctg_status ctg_bounds_of_loss(const ctg_totals *totals, ctg_node node,
                              const ctg_node *failed, size_t failed_count,
                              double recovery, double *low, double *high,
                              ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
