/* The engine as the judge: what a proposal comes to. */
#include <math.h>
#include <string.h>

#include <contagraph/results.h>

#include "base/message.h"
#include "engine/run.h"
#include "engine/slots.h"
#include "engine/valuation.h"
#include "optimise/task.h"
#include "text/nearest.h"

static const ctg_key own[] = {
    {"loss", CTG_FIGURE_MONEY,
     "equity lost and outside losses, less bonuses paid outside"},
    {"failures", CTG_FIGURE_PLAIN, "nodes that failed though no shock says so"},
    {"shortfall", CTG_FIGURE_MONEY, "what debtors leave unpaid"},
};

const ctg_key *ctg_optimise_measure_at(size_t index)
{
    if (index < CTG__SUMMARY_MEASURES)
        return ctg_summary_key_at(index);
    return index < CTG__MEASURE_COUNT ? &own[index - CTG__SUMMARY_MEASURES]
                                      : NULL;
}

const char *ctg__measure_name(size_t measure)
{
    return ctg_optimise_measure_at(measure)->name;
}

ctg_status ctg__measure_find(const char *name, size_t *measure,
                             ctg_error *error)
{
    static const char *const refused[] = {"rounds", "converged", "last_change"};
    ctg__nearest nearest = ctg__nearest_start(name);
    char hint[96];

    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++)
        if (strcmp(name, refused[k]) == 0)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "'%s' is no measure of what happened", name);
    for (size_t i = 0; i < CTG__MEASURE_COUNT; i++) {
        if (strcmp(name, ctg__measure_name(i)) == 0) {
            *measure = i;
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, ctg__measure_name(i));
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "no measure '%.*s'%s",
                     ctg__message_bytes(strlen(name)), name,
                     ctg__nearest_hint(&nearest, hint));
}

ctg_status ctg__decreed(const ctg_plan *plan, ctg__arena *arena, bool **decreed,
                        ctg_error *error)
{
    if (!TAKE(arena, *decreed, plan->network->nodes.count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < plan->shock_count; k++)
        if (plan->shocks[k].unit == CTG__BY_REST)
            (*decreed)[plan->shocks[k].target] = true;
    return CTG_OK;
}

double ctg__judge_equity_lost(const ctg__task *task, ctg_node node)
{
    return fmax(0, task->run->network->nodes.equity[node]) -
           fmax(0, task->run->equity[node]);
}

bool ctg__judge_failed(const ctg__task *task, ctg_node node)
{
    return task->run->failed_round[node] != CTG_NEVER;
}

/* V of the first class. The engine values nobody whom no node has a claim on,
 * where the rule does not pay outside: it would be this in the last books. */
static double value_of_first(ctg__state *books, ctg_node node)
{
    const ctg__slot *const first =
        &books->books.slots[books->books.slot_start[node]];

    if (books->books.valued[node])
        return first->value;
    ctg__face_classes(books, node); /* nobody asked for them either */
    return ctg__slot_value(books, node, first);
}

/* Liabilities x (1 - V) of a debtor, all classes; other liabilities rank with
 * the first. */
static double unpaid_of(ctg__state *books, ctg_node node)
{
    const ctg__exposures *const exposures = &books->net->exposures;
    double face = 0;
    double unpaid = 0;

    for (size_t k = exposures->debtor_start[node];
         k < exposures->debtor_start[node + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const double due =
            books->books.amount[e] *
            ctg__book_price(books,
                            exposures->asset ? exposures->asset[e] : CTG_NONE);

        face += due;
        unpaid += due * (1 - ctg__slot_of(books, e)->value);
    }
    face = books->books.liabilities[node] - face;
    if (face > 0)
        unpaid += face * (1 - value_of_first(books, node));
    return unpaid;
}

static double outside_of(const ctg__state *books, ctg_node node)
{
    if (!ctg__valuation_at(books->books.rule[node])->pays_outside)
        return 0;
    return books->books.other_liabilities[node] *
           (1 - books->books.slots[books->books.slot_start[node]].value);
}

static bool is_decreed(const ctg_plan *plan, ctg_node node)
{
    for (size_t k = 0; k < plan->shock_count; k++)
        if (plan->shocks[k].unit == CTG__BY_REST &&
            plan->shocks[k].target == node)
            return true;
    return false;
}

static void measure(const ctg__task *task, const ctg_plan *plan,
                    ctg__measures *found)
{
    const ctg_run *const run = task->run;
    ctg__state books = *run->books; /* which know no plan, as it may be gone */
    double loss = -run->summary.bonus_outside;
    double failures = 0;
    double shortfall = 0;

    books.plan = plan;
    for (ctg_node i = 0; i < run->network->nodes.count; i++) {
        const double w = task->priority ? task->priority[i] : 1;

        loss += w * (ctg__judge_equity_lost(task, i) + outside_of(&books, i));
        shortfall += w * unpaid_of(&books, i);
        if (ctg__judge_failed(task, i) && !is_decreed(plan, i))
            failures += w; /* pass-throughs are never marked */
    }
    for (size_t m = 0; m < CTG__SUMMARY_MEASURES; m++)
        found->value[m] = ctg_summary_value(&run->summary, m);
    found->value[CTG__MEASURE_LOSS] = loss;
    found->value[CTG__MEASURE_FAILURES] = failures;
    found->value[CTG__MEASURE_SHORTFALL] = shortfall;
}

static ctg_status judge(ctg__task *task, const ctg_plan *plan,
                        ctg__measures *found, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_status status;

    options.ledger = false;
    options.baseline = false;
    options.progress = ctg__task_ask;
    options.progress_context = task;
    status = ctg__run_again(&task->run, plan, &options, error);
    task->answer->evaluations++;
    if (!status)
        measure(task, plan, found);
    return status;
}

ctg_status ctg__judge(ctg__task *task, const ctg_plan *plan,
                      ctg__measures *found, ctg_error *error)
{
    const uint64_t most = task->options->evaluations;

    if (!task->stopped && most && task->answer->evaluations >= most)
        task->stopped = CTG__HALT_EVALUATIONS;
    if (task->stopped)
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    return judge(task, plan, found, error);
}

/* Nothing but `asked` stops it: an answer is told with its figures. */
static ctg_status run_answer(ctg__task *task, const ctg_network *network,
                             ctg_progress *asked, ctg_error *error)
{
    ctg__aside aside;
    ctg_plan *plan = NULL;
    ctg_status status = ctg_plan_new(network ? network : task->network,
                                     task->answer->scenario, &plan, error);

    ctg__task_leave(task, asked, &aside);
    if (!status)
        status = judge(task, plan, &task->answer->after, error);
    if (!status)
        status = ctg_plan_baseline(
            plan, ctg__task_ask, task,
            &task->answer->after.value[CTG__MEASURE_BASELINE], error);
    ctg_plan_free(plan);
    ctg__task_return(task, &aside);
    return status;
}

ctg_status ctg__task_begin(ctg__task *task, ctg_error *error)
{
    const ctg_status status =
        run_answer(task, NULL, task->options->progress, error);

    task->answer->before = task->answer->after;
    return status;
}

ctg_status ctg__task_confirm(ctg__task *task, const ctg_network *network,
                             ctg_error *error)
{
    return run_answer(task, network, task->options->confirming, error);
}
