/*
 * The fast solvers: the end state of claims alone, without rounds or ledger.
 *
 * Where every claim is valued by `linear`, distress ends at the least solution
 * of h = min(1, h0 + W h): while a node is below 1 the rounds only add up
 * what reaches it, and it never recovers. On the nodes that a shock reaches
 * that solution is the only one (docs/fast.md), so any order of evaluation and
 * any guess may be used to get there. Where every claim is valued by
 * `threshold`, failures only ever add up, and order does not matter either.
 * The same holds for losses under any mix of rules that look at the debtor's
 * books alone, which is all but `single-hit`.
 */
#ifndef FAST_FAST_H
#define FAST_FAST_H

#include <contagraph/run.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "data/plan.h"

/* The solvers; which one a plan gets is up to its rules. */
typedef enum ctg__fast_method {
    CTG__FAST_LINEAR,    /* all claims by `linear` */
    CTG__FAST_THRESHOLD, /* all claims by `threshold` */
    CTG__FAST_MIXED      /* any rules; fast/mixed.h */
} ctg__fast_method;

/* How far solvers look ahead for what they will need. */
enum { CTG__FAST_AHEAD = 32 };

/*
 * A plan as the solvers see it. Row i has what node i loses when its debtors
 * are in full distress, parallel exposures added: amount x w x (1 - R), money;
 * with `cap`, in the first books its equity at most.
 * Nodes without equity to begin with are in full distress for good.
 *
 * Rows that are those of the network's exposures, but for one share that all
 * of them lose, are not made: these lie there, where other processes may have
 * them too (fast/rows_shared.c). Then there are no `inverse` and `owes`,
 * nothing behind the last column, and parallel exposures follow each other.
 */
typedef struct ctg__fast {
    const ctg_network *network;
    size_t count;
    size_t *start;    /* count + 1 */
    uint32_t *column; /* with CTG__FAST_AHEAD zeros behind the last, or shared */
    double *value;
    double scale;    /* of `value`, but where that is 0: then it is 1 */
    size_t entries;  /* those on one debtor as one; 0: there are no others */
    double *inverse; /* 1 / E0; 0 without equity; NULL: of `equity` */
    double *equity;  /* max(0, E0) */
    double *shocked; /* h0: after the shocks alone, in [0, 1] */
    bool *owes;      /* somebody loses by its distress; NULL: whoever owes */
    /* Rows that can change and matter to others; rows that can change. */
    uint32_t *inner;
    size_t inner_count;
    uint32_t *sinks; /* can change, and nobody is exposed to them */
    size_t sink_count;
    /* The transpose, for `threshold` only: what creditors lose by node j. */
    size_t *push_start;
    uint32_t *push_row;
    double *push_value;
    ctg__fast_method method;
    /* CTG__FAST_MIXED only: then there are no rows, but `equity` and
     * `shocked`. */
    struct ctg__mixed *mixed;
    ctg__asking *asking; /* within `linear` and mixed rules; NULL: nobody is */
} ctg__fast;

/*
 * `*possible` is false, and nothing else changes, where the fast solvers do
 * not apply: `single-hit`, channels beside claims, a limit of rounds
 * below the standard one.
 */
ctg_status ctg__fast_of(const ctg_plan *plan, ctg__arena *arena,
                        ctg__fast *fast, bool *possible, ctg_error *error);

/* Why no fast solver gets the plan, but for its rules of valuation; NULL if
 * there is nothing else. */
const char *ctg__fast_obstacle(const ctg_plan *plan);

/* Rows that plans of one network may share. Starts as {0}. */
typedef struct ctg__fast_rows {
    ctg__fast fast;
    ctg__arena arena; /* of `fast` */
    bool kept;       /* for plans of this method, without exposure shocks and */
    double recovery; /* with this recovery */
    bool cap;        /* and this cap */
    ctg__asking *asking; /* for `fast`; may be NULL */
} ctg__fast_rows;

/*
 * As ctg__fast_of, into rows->fast. What the shocks do not change is that of
 * the last plan, where it can be. Works in memory of `scratch`.
 */
ctg_status ctg__fast_again(const ctg_plan *plan, ctg__fast_rows *rows,
                           ctg__arena *scratch, bool *possible,
                           ctg_error *error);

/* What a solution is worth. */
typedef struct ctg__fast_report {
    size_t sweeps;
    double change;       /* in the last sweep, as a share of all distress */
    double error;        /* estimate of what is left: change x r / (1 - r) */
    double equity_lost;  /* money; by ctg__fast_base, as the next one */
    double outside_loss; /* as in a run's summary */
    bool converged;
} ctg__fast_report;

