/* Rankings: how important every node is, by measures (section 10). */
#ifndef CONTAGRAPH_RANK_H
#define CONTAGRAPH_RANK_H

#include <stdbool.h>

#include <contagraph/scenario.h>
#include <contagraph/share.h>
#include <contagraph/variant.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ctg_score_unit {
    CTG_UNIT_NONE,  /* comparable with others of its kind only */
    CTG_UNIT_MONEY, /* in the numeraire */
    CTG_UNIT_SHARE, /* 0 to 1 of something */
    CTG_UNIT_COUNT
} ctg_score_unit;

/* What a list of measures says beside ctg_measure_at(index). */
typedef struct ctg_measure_notes {
    const char *orientation; /* what a high score means, how edges are read */
    const char *undefined;   /* when there are no scores; "" never */
    ctg_score_unit unit;
    bool of_scenarios; /* looks at ctg_ranking_options.scenarios */
} ctg_measure_notes;

/* NULL past the last. */
const ctg_measure_notes *ctg_measure_notes_at(size_t index);

/* The scores of one measure. Owned by the ranking. */
typedef struct ctg_scores {
    const ctg_variant *measure;
    const ctg_measure_notes *notes;
    const char *label;   /* as it was asked for: "katz:alpha=0.25" */
    bool defined;        /* false: no node has a score; `remark` says why */
    const double *score; /* per node; NaN: undefined for this node */
    /* 1 for the highest score; nodes whose scores differ by less than 1e-12
     * relative share the best rank among them; 0: undefined. */
    const uint32_t *rank;
    const ctg_node *order; /* all nodes by rank, ties by row, undefined last */
    size_t undefined;      /* nodes without a score */
    size_t tied;           /* nodes that share their rank with another */
    const double *standard_error; /* per node; NULL: scores are exact */
    const char *remark; /* what to know about these scores; "" for nothing */
} ctg_scores;

/* How far two rankings agree. */
typedef struct ctg_agreement {
    /*
     * Kendall's tau-b (1945): 1 for the same order with the same ties, -1 for
     * the reverse, about 0 for orders that have nothing to do with each other.
     * NaN: undefined, as one of them puts all these nodes on one rank.
     */
    double tau;
    size_t nodes; /* with a rank in both: those that count */
} ctg_agreement;

/*
 * Compares ranks as ctg_scores.rank has them: equal ones are ties, nodes with 0
 * in either are left out. Takes n log n steps. CTG_NO_MEMORY alone.
 */
ctg_status ctg_rank_agreement(size_t count, const uint32_t *one,
                              const uint32_t *other, ctg_agreement *agreement,
                              ctg_error *error);

/* Whether rankings by cascades can tell nodes apart. */
typedef struct ctg_saturation {
    double radius;       /* spectral radius of the leverage matrix */
    double radius_error; /* the true one is no farther than this */
    size_t cascades;     /* that were run; 0: none of the measures needs any */
    size_t unconverged;  /* of these: stopped by `rounds` */
    double at_one;       /* mean share of other nodes at h = 1 in those run */
} ctg_saturation;

typedef struct ctg_ranking_options {
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
    /*
     * 0: all nodes. Else `impact`, asked for alone, may leave out nodes that
     * are certainly not among the first so many: see ctg_certificate.
     */
    size_t top;
    /*
     * 0: as long as it takes. Else `shapley` and `key-set` are undefined, with
     * the time as the reason, where they would take longer than so many
     * seconds: they value some coalitions first to know.
     */
    double seconds_most;
    /* `contagion-index` averages over these, of the plan's network; none: over
     * the plan alone. CTG_BAD_ARGUMENT where no measure looks at them. */
    const ctg_plan *const *scenarios;
    size_t scenario_count;
    /* Who runs the defaults of all nodes, which `impact` but for `top`,
     * `defaults`, `debtrank` and `vulnerability` look at, as "cascades" or
     * "blocks of cascades"; NULL: the threads of this process. */
    const ctg_share *share;
} ctg_ranking_options;

/*
 * Proof that the first nodes by `impact` are the first, although not every
 * cascade was run: no node that was left out can have more than `bound`.
 */
typedef struct ctg_certificate {
    size_t top;      /* as asked for; 0: no certificate, all cascades ran */
    size_t cascades; /* that were run */
    double least;    /* the lowest score among the first `top` */
    double bound;    /* of all scores that are left out; at most `least` */
} ctg_certificate;

typedef struct ctg_ranking ctg_ranking;

/*
 * Ranks by one or several measures, in the plan's scenario: "impact",
 * "impact,katz:alpha=0.25,pagerank:damping=0.9". Measures with a parameter
 * more: "NAME:x=1:y=2" or "NAME:x=1,y=2". CTG_BAD_ARGUMENT for what is misspelt
 * or out of range; CTG_NO_SOLUTION, with the reason of the first, where none of
 * the measures is defined (else see ctg_scores.defined). `options` may be NULL.
 * The network must outlive the ranking. CTG_BAD_INPUT for a graph without
 * equities where a measure needs them, CTG_CANCELLED.
 */
ctg_status ctg_ranking_new(const ctg_plan *plan, const char *measures,
                           const ctg_ranking_options *options,
                           ctg_ranking **ranking, ctg_error *error);
/*
 * A ranking of nothing yet: of what ctg_ranking_scores gives it has `measure`,
 * `notes` and `label` alone, none is defined, and it has no network.
 * CTG_BAD_ARGUMENT.
 */
ctg_status ctg_ranking_name(const char *measures, ctg_ranking **ranking,
                            ctg_error *error);
void ctg_ranking_free(ctg_ranking *ranking); /* NULL does nothing */

const ctg_network *ctg_ranking_network(const ctg_ranking *ranking);

/* The index-th measure asked for; NULL past the last. */
const ctg_scores *ctg_ranking_scores(const ctg_ranking *ranking, size_t index);

const ctg_saturation *ctg_ranking_saturation(const ctg_ranking *ranking);
const ctg_certificate *ctg_ranking_certificate(const ctg_ranking *ranking);

#ifdef __cplusplus
}
#endif
#endif
