/*
 * What a sample of losses says: value at risk, expected shortfall, how far
 * either can be trusted, and which draws are the tail.
 *
 * Pure but for the memory of an arena; a prepared sample may be read by any
 * number of threads.
 */
#ifndef RISK_ESTIMATE_H
#define RISK_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#include <contagraph/status.h>

/* Losses of draws 1, 2, ..., and how they were drawn. */
typedef struct ctg__sample {
    const double *losses;
    const double *weights; /* NULL: all 1 */
    uint32_t count;
    uint32_t group;   /* draws that hang together: 2 where mirrored or tilted */
    double unit;      /* the initial equity; 0 for what is no money */
    bool has_gains;   /* may be below 0 */
    bool is_complete; /* all there are: nothing is estimated */
    /* Filled in by ctg__sample_order: draws, from 0, by falling loss, ties by
     * number. */
    const uint32_t *order;
} ctg__sample;

/* NaN where nothing bounds an interval. */
typedef struct ctg__level_estimate {
    double level;
    double var, var_low, var_high;
    double es, es_low, es_high, es_error;
    double tail_draws; /* what the tail is worth in draws */
} ctg__level_estimate;

/* A mean of the draws and its standard error; NaN from fewer than 2 groups and
 * of a complete sample. */
typedef struct ctg__mean_estimate {
    double mean;
    double error;
} ctg__mean_estimate;

/* An interval of a probability. */
typedef struct ctg__share_estimate {
    double share;
    double low;
    double high;
} ctg__share_estimate;

/* The loss of `draw`, from 0, as estimates see it: money up to 1e-9 of the unit
 * is 0. */
double ctg__sample_loss(const ctg__sample *sample, uint32_t draw);

/* What is compared of it: for money, whole multiples of the rounding. */
double ctg__sample_key(const ctg__sample *sample, uint32_t draw);

/* CTG_NO_MEMORY; `order` lives in `arena`. */
ctg_status ctg__sample_order(ctg__sample *sample, ctg__arena *arena,
                             ctg_error *error);

/* The loss at a place of the order: those that count as equal have one value,
 * that of the lowest draw. */
double ctg__sample_value(const ctg__sample *sample, uint32_t place);

/* At level q in (0, 1), intervals of `confidence`. The sample is in order. */
ctg__level_estimate ctg__sample_level(const ctg__sample *sample, double level,
                                      double confidence);

/* The draws that have a weight in a tail, from 0, ascending. */
typedef struct ctg__tail {
    uint32_t *draws;
    double *weights;
    uint32_t count;
    double weight; /* of all of them */
} ctg__tail;

/* That of a level: weights sum to (1 - level) x count where the VaR is not 0.
 * In memory of the arena; CTG_NO_MEMORY. */
ctg_status ctg__sample_tail(const ctg__sample *sample, double level,
                            ctg__arena *arena, ctg__tail *tail,
                            ctg_error *error);

/* Of the losses as drawn, money up to 1e-9 of the unit being 0. */
ctg__mean_estimate ctg__sample_mean(const ctg__sample *sample);

/* Of a sample of zeros and ones. */
ctg__share_estimate ctg__sample_share(const ctg__sample *sample,
                                      double confidence);

/*
 * The ranks, from 1 and ascending, between which the quantile of `level` lies
 * with `confidence`: the exact interval of order statistics. `low` 0 or `high`
 * above `count`: unbounded on that side.
 */
void ctg__rank_interval(uint32_t count, double level, double confidence,
                        uint32_t *low, uint32_t *high);

/* The fewest independent draws from which such an interval has an upper end. */
double ctg__fewest_draws(double level, double confidence);

/* The fewest draws in mirrored pairs: ten pairs in the tail behind `level`. */
double ctg__fewest_mirrored(double level);

#endif
