/*
 * Networks from totals: entropy without a matrix, links drawn one by one, steps
 * of chains, bounds, fewest links, rankings of many networks.
 *
 *     benchmarks/reconstruct
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/ensemble.h>
#include <contagraph/generate.h>

#include "bars.h"
#include "data/graph.h"
#include "data/network.h"
#include "reconstruct/entropy.h"

enum { REPEATS = 3, DRAWS = 500, PAIRS = 9, RAS_RUNS = 20 };

typedef struct market {
    ctg_graph *graph; /* reports its own totals */
    ctg_totals *totals;
    size_t nodes;
} market;

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

static double *column(ctg_graph *graph, const char *name)
{
    ctg_error error;
    size_t index;

    check(ctg__graph_need_column(graph, CTG_NODES, name, strlen(name), &index,
                                 &error),
          &error);
    return graph->tables[CTG_NODES].columns[index].number;
}

static ctg_graph *generate(size_t nodes, double degree)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_graph *graph;
    ctg_error error;

    options.nodes = nodes;
    options.degree = degree;
    check(ctg_graph_generate("er", &options, &graph, &error), &error);
    return graph;
}

/* So many times what it has: more than once leaves some that is not known. */
static void report_totals(ctg_graph *graph, double times)
{
    ctg_network *network;
    ctg_error error;
    double *claims;
    double *debts;

    check(ctg_network_new(graph, &network, NULL, &error), &error);
    claims = column(graph, "reported_claims");
    debts = column(graph, "reported_debts");
    for (size_t i = 0; i < network->nodes.count; i++)
        claims[i] = debts[i] = 0;
    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t k = network->exposures.start[i];
             k < network->exposures.start[i + 1]; k++) {
            const double amount = times * network->exposures.amount[k];

            claims[i] += amount;
            debts[network->exposures.debtor[k]] += amount;
        }
    ctg_network_free(network);
}

static market open_market(size_t nodes, double degree, bool forget)
{
    ctg_totals_options options = ctg_totals_options_default();
    market made = {.graph = generate(nodes, degree), .nodes = nodes};
    ctg_error error;

    report_totals(made.graph, forget ? 1 : 2);
    options.forget = forget;
    options.missing_is_zero = true;
    check(ctg_totals_new(made.graph, &options, &made.totals, &error), &error);
    return made;
}

static void close_market(market *of)
{
    ctg_totals_free(of->totals);
    ctg_graph_free(of->graph);
}

static double cpu_of(const market *of, const char *method,
                     const ctg_reconstruct_options *options, size_t networks,
                     ctg_reconstruct_facts *facts)
{
    const double from = bars_cpu();
    ctg_reconstruction *made;
    ctg_error error;
    double used;

    check(ctg_reconstruction_new(of->totals, method, options, &made, &error),
          &error);
    for (size_t k = 0; k < networks; k++) {
        ctg_drawn drawn;

        check(ctg_reconstruction_next(made, &drawn, &error), &error);
    }
    used = bars_cpu() - from;
    *facts = ctg_reconstruction_facts(made);
    ctg_reconstruction_free(made);
    return used;
}

/* --- entropy ---------------------------------------------------------------
 */

/* The method, and as many passes over a matrix as it needed: contenders. */
typedef struct scaled {
    const market *of;
    ctg_reconstruct_options options;
    size_t passes;
} scaled;

static double cpu_of_ras(void *context)
{
    scaled *const made = context;
    ctg_reconstruct_facts facts;
    double used = 0;

    for (int r = 0; r < RAS_RUNS; r++)
        used += cpu_of(made->of, "ras", &made->options, 0, &facts);
    made->passes = facts.iterations;
    return used / RAS_RUNS;
}

static double cpu_of_matrix(void *context)
{
    const scaled *const made = context;
    const market *const of = made->of;
    const size_t passes = made->passes;
    const size_t n = of->nodes;
    const double *const claims = ctg_totals_claims(of->totals);
    const double *const debts = ctg_totals_debts(of->totals);
    double *const x = bars_room(n * n, sizeof *x);
    double *const sums = bars_room(n, sizeof *sums);
    const double from = bars_cpu();
    double used;

    for (size_t k = 0; k < n * n; k++)
        x[k] = k % (n + 1) != 0;
    for (size_t pass = 0; pass < passes; pass++) {
        for (size_t i = 0; i < n; i++) {
            double sum = 0;

            for (size_t j = 0; j < n; j++)
                sum += x[i * n + j];
            for (size_t j = 0; j < n; j++)
                x[i * n + j] *= sum > 0 ? claims[i] / sum : 0;
        }
        memset(sums, 0, n * sizeof *sums);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                sums[j] += x[i * n + j];
        for (size_t j = 0; j < n; j++)
            sums[j] = sums[j] > 0 ? debts[j] / sums[j] : 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                x[i * n + j] *= sums[j];
    }
    used = bars_cpu() - from;
    free(x);
    free(sums);
    return used;
}

