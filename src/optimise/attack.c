/* attack: what it costs to push a price, and what that earns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <contagraph/book.h>

#include "data/graph.h"
#include "engine/direct.h"
#include "engine/impact.h"
#include "optimise/moves.h"
#include "text/json.h"

static const double deepest = 0.99; /* of pushes, before the price is 0 */
static const double beyond = 1e-10; /* equality triggers nothing */

enum { PROBES = 32, FIGURES = 7 };

/* A push and what comes of it. */
typedef struct row {
    double push;
    double sold;
    double cost;
    double gain;
    double profit;
    double liquidated;
    double loss;
    bool reached; /* the target, where there is one */
} row;

typedef struct attack {
    ctg__task *task;
    ctg_asset asset;
    const char *id;
    ctg__moves moves; /* the price, from 0 to -100 % */
    ctg__pool pool;
    const ctg__impact *law;
    double scale; /* impact_scale */
    double take;
    double short_money;
    const ctg__target *target;
} attack;

/* --- the market -------------------------------------------------------------
 */

static ctg_status read_market(attack *of, ctg_error *error)
{
    const ctg_plan *const plan = of->task->plan;
    const ctg__assets *const assets = &plan->network->assets;
    ctg__direct direct;
    ctg_status status;

    of->law = ctg__impact_at(assets->impact[of->asset]);
    of->scale = plan->impact_scale;
    if (!of->law->sold || !(of->scale > 0) ||
        !(assets->depth[of->asset] < HUGE_VAL))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "the price of '%s' cannot be moved: no depth, or no "
                         "impact",
                         of->id);
    status = ctg__direct_of(plan, &of->task->arena, &direct, error);
    if (status)
        return status;
    of->pool = ctg__pool_at(assets, of->asset);
    of->pool.depth = direct.depth[of->asset];
    return CTG_OK;
}

/* Triggers that do not see the price, or see it late. */
static void note_oracle(const attack *of)
{
    const uint8_t oracle = of->task->plan->network->assets.oracle[of->asset];

    if (oracle == CTG__ORACLE_FIXED || oracle == CTG__ORACLE_LAG)
        ctg__answer_note(of->task->answer,
                         oracle == CTG__ORACLE_FIXED
                             ? "its oracle is fixed: not worth an attack by "
                               "price"
                             : "its oracle lags: not worth an attack by price, "
                               "which must hold until it is seen");
}

/* --- a push -----------------------------------------------------------------
 */

static ctg_status push(attack *of, double x, row *made, ctg_error *error)
{
    const double seen = of->law->sold(&of->pool, x);
    ctg__measures found;
    ctg_status status;

    if (isnan(seen))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no sale pushes the price of '%s' down by %.6g%%",
                         of->id, 100 * x);
    status = ctg__moves_run(&of->moves, &x, &found, error);
    if (status)
        return status;
    *made = (row){.push = x, .sold = seen / of->scale};
    made->cost =
        seen > 0 ? made->sold * (1 - of->law->average(&of->pool, seen)) : 0;
    made->gain = found.value[CTG__MEASURE_OUTSIDE_LOSS + 1] * of->take +
                 of->short_money * x;
    made->profit = made->gain - made->cost;
    made->liquidated = found.value[CTG__MEASURE_LIQUIDATED];
    made->loss = found.value[CTG__MEASURE_LOSS];
    made->reached = of->target && ctg__target_met(of->target, &found);
    return CTG_OK;
}

static const ctg_key heads[FIGURES] = {
    {"push", CTG_FIGURE_SHARE, "the fall of the price"},
    {"sold", CTG_FIGURE_MONEY, "at the file's price"},
    {"cost", CTG_FIGURE_MONEY, ""},
    {"gain", CTG_FIGURE_MONEY, "bonuses and what a short earns"},
    {"profit", CTG_FIGURE_MONEY, "gain less cost"},
    {"liquidated", CTG_FIGURE_PLAIN, "accounts"},
    {"loss", CTG_FIGURE_MONEY, ""},
};

static void fill(const row *of, ctg_cell *cells)
{
    const double values[FIGURES] = {of->push, of->sold,   of->cost,
                                    of->gain, of->profit, of->liquidated,
                                    of->loss};

    for (size_t c = 0; c < FIGURES; c++)
        cells[c] = ctg__cell_number(values[c]);
}

/* One row: its figures, and a table for CSV. */
static ctg_status tell_one(attack *of, const row *found, ctg_error *error)
{
    ctg_optimisation *const answer = of->task->answer;
    ctg_answer_table *table;
    ctg_cell *const cells =
        ctg__answer_table(answer, "rows", heads, FIGURES, 1, &table);

    if (!cells)
        return ctg__fail_memory(error);
    fill(found, cells);
    table->for_json = false;
    table->flat = true;
    table->for_people = true;
    for (size_t c = 0; c < FIGURES; c++)
        ctg__answer_fact(answer, heads[c].name, heads[c].unit, cells[c]);
    return CTG_OK;
}

