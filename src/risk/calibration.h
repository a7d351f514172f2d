/* Inside a calibration: parameters, limits, points and the search. */
#ifndef RISK_CALIBRATION_H
#define RISK_CALIBRATION_H

#include <contagraph/calibrate.h>

#include "risk/simulation.h"
#include "risk/statistic.h"

/* What a parameter changes. */
typedef enum ctg__parameter_kind {
    CTG__SETS_CELL,
    CTG__SETS_SUPPLY,
    CTG__SETS_BORROW
} ctg__parameter_kind;

/* A parameter as words give it. */
typedef struct ctg__parameter {
    ctg__parameter_kind kind;
    const char *name; /* before the `=` */
    double safe, bold;
    double now;
    double units;    /* NaN: of a cell */
    uint32_t venue;  /* of supply and borrow: index of the venue */
    ctg_asset asset; /* CTG_NONE: the numeraire */
} ctg__parameter;

/* "MEASURE STAT <= X". */
typedef struct ctg__limit {
    const char *words;
    ctg__statistic statistic;
    double bound;    /* as written: of money, X% is 0.01 X */
    bool is_share;   /* of the initial equity */
    double measured; /* what the bound is here */
} ctg__limit;

struct ctg_calibration {
    ctg__arena arena;
    const ctg_network *network;
    const ctg_scenario *scenario;
    struct ctg_risk risk; /* levels and measure are the limits' */
    ctg_calibrate_options options;
    ctg_progress *progress; /* the caller's, told of all points */
    void *progress_context;
    double draws_done; /* of points before */
    double draws_all;
    ctg__parameter *parameters;
    ctg__limit *limits;
    ctg_simulation *as_is; /* the graph as it is; its tilt is that of all */
    ctg_calibration_point **points;
    size_t point_room;
    const ctg_calibration_point *now;
    const ctg_calibration_point *best; /* the answer; NULL: only stairs */
    double *fails_at;                  /* by parameter; NaN: nothing fails */
    bool *binds;                       /* by limit: broken at fails_at */
    double *again;                     /* pairs of steps */
    size_t again_count;
    ctg_calibration_stair *stairs;
    size_t stair_count;
    ctg_calibration_summary summary;
    ctg_calibrated *told;
    ctg_calibration_limit *told_limits;
};

/* Reads "PARAMETER=SAFE..BOLD" and looks up what it is of. CTG_BAD_ARGUMENT,
 * CTG_NOT_FOUND, CTG_NO_MEMORY. */
ctg_status ctg__parameter_read(ctg_calibration *made, const char *words,
                               ctg__parameter *parameter, ctg_error *error);

/* The graph of `network` with a parameter at a value: `graph` is a copy of it
 * and changes. CTG_BAD_INPUT where cash does not suffice, CTG_BAD_ARGUMENT,
 * CTG_NO_MEMORY. */
ctg_status ctg__parameter_apply(const ctg__parameter *parameter,
                                const ctg_network *network, ctg_graph *graph,
                                double value, ctg_error *error);

/* The same of supply and borrow. */
ctg_status ctg__supply_apply(const ctg__parameter *parameter,
                             const ctg_network *network, ctg_graph *graph,
                             double value, ctg_error *error);

/* What there is of the collateral or the debts, units. */
double ctg__supply_units(const ctg__parameter *parameter,
                         const ctg_network *network);

/* Reads a limit; `measures` are the network's. CTG_BAD_ARGUMENT. */
ctg_status ctg__limit_read(const ctg__measures *measures, const char *words,
                           ctg__arena *arena, ctg__limit *limit,
                           ctg_error *error);

/*
 * The point of these values, by parameter: tried, or as it was tried before.
 * Fails as runs do, CTG_BAD_INPUT with the values.
 */
ctg_status ctg__calibration_try(ctg_calibration *made, const double *values,
                                const ctg_calibration_point **point,
                                ctg_error *error);

/* The graph with these values, and its network, to be freed; checked, not
 * run. */
ctg_status ctg__calibration_graph(const ctg_calibration *made,
                                  const double *values, ctg_graph **graph,
                                  ctg_network **network, ctg_error *error);

/* The graph as it is: sets `now`, what limits are of its equity, the tilt. */
ctg_status ctg__calibration_begin(ctg_calibration *made, ctg_problems *problems,
                                  ctg_error *error);

/* One parameter moved from SAFE to BOLD, the others where they are. */
typedef struct ctg__line {
    size_t parameter;
    size_t first;   /* the step that it starts from; 0: SAFE */
    double *values; /* by parameter; that of `parameter` is lost */
    bool *holds;    /* by step, all of them tried; NULL: up to a failure */
    const ctg_calibration_point *best;  /* the last that holds; NULL: none */
    const ctg_calibration_point *fails; /* the first that does not; NULL */
    size_t failed;                      /* its step before it was halved */
} ctg__line;

/* The k-th of all steps of a parameter; the last is BOLD itself. */
double ctg__calibration_step(const ctg_calibration *made, size_t parameter,
                             size_t k);

/* Steps of a line, then the first that fails in halves. Where the step that it
 * starts from fails nothing is halved. */
ctg_status ctg__line_search(ctg_calibration *made, ctg__line *line,
                            ctg_error *error);

/* A limit that is broken where a line fails binds. */
void ctg__line_note_binding(ctg_calibration *made, const ctg__line *line);

/* The search for the number of parameters: `best`, `fails_at`, `binds`, and
 * what else there is to be said. CTG_NO_SOLUTION where SAFE itself fails. */
ctg_status ctg__calibration_search(ctg_calibration *made, ctg_error *error);

/* Two parameters: for each step of the first how far the second goes. */
ctg_status ctg__stairs_search(ctg_calibration *made, ctg_error *error);

/* More: one after the other, until none moves. */
ctg_status ctg__coordinates_search(ctg_calibration *made, ctg_error *error);

#endif