static void measure_ras(void)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    market of = open_market(10000, 10, true);
    ctg_reconstruct_facts facts;
    scaled made;
    bars_contender contenders[] = {{cpu_of_ras, &made, 0},
                                   {cpu_of_matrix, &made, 0}};
    double least = HUGE_VAL;

    options.unlisted = true;
    for (int r = 0; r < REPEATS; r++)
        least = fmin(least, cpu_of(&of, "ras", &options, 0, &facts));
    bars_at_most("1", "ras, 10,000 nodes, without writing", 20, 1e3 * least,
                 "ms");
    close_market(&of);
    of = open_market(4000, 10, true);
    made = (scaled){.of = &of, .options = options};
    bars_at_least("1", "the same passes over a matrix, 4000 nodes", 100,
                  bars_paired(contenders, REPEATS), "x");
    close_market(&of);
}

/* --- links and steps -------------------------------------------------------
 */

static void measure_fitness(void)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    market of = open_market(100000, 3, true);
    ctg_reconstruct_facts facts;
    double found;
    double drawn;

    options.links = 1e6;
    options.draws = 2;
    found = cpu_of(&of, "fitness", &options, 0, &facts);
    drawn = cpu_of(&of, "fitness", &options, 2, &facts);
    bars_at_most("2", "fitness: z of 100,000 nodes", 10, found, "s");
    bars_at_most("2", "a draw of a million links", 1,
                 fmax(0, drawn - found) / 2, "s");
    close_market(&of);
}

static void measure_gibbs(size_t nodes, double required)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    market of = open_market(nodes, 10, true);
    ctg_reconstruct_facts facts;
    double start;
    double end;
    char what[80];

    options.draws = options.chains = 1;
    options.burn_given = options.thin_given = true;
    options.burn = 0;
    options.thin = 1000;
    start = cpu_of(&of, "gibbs", &options, 1, &facts);
    options.thin = 2001000;
    end = cpu_of(&of, "gibbs", &options, 1, &facts);
    snprintf(what, sizeof what, "gibbs: a step, %zu nodes", nodes);
    bars_at_most("3", what, required, 1e9 * (end - start) / 2e6, "ns");
    close_market(&of);
}

/* --- bounds, fewest links --------------------------------------------------
 */

/* Bounds of all cells of a market, and the list of them without bounds. */
typedef struct listed {
    const market *of;
    size_t cells;
} listed;

static double list_bounds(void *context)
{
    listed *const l = context;
    const double from = bars_cpu();
    ctg_bounds *bounds;
    ctg_error error;
    double used;

    check(ctg_bounds_new(l->of->totals, NULL, &bounds, &error), &error);
    used = bars_cpu() - from;
    (void)ctg_bounds_cells(bounds, &l->cells);
    ctg_bounds_free(bounds);
    return used;
}

/* The same cells in the same order, each with its ras: all that is written but
 * the bounds themselves. */
static double list_ras(void *context)
{
    const listed *const l = context;
    const ctg_totals *const totals = l->of->totals;
    const size_t n = l->of->nodes;
    const ctg_reconstruct_options options = ctg_reconstruct_options_default();
    const double from = bars_cpu();
    ctg__arena arena = {0};
    ctg__entropy entropy;
    ctg_cell_bound *cells;
    ctg_error error;
    size_t count = 0;
    double used;

    if (!TAKE(&arena, cells, n * n))
        bars_die("out of memory");
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++)
            if (ctg__support_has(&totals->support, i, j))
                cells[count++] = (ctg_cell_bound){.debtor = (ctg_node)j,
                                                  .creditor = (ctg_node)i};
    check(ctg__entropy_find(&arena, totals, &options, &entropy, &error),
          &error);
    for (size_t k = 0; k < count; k++)
        cells[k].ras =
            ctg__entropy_at(&entropy, cells[k].creditor, cells[k].debtor);
    used = bars_cpu() - from;
    if (count != l->cells)
        bars_die("other cells than the bounds have");
    ctg__arena_clear(&arena);
    return used;
}

