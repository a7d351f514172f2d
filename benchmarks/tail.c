/*
 * The tail alone: how many of the draws are run, whether the figures are those
 * of all draws, and what that saves; draws by their end states, against rounds
 * written out. A thousand banks that default, or lose
 * other assets, by one factor, at three spectral radii.
 *
 *     benchmarks/tail [DRAWS]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "data/graph.h"
#include "data/spectral.h"
#include "literal.h"

enum { NODES = 1000, DEGREE = 10, LITERAL = 400 };

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static void edit(ctg_graph *graph, size_t node, const char *column,
                 double value)
{
    char words[120];

    snprintf(words, sizeof words, "nodes %s %s=%.17g",
             ctg_graph_node_id(graph, (ctg_node)node), column, value);
    must(ctg_graph_edit(graph, words, &error));
}

static double radius_of(const ctg_graph *graph)
{
    ctg__radius radius;
    ctg_network *network;

    must(ctg_network_new(graph, &network, NULL, &error));
    must(ctg__leverage_radius(network, false, 1e-6, NULL, &radius, &error));
    ctg_network_free(network);
    return radius.value;
}

/* Equities scaled so that the radius is what is asked for. */
static ctg_graph *banks(double radius, bool loses)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_graph *graph;
    double scale;

    options.nodes = NODES;
    options.degree = DEGREE;
    must(ctg_graph_generate("er", &options, &graph, &error));
    scale = radius_of(graph) / radius;
    for (size_t i = 0; i < NODES; i++) {
        const double equity =
            scale * ctg__graph_number(graph, CTG_NODES, CTG__NODE_EQUITY, i);

        edit(graph, i, "equity", equity);
        if (loses) {
            edit(graph, i, "other_assets", 1e4 + 3 * equity);
            edit(graph, i, "volatility",
                 equity / (1e4 + 3 * equity) * (0.1 + 0.05 * (double)(i % 5)));
        } else {
            edit(graph, i, "pd", 0.001 * (double)(1 + i % 9));
        }
    }
    return graph;
}

static ctg_risk *risk_of(const char *draws, bool loses)
{
    ctg_risk *const risk = ctg_risk_new();

    if (!risk)
        bars_die("out of memory");
    must(ctg_risk_set(risk, "draws", draws, &error));
    must(ctg_risk_set(risk, "days", "365", &error));
    must(ctg_risk_set(risk, "correlation", "0.2", &error));
    must(ctg_risk_set(risk, "levels", "99", &error));
    if (loses)
        must(ctg_risk_set(risk, "node_assets", "true", &error));
    return risk;
}

static ctg_simulation *run(const ctg_network *network, const ctg_risk *risk,
                           bool tail_only, bool end_state, double *seconds)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_problems *const problems = ctg_problems_new();
    ctg_simulation *made;
    const double start = bars_cpu();

    if (!scenario || !problems)
        bars_die("out of memory");
    options.threads = 1;
    options.tail_only = tail_only;
    options.end_state = end_state;
    must(ctg_simulation_new(network, scenario, risk, &options, problems, &made,
                            &error));
    must(ctg_simulation_run(made, &error));
    *seconds = bars_cpu() - start;
    ctg_scenario_free(scenario);
    ctg_problems_free(problems);
    return made;
}

static bool same(const ctg_simulation *all, const ctg_simulation *tail)
{
    const ctg_risk_measure *const a = ctg_simulation_measure_at(all, 0);
    const ctg_risk_measure *const b = ctg_simulation_measure_at(tail, 0);
    const ctg_risk_node *const nodes = ctg_simulation_nodes(all);
    const ctg_risk_node *const others = ctg_simulation_nodes(tail);
    bool equal = memcmp(a->levels, b->levels, sizeof *a->levels) == 0 &&
                 memcmp(&a->tail, &b->tail, sizeof a->tail) == 0;

    for (size_t i = 0; equal && i < NODES; i++)
        equal = memcmp(&nodes[i].tail_loss, &others[i].tail_loss,
                       sizeof nodes[i].tail_loss) == 0;
    return equal;
}

/* Seconds of rounds written out in C for as many draws: of LITERAL of them. */
static double literal_of(const ctg_network *network, const ctg_simulation *made)
{
    const size_t draws = (size_t)ctg_simulation_summarise(made)->draws;
    ctg__fast_rows rows = {0};
    ctg__arena scratch = {0};
    literal rounds = {0};
    double *const h = bars_room(NODES, sizeof *h);
    double seconds = 0;

    for (size_t k = 0; k < LITERAL; k++) {
        ctg_scenario *scenario;
        ctg_plan *plan;
        bool possible;

        must(ctg_simulation_draw(made, 1 + k * draws / LITERAL, &scenario,
                                 &error));
        must(ctg_plan_new(network, scenario, &plan, &error));
        ctg__arena_reset(&scratch);
        must(ctg__fast_again(plan, &rows, &scratch, &possible, &error));
        if (!possible)
            bars_die("draws have no end without rounds");
        if (k == 0)
            literal_init(&rounds, &rows.fast);
        seconds += literal_run_from(&rounds, rows.fast.shocked, 1e-12, h);
        ctg_plan_free(plan);
        ctg_scenario_free(scenario);
    }
    literal_clear(&rounds);
    ctg__arena_clear(&rows.arena);
    ctg__arena_clear(&scratch);
    free(h);
    return seconds * (double)draws / LITERAL;
}

static void compare(double radius, bool loses, const char *draws)
{
    ctg_graph *const graph = banks(radius, loses);
    ctg_risk *const risk = risk_of(draws, loses);
    ctg_network *network;
    ctg_simulation *tail;
    ctg_simulation *all;
    ctg_simulation *end;
    double fast;
    double slow;
    double ended;
    char what[80];

    must(ctg_network_new(graph, &network, NULL, &error));
    tail = run(network, risk, true, false, &fast);
    all = run(network, risk, false, false, &slow);
    end = run(network, risk, false, true, &ended);
    snprintf(what, sizeof what, "radius %.1f, banks that %s: draws run", radius,
             loses ? "lose" : "default");
    bars_at_most("R3", what, 5,
                 100 * (double)ctg_simulation_summarise(tail)->ran /
                     (double)ctg_simulation_summarise(tail)->draws,
                 "%");
    bars_true("R3", what, "same bits", same(all, tail));
    bars_note("all draws take, causes of the tail in both", slow / fast, "x");
    snprintf(what, sizeof what, "radius %.1f, banks that %s: end states",
             radius, loses ? "lose" : "default");
    bars_at_least("R2", what, 12, literal_of(network, end) / ended, "x");
    bars_note("all draws by rounds, to end states", slow / ended, "x");
    ctg_simulation_free(end);
    ctg_simulation_free(tail);
    ctg_simulation_free(all);
    ctg_network_free(network);
    ctg_risk_free(risk);
    ctg_graph_free(graph);
}

int main(int argc, char **argv)
{
    static const double radii[] = {0.5, 0.9, 1.5};
    const char *const draws = argc > 1 ? argv[1] : "4000";

    bars_threads(1);
    bars_head("the tail alone, 1000 banks, 99 %");
    for (size_t r = 0; r < 3; r++)
        for (int loses = 0; loses < 2; loses++)
            compare(radii[r], loses != 0, draws);
    return 0;
}
