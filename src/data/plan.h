/*
 * Inside a plan: a scenario as numbers, its shocks resolved. Made by
 * compile/, read by the engine, never changed.
 */
#ifndef DATA_PLAN_H
#define DATA_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/scenario.h>

#include "base/arena.h"
#include "base/error.h"
#include "data/network.h"
#include "data/shock.h"

typedef enum ctg__sell_order {
    CTG__SELL_PRO_RATA,
    CTG__SELL_LIQUID
} ctg__sell_order;

/* Room for every key of a scenario. */
enum { CTG__PLAN_KEYS = 32 };

struct ctg_plan {
    ctg__arena arena;
    const ctg_network *network;

    /* A group's shock is one entry per asset, all with the same number. In
     * list order. */
    size_t shock_count;
    ctg__shock *shocks;
    uint32_t listed_count; /* shocks in the scenario's list */

    /* The scenario's values as they were given, so that two can be told
     * apart; shocks not among them. */
    double keys[CTG__PLAN_KEYS];

    uint8_t valuation; /* index into valuations.def */
    double recovery;
    uint32_t rounds;
    double tolerance;
    bool default_at_zero;
    double alpha;
    double a;
    double b;
    double sigma;
    double horizon_years; /* T */
    double rho;
    bool absolute;
    bool from_below;
    double execution; /* share X of the fall; NaN: the average price */
    double impact_scale;
    ctg__sell_order sell;
    bool liquidate_failed;
    uint32_t unwind_rounds;
    double horizon_days;  /* NaN: no runs by distress */
    double run_threshold; /* NaN: none */
    bool cap;             /* all claims on one debtor lose at most E0 x h */
    uint32_t settlement_lag;
    double leverage_max;    /* NaN: none; CTG__INITIAL */
    double leverage_target; /* NaN: leverage_max; CTG__INITIAL */
    size_t paths;
};

/*
 * A plan in the caller's memory, not to be freed: it lives as long as what was
 * taken from the arena. (compile/plan.c)
 */
ctg_status ctg__plan_make(const ctg_network *network,
                          const ctg_scenario *scenario, ctg__arena *arena,
                          ctg_plan **plan, ctg_error *error);

/*
 * `base` with one shock more, at the end of the list; its `number` is set
 * here. For those who ask what one default more would do, without words.
 */
ctg_status ctg__plan_add(const ctg_plan *base, const ctg__shock *shock,
                         ctg_plan **plan, ctg_error *error);

#endif
