/*
 * What can be done about a loss: programmes, integer programmes, compression,
 * searches, sets of nodes that are worst together.
 *
 *     benchmarks/optimise
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/generate.h>
#include <contagraph/optimise.h>
#include <contagraph/run.h>
#include <contagraph/scenario.h>

#include "bars.h"
#include "compressing.h"
#include "data/network.h"
#include "optimise/clearing.h"
#include "optimise/rescue_model.h"

typedef struct market {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
} market;

static void check(ctg_status status, const ctg_error *error)
{
    if (status)
        bars_die(error->message);
}

/* Nodes lose up to `lost` of what they have beside claims. */
static void impoverish(ctg_network *network, double lost)
{
    ctg__nodes *const nodes = &network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        const double kept = 1 - lost * (double)(i * 61 % 100) / 100;
        const double less =
            (1 - kept) * (nodes->cash[i] + nodes->other_assets[i]);

        nodes->cash[i] *= kept;
        nodes->other_assets[i] *= kept;
        nodes->assets[i] -= less;
        nodes->equity[i] -= less;
    }
}

static market open_market(size_t nodes, double degree, double lost,
                          const char *rule)
{
    ctg_generate_options options = ctg_generate_options_default();
    market made = {.scenario = ctg_scenario_new()};
    ctg_error error = {.message = "out of memory"};

    if (!made.scenario)
        bars_die(error.message);
    options.nodes = nodes;
    options.degree = degree;
    check(ctg_graph_generate("er", &options, &made.graph, &error), &error);
    check(ctg_network_new(made.graph, &made.network, NULL, &error), &error);
    impoverish(made.network, lost);
    check(ctg_scenario_set(made.scenario, "valuation", rule, &error), &error);
    return made;
}

static void close_market(market *of)
{
    ctg_scenario_free(of->scenario);
    ctg_network_free(of->network);
    ctg_graph_free(of->graph);
}

/* Whether there is CPU time left: a search has as much of it on a machine that
 * is busy as on one that is not. */
static int goes_on(void *until, double done, double total)
{
    (void)done;
    (void)total;
    return bars_cpu() < *(const double *)until;
}

/* CPU time of a question, of which there are so many seconds, 0: any; its
 * answer. */
static double ask(const market *of, const char *question,
                  const ctg_setting *settings, size_t count, double seconds,
                  ctg_optimisation **answer)
{
    ctg_optimise_options options = ctg_optimise_options_default();
    const double from = bars_cpu();
    double until = seconds > 0 ? from + seconds : HUGE_VAL;
    ctg_error error;

    options.settings = settings;
    options.setting_count = count;
    options.seconds = 0;
    options.progress = goes_on;
    options.progress_context = &until;
    check(ctg_optimise(question, of->network, of->scenario, &options, answer,
                       &error),
          &error);
    return bars_cpu() - from;
}

/* --- programmes ------------------------------------------------------------
 */

static double cpu_of_payments(const market *of, ctg__lp_method method)
{
    const ctg__lp_options options = {.method = method, .time_limit_ms = 60000};
    ctg__arena arena = {0};
    ctg__clearing problem;
    ctg__clearing_result result;
    ctg_plan *plan;
    ctg_error error;
    double *payments;
    double used;

    check(ctg_plan_new(of->network, of->scenario, &plan, &error), &error);
    check(ctg__clearing_of(plan, &arena, &problem, &error), &error);
    payments = bars_room(ctg_network_node_count(of->network), sizeof *payments);
    used = -bars_cpu();
    check(ctg__clearing_solve(&problem, &options, payments, &result, &error),
          &error);
    used += bars_cpu();
    free(payments);
    ctg__arena_clear(&arena);
    ctg_plan_free(plan);
    return used;
}

static void measure_programme(void)
{
    static const ctg_setting settings[] = {{"goal", "shortfall"},
                                           {"budget", "20"}};
    market of = open_market(3000, 10, 0.2, "clearing");
    const double bare = fmin(cpu_of_payments(&of, CTG__LP_DUAL_FROM_MOST),
                             cpu_of_payments(&of, CTG__LP_DUAL_PRESOLVED));
    ctg_optimisation *answer;
    const double used = ask(&of, "bailout", settings, 2, 60, &answer);

    bars_at_most("1", "bailout programme, 3000 nodes, to bare payments", 3,
                 used / bare, "x");
    bars_true("1", "proven", "yes", ctg_optimisation_proven(answer));
    ctg_optimisation_free(answer);
    close_market(&of);
}

static market open_costly(size_t nodes, double degree)
{
    market of = open_market(nodes, degree, 0.295, "clearing");
    ctg_error error;

    check(ctg_scenario_set(of.scenario, "a", "0.5", &error), &error);
    check(ctg_scenario_set(of.scenario, "b", "0.5", &error), &error);
    return of;
}

