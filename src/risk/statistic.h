/*
 * What a limit is on: a measure, or a condition, and a statistic of it, as in
 * "bad_debt var99.9" or "failed>=5 probability".
 */
#ifndef RISK_STATISTIC_H
#define RISK_STATISTIC_H

#include "risk/simulation.h"

typedef enum ctg__statistic_kind {
    CTG__STATISTIC_MEAN,
    CTG__STATISTIC_VAR,
    CTG__STATISTIC_ES,
    CTG__STATISTIC_PROBABILITY
} ctg__statistic_kind;

typedef struct ctg__statistic {
    size_t measure;
    ctg__statistic_kind kind;
    double level;    /* of VaR and ES */
    char comparison; /* of a condition: '>' or '<'; 0: none */
    bool or_equal;
    double threshold; /* of a condition */
} ctg__statistic;

/* CTG_BAD_ARGUMENT with the reason. */
ctg_status ctg__statistic_read(const ctg__measures *measures, const char *words,
                               ctg__statistic *statistic, ctg_error *error);

/* What a statistic of all draws is. */
typedef struct ctg__statistic_estimate {
    double value;
    double upper;      /* one-sided bound; NaN: nothing bounds it. Of a complete
                          sample the value. */
    double tail_draws; /* what the tail of a VaR or ES is worth; else NaN */
} ctg__statistic_estimate;

/* Of a simulation whose draws were run, its bound at `confidence`.
 * CTG_NO_MEMORY. */
ctg_status ctg__statistic_find(const ctg_simulation *simulation,
                               const ctg__statistic *statistic,
                               double confidence,
                               ctg__statistic_estimate *estimate,
                               ctg_error *error);

/* Money, a share, or plain. */
ctg_figure_unit ctg__statistic_unit(const ctg__measures *measures,
                                    const ctg__statistic *statistic);

#endif
