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

/* Room for every key of a scenario, and for the parameters of every rule. */
enum { CTG__PLAN_KEYS = 96, CTG__PLAN_RULES = 16, CTG__MOST_PARAMS = 4 };

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
    /* By rule, in the order of its params. */
    double params[CTG__PLAN_RULES][CTG__MOST_PARAMS];
    double recovery;
    uint32_t rounds;
    double tolerance;
    bool default_at_zero;
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
 * A copy of `plan` with the default of each of `nodes` as one shock more, at
 * the end of the list in their order. It is not to be freed: it lives as long
 * as the arena and `plan`. The targets of the new shocks may be changed.
 */
ctg_status ctg__plan_with_defaults(const ctg_plan *plan, const ctg_node *nodes,
                                   size_t count, ctg__arena *arena,
                                   ctg_plan **with, ctg_error *error);

#endif
