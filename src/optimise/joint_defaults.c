/* key-set: the k nodes whose default together is worst. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data/graph.h"
#include "engine/run.h"
#include "engine/valuation.h"
#include "optimise/task.h"
#include "rank/coalition.h"
#include "text/text.h"

typedef struct work {
    ctg__task *task;
    size_t size;
    size_t tries;
    double base; /* loss without the set */
    double all;  /* that can still be lost */
    ctg__coalition coalition;
    ctg__job job;
    ctg__game *game;
    ctg__game by_rounds;
    ctg_node *set;
    ctg_node *rest;
    double *added;
    ctg__key_set found;
    ctg_status status; /* of the first run that failed */
    ctg_error error;
} work;

/* --- the game ---------------------------------------------------------------
 */

static double loss_of(const ctg_summary *summary)
{
    return summary->equity_lost + summary->outside_loss -
           summary->bonus_outside;
}

/* Loss with the defaults of a set, less without: a run. */
static double value(void *context, const ctg_node *set, size_t count)
{
    work *const w = context;
    ctg_run_options options = ctg_run_options_default();
    ctg__arena arena = {0};
    ctg_error error = {0};
    ctg_run *run = NULL;
    ctg_plan *with;
    double lost = (double)NAN;
    ctg_status status;

    if (count == 0)
        return 0;
    options.ledger = false;
    options.baseline = false;
    status = ctg__plan_with_defaults(w->task->plan, set, count, &arena, &with,
                                     &error);
    if (!status)
        status = ctg_run_new(with, &options, &run, &error);
    if (!status)
        lost = loss_of(ctg_run_summary(run)) - w->base;
#pragma omp critical(ctg__joint_defaults)
    if (status && !w->status) {
        w->status = status;
        w->error = error;
    }
    ctg_run_free(run);
    ctg__arena_clear(&arena);
    return lost;
}

/* Sets valued so far are runs of the engine. */
static int ask(void *context, double done, double total)
{
    work *const w = context;
    ctg__task *const task = w->task;
    const uint64_t most = task->options->evaluations;

    if (most && done >= (double)most && !task->stopped)
        task->stopped = CTG__HALT_EVALUATIONS;
    return ctg__task_ask(task, done, total);
}

/* Whether losses are those of equity alone, which the fast solvers know. */
static bool is_equity_alone(const ctg_plan *plan)
{
    const ctg_network *const network = plan->network;

    if (network->accounts.count)
        return false;
    for (ctg_node i = 0; i < network->nodes.count; i++)
        if (network->nodes.other_liabilities[i] > 0 &&
            ctg__valuation_of(plan, i)->pays_outside)
            return false;
    return true;
}

static ctg_status set_up(work *w, ctg_error *error)
{
    static const ctg_ranking_options options = {0};
    ctg_status status;

    w->job = (ctg__job){.plan = w->task->plan,
                        .network = w->task->network,
                        .options = &options};
    w->by_rounds = (ctg__game){
        .players = w->task->network->nodes.count, .value = value, .context = w};
    w->game = &w->by_rounds;
    status = ctg__coalition_init(&w->coalition, &w->job, true, error);
    if (!status && w->coalition.is_fast && is_equity_alone(w->task->plan))
        w->game = &w->coalition.game;
    w->game->progress = ask;
    w->game->progress_context = w;
    w->game->keeps = true;
    return status;
}

/* --- the bound --------------------------------------------------------------
 */

/* All equity that is left without the set, and what other liabilities can
 * still lose. The plain run is the last one. */
static void look_at_plain(work *w)
{
    const ctg_run *const run = w->task->run;
    const ctg__state *const books = run->books;

    w->base = loss_of(&run->summary);
    for (ctg_node i = 0; i < run->network->nodes.count; i++) {
        w->all += fmax(0, run->equity[i]);
        if (ctg__valuation_at(books->books.rule[i])->pays_outside)
            w->all += books->books.other_liabilities[i] *
                      books->books.slots[books->books.slot_start[i]].value;
    }
}

/* --- the answer -------------------------------------------------------------
 */

static ctg_status score_members(work *w, ctg_error *error)
{
    ctg_status status = CTG_OK;

    w->game->progress = NULL;
    for (size_t k = 0; !status && k < w->size; k++) {
        double without;

        memcpy(w->rest, w->set, k * sizeof *w->set);
        memcpy(w->rest + k, w->set + k + 1, (w->size - k - 1) * sizeof *w->set);
        status =
            ctg__game_values(w->game, w->rest, 1, w->size - 1, &without, error);
        w->added[k] = w->found.value - without;
    }
    return status;
}

