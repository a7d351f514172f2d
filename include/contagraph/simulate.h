/*
 * Simulation: scenarios drawn at random, each run to its end, and what that
 * says of losses at a probability, with intervals (docs/risk.md).
 */
#ifndef CONTAGRAPH_SIMULATE_H
#define CONTAGRAPH_SIMULATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <contagraph/figure.h>
#include <contagraph/problem.h>
#include <contagraph/scenario.h>
#include <contagraph/share.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is drawn and how: the keys of a risk file. Used by one thread at a
 * time. */
typedef struct ctg_risk ctg_risk;

/* Every key at its default. NULL when out of memory. */
ctg_risk *ctg_risk_new(void);
void ctg_risk_free(ctg_risk *risk); /* NULL does nothing */

/* The keys of a risk file, in its order; NULL past the last. */
typedef struct ctg_risk_key {
    const char *name;
    const char *standard; /* its default, as JSON */
    const char *range;    /* in words */
    const char *meaning;
    bool flag; /* true or false */
} ctg_risk_key;

const ctg_risk_key *ctg_risk_key_at(size_t index);

/*
 * One key from text, as an option gives it: `95,99.9` for levels, `2%`. `event`
 * adds one ("NAME 2%: SHOCK; SHOCK", "NAME 4/year: SHOCK"), `track` a measure;
 * `hike` and `withdrawn` are the rates. CTG_NOT_FOUND for no such key, with
 * what was meant; CTG_BAD_ARGUMENT, CTG_NO_MEMORY. On failure nothing changes.
 */
ctg_status ctg_risk_set(ctg_risk *risk, const char *key, const char *value,
                        ctg_error *error);

/*
 * Every key that a file, a JSON object, gives; its paths are relative to the
 * folder of the graph then. CTG_IO_ERROR; CTG_BAD_INPUT with the place.
 */
ctg_status ctg_risk_read(ctg_risk *risk, const char *path, ctg_error *error);

typedef struct ctg_simulation ctg_simulation;

typedef struct ctg_simulate_options {
    const char *folder; /* of the graph, for paths of a risk file; NULL: here */
    unsigned threads;   /* 0: as many as OpenMP gives */
    const char *input;  /* a hash of the graph, for resume.csv; NULL: "" */
    /* Counts draws; as status.h says. May be NULL. */
    ctg_progress *progress;
    void *progress_context;
    /* Who runs which draws, "draws" in rows of 64, then those of the tail once
     * more; NULL: the threads of this process. */
    const ctg_share *share;
    /*
     * The tail of `equity_lost` alone: only draws that may be in it are run,
     * by falling bound of what each can lose at most. VaR, ES, their
     * intervals and the means over the tail are those of all draws, bit for
     * bit; means, probabilities and other measures are not known (NaN), nor
     * the losses of draws that were not run (-INFINITY among the values,
     * blank in draws.csv). All claims must be valued by `linear`, and what is
     * drawn must be losses and defaults of nodes, with no other channel:
     * docs/risk.md. Not with a `share` of parts, `precision` or another
     * `measure`.
     */
    bool tail_only;
    /*
     * Draws end where claims alone leave them, found without rounds, as in a
     * sweep's end states: the same to 1e-9 of the initial equity, and faster.
     * Draws of the tail are run by rounds once more for their causes. Where
     * there are pass-throughs or other channels, or draws may add shocks other
     * than losses and defaults of nodes and write-offs of exposures, all are
     * run by rounds anyway. Not with `tail_only`.
     */
    bool end_state;
} ctg_simulate_options;

ctg_simulate_options ctg_simulate_options_default(void);

/*
 * Reads the files of a risk file, checks all of it and finds what is drawn;
 * nothing is run yet. Warnings and what is wrong go to `problems`.
 * CTG_BAD_INPUT for a file or a table that is wrong; CTG_BAD_ARGUMENT for keys
 * that do not go together, too few draws, an unknown measure, nothing to draw;
 * CTG_NOT_FOUND and others as ctg_plan_new; CTG_IO_ERROR. `network`, `risk` and
 * `problems` must outlive it; `scenario` may change or go.
 */
