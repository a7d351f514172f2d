/* The curve: loss against the size of a shock, and where it jumps. */
#ifndef CONTAGRAPH_CURVE_H
#define CONTAGRAPH_CURVE_H

#include <contagraph/run.h>
#include <contagraph/share.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_curve_options {
    double from;  /* smallest size, a share: 0 */
    double to;    /* largest size: 0.5 */
    size_t steps; /* 20; one point more than steps */
    bool cliff;   /* look for the sizes at which losses jump */
    double jump;  /* a jump loses at least this share of the initial equity at
                     once: 0.01; 0: the first of any size */
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
    /* Who runs which points, "points"; what is bisected is run by all. NULL:
     * the threads of this process. */
    const ctg_share *share;
} ctg_curve_options;

ctg_curve_options ctg_curve_options_default(void);

/* One size. Money is equity lost; the least solution loses the most. */
typedef struct ctg_curve_point {
    double size;
    double loss;       /* greatest solution */
    double least_loss; /* least solution; NaN where it is not defined */
    size_t failed;     /* nodes, greatest solution */
    size_t unhealthy;  /* accounts, greatest solution */
    double outside;    /* outside losses, greatest solution */
    bool converged;    /* both, where both ran */
} ctg_curve_point;

typedef struct ctg_cliff {
    bool found;
    double size;   /* losses jump here; exact to 1e-9 */
    double before; /* equity lost just below, money */
    double after;  /* equity lost at it, money */
} ctg_cliff;

typedef struct ctg_curve ctg_curve;

/*
 * The scenario's shocks with `X` in the place of a size are run at every size:
 * "asset ETH=-X", "node A=-X". The others stay. CTG_BAD_ARGUMENT when no shock
 * has an X. Where there is no least solution (positions, `single-hit`, sales
 * that move prices), only the greatest is run, and ctg_curve_no_least says why.
 * Free with ctg_curve_free. Further CTG_BAD_ARGUMENT for no steps or sizes out
 * of order, CTG_NOT_FOUND and CTG_BAD_ARGUMENT as ctg_plan_new, CTG_BAD_INPUT
 * and CTG_NO_SOLUTION as ctg_run_new, CTG_CANCELLED.
 */
ctg_status ctg_curve_new(const ctg_network *network,
                         const ctg_scenario *scenario,
                         const ctg_curve_options *options, ctg_curve **curve,
                         ctg_error *error);
void ctg_curve_free(ctg_curve *curve); /* NULL does nothing */

/* Owned by the curve; by size. */
const ctg_curve_point *ctg_curve_points(const ctg_curve *curve, size_t *count);

/* Why there is no least solution; NULL where there is one. The curve's. */
const char *ctg_curve_no_least(const ctg_curve *curve);

/* Equity lost without any of the shocks, money: as ctg_plan_baseline. */
double ctg_curve_baseline(const ctg_curve *curve);

/* The smallest size at which losses jump. Not found unless it was asked for. */
const ctg_cliff *ctg_curve_cliff(const ctg_curve *curve);

/*
 * All jumps between `from` and `to`, by size; none (NULL, 0) unless they were
 * asked for. Losses are taken to grow with the size: where they fall, a jump
 * up beside may be missed. The curve's.
 */
const ctg_cliff *ctg_curve_cliffs(const ctg_curve *curve, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
