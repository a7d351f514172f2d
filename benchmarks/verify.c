/*
 * Clearing payments: the fixed point against the linear programme that
 * verifies it, by every method of the solver of such programmes.
 *
 *     benchmarks/verify [NODES]
 *
 * Random claims of degree 10, among nodes that have lost much.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <contagraph/generate.h>
#include <contagraph/verify.h>

#include "bars.h"
#include "fast/fast.h"
#include "optimise/clearing.h"

enum { DEGREE = 10, REPEATS = 3, TIME_LIMIT_MS = 60000 };

typedef struct clearing {
    ctg_graph *graph;
    ctg_network *network;
    ctg_plan *plan;
    ctg_run *run; /* of the engine */
    ctg__arena arena;
    ctg__fast fast;
    double *distress;
    ctg__clearing problem;
    double *payments;
    ctg__clearing_result result; /* of the linear programme */
} clearing;

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

/* Nodes lose up to a fifth of what they have beside claims. */
static void impoverish(ctg_network *network)
{
    ctg__nodes *const nodes = &network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        const double kept = 0.8 + 0.2 * (double)(i * 61 % 100) / 100;
        const double lost =
            (1 - kept) * (nodes->cash[i] + nodes->other_assets[i]);

        nodes->cash[i] *= kept;
        nodes->other_assets[i] *= kept;
        nodes->assets[i] -= lost;
        nodes->equity[i] -= lost;
    }
}

static void start(clearing *c, size_t nodes)
{
    ctg_generate_options options = ctg_generate_options_default();
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error = {.message = "out of memory"};
    bool possible;

    if (!scenario || !problems)
        bars_die(error.message);
    options.nodes = nodes;
    options.degree = DEGREE;
    check(ctg_graph_generate("er", &options, &c->graph, &error), &error);
    check(ctg_network_new(c->graph, &c->network, problems, &error), &error);
    impoverish(c->network);
    check(ctg_scenario_set(scenario, "valuation", "clearing", &error), &error);
    check(ctg_plan_new(c->network, scenario, &c->plan, &error), &error);
    check(ctg__fast_of(c->plan, &c->arena, &c->fast, &possible, &error),
          &error);
    if (!possible)
        bars_die("no fast solver");
    check(ctg__clearing_of(c->plan, &c->arena, &c->problem, &error), &error);
    c->distress = bars_room(nodes, sizeof *c->distress);
    c->payments = bars_room(nodes, sizeof *c->payments);
    ctg_problems_free(problems);
    ctg_scenario_free(scenario);
}

static double cpu_of_fixed_point(void *context)
{
    clearing *const c = context;
    const double from = bars_cpu();
    ctg__fast_report report;
    ctg_error error;

    check(ctg__fast_base(&c->fast, 1e-12, c->distress, &report, &error),
          &error);
    return bars_cpu() - from;
}

static double cpu_of_run(void *context)
{
    clearing *const c = context;
    ctg_run_options options = ctg_run_options_default();
    const double from = bars_cpu();
    ctg_error error;

    options.ledger = false;
    ctg_run_free(c->run);
    check(ctg_run_new(c->plan, &options, &c->run, &error), &error);
    return bars_cpu() - from;
}

static double cpu_of_programme(clearing *c, ctg__lp_method method)
{
    const ctg__lp_options options = {.method = method,
                                     .time_limit_ms = TIME_LIMIT_MS};
    const double from = bars_cpu();
    ctg_error error;

    /* Without an answer, what was asked for is how long there was none. */
    if (ctg__clearing_solve(&c->problem, &options, c->payments, &c->result,
                            &error))
        fprintf(stderr, "%s\n", error.message);
    return bars_cpu() - from;
}

static double cpu_of_primal(void *context)
{
    return cpu_of_programme(context, CTG__LP_PRIMAL);
}

static double cpu_of_dual(void *context)
{
    return cpu_of_programme(context, CTG__LP_DUAL_FROM_MOST);
}

static double cpu_of_presolved(void *context)
{
    return cpu_of_programme(context, CTG__LP_DUAL_PRESOLVED);
}

/* What the engine's claims are worth against what the programme pays. */
static void compare_payments(clearing *c)
{
    ctg_verification found;
    ctg_error error;
    ctg_claim claim;
    double worth = 0;
    double paid = 0;

    for (size_t k = 0; ctg_run_claim(c->run, k, &claim); k++)
        worth += claim.value;
    for (size_t i = 0; i < c->problem.count; i++)
        for (size_t k = c->problem.start[i]; k < c->problem.start[i + 1]; k++)
            paid += c->problem.part[k] * c->payments[c->problem.debtor[k]];
    bars_at_most("15", "  paid on claims: relative difference", 1e-9,
                 fabs(worth - paid) / paid, "");
    check(ctg_run_verify(c->run, c->plan, NULL, NULL, &found, &error), &error);
    bars_at_most("15", "  of one claim, of the largest debt", 1e-9,
                 found.largest_difference / found.largest_debt, "");
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 3000;
    clearing c = {0};
    bars_contender contenders[] = {
        {.run = cpu_of_fixed_point, .context = &c},
        {.run = cpu_of_run, .context = &c},
        {.run = cpu_of_presolved, .context = &c},
        {.run = cpu_of_dual, .context = &c},
    };
    bars_contender primal = {.run = cpu_of_primal, .context = &c};
    char title[80];
    double best;

    if (nodes < 100 || nodes > CTG_VERIFY_NODES_MOST)
        bars_die("NODES is 100 to 10000");
    bars_threads(1);
    snprintf(title, sizeof title, "Clearing of %zu nodes, degree %d", nodes,
             (int)DEGREE);
    bars_head(title);
    start(&c, nodes);
    bars_race(&primal, 1, 1);
    bars_race(contenders, 4, REPEATS);
    best = fmin(contenders[2].least, contenders[3].least);
    bars_at_least("15", "fixed point, against the best programme", 40,
                  best / contenders[0].least, "x");
    bars_at_least("15", "that, against the primal simplex", 5,
                  primal.least / best, "x");
    bars_note("  fixed point", 1e3 * contenders[0].least, "ms");
    bars_note("  run of the engine, without a ledger",
              1e3 * contenders[1].least, "ms");
    bars_note("  dual simplex, after presolving", 1e3 * contenders[2].least,
              "ms");
    bars_note("  dual simplex, from all debts paid", 1e3 * contenders[3].least,
              "ms");
    bars_note("  primal simplex", 1e3 * primal.least, "ms");
    compare_payments(&c);
    ctg_run_free(c.run);
    ctg__arena_clear(&c.arena);
    ctg_plan_free(c.plan);
    ctg_network_free(c.network);
    ctg_graph_free(c.graph);
    free(c.distress);
    free(c.payments);
    return 0;
}