static const ctg_key heads[] = {
    {"node", CTG_FIGURE_PLAIN, ""},
    {"added", CTG_FIGURE_MONEY, "to the others of the set"},
};

static ctg_status fill(work *w, ctg_error *error)
{
    ctg_optimisation *const answer = w->task->answer;
    ctg_answer_table *table;
    ctg_cell *cells =
        ctg__answer_table(answer, "nodes", heads, 1, w->size, &table);

    if (!cells)
        return ctg__fail_memory(error);
    table->plain = true;
    for (size_t k = 0; k < w->size; k++)
        cells[k] = ctg__cell_node(w->set[k]);
    cells = ctg__answer_table(answer, "added", heads, 2, w->size, &table);
    if (!cells)
        return ctg__fail_memory(error);
    table->for_json = false;
    table->flat = true;
    table->for_people = true;
    for (size_t k = 0; k < w->size; k++) {
        cells[2 * k] = ctg__cell_node(w->set[k]);
        cells[2 * k + 1] = ctg__cell_number(w->added[k]);
    }
    return CTG_OK;
}

static ctg_status add_shocks(work *w, ctg_error *error)
{
    ctg__text words = {0};
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < w->size; k++) {
        ctg__text_reset(&words);
        ctg__text_print(&words, "node %s=default",
                        ctg_graph_node_id(w->task->network->graph, w->set[k]));
        status = words.failed
                     ? ctg__fail_memory(error)
                     : ctg_scenario_add_shock(w->task->answer->scenario,
                                              ctg__text_string(&words), error);
    }
    ctg__text_clear(&words);
    return status;
}

static ctg_status finish(work *w, ctg_error *error)
{
    ctg__task *const task = w->task;
    ctg_optimisation *const answer = task->answer;
    ctg_status status = score_members(w, error);

    if (!status)
        status = add_shocks(w, error);
    if (!status)
        status = ctg__task_confirm(task, NULL, error);
    if (status)
        return status;
    answer->goal = "loss";
    answer->method = w->found.exact ? "enumeration" : "greedy and swaps";
    answer->question = ctg__answer_print(
        answer, "the %zu node%s whose default together costs most", w->size,
        w->size == 1 ? "" : "s");
    answer->value = answer->after.value[CTG__MEASURE_EQUITY_LOST] +
                    answer->after.value[CTG__MEASURE_OUTSIDE_LOSS] -
                    answer->after.value[CTG__MEASURE_OUTSIDE_LOSS + 1] -
                    w->base;
    answer->bound = w->found.exact
                        ? answer->value
                        : fmax(answer->value, fmin(w->all, w->found.bound));
    answer->evaluations += (uint64_t)w->found.evaluated;
    ctg__answer_settle(answer, task->gap);
    ctg__answer_fact(answer, "greedy", CTG_FIGURE_MONEY,
                     ctg__cell_number(w->found.greedy));
    return fill(w, error);
}

static ctg_status search(work *w, ctg_error *error)
{
    ctg__arena *const arena = &w->task->arena;
    const bool linear = w->game == &w->coalition.game &&
                        w->coalition.fast.method == CTG__FAST_LINEAR;
    ctg_status status;

    if (!TAKE(arena, w->set, w->size + 1) ||
        !TAKE(arena, w->rest, w->size + 1) ||
        !TAKE(arena, w->added, w->size + 1))
        return ctg__fail_memory(error);
    status = ctg__key_set_find(w->game, w->size, (double)w->tries, linear,
                               arena, w->set, &w->found, error);
    if (w->status)
        return ctg__fail(error, w->status, "%s", w->error.message);
    return status;
}

static ctg_status run(ctg__task *task, ctg_error *error)
{
    work w = {.task = task, .size = 3, .tries = 20000};
    const size_t nodes = task->network->nodes.count;
    ctg_status status =
        ctg__setting_count(task, "count", 1, 1000000, &w.size, error);

    if (!status)
        status =
            ctg__setting_count(task, "tries", 0, 1000000000, &w.tries, error);
    if (status)
        return status;
    if (w.size > nodes)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "-k is %zu, there are only %zu nodes", w.size, nodes);
    look_at_plain(&w);
    status = set_up(&w, error);
    if (!status)
        status = search(&w, error);
    if (!status)
        status = finish(&w, error);
    ctg__arena_clear(&w.job.arena);
    return status;
}

static const char *const settings[] = {"count", "tries", NULL};

const ctg__optimiser ctg__optimise_key_set = {
    .about = {.name = "key-set",
              .summary = "the k nodes whose default together is worst",
              .source = "Kempe, Kleinberg, Tardos 2003"},
    .settings = settings,
    .gap = 1e-6,
    .run = run,
};