static ctg_status confirm(attack *of, const row *found, ctg_error *error)
{
    ctg_status status = ctg__moves_add(&of->moves, &found->push,
                                       of->task->answer->scenario, error);

    return status ? status : ctg__task_confirm(of->task, NULL, error);
}

static ctg_status one_push(attack *of, double x, ctg_error *error)
{
    ctg_optimisation *const answer = of->task->answer;
    row found;
    ctg_status status = push(of, x, &found, error);

    if (!status)
        status = confirm(of, &found, error);
    if (status)
        return status;
    answer->goal = "profit";
    answer->value = found.profit;
    answer->method = "closed form";
    answer->question = ctg__answer_print(
        answer, "what a push of %.6g%% costs and earns", 100 * x);
    return tell_one(of, &found, error);
}

/* --- a target ---------------------------------------------------------------
 */

static ctg_status probe(attack *of, double least, ctg_error *error)
{
    size_t reaching = 0;
    ctg_status status = CTG_OK;

    for (int k = 1; !status && k <= PROBES; k++) {
        row found;

        status = push(of, least * k / (PROBES + 1), &found, error);
        reaching += !status && found.reached;
    }
    if (reaching)
        ctg__answer_note(of->task->answer,
                         ctg__answer_print(of->task->answer,
                                           "%zu of %d smaller pushes reach the "
                                           "target, too: it is not met from "
                                           "one size on",
                                           reaching, PROBES));
    return status == CTG_CANCELLED ? CTG_OK : status;
}

static ctg_status least_push(attack *of, ctg_error *error)
{
    ctg_optimisation *const answer = of->task->answer;
    double low = 0;
    double high = 1;
    row found = {0};
    row now;
    ctg_status status = CTG_OK;

    if (of->law->bottom)
        high = of->law->bottom(&of->pool) * (1 - 1e-12);
    if (ctg__target_met(of->target, &answer->before))
        high = 0;
    status = push(of, high, &found, error);
    if (!status && !found.reached && high > deepest) {
        /* What is worth nothing is sold by nobody. */
        status = push(of, deepest, &now, error);
        if (!status && now.reached) {
            high = deepest;
            found = now;
        }
    }
    if (status)
        return status;
    if (!found.reached)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "the target was not found: a push of %.6g%% reaches "
                         "loss %.6g",
                         100 * high, found.loss);
    while (!status && high - low > 1e-12) {
        const double middle = low + (high - low) / 2;

        status = push(of, middle, &now, error);
        if (!status && now.reached) {
            high = middle;
            found = now;
        } else {
            low = middle;
        }
    }
    if (status == CTG_CANCELLED)
        status = CTG_OK; /* the best so far reaches it */
    if (!status && found.push > 0)
        status = probe(of, found.push, error);
    if (!status)
        status = confirm(of, &found, error);
    if (status)
        return status;
    answer->goal = "push";
    answer->value = found.push;
    answer->method = "bisection";
    answer->question =
        ctg__answer_print(answer, "least push to %s", of->target->words);
    return tell_one(of, &found, error);
}

/* --- all sizes --------------------------------------------------------------
 */

/* The falls at which an account becomes liquidatable, ascending. */
static ctg_status levels_of(attack *of, double **levels, size_t *count,
                            ctg_error *error)
{
    const ctg_book_account *accounts;
    ctg_book *book = NULL;
    size_t found = 0;
    ctg_status status =
        ctg_book_new_with(of->task->network, of->id, NULL, 1, 1, NULL,
                          ctg__task_ask, of->task, &book, error);

    *count = 0;
    if (status)
        return status;
    accounts = ctg_book_accounts(book, &found);
    if (!TAKE(&of->task->arena, *levels, found + 1))
        status = ctg__fail_memory(error);
    for (size_t k = 0; !status && k < found; k++) {
        const double fall = accounts[k].fall + beyond;

        if (accounts[k].fall > 0 && fall <= deepest &&
            !isnan(of->law->sold(&of->pool, fall)) &&
            (!*count || fall > (*levels)[*count - 1]))
            (*levels)[(*count)++] = fall;
    }
    ctg_book_free(book);
    return status;
}

static const char *row_json(ctg_optimisation *answer, const ctg_cell *cells)
{
    ctg__text text = {0};
    ctg__json_nest nest = ctg__json_open(&text, '{', -1, -1);
    const char *made = NULL;

    for (size_t c = 0; c < FIGURES; c++) {
        ctg__json_next(&nest, heads[c].name);
        ctg__json_add_number(&text, cells[c].number);
    }
    ctg__json_close(&nest);
    if (!text.failed)
        made = ctg__answer_print(answer, "%s", ctg__text_string(&text));
    ctg__text_clear(&text);
    return made;
}