ctg_status ctg_simulation_new(const ctg_network *network,
                              const ctg_scenario *scenario,
                              const ctg_risk *risk,
                              const ctg_simulate_options *options,
                              ctg_problems *problems,
                              ctg_simulation **simulation, ctg_error *error);
void ctg_simulation_free(ctg_simulation *simulation); /* NULL does nothing */

/*
 * Runs all draws, then those of the tail again for their causes. The result
 * does not depend on the number of threads. CTG_CANCELLED; CTG_BAD_ARGUMENT
 * where tilted draws leave too few in the tail; CTG_NO_SOLUTION with the draw;
 * CTG_BAD_INPUT for a graph without equities. When cancelled, the summary's
 * `draws` are those that are kept, complete thousands: of the files, draws.csv
 * and resume.csv can be written then.
 */
ctg_status ctg_simulation_run(ctg_simulation *simulation, ctg_error *error);

/*
 * Takes over the draws of another run, interrupted or shorter, from draws.csv
 * and resume.csv of its folder, before this one runs: the result is that of one
 * run, byte for byte. `*taken` is their number, 0 without a draws.csv.
 * CTG_BAD_ARGUMENT where the input, the scenario or a key differ, but for
 * `draws`, `precision`, `confidence` and, unless draws are tilted, `levels` and
 * `measure`, or where its last draw comes to something else now;
 * CTG_BAD_INPUT with the place; CTG_IO_ERROR, CTG_NO_MEMORY.
 */
ctg_status ctg_simulation_resume(ctg_simulation *simulation, const char *folder,
                                 uint64_t *taken, ctg_error *error);

/* What the draws are run on: with `rates` the interest is booked. */
const ctg_network *ctg_simulation_network(const ctg_simulation *simulation);
const ctg_graph *ctg_simulation_graph(const ctg_simulation *simulation);

/* Numbers, once it has run. NaN: not defined, or unbounded. */
typedef struct ctg_simulation_summary {
    uint64_t draws; /* made */
    uint64_t seed;
    double days;
    double confidence;
    double degrees; /* of the copula; infinite: Gaussian */
    size_t drivers;
    size_t events;
    size_t windows;        /* of a history that is replayed; 0: none */
    bool is_complete;      /* every window once */
    bool is_tilted;        /* draws have weights */
    bool is_mirrored;      /* in pairs */
    bool has_origins;      /* false from below */
    double weight;         /* mean of the draws' */
    double weight_error;   /* NaN unless tilted */
    size_t not_converged;  /* draws */
    double initial_equity; /* as ctg_summary; after interest */
    double baseline;       /* equity lost without a shock */
    size_t baseline_failed;
    size_t measure; /* index of the headline */
    double level;   /* the highest */
    uint64_t typical;
    uint64_t worst; /* draws, from 1; 0: none */
    bool is_repaired;
    double smallest_eigenvalue;
    double largest_change;
    bool wants_precision; /* and reached it, or not */
    bool is_precise;
    bool by_rounds; /* false: all draws are end states, found without */
    bool is_tail_only;
    uint64_t ran;    /* draws that were run for it; others lose less, but for
                        those in which nothing happens, which are run once */
    double tail_all; /* tail mean of all nodes' falls of equity */
} ctg_simulation_summary;

const ctg_simulation_summary *ctg_simulation_summarise(
    const ctg_simulation *simulation);

typedef struct ctg_risk_level {
    double level;
    double var, var_low, var_high;
    double es, es_low, es_high, es_error;
    double tail_draws; /* what the tail is worth in draws */
} ctg_risk_level;

typedef struct ctg_risk_measure {
    const char *name;     /* "bad_debt pool" */
    ctg_figure_unit unit; /* money, or plain for a count */
    bool is_share;        /* of draws: `share`, no levels */
    double share, low, high;
    double mean, mean_error, most;
    double tail;       /* its mean over the tail of the headline */
    bool is_partial;   /* draws without an event do not have it: all of this is
                          of the others, NaN where there are none */
    uint64_t left_out; /* how many those are */
    const ctg_risk_level *levels;
    size_t level_count;
} ctg_risk_measure;