/*
 * The end state of the plan itself, by whichever rules it has: `distress` is
 * filled in, in the sense of docs/model.md section 2. Equity lost is the sum
 * of `equity` x distress, but for pass-throughs, whose distress is a share of
 * liabilities. Of accuracy the report of `threshold` says no more than that
 * it is exact, that of mixed rules that no fall of a claim is left to pass on
 * that is more than `tolerance` of its fall so far.
 */
ctg_status ctg__fast_base(const ctg__fast *fast, double tolerance,
                          double *distress, ctg__fast_report *report,
                          ctg_error *error);

/*
 * The same plan with the defaults of these nodes added, for ctg__fast_base. It
 * shares all that does not change with `fast`, which must outlive it; the rest
 * is the arena's. Distress after the shocks alone is not told by `shocked`.
 */
ctg_status ctg__fast_with_defaults(const ctg__fast *fast, const ctg_node *nodes,
                                   size_t count, ctg__arena *arena,
                                   ctg__fast *with, ctg_error *error);

/* What one default does on top of the plan; see rank/defaults_of_all.h. */
typedef struct ctg__fast_effect {
    double impact;   /* money: others' equity lost beyond the base */
    double weighted; /* sum of weight x (h - h after the shocks) */
    uint32_t failed; /* others that fail in all */
    uint32_t at_one; /* others with h = 1 in all */
    bool converged;
} ctg__fast_effect;

/*
 * Distress summed over cascades in units of 2^-43, as whole numbers, so that
 * the sum does not depend on its order; over so many cascades at most.
 */
#define CTG__FAST_UNIT 0x1p-43
enum { CTG__FAST_CASCADES = 1 << 20 };

typedef struct ctg__fast_job {
    const ctg__fast *fast;
    const double *base; /* end state of the plan itself, or h0; the solver of
                           mixed rules finds that state again */
    const ctg_node *sources; /* whose defaults to run */
    size_t source_count;
    ctg__fast_effect *effects; /* per source */
    uint64_t *distress; /* per node, added to: distress of others; or NULL */
    double tolerance;   /* as for ctg__linear_solve */
    int lanes;          /* 8, 16, 32; 0: by the size of the graph */
    const struct ctg__lane_kernels *kernels; /* NULL: the machine's best */
    const struct ctg__linear_class *class;   /* NULL: it is looked for */
    ctg_progress *progress;                  /* may be NULL */
    void *progress_context;
} ctg__fast_job;

/*
 * One cascade for every source. Results do not depend on lanes, threads,
 * instruction set or on which sources are run together.
 */
ctg_status ctg__fast_defaults(const ctg__fast_job *job, ctg_error *error);

/*
 * The end of a plan by the fast solvers, as a run's summary: `by_rounds` is
 * false, and what only rounds or a ledger have is 0. `*possible` is false, and
 * the summary stays as it is, where they do not apply. Rows as above. The
 * distress of nodes is memory of `scratch`; NULL: not asked for.
 */
ctg_status ctg__fast_end(const ctg_plan *plan, ctg__fast_rows *rows,
                         ctg__arena *scratch, const double **distress,
                         ctg_summary *summary, bool *possible,
                         ctg_error *error);

/*
 * What `linear` can come to at most, whatever the distress `h0` after the
 * shocks: equity lost <= all + sum of slope x h0, with slopes of at least 0.
 * It is an equality where distress begins with `at`, and close to it nearby.
 * `*found` is false where nothing bounds how losses add up there. `slope` has
 * room for all nodes; the method is CTG__FAST_LINEAR. CTG_CANCELLED where
 * `asking` says so.
 */
ctg_status ctg__linear_cut(const ctg__fast *fast, const double *at,
                           ctg__asking *asking, double *slope, double *all,
                           bool *found, ctg_error *error);

/* A sweep that changes less than this share of all distress is the last. */
#define CTG__FAST_TOLERANCE 1e-13

/* Equity within this share of its first is gone (docs/model.md section 2). */
#define CTG__FAST_FAILED (1 - 1e-9)

/* Whether a node at distress h is marked failed; a pass-through never is. */
static inline bool ctg__fast_has_failed(const ctg__fast *fast, size_t node,
                                        double h)
{
    return h >= CTG__FAST_FAILED && !fast->network->nodes.pass_through[node];
}

#endif
