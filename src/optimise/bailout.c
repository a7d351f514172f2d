/* bailout: who is given how much. */
#include "optimise/bailout.h"

#include <math.h>
#include <string.h>

#include "base/message.h"
#include "data/graph.h"
#include "text/number.h"
#include "text/text.h"

/* --- the answer -------------------------------------------------------------
 */

static ctg_status add_shocks(ctg__bailout *of, ctg_error *error)
{
    const ctg_graph *const graph = of->task->network->graph;
    ctg_optimisation *const answer = of->task->answer;
    char amount[32];
    ctg_status status = CTG_OK;

    for (ctg_node i = 0; !status && i < of->task->network->nodes.count; i++) {
        ctg__text words = {0};

        if (!(of->aid[i] > 0))
            continue;
        ctg__number_format(amount, of->aid[i]);
        ctg__text_print(&words, "inject %s=%s", ctg_graph_node_id(graph, i),
                        amount);
        status = words.failed
                     ? ctg__fail_memory(error)
                     : ctg_scenario_add_shock(answer->scenario,
                                              ctg__text_string(&words), error);
        ctg__text_clear(&words);
    }
    return status;
}

static const ctg_key dual_heads[] = {
    {"node", CTG_FIGURE_PLAIN, ""},
    {"dual", CTG_FIGURE_SHORT, "of a unit more of its assets"},
};

static ctg_status add_duals(ctg__bailout *of, ctg_error *error)
{
    ctg_answer_table *table;
    size_t count = 0;
    ctg_cell *cells;

    if (!of->duals)
        return CTG_OK;
    for (size_t i = 0; i < of->rescue.count; i++)
        count += of->duals[i] != 0;
    cells = ctg__answer_table(of->task->answer, "duals", dual_heads, 2, count,
                              &table);
    if (!cells)
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < of->rescue.count; i++)
        if (of->duals[i] != 0) {
            *cells++ = ctg__cell_node(i);
            *cells++ = ctg__cell_number(of->duals[i]);
        }
    return CTG_OK;
}

static ctg_status check_budget(const ctg__bailout *of, double cost,
                               ctg_error *error)
{
    if (!of->limited || cost <= of->budget * (1 + 1e-9))
        return CTG_OK;
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "the limits cost at least %.6g, the budget is %.6g", cost,
                     of->budget);
}

static const char *question_of(const ctg__bailout *of)
{
    ctg_optimisation *const answer = of->task->answer;

    if (!of->limited)
        return ctg__answer_print(answer, "least %s for a budget of %.6g",
                                 ctg__bailout_goal(of->goal), of->budget);
    if (ctg__bailout_saves_all(of))
        return "least cost so that no node fails";
    return "least cost within the limits";
}

static ctg_status finish(ctg__bailout *of, ctg_error *error)
{
    ctg__task *const task = of->task;
    ctg_optimisation *const answer = task->answer;
    const double cost = ctg__bailout_cost(of, of->aid);
    ctg__aside aside;
    ctg_status status = add_shocks(of, error);

    if (!status)
        status = ctg__task_confirm(task, NULL, error);
    answer->goal = ctg__bailout_goal(of->goal);
    answer->method = of->method;
    answer->question = question_of(of);
    answer->value =
        of->limited ? cost : ctg__bailout_sum(&answer->after, of->goal);
    answer->bound = of->bound;
    ctg__answer_settle(answer, task->gap);
    ctg__answer_fact(answer, "cost", CTG_FIGURE_MONEY, ctg__cell_number(cost));
    ctg__answer_note(answer,
                     "gain: loss without this aid less loss with all; gains do "
                     "not add up");
    /* A few runs more, whatever stopped the search. */
    ctg__task_leave(task, task->options->confirming, &aside);
    if (!status)
        status = ctg__bailout_gains(of, error);
    ctg__task_return(task, &aside);
    return status ? status : add_duals(of, error);
}

/* --- what each budget buys --------------------------------------------------
 */

enum { FRONTIER_HEADS = 6 };

/* A bound is of the goal: money, or failures. */
static const ctg_key *frontier_heads(ctg__rescue_goal goal)
{
    static const ctg_key heads[][FRONTIER_HEADS] = {
        {{"budget", CTG_FIGURE_MONEY, ""},
         {"loss", CTG_FIGURE_MONEY, ""},
         {"failures", CTG_FIGURE_PLAIN, ""},
         {"shortfall", CTG_FIGURE_MONEY, ""},
         {"bound", CTG_FIGURE_MONEY, ""},
         {"method", CTG_FIGURE_PLAIN, ""}},
        {{"budget", CTG_FIGURE_MONEY, ""},
         {"loss", CTG_FIGURE_MONEY, ""},
         {"failures", CTG_FIGURE_PLAIN, ""},
         {"shortfall", CTG_FIGURE_MONEY, ""},
         {"bound", CTG_FIGURE_SHORT, ""},
         {"method", CTG_FIGURE_PLAIN, ""}},
    };

    return heads[goal == CTG__GOAL_FAILURES];
}

