/*
 * Ensembles: many networks with the same totals, and what is so in all of them,
 * or in how many. Networks are drawn as they are needed, or read from a file.
 */
#ifndef CONTAGRAPH_ENSEMBLE_H
#define CONTAGRAPH_ENSEMBLE_H

#include <contagraph/rank.h>
#include <contagraph/reconstruct.h>
#include <contagraph/run.h>
#include <contagraph/share.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_ensemble ctg_ensemble;

/*
 * The networks of a reconstruction, as the balance sheets of its graph go:
 * equity is the graph's, claims and debts are a draw's, and what equity says
 * about the rest (docs/model.md section 1) is said of the totals, once, so that
 * other assets and liabilities are the same in all draws. Where a draw's sums
 * differ from the totals, the difference goes to its other assets or
 * liabilities. The reconstruction must outlive the ensemble and is drawn from.
 * CTG_BAD_INPUT where the graph is refused.
 */
ctg_status ctg_ensemble_draw(ctg_reconstruction *made, const ctg_graph *graph,
                             ctg_ensemble **ensemble, ctg_error *error);

/*
 * The same of a file of JSON lines, as `reconstruct` writes it, for the graph
 * with its nodes. CTG_BAD_INPUT with file and line, CTG_IO_ERROR.
 */
ctg_status ctg_ensemble_open(const char *path, const ctg_graph *graph,
                             ctg_ensemble **ensemble, ctg_error *error);
void ctg_ensemble_free(ctg_ensemble *ensemble); /* NULL does nothing */

/* How many networks there are. */
size_t ctg_ensemble_count(const ctg_ensemble *ensemble);

/* Of independent chains that share the draws evenly, one after the other; 1
 * where all draws are independent, or nobody knows. */
size_t ctg_ensemble_chains(const ctg_ensemble *ensemble);

/*
 * The next network, NULL past the last; it and its graph live until the next
 * call. CTG_BAD_INPUT for a line that is refused, or a network that is; as
 * ctg_reconstruction_next otherwise.
 */
ctg_status ctg_ensemble_next(ctg_ensemble *ensemble,
                             const ctg_network **network, ctg_error *error);
/* Leaves out so many networks, or all that are left. CTG_BAD_INPUT and others
 * as ctg_ensemble_next. */
ctg_status ctg_ensemble_skip(ctg_ensemble *ensemble, size_t count,
                             ctg_error *error);
/* Starts again with the first. CTG_IO_ERROR, also for standard input, and
 * CTG_BAD_INPUT of a file that is no longer what it was; CTG_NO_MEMORY. */
ctg_status ctg_ensemble_rewind(ctg_ensemble *ensemble, ctg_error *error);
/* Its graph; before the first, the graph without exposures. */
const ctg_graph *ctg_ensemble_graph(const ctg_ensemble *ensemble);

/*
 * The network of the last ctg_ensemble_next put into another graph, the
 * caller's: exposures and the rest of the balance sheets, all else as in
 * `graph`, which has the same nodes in the same rows. CTG_BAD_ARGUMENT where
 * there is none at hand, CTG_NO_MEMORY.
 */
ctg_status ctg_ensemble_put(const ctg_ensemble *ensemble,
                            const ctg_graph *graph, ctg_graph **made,
                            ctg_error *error);

/* All claims, money. */
double ctg_ensemble_total(const ctg_ensemble *ensemble);

/* How far sums of the draws so far were from the totals, money a draw. */
double ctg_ensemble_difference(const ctg_ensemble *ensemble);

/* Shares of draws: the low, the mid and the high, each the ceil(q N)-th
 * smallest. */
typedef struct ctg_band {
    double low;
    double mid;
    double high;
} ctg_band;

/*
 * Beside the band stand the two ends between which the truth is expected
 * (Anand et al. 2018; no guarantee): the even network of `ras` and the sparse
 * one of `min-density`, of the same totals. NaN where one is too large to be
 * made, or a file says no totals that have it.
 */
typedef struct ctg_ranges_options {
    ctg_band band; /* default 5 %, 50 %, 95 % */
    size_t top;    /* ranks that count as first, default 5 */
    ctg_progress *progress;
    void *progress_context;
    /* Who ranks or runs which networks, "networks"; NULL: this process. */
    const ctg_share *share;
} ctg_ranges_options;

ctg_ranges_options ctg_ranges_options_default(void);

/* A node by one measure. Ranks are 1 + the number of nodes whose score is above
 * by more than 1e-9 of the largest. */
typedef struct ctg_node_range {
    double score_low; /* NaN: in no draw defined */
    double score_mid;
    double score_high;
    double rank_low;
    double rank_mid;
    double rank_high;
    double top; /* share of draws in which its rank is at most `top` */
    double score_ras;
    double score_fewest;
} ctg_node_range;

typedef struct ctg_measure_range {
    const char *label;
    const ctg_measure_notes *notes;
    const ctg_node_range *nodes; /* by row */
    size_t undefined; /* draws left out, those with no measure at all too */
    double agreement; /* mean Kendall tau-b between draws; NaN: undefined */
} ctg_measure_range;