static void measure_bounds(void)
{
    market of = open_market(2000, 10, true);
    listed all = {.of = &of};
    bars_contender contenders[] = {{list_bounds, &all, 0}, {list_ras, &all, 0}};

    bars_race(contenders, 2, REPEATS);
    bars_at_most("4", "bounds in closed form: a cell, without its list", 5,
                 1e9 * (contenders[0].least - contenders[1].least) /
                     (double)all.cells,
                 "ns");
    bars_note("the same with its ras and its place in the list",
              1e9 * contenders[0].least / (double)all.cells, "ns");
    close_market(&of);
    of = open_market(50, 5, false);
    bars_at_most("4", "bounds by flows, 50 nodes, a tenth known", 5,
                 list_bounds(&all), "s");
    close_market(&of);
}

static void measure_fewest(void)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    market of = open_market(12, 4, true);
    ctg_reconstruct_facts facts;
    double used = cpu_of(&of, "min-density", &options, 1, &facts);

    bars_at_most("5", "min-density, 24 totals", 2, used, "s");
    bars_true("5", "proven", "yes", facts.proven);
    close_market(&of);
    of = open_market(1000, 10, true);
    options.restarts = 0;
    used = cpu_of(&of, "min-density", &options, 1, &facts);
    bars_at_most("5", "min-density by placing, 1000 nodes", 10, used, "s");
    close_market(&of);
}

/* --- many networks ---------------------------------------------------------
 */

/* Networks one by one, and all of them: contenders that take turns. */
typedef struct networks {
    ctg_ensemble *ensemble;
    ctg_scenario *scenario;
} networks;

/* As `rank` does it, with warnings of what looks wrong. */
static double cpu_of_ranking(const ctg_graph *graph,
                             const ctg_scenario *scenario)
{
    const double from = bars_cpu();
    ctg_problems *const problems = ctg_problems_new();
    ctg_network *network;
    ctg_plan *plan;
    ctg_ranking *ranking;
    ctg_error error;

    if (!problems)
        bars_die("out of memory");
    check(ctg_network_new(graph, &network, problems, &error), &error);
    check(ctg_plan_new(network, scenario, &plan, &error), &error);
    check(ctg_ranking_new(plan, "impact", NULL, &ranking, &error), &error);
    ctg_ranking_free(ranking);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_problems_free(problems);
    return bars_cpu() - from;
}

static double rank_each(void *context)
{
    const networks *const of = context;
    const ctg_network *network;
    ctg_error error;
    double used = 0;

    check(ctg_ensemble_rewind(of->ensemble, &error), &error);
    while (!ctg_ensemble_next(of->ensemble, &network, &error) && network)
        used += cpu_of_ranking(ctg_ensemble_graph(of->ensemble), of->scenario);
    return used;
}

static double rank_all(void *context)
{
    const networks *const of = context;
    ctg_ranges *ranges;
    ctg_error error;
    double used;

    check(ctg_ensemble_rewind(of->ensemble, &error), &error);
    used = -bars_cpu();
    check(ctg_ranges_new(of->ensemble, of->scenario, "impact", NULL, &ranges,
                         &error),
          &error);
    used += bars_cpu();
    ctg_ranges_free(ranges);
    return used;
}

static void measure_ensemble(void)
{
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    market of = open_market(150, 6, true);
    networks drawn = {.scenario = ctg_scenario_new()};
    bars_contender contenders[] = {{rank_each, &drawn, 0},
                                   {rank_all, &drawn, 0}};
    ctg_reconstruction *made;
    ctg_error error;

    options.draws = DRAWS;
    options.links = 900;
    check(ctg_reconstruction_new(of.totals, "fitness", &options, &made, &error),
          &error);
    check(ctg_ensemble_draw(made, of.graph, &drawn.ensemble, &error), &error);
    bars_at_most("6", "rank over 500 networks, to as many rankings", 1.1,
                 bars_paired(contenders, PAIRS), "x");
    ctg_ensemble_free(drawn.ensemble);
    ctg_reconstruction_free(made);
    ctg_scenario_free(drawn.scenario);
    close_market(&of);
}

int main(void)
{
    bars_threads(1);
    bars_head("Networks from totals");
    measure_ras();
    measure_fitness();
    measure_gibbs(200, 200);
    measure_gibbs(800, 500);
    measure_bounds();
    measure_fewest();
    measure_ensemble();
    return 0;
}
