/* What is measured in each draw (docs/risk.md): names, and values of a run. */
#ifndef RISK_MEASURE_H
#define RISK_MEASURE_H

#include <contagraph/run.h>

#include "base/arena.h"
#include "data/network.h"

typedef enum ctg__measure_kind {
    CTG__MEASURES_EQUITY_LOST,
    CTG__MEASURES_FAILED,
    CTG__MEASURES_OUTSIDE_LOSS,
    CTG__MEASURES_BAD_DEBT,
    CTG__MEASURES_LIQUIDATED,
    CTG__MEASURES_ADL,
    CTG__MEASURES_LEFT,
    CTG__MEASURES_ADL_SHARE,
    CTG__MEASURES_ADL_PTSR,
    CTG__MEASURES_VENUE_BAD_DEBT, /* index: the venue */
    CTG__MEASURES_COVER2,         /* the same */
    CTG__MEASURES_NEED,           /* index: the layer */
    CTG__MEASURES_EXHAUSTED,      /* the same */
    CTG__MEASURES_LOST,           /* index: the node */
    CTG__MEASURES_FAILS           /* the same */
} ctg__measure_kind;

typedef struct ctg__measure {
    const char *name;
    ctg__measure_kind kind;
    uint32_t index;
    bool is_money;
    bool is_flag;    /* 0 or 1 */
    bool has_gains;  /* may be below 0 */
    bool is_partial; /* NaN in draws that do not have it */
    bool is_sparse;  /* of a venue or a layer: 0 in most draws */
} ctg__measure;

typedef struct ctg__measures {
    ctg__measure *list;
    size_t count;
} ctg__measures;

/*
 * The measures that every draw of the network has, then those of `track`.
 * CTG_BAD_ARGUMENT for an unknown one, with the nearest; CTG_NO_MEMORY. It
 * lives in `arena`.
 */
ctg_status ctg__measures_make(const ctg_network *network,
                              const char *const *track, size_t track_count,
                              ctg__arena *arena, ctg__measures *measures,
                              ctg_error *error);

/* CTG_BAD_ARGUMENT with the nearest. */
ctg_status ctg__measures_find(const ctg__measures *measures, const char *name,
                              size_t *index, ctg_error *error);

/* Whether runs must keep what events of deleveraging were worth. */
bool ctg__measures_need_events(const ctg__measures *measures);

/* All of a run; `by_owner` is room by node, zero before and after. */
void ctg__measures_take(const ctg__measures *measures, const ctg_run *run,
                        double *by_owner, double *values);

#endif
