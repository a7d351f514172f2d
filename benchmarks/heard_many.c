/* Rankings, curves, sweeps, simulations. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"
#include "heard.h"

/* Keys of a scenario that lacks a size. */
static const char *whom(const heard_world *w)
{
    static char shock[80];

    snprintf(shock, sizeof shock, "node %s=-X", ctg_graph_node_id(w->graph, 1));
    return strcmp(w->kind, "defi") == 0 ? "asset ETH=-X" : shock;
}

static const char *shock_of(const heard_world *w)
{
    return strcmp(w->kind, "defi") == 0 ? "asset ETH=-35%" : NULL;
}

/* Of a synthetic market: "KEYS/MEASURES". */
static ctg_status rank(heard_world *w, heard *h, const char *word,
                       ctg_error *error)
{
    ctg_plan *const plan =
        heard_plan(w,
                   strstr(word, "threat")  ? "valuation=clearing"
                   : strstr(word, "index") ? "valuation=threshold"
                                           : "model=debtrank",
                   "");
    ctg_ranking_options options = {.progress = heard_ask,
                                   .progress_context = h};
    const char *const top = strstr(word, "/top");
    char measures[60];
    ctg_ranking *ranking;
    ctg_status status;

    if (top)
        options.top = 10;
    snprintf(measures, sizeof measures, "%.*s", (int)strcspn(word, "/"), word);
    heard_begin(h);
    status = ctg_ranking_new(plan, measures, &options, &ranking, error);
    if (!status)
        ctg_ranking_free(ranking);
    heard_end(h);
    return status;
}

static ctg_status curve(heard_world *w, heard *h, const char *word,
                        ctg_error *error)
{
    ctg_scenario *scenario;
    ctg_curve_options options = ctg_curve_options_default();
    ctg_curve *made;
    ctg_status status;

    heard_network(w);
    scenario = heard_scenario(w, strtok(strdup(word), "/"), whom(w));
    options.cliff = strstr(word, "cliff") != NULL;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_curve_new(w->network, scenario, &options, &made, error);
    if (!status)
        ctg_curve_free(made);
    heard_end(h);
    return status;
}

static ctg_status sweep(heard_world *w, heard *h, const char *word,
                        ctg_error *error)
{
    enum { COUNT = 20 };

    const ctg_scenario *all[COUNT];
    ctg_summary summaries[COUNT];
    ctg_sweep_options options = ctg_sweep_options_default();
    size_t failed;
    ctg_status status;

    heard_network(w);
    for (size_t i = 0; i < COUNT; i++)
        all[i] = heard_scenario(w, strtok(strdup(word), "/"), shock_of(w));
    options.end_state = strstr(word, "end") != NULL;
    options.threads = 1;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_sweep_run(w->network, all, COUNT, &options, summaries, &failed,
                           error);
    heard_end(h);
    return status;
}

static void set(ctg_risk *risk, const char *key, const char *value)
{
    ctg_error error;

    heard_must(ctg_risk_set(risk, key, value, &error), &error);
}

static ctg_risk *risk_of(heard_world *w)
{
    ctg_risk *const risk = ctg_risk_new();
    char event[120];

    heard_graph(w);
    for (int i = 1; i <= 10; i++) {
        snprintf(event, sizeof event, "n%d 20%%: node %s=default", i,
                 ctg_graph_node_id(w->graph, (ctg_node)i));
        set(risk, "event", event);
    }
    if (shock_of(w))
        set(risk, "event", "crash 20%: asset ETH=-35%");
    set(risk, "draws", "1000");
    return risk;
}

static ctg_status simulate(heard_world *w, heard *h, const char *word,
                           ctg_error *error)
{
    const ctg_network *const network = heard_network(w);
    const bool end = strcmp(word, "end") == 0;
    ctg_scenario *const scenario =
        heard_scenario(w, end ? "model=debtrank" : word, "");
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_risk *const risk = risk_of(w);
    ctg_simulation *simulation;
    ctg_status status;

    options.threads = 1;
    options.end_state = end;
    options.progress = heard_ask;
    options.progress_context = h;
    heard_begin(h);
    status = ctg_simulation_new(network, scenario, risk, &options, problems,
                                &simulation, error);
    if (!status) {
        status = ctg_simulation_run(simulation, error);
        ctg_simulation_free(simulation);
    }
    heard_end(h);
    return status;
}

#define NODES 200000
#define DEGREE 10
#define RANK_SMALL(measure)                                                    \
    {                                                                          \
        "rank small " measure, "er", 2000, DEGREE, rank, measure               \
    }
#define RANK(measure)                                                          \
    {"rank " measure, "er", NODES, DEGREE, rank, measure},                     \
    {                                                                          \
        "rank small " measure, "er", 2000, DEGREE, rank, measure               \
    }

const heard_case heard_many[] = {
    RANK("impact"),
    RANK("impact/top"),
    RANK("defaults"),
    RANK("vulnerability"),
    RANK("debtrank"),
    RANK("contagion-index"),
    RANK("katz"),
    RANK("leontief"),
    RANK("pagerank"),
    RANK("eigenvector"),
    RANK("betweenness"),
    RANK("strength"),
    RANK("coreness"),
    RANK_SMALL("sinkrank"),
    RANK("threat"),
    RANK("susceptibility"),
    RANK("diffusion"),
    RANK("fluidity"),
    RANK("shapley"),
    RANK("key-set"),
    {"rank defi indirect-contagion", "defi", NODES, DEGREE, rank,
     "indirect-contagion"},
    {"rank defi endogenous-risk", "defi", NODES, DEGREE, rank,
     "endogenous-risk"},
    {"rank defi impact", "defi", NODES, DEGREE, rank, "impact"},
    {"rank defi vulnerability", "defi", NODES, DEGREE, rank, "vulnerability"},
    {"rank scale-free betweenness", "scale-free", NODES, DEGREE, rank,
     "betweenness"},
    {"curve linear", "er", NODES, DEGREE, curve, "model=debtrank/"},
    {"curve threshold cliff", "er", NODES, DEGREE, curve,
     "valuation=threshold/cliff"},
    {"curve small cliff", "er", 5000, DEGREE, curve,
     "valuation=threshold/cliff"},
    {"curve clearing", "er", NODES, DEGREE, curve, "valuation=clearing/"},
    {"curve defi", "defi", NODES, DEGREE, curve, "valuation=threshold/cliff"},
    {"sweep linear", "er", NODES, DEGREE, sweep, "model=debtrank/"},
    {"sweep linear end", "er", NODES, DEGREE, sweep, "model=debtrank/end"},
    {"sweep clearing end", "er", NODES, DEGREE, sweep,
     "valuation=clearing/end"},
    {"sweep threshold end", "er", NODES, DEGREE, sweep,
     "valuation=threshold/end"},
    {"sweep merton end", "er", NODES, DEGREE, sweep, "valuation=merton/end"},
    {"sweep defi", "defi", NODES, DEGREE, sweep, "valuation=threshold/"},
    {"simulate", "er", NODES, DEGREE, simulate, "model=debtrank"},
    {"simulate end", "er", NODES, DEGREE, simulate, "end"},
    {"simulate small", "er", 2000, DEGREE, simulate, "model=debtrank"},
    {"simulate defi", "defi", NODES, DEGREE, simulate, "valuation=threshold"},
    {NULL, NULL, 0, 0, NULL, NULL}};