typedef struct ctg_ranges ctg_ranges;

/*
 * Ranks every network that is left by `measures`, as ctg_ranking_new does and
 * in a scenario; draws where no measure is defined are left out and counted.
 * CTG_BAD_ARGUMENT, CTG_BAD_INPUT, CTG_NOT_FOUND and CTG_CANCELLED as there, in
 * ctg_plan_new and in ctg_ensemble_next, CTG_NO_SOLUTION where none is defined
 * in any draw.
 */
ctg_status ctg_ranges_new(ctg_ensemble *ensemble, const ctg_scenario *scenario,
                          const char *measures,
                          const ctg_ranges_options *options,
                          ctg_ranges **ranges, ctg_error *error);
void ctg_ranges_free(ctg_ranges *ranges); /* NULL does nothing */

size_t ctg_ranges_draws(const ctg_ranges *ranges);
size_t ctg_ranges_nodes(const ctg_ranges *ranges);
/* The index-th measure; NULL past the last. */
const ctg_measure_range *ctg_ranges_measure(const ctg_ranges *ranges,
                                            size_t index);
/* All nodes by rank_mid of the first measure, then by score_mid. */
const ctg_node *ctg_ranges_order(const ctg_ranges *ranges);

/* A figure over all draws. */
typedef struct ctg_figure_range {
    double low;
    double mid;
    double high;
    double mean;
    double standard_error; /* of the mean, by chains where there are some */
    double ras;
    double fewest;
} ctg_figure_range;

typedef struct ctg_spread ctg_spread;

/* Runs a scenario on every network that is left: CTG_BAD_ARGUMENT,
 * CTG_BAD_INPUT, CTG_NOT_FOUND, CTG_NO_SOLUTION and CTG_CANCELLED as in
 * ctg_plan_new, ctg_run_new and ctg_ensemble_next. */
ctg_status ctg_spread_new(ctg_ensemble *ensemble, const ctg_scenario *scenario,
                          const ctg_ranges_options *options,
                          ctg_spread **spread, ctg_error *error);
void ctg_spread_free(ctg_spread *spread); /* NULL does nothing */

size_t ctg_spread_draws(const ctg_spread *spread);
size_t ctg_spread_nodes(const ctg_spread *spread);
/* Draws that did not converge. */
size_t ctg_spread_unconverged(const ctg_spread *spread);
/* Where draws are of chains (ctg_ensemble_chains): how many independent draws
 * they are worth for `equity_lost`, and its split R-hat, near 1 where chains
 * agree (Gelman and others 2013). NaN: draws are independent, too few, or all
 * the same. */
double ctg_spread_effective(const ctg_spread *spread);
double ctg_spread_rhat(const ctg_spread *spread);
/* By index of ctg_summary_key_at; NULL past the last. */
const ctg_figure_range *ctg_spread_key(const ctg_spread *spread, size_t index);
/* What a node loses, and the share of draws in which it fails. */
const ctg_figure_range *ctg_spread_lost(const ctg_spread *spread,
                                        ctg_node node);
double ctg_spread_failed(const ctg_spread *spread, ctg_node node);

/* How far a network X is from one that is known, Y. */
typedef struct ctg_distance {
    double l1;        /* sum |X - Y| / (2 T), T the sum of what is not known */
    double cosine;    /* of the two as vectors; NaN: one is empty */
    double jaccard;   /* links of both over links of either */
    double precision; /* links of X that Y has */
    double recall;    /* links of Y that X has */
    double links;     /* of X */
    double impact;    /* Spearman's correlation of `impact`; NaN: undefined */
    double *summary;  /* X less Y, by index of ctg_summary_key_at; NaN */
} ctg_distance;

typedef struct ctg_distances ctg_distances;

/*
 * Holds every network that is left against a known one with the same ids (the
 * node outside apart), in a scenario; exposures in an asset count at its price.
 * Summary and impact are NaN where one of them has no balance sheets.
 * CTG_NOT_FOUND for ids that only one has; CTG_BAD_INPUT and others as
 * ctg_network_new, ctg_plan_new, ctg_ranking_new and ctg_ensemble_next.
 */
ctg_status ctg_distances_new(ctg_ensemble *ensemble, const ctg_graph *known,
                             const ctg_scenario *scenario,
                             const ctg_ranges_options *options,
                             ctg_distances **distances, ctg_error *error);
void ctg_distances_free(ctg_distances *distances); /* NULL does nothing */

size_t ctg_distances_count(const ctg_distances *distances);
/* Of a draw, from 0; NULL past the last. */
const ctg_distance *ctg_distances_at(const ctg_distances *distances,
                                     size_t index);
/* The means of these figures; and the figures of the mean of the networks. */
const ctg_distance *ctg_distances_mean(const ctg_distances *distances);
const ctg_distance *ctg_distances_of_mean(const ctg_distances *distances);
/* Of the known network: how many links, and its summary by key. */
double ctg_distances_known_links(const ctg_distances *distances);
const double *ctg_distances_known_summary(const ctg_distances *distances);

#ifdef __cplusplus
}
#endif
#endif