/* NULL past the last. */
const ctg_risk_measure *ctg_simulation_measure_at(
    const ctg_simulation *simulation, size_t index);

/* What the measure came to in `count` draws from `first`, counted from 0, into
 * room of the caller; false, and nothing written, past the last measure or the
 * last draw of the summary. Any number of threads. */
bool ctg_simulation_values(const ctg_simulation *simulation, size_t measure,
                           uint64_t first, uint64_t count, double *values);
/* The weights of draws, as many as the summary says; NULL: all are 1. */
const double *ctg_simulation_weights(const ctg_simulation *simulation);

typedef struct ctg_risk_layer {
    const char *name; /* "pool/1" */
    const char *kind; /* "fund" */
    const char *provider;
    double has; /* money; NaN: no fund */
    double used;
    double exhausted, exhausted_low, exhausted_high;
    double needed; /* VaR of what reaches it */
} ctg_risk_layer;

const ctg_risk_layer *ctg_simulation_layer_at(const ctg_simulation *simulation,
                                              size_t index);

typedef struct ctg_risk_node {
    double default_probability, low, high;
    double expected_loss;
    double tail_loss, tail_default_probability;
} ctg_risk_node;

/* By node. */
const ctg_risk_node *ctg_simulation_nodes(const ctg_simulation *simulation);

/* Origins of the tail's losses, the largest first; NULL past the last. */
typedef struct ctg_risk_origin {
    const char *name; /* "asset ETH", "event crash", "initial" */
    double tail_loss;
} ctg_risk_origin;

const ctg_risk_origin *ctg_simulation_origin_at(
    const ctg_simulation *simulation, size_t index);

/* The assets whose volatility is the history's, with it; false past the last */
bool ctg_simulation_estimated_at(const ctg_simulation *simulation, size_t index,
                                 const char **id, double *volatility);

/* The complete risk file as JSON on one line. Owned by the simulation. */
const char *ctg_simulation_risk(const ctg_simulation *simulation);

/*
 * A measure or a condition with a statistic, as a limit names it: "bad_debt
 * var99", "equity_lost mean", "liquidated_value es99.9", "exhausted pool/1
 * probability", "failed>=5 probability". CTG_BAD_ARGUMENT for what is none.
 */
ctg_status ctg_simulation_figure(const ctg_simulation *simulation,
                                 const char *words, double *value,
                                 ctg_figure_unit *unit, ctg_error *error);

/*
 * A draw, counted from 1, as a scenario: the one given with the drawn shocks
 * before its own. The caller frees it. CTG_BAD_ARGUMENT for draw 0 and
 * for one above those of a history that is replayed whole, CTG_NO_MEMORY.
 */
ctg_status ctg_simulation_draw(const ctg_simulation *simulation, uint64_t draw,
                               ctg_scenario **scenario, ctg_error *error);

/* All draws as scenarios of a sweep, CSV, without running any: `id,shocks`,
 * tilted ones `weight`, too. Write errors are the stream's. CTG_NO_MEMORY. */
ctg_status ctg_simulation_write_draws(const ctg_simulation *simulation,
                                      FILE *file, ctg_error *error);

/* The tables of a folder of results, by name: draws.csv, nodes_risk.csv,
 * drivers.csv, origins_risk.csv, and resume.csv, what a longer run is continued
 * from; NULL past the last. */
const char *ctg_simulation_file_at(size_t index);
/* Whether it can be written of draws alone, of a run that was cancelled too. */
bool ctg_simulation_file_is_kept(size_t index);

/* Writes one of them. Write errors are the stream's. CTG_NO_MEMORY. */
ctg_status ctg_simulation_file_write(const ctg_simulation *simulation,
                                     size_t index, FILE *file,
                                     ctg_error *error);

#ifdef __cplusplus
}
#endif
#endif