static ctg_status cost_of_all(const ctg__bailout *of, double *cost,
                              ctg_error *error)
{
    ctg__bailout all = ctg__bailout_alone(of, CTG__GOAL_COST);
    ctg_status status;

    all.limited = true;
    all.limit[CTG__GOAL_FAILURES] = 0;
    status = ctg__bailout_solve(&all, error);
    *cost = status ? 0 : ctg__bailout_cost(&all, all.aid);
    return status;
}

static ctg_status fill_budget(ctg__bailout *of, double budget, ctg_cell *cells,
                              ctg_error *error)
{
    ctg__bailout one = *of;
    ctg__measures found;
    ctg_status status;

    one.budget = budget;
    status = ctg__bailout_solve(&one, error);
    if (!status)
        status = ctg__bailout_judge(&one, one.aid, &found, error);
    if (status)
        return status;
    cells[0] = ctg__cell_number(budget);
    cells[1] = ctg__cell_number(found.value[CTG__MEASURE_LOSS]);
    cells[2] = ctg__cell_number(found.value[CTG__MEASURE_FAILURES]);
    cells[3] = ctg__cell_number(found.value[CTG__MEASURE_SHORTFALL]);
    cells[4] = ctg__cell_known(one.bound);
    cells[5] = ctg__cell_text(one.method);
    return CTG_OK;
}

/* How many budgets, and what saving all costs, which is the budget where none
 * is given. */
static ctg_status ask_frontier(ctg__bailout *of, size_t *count, double *cost,
                               ctg_error *error)
{
    ctg_status status =
        ctg__setting_count(of->task, "frontier", 1, 10000, count, error);

    if (status || !*count)
        return status;
    if (of->limited)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--frontier is for a goal: limits have no place "
                         "in it");
    status = cost_of_all(of, cost, error);
    if (!status && !(of->budget < HUGE_VAL))
        of->budget = *cost;
    return status;
}

/* Behind the answer itself: whatever stops it, rows that are done stay. */
static ctg_status draw_frontier(const ctg__bailout *of, size_t count,
                                double cost, ctg_error *error)
{
    ctg__bailout one = *of;
    ctg_answer_table *table;
    ctg_cell *cells;
    ctg_status status = CTG_OK;

    if (!count)
        return CTG_OK;
    cells = ctg__answer_table(of->task->answer, "frontier",
                              frontier_heads(of->goal), FRONTIER_HEADS,
                              count + 1, &table);
    if (!cells ||
        !TAKE(&of->task->arena, one.aid, of->task->network->nodes.count + 1))
        return ctg__fail_memory(error);
    table->for_people = true;
    for (size_t k = 0; !status && k <= count; k++) {
        if (of->task->stopped)
            status = ctg__fail(error, CTG_CANCELLED, "cancelled");
        if (!status)
            status = fill_budget(&one, cost * (double)k / (double)count,
                                 cells + k * FRONTIER_HEADS, error);
        if (status == CTG_CANCELLED && of->task->stopped) {
            table->row_count = k;
            return CTG_OK;
        }
    }
    return status;
}

static ctg_status run(ctg__task *task, ctg_error *error)
{
    ctg__bailout of = {.task = task};
    size_t count = 0;
    double cost = 0;
    ctg_status status = ctg__bailout_read(&of, error);

    if (!status && !TAKE(&task->arena, of.aid, task->network->nodes.count + 1))
        status = ctg__fail_memory(error);
    if (!status)
        status = ask_frontier(&of, &count, &cost, error);
    if (!status)
        status = ctg__bailout_solve(&of, error);
    if (status == CTG_NO_SOLUTION && of.unkept)
        return ctg__bailout_unkept(&of, error);
    if (!status)
        status = check_budget(&of, ctg__bailout_cost(&of, of.aid), error);
    if (!status)
        status = draw_frontier(&of, count, cost, error);
    return status ? status : finish(&of, error);
}

static const char *const settings[] = {
    "budget", "goal",   "max-failures", "max-loss", "max-shortfall", "price",
    "only",   "except", "most",         "method",   "priority",      "frontier",
    NULL};

const ctg__optimiser ctg__optimise_bailout = {
    .about = {.name = "bailout",
              .summary = "who is given how much",
              .source = "Rogers, Veraart 2013; Eisenberg, Noe 2001"},
    .settings = settings,
    .gap = 1e-6,
    .run = run,
};