/* As if nothing were known of the run without aid: payments from 0, everybody
 * may fail, and nothing is received for sure. Rows of ours that tighten the
 * programme by the same knowledge are left out with it. */
static void forget(const ctg__rescue *of, ctg__rescued *plain)
{
    for (size_t i = 0; i < of->count; i++) {
        plain->paid[i] = plain->income[i] = 0;
        plain->alive[i] = false;
    }
}

/* CPU time of the programme alone, for so many seconds at most. */
static double cpu_of_program(market *of, double budget, bool bare,
                             double seconds, bool *proven)
{
    const ctg__lp_options solving = {.method = CTG__LP_DUAL,
                                     .gap = 1e-6,
                                     .keep = true,
                                     .time_limit_ms = (int)(1000 * seconds)};
    const ctg_optimise_options options = ctg_optimise_options_default();
    const size_t nodes = ctg_network_node_count(of->network);
    bool *const eligible = bars_room(nodes, sizeof *eligible);
    double *const most = bars_room(nodes, sizeof *most);
    ctg__task task = {
        .network = of->network, .scenario = of->scenario, .options = &options};
    ctg__rescue rescue;
    ctg__rescue_task asked = {.goal = CTG__GOAL_LOSS,
                              .of = &rescue,
                              .eligible = eligible,
                              .most = most};
    ctg__rescue_model model;
    ctg__lp_result result = {.bound = -HUGE_VAL};
    ctg_error error;
    double *x;
    double used;
    ctg_status status;

    for (size_t i = 0; i < nodes; i++) {
        eligible[i] = true;
        most[i] = HUGE_VAL;
    }
    for (int goal = 0; goal < CTG__GOAL_COUNT; goal++)
        asked.most_of[goal] = goal == CTG__GOAL_COST ? budget : HUGE_VAL;
    check(ctg_plan_new(of->network, of->scenario, &task.plan, &error), &error);
    check(ctg__rescue_of(&task, &rescue, &error), &error);
    check(ctg__rescued_new(&rescue, &task.arena, &asked.plain, &error), &error);
    ctg__rescue_settle(&rescue, NULL, &asked.plain);
    asked.bare = bare;
    if (bare)
        forget(&rescue, &asked.plain);
    check(ctg__rescue_model_make(&asked, &model, &error), &error);
    x = bars_room(model.lp.column_count, sizeof *x);
    used = -bars_cpu();
    status = ctg__lp_solve(&model.lp, &solving, x, NULL, &result, &error);
    used += bars_cpu();
    *proven = !status && result.proven;
    ctg__rescue_model_clear(&model);
    ctg_plan_free(task.plan);
    ctg__arena_clear(&task.arena);
    free(x);
    free(most);
    free(eligible);
    return used;
}

/* The same programmes without the bounds: stopped where they have taken long.
 */
static void measure_bounds_of_programme(void)
{
    double used = 0;
    double bare = 0;
    bool all = true;
    bool all_bare = true;

    for (double degree = 4; degree <= 8; degree += 2) {
        market of = open_costly(60, degree);
        bool proven;

        used += cpu_of_program(&of, 12, false, 60, &proven);
        all &= proven;
        bare += cpu_of_program(&of, 12, true, 60, &proven);
        all_bare &= proven;
        close_market(&of);
    }
    bars_at_least("2",
                  all_bare ? "three programmes without bounds, 60 banks"
                           : "the same, stopped before they were proven",
                  20, bare / used, "x");
    bars_true("2", "those with bounds are proven", "yes", all);
}

/* Proven in time, or all but a hundredth. */
static void measure_hundred(void)
{
    static const ctg_setting settings[] = {{"budget", "80"}};
    market of = open_costly(100, 4);
    ctg_optimisation *answer;
    const double used = ask(&of, "bailout", settings, 1, 60, &answer);

    bars_at_most("2", "gap after 60 s, 100 banks", 1,
                 100 * ctg_optimisation_gap(answer), "%");
    bars_note("CPU time of it", used, "s");
    ctg_optimisation_free(answer);
    close_market(&of);
}

static void measure_integer(size_t nodes, double required, double seconds)
{
    char budget[32];
    const ctg_setting settings[] = {{"budget", budget}};
    market of = open_costly(nodes, 4);
    ctg_optimisation *answer;
    char what[80];
    double used;

    snprintf(budget, sizeof budget, "%g", 0.8 * (double)nodes);
    used = ask(&of, "bailout", settings, 1, seconds, &answer);
    snprintf(what, sizeof what, "integer bailout, %zu banks", nodes);
    if (required > 0) {
        bars_at_most("2", what, required, used, "s");
        bars_true("2", "proven", "yes", ctg_optimisation_proven(answer));
    } else {
        snprintf(what, sizeof what, "gap left, %zu banks, %g s", nodes,
                 seconds);
        bars_at_most("2", what, 56, 100 * ctg_optimisation_gap(answer), "%");
    }
    ctg_optimisation_free(answer);
    close_market(&of);
}

