/*
 * What a risk file and a graph draw: drivers, how they move together, windows
 * of a history, events. Made once, read by any number of threads.
 */
#ifndef RISK_RISK_MODEL_H
#define RISK_RISK_MODEL_H

#include "data/network.h"
#include "data/plan.h"
#include "risk/dependence.h"
#include "risk/history_file.h"
#include "risk/risk.h"

/* A shock of an event: resolved, with its words. */
typedef struct ctg__event_shock {
    ctg__shock shock;
    bool is_fundamental; /* the smaller of the price so far and the value */
    const char *given;   /* as it was written, for its change */
} ctg__event_shock;

typedef struct ctg__risk_happening {
    const char *name;
    double probability; /* within the horizon */
    ctg__event_shock *shocks;
    size_t shock_count;
} ctg__risk_happening;

typedef struct ctg__risk_model {
    const ctg__risk *risk;
    const ctg_network *network;
    const char *const *own_words; /* the scenario's shocks, by number */
    double years;                 /* T */
    ctg__draw_model draw;
    ctg__driver *drivers; /* the same as draw.drivers */
    ctg__mover *movers;
    double *volatility; /* by asset; NaN: none */
    bool *is_estimated; /* by asset: from the history */
    double *money;      /* by driver: other assets that a loss is of */
    ctg__risk_happening *events;
    size_t event_count;
    ctg__repaired repaired;
    uint64_t draws;      /* N */
    bool is_complete;    /* every window once */
    bool replays;        /* a history */
    bool has_dependence; /* something says how drivers move together */
    uint32_t estimated_count;
} ctg__risk_model;

/* What a model is made from. */
typedef struct ctg__risk_source {
    const ctg__risk *risk;
    const ctg_network *network;
    const ctg_plan *plan; /* of the scenario: its rule */
    const char *folder;   /* of the graph, for paths of the file; NULL: here */
    ctg__arena *arena;
    ctg_problems *problems;
} ctg__risk_source;

/*
 * CTG_BAD_ARGUMENT for keys that do not go together, too few draws and nothing
 * to draw; CTG_BAD_INPUT with the first of the problems that were added;
 * CTG_IO_ERROR, CTG_NO_MEMORY. It lives in the arena.
 */
ctg_status ctg__risk_model_make(const ctg__risk_source *source,
                                ctg__risk_model *model, ctg_error *error);

/* --- inside -------------------------------------------------------------- */

/* What is known of the history while a model is made. */
typedef struct ctg__past {
    ctg__priced priced;
    ctg__returns returns;
    double *estimated;    /* by asset: volatility; NaN: not in the history */
    double *correlations; /* columns x columns */
    uint32_t *column_of;  /* by asset */
} ctg__past;

/* Reads the history and finds estimates or windows; warnings and what is wrong
 * go to the problems. CTG_IO_ERROR, CTG_NO_MEMORY. */
ctg_status ctg__past_read(const ctg__risk_source *source, ctg__past *made,
                          ctg__risk_model *model, ctg_error *error);

/* Drivers and movers by row; the history's first. */
ctg_status ctg__risk_model_drivers(const ctg__risk_source *source,
                                   ctg__risk_model *model,
                                   const double *estimated,
                                   const uint32_t *window_column,
                                   ctg_error *error);

/* The words of all events; problems say what cannot be read. */
ctg_status ctg__risk_model_events(const ctg__risk_source *source,
                                  ctg__risk_model *model, ctg_error *error);

/* A path of the risk file, as it is opened; in the arena. NULL: no memory. */
const char *ctg__risk_path(const ctg__risk_source *source, size_t key);

#endif
