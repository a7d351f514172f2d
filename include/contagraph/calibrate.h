/*
 * Calibration: how far a parameter can go until a risk is no longer known to
 * stay below a limit (docs/risk.md). Every value is tried on the same draws.
 */
#ifndef CONTAGRAPH_CALIBRATE_H
#define CONTAGRAPH_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <contagraph/figure.h>
#include <contagraph/simulate.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_calibration ctg_calibration;

typedef struct ctg_calibrate_options {
    /*
     * PARAMETER=SAFE..BOLD, each once: a cell as ctg_graph_edit names it
     * ("markets V/ETH maintenance=0.3..0.1"), "supply V/A=0.5..4" (every
     * account at lending venue V with A as collateral has that leg times the
     * value, and debts times what keeps its health), "borrow V/A=0.5..4" (debts
     * in A times the value). Claims on V in the asset that is owed grow with
     * the debts; where there are none V's cash pays.
     */
    const char *const *sets;
    size_t set_count;
    /* MEASURE STAT <= X, X% of the initial equity (of a probability: per
     * cent); one at least. */
    const char *const *limits;
    size_t limit_count;
    size_t steps;    /* from SAFE to BOLD, all tried; 1 to 10000 */
    size_t halvings; /* of the first step that fails; 0 to 200 */
    bool point;      /* estimates have to keep the limits, not bounds */
    /*
     * Of two parameters: weights, 0 or more and not both 0, of how far each is
     * from its SAFE. The stair where their sum is largest is the answer. NULL:
     * stairs alone.
     */
    const double *maximise;
    const char *folder; /* of the graph, for paths of a risk file; NULL: here */
    unsigned threads;   /* 0: as many as OpenMP gives */
    /* Counts draws of all points; as status.h says. May be NULL. */
    ctg_progress *progress;
    void *progress_context;
} ctg_calibrate_options;

/* No parameters and limits; 16 steps, 14 halvings. */
ctg_calibrate_options ctg_calibrate_options_default(void);

/*
 * Tries the graph as it is, and then, all SAFE having to hold:
 * - one parameter: all steps; the first at which a limit fails is halved;
 * - two: for each step of the first as long as SAFE of the second holds, the
 *   steps of the second up to the first that fails, which is halved: stairs;
 * - more: one after the other likewise, the others staying where they are,
 * until a pass moves none. No other answer is claimed to be worse than this
 * one. Levels are those of the limits; `precision` of the risk file is passed
 * over, as every point has the same draws. Warnings and what is wrong with
 * tables beside go to `problems`. Errors as of ctg_simulation_new and
 * ctg_simulation_run; and CTG_BAD_ARGUMENT for a parameter, a range or a limit
 * that cannot be read, a parameter twice, or weights that are none,
 * CTG_NOT_FOUND for a cell, a venue or an asset that is not there,
 * CTG_BAD_INPUT with the parameter's value for one that the graph refuses, or
 * that V's cash cannot pay; CTG_NO_SOLUTION where SAFE itself does not hold.
 * `network`, `scenario` and `risk` may go afterwards, their graph not.
 */
ctg_status ctg_calibrate(const ctg_network *network,
                         const ctg_scenario *scenario, const ctg_risk *risk,
                         const ctg_calibrate_options *options,
                         ctg_problems *problems, ctg_calibration **calibration,
                         ctg_error *error);
void ctg_calibration_free(ctg_calibration *calibration); /* NULL: nothing */

typedef struct ctg_calibration_summary {
    uint64_t draws; /* of every point */
    uint64_t seed;
    double days;
    double confidence;     /* of the bounds */
    double initial_equity; /* of the graph as it is; after interest */
    size_t parameters;
    size_t limits;
    size_t points; /* tried, the graph as it is among them */
    size_t thin;   /* points with a tail worth fewer than 50 tilted draws, which
                      do not hold */
    size_t not_converged; /* draws of all points */
    bool is_complete;     /* every window of a history once: bounds are the
                             estimates */
    bool by_estimates;    /* as asked for: so are they here */
    bool is_tilted;
    bool has_value;  /* there is one answer; else stairs alone */
    bool has_failed; /* some value fails; else all up to BOLD hold */
    size_t stairs;   /* of two parameters; else 0 */
    double ends_at;  /* the step of the first at which SAFE of the second fails;
                        NaN: none */
    /* With weights: their sum at the answer, and the most by which that of any
     * values of the two that hold is larger, if what holds goes on holding
     * towards SAFE. NaN: a stair rises, so that no bound is known. */
    double reached;
    double gap;
} ctg_calibration_summary;

const ctg_calibration_summary *ctg_calibration_summarise(
    const ctg_calibration *calibration);

/* A parameter and how far it goes. NaN: blank, nothing fails, no answer. */
typedef struct ctg_calibrated {
    const char *name; /* "supply pool/ETH" */
    double safe, bold;
    double now;        /* of the graph; of supply and borrow 1 */
    double value;      /* the last that holds */
    double fails_at;   /* the first that does not, the others at their value */
    double units;      /* present quantity of supply and borrow; else NaN */
    const char *asset; /* of these units; NULL: the numeraire, or none */
} ctg_calibrated;

/* NULL past the last. */
const ctg_calibrated *ctg_calibration_parameter_at(
    const ctg_calibration *calibration, size_t index);

/* A limit; `now` on the graph as it is, `estimate` at the value. `upper` is
 * what has to keep the limit: NaN where nothing bounds it. */
typedef struct ctg_calibration_limit {
    const char *words;    /* "bad_debt es95 <= 9000" */
    ctg_figure_unit unit; /* money, a share, or plain */
    double bound;         /* the 9000; of per cents what they are here */
    double now, now_upper;
    double estimate, upper;
    bool binds; /* broken at fails_at */
} ctg_calibration_limit;

const ctg_calibration_limit *ctg_calibration_limit_at(
    const ctg_calibration *calibration, size_t index);

/* How far the second of two parameters goes beside a step of the first. */
typedef struct ctg_calibration_stair {
    double first;
    double second;
    double fails_at;   /* of the second; NaN: all up to BOLD hold */
    const bool *binds; /* by limit: broken there */
} ctg_calibration_stair;

/* From SAFE on; NULL past the last. */
const ctg_calibration_stair *ctg_calibration_stair_at(
    const ctg_calibration *calibration, size_t index);

/* Of one parameter: stretches of steps beyond the first that fails that hold
 * again: the risk is not monotone there. False past the last. */
bool ctg_calibration_again_at(const ctg_calibration *calibration, size_t index,
                              double *from, double *to);

/* A point that was tried. Arrays are by parameter and by limit; NaN: a blank
 * cell, no bound. */
typedef struct ctg_calibration_point {
    const double *values;
    const double *estimates;
    const double *uppers;
    const bool *keeps; /* each limit */
    bool holds;        /* all of them */
    bool is_thin;      /* some tail is worth too few tilted draws */
} ctg_calibration_point;

/* By parameters, ascending, blanks first; NULL past the last. */
const ctg_calibration_point *ctg_calibration_point_at(
    const ctg_calibration *calibration, size_t index);

#ifdef __cplusplus
}
#endif
#endif