/* --- compression, searches, sets -------------------------------------------
 */

/* CPU time of the same linear programme by HiGHS, one thread, lines by a file;
 * NaN where there is no scipy. */
static double cpu_of_highs(const ctg_graph *graph)
{
    const char *const python = bars_python("scipy");
    char path[] = "/tmp/contagraph-lines-XXXXXX";
    const int made = mkstemp(path);
    FILE *const file = made < 0 ? NULL : fdopen(made, "w");
    char command[600];
    double seconds;

    if (!file)
        bars_die("no file for the lines");
    fputs("debtor,creditor,amount\n", file);
    for (size_t r = 0; r < ctg_graph_row_count(graph, CTG_EXPOSURES); r++) {
        char room[3][32];

        fprintf(file, "%s,%s,%s\n",
                ctg_graph_cell(graph, CTG_EXPOSURES, r, "debtor", room[0]),
                ctg_graph_cell(graph, CTG_EXPOSURES, r, "creditor", room[1]),
                ctg_graph_cell(graph, CTG_EXPOSURES, r, "amount", room[2]));
    }
    fclose(file);
    snprintf(command, sizeof command,
             "OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 %s '%s' '%s' "
             "2>/dev/null",
             python ? python : "false", NETTING_PY, path);
    seconds = bars_told(command, 3);
    remove(path);
    return isfinite(seconds) ? seconds : (double)NAN;
}

static void measure_compression(void)
{
    market of = open_market(10000, 10, 0, "linear");
    ctg_optimisation *answer;
    const double used = ask(&of, "compress", NULL, 0, 0, &answer);

    double highs;

    bars_note("compression of 100,000 edges", used, "s");
    highs = cpu_of_highs(of.graph);
    if (isnan(highs))
        bars_not_judged("3", "compression, to HiGHS by scipy", "no scipy");
    else
        bars_at_most("3", "compression, to HiGHS by scipy", 4, used / highs,
                     "x");
    bars_true("3", "proven", "yes", ctg_optimisation_proven(answer));
    ctg_optimisation_free(answer);
    close_market(&of);
}

static double cpu_of_run(const market *of)
{
    enum { RUNS = 20 };
    ctg_run_options options = ctg_run_options_default();
    ctg_plan *plan;
    ctg_error error;
    double used;

    options.ledger = false;
    check(ctg_plan_new(of->network, of->scenario, &plan, &error), &error);
    used = -bars_cpu();
    for (int k = 0; k < RUNS; k++) {
        ctg_run *made;

        check(ctg_run_new(plan, &options, &made, &error), &error);
        ctg_run_free(made);
    }
    used += bars_cpu();
    ctg_plan_free(plan);
    return used / RUNS;
}

static market name_moves(char moves[3][80])
{
    const market of = open_market(2000, 8, 0, "linear");

    for (ctg_node k = 0; k < 3; k++)
        snprintf(moves[k], sizeof moves[k], "node %s=-150%%",
                 ctg_graph_node_id(of.graph, 3 + 5 * k));
    return of;
}

static void measure_search(void)
{
    char moves[3][80];
    const ctg_setting settings[] = {{"move", moves[0]},
                                    {"move", moves[1]},
                                    {"move", moves[2]},
                                    {"radius", "1.2"},
                                    {"measure", "equity_lost"}};
    market of = name_moves(moves);
    ctg_optimisation *answer;
    const double used = ask(&of, "worst-shock", settings, 5, 20, &answer);
    const double runs = (double)ctg_optimisation_evaluations(answer);
    ctg_error error;

    for (size_t k = 0; k < 3; k++)
        check(ctg_scenario_add_shock(of.scenario, moves[k], &error), &error);
    /* By the time of a run at full sizes, which is one of the longest. */
    bars_at_least("4", "worst shock of three moves: its runs, of all its time",
                  90, 100 * runs * cpu_of_run(&of) / used, "%");
    bars_note("runs of it", runs, "");
    ctg_optimisation_free(answer);
    close_market(&of);
}

static void measure_key_set(void)
{
    static const ctg_setting settings[] = {{"count", "10"}, {"tries", "1"}};
    market of = open_market(1000, 5, 0, "linear");
    ctg_optimisation *answer;
    const double used = ask(&of, "key-set", settings, 2, 0, &answer);

    bars_at_most("5", "worst set of 10 of 1000, greedy and swaps: runs", 3000,
                 (double)ctg_optimisation_evaluations(answer), "");
    bars_note("CPU time of it", used, "s");
    ctg_optimisation_free(answer);
    close_market(&of);
}

int main(void)
{
    bars_threads(1);
    bars_head("Remedies and worst cases");
    compressing_measure();
    measure_programme();
    measure_integer(60, 10, 60);
    measure_bounds_of_programme();
    measure_hundred();
    measure_integer(200, 0, 60);
    measure_compression();
    measure_search();
    measure_key_set();
    return 0;
}
