/* A lending pool whose draws are at risk, for tests that run out of memory. */
#ifndef SUPPORT_RISK_CASE_H
#define SUPPORT_RISK_CASE_H

#include <contagraph/simulate.h>

#include "support/cmocka.h"
#include "support/graph.h"

typedef struct case_of {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
} case_of;

static inline void set(case_of *made, const char *key, const char *value)
{
    ctg_error error = {0};

    if (ctg_risk_set(made->risk, key, value, &error))
        fail_msg("%s", error.message);
}

static inline void open_case(case_of *made, bool tilt)
{
    made->graph = graph_of(
        "nodes",
        "id,equity,cash,pass_through,pd\n"
        "pool,,900,true,\nlenders,,,,\nsafety,,500,,\nu,,,,0.1\nv,,,,\n",
        "exposures", "debtor,creditor,amount,asset\npool,lenders,3200,USDX\n",
        "assets",
        "id,price,depth,impact,volatility,follows\n"
        "ETH,2000,9000,linear,1.8,\nstETH,1990,8000,exponential,0.1,ETH\n"
        "USDX,1,,,,\n",
        "venues", "node,type,close_factor\npool,lending,0.5\n", "markets",
        "venue,asset,maintenance,bonus,rate_slope\npool,ETH,0.2,0.05,\n"
        "pool,stETH,0.25,0.06,\npool,USDX,0,0,0.2\n",
        "layers", "venue,order,kind,provider,amount\npool,1,fund,safety,100\n",
        "positions",
        "account,owner,venue,asset,quantity\n"
        "a,u,pool,ETH,1.1\na,u,pool,USDX,-1600\n"
        "b,v,pool,stETH,1.2\nb,v,pool,USDX,-1500\n",
        NULL);
    made->network = network_of(made->graph);
    made->scenario = scenario_of("node v=-1", NULL);
    made->risk = ctg_risk_new();
    assert_non_null(made->risk);
    set(made, "draws", tilt ? "300" : "20");
    set(made, "days", "20");
    set(made, "levels", "80");
    set(made, "correlation", "0.5");
    set(made, "df", "4");
    set(made, "measure", "bad_debt");
    set(made, "hike", "0.01");
    set(made, "event", "crash 20%: asset ETH=-10%; node u=-1");
    set(made, "tilt", tilt ? "true" : "false");
}

static inline void close_case(case_of *made)
{
    ctg_risk_free(made->risk);
    ctg_scenario_free(made->scenario);
    ctg_network_free(made->network);
    ctg_graph_free(made->graph);
}

#endif