static ctg_status tell_all(attack *of, const row *rows, size_t count,
                           const row *best, ctg_error *error)
{
    ctg_optimisation *const answer = of->task->answer;
    ctg_answer_table *table;
    ctg_cell *const cells =
        ctg__answer_table(answer, "rows", heads, FIGURES, count, &table);
    ctg_cell marked = {0};

    if (!cells)
        return ctg__fail_memory(error);
    table->flat = true;
    table->for_people = true;
    for (size_t k = 0; k < count; k++)
        fill(&rows[k], cells + k * FIGURES);
    if (best) {
        marked = (ctg_cell){
            .kind = CTG_CELL_JSON,
            .text = row_json(answer, cells + (best - rows) * FIGURES)};
        if (!marked.text)
            return ctg__fail_memory(error);
        ctg__answer_note(answer,
                         ctg__answer_print(answer,
                                           "best of these sizes: a push of "
                                           "%.6g%% earns %.6g",
                                           100 * best->push, best->profit));
    } else {
        ctg__answer_note(answer, "no account falls with this price");
    }
    ctg__answer_fact(answer, "best", CTG_FIGURE_PLAIN, marked);
    return CTG_OK;
}

static ctg_status all_sizes(attack *of, ctg_error *error)
{
    ctg_optimisation *const answer = of->task->answer;
    const row *best = NULL;
    double *levels = NULL;
    size_t count;
    size_t done = 0;
    row *rows;
    ctg_status status = levels_of(of, &levels, &count, error);

    if (!status && !TAKE(&of->task->arena, rows, count + 1))
        status = ctg__fail_memory(error);
    for (; !status && done < count; done++) {
        status = push(of, levels[done], &rows[done], error);
        if (status)
            break;
        if (!best || rows[done].profit > best->profit)
            best = &rows[done];
        ctg__task_tell(of->task, best->profit, (double)NAN);
    }
    if (status == CTG_CANCELLED && done)
        status = CTG_OK;
    if (!status && best)
        status = confirm(of, best, error);
    if (status)
        return status;
    answer->goal = "profit";
    answer->value = best ? best->profit : 0;
    answer->method = "enumeration";
    answer->question = "which push earns most, of the sizes at which an "
                       "account falls";
    return tell_all(of, rows, done, best, error);
}

/* --- what was asked ---------------------------------------------------------
 */

static ctg_status read_all(attack *of, ctg_error *error)
{
    ctg__task *const task = of->task;
    const char *const id = ctg__setting(task, "asset");
    bool share = false;
    const char *words;
    ctg_status status;

    if (!id)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "attack needs --asset: whose price is pushed");
    status = ctg_graph_look_up(task->network->graph, CTG_ASSETS, id, &of->asset,
                               error);
    if (status)
        return status;
    of->id = ctg_graph_asset_id(task->network->graph, of->asset);
    of->take = 1;
    status = ctg__setting_number(task, "take", 0, 1, &of->take, error);
    if (!status)
        status =
            ctg__setting_money(task, "short", &of->short_money, &share, error);
    if (!status && share)
        status = ctg__fail(error, CTG_BAD_ARGUMENT, "--short is money");
    if (!status)
        status = read_market(of, error);
    words = ctg__answer_print(task->answer, "asset %s=-100%%", of->id);
    if (!status && !words)
        status = ctg__fail_memory(error);
    return status ? status : ctg__moves_of(task, words, &of->moves, error);
}

static ctg_status run(ctg__task *task, ctg_error *error)
{
    attack of = {.task = task};
    ctg__target target;
    double x = 0;
    const int given = ctg__setting_given(task, "push") +
                      ctg__setting_given(task, "target") +
                      ctg__setting_given(task, "profit");
    ctg_status status = given > 1
                            ? ctg__fail(error, CTG_BAD_ARGUMENT,
                                        "--push, --target and --profit exclude "
                                        "each other")
                            : read_all(&of, error);

    if (status)
        return status;
    note_oracle(&of);
    if (ctg__setting_given(task, "push")) {
        status = ctg__setting_number(task, "push", 0, 1, &x, error);
        return status ? status : one_push(&of, x, error);
    }
    if (!ctg__setting_given(task, "target"))
        return all_sizes(&of, error);
    status = ctg__target_read(task, &target, error);
    of.target = &target;
    return status ? status : least_push(&of, error);
}

static const char *const settings[] = {"asset", "push",  "target",   "profit",
                                       "take",  "short", "priority", NULL};

const ctg__optimiser ctg__optimise_attack = {
    .about = {.name = "attack",
              .summary = "what pushing a price costs, and what it earns",
              .source = ""},
    .settings = settings,
    .gap = 1e-3,
    .run = run,
};
