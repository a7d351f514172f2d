/*
 * A first guess of the parameters of markets, without draws: how far prices
 * fall at a level, and what haircut, threshold, bonus and leverage that asks
 * for (docs/risk.md).
 */
#ifndef CONTAGRAPH_PARAMETERS_H
#define CONTAGRAPH_PARAMETERS_H

#include <stddef.h>

#include <contagraph/problem.h>
#include <contagraph/scenario.h>
#include <contagraph/simulate.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_parameters ctg_parameters;

/*
 * Of every market, in the order of its table: closed forms at the highest level
 * of `risk`, over its days. Volatilities are those of the assets, or estimated
 * from its history. Of the scenario only impact_scale counts. An asset without
 * a volatility does not fall, which is a warning in `problems` (NULL: not
 * told). `folder` is the graph's, for paths of a risk file; NULL: here.
 * CTG_NOT_FOUND where there are no markets; CTG_BAD_INPUT for a history that is
 * wrong, with the place; CTG_IO_ERROR, CTG_NO_MEMORY, and as ctg_plan_new.
 * `risk` and `scenario` may go afterwards, the network's graph not. One thread
 * at a time.
 */
ctg_status ctg_parameters_new(const ctg_network *network,
                              const ctg_scenario *scenario,
                              const ctg_risk *risk, const char *folder,
                              ctg_problems *problems,
                              ctg_parameters **parameters, ctg_error *error);
void ctg_parameters_free(ctg_parameters *parameters); /* NULL: nothing */

typedef struct ctg_parameters_summary {
    double level; /* of 1 */
    double days;
    double degrees; /* of the copula; infinite: normal */
    size_t markets;
} ctg_parameters_summary;

const ctg_parameters_summary *ctg_parameters_summarise(
    const ctg_parameters *parameters);

/*
 * One market. m is the standard deviation of the log return over the horizon
 * times the quantile of its margin (of one that follows: the root of the
 * squares of its own and of beta times the other's); the price falls to e^-m,
 * and what is sold there brings `average` of that by the law of its impact.
 */
typedef struct ctg_market_parameters {
    const char *venue;
    const char *asset;
    double fall;     /* 1 - e^-m */
    double size;     /* money at the file's price: collateral at the venue; of
                        a margin venue the larger of longs and shorts */
    double slippage; /* 1 - average, selling size x e^-m */
    double haircut;  /* 1 - e^-m x average */
    double maintenance; /* as it is: of the first tier */
    /* An account at this limit is closed out without a shortfall:
     * 1 - (1 - haircut)/(1 + bonus), of a margin venue haircut + bonus. */
    double maintenance_least;
    double bonus;         /* as it is */
    double bonus_least;   /* 1/average - 1 */
    double exit_size;     /* money at the fallen price: the largest sale whose
                             average is 1/(1 + bonus) or more; infinite: any */
    double leverage_most; /* 1/(maintenance + m); infinite where both are 0 */
    /* 1/2 + drift/volatility^2 of the log price, an asset's own and that of
     * what it follows together; NaN where it is not above 0, or nothing moves.
     */
    double kelly;
} ctg_market_parameters;

/* NULL past the last. */
const ctg_market_parameters *ctg_parameters_at(const ctg_parameters *parameters,
                                               size_t market);

#ifdef __cplusplus
}
#endif
#endif
