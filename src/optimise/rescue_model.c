#include "optimise/rescue_builder.h"

#include <math.h>
#include <string.h>

/* Keeps rounding from cutting off answers. */
static const double slack = 1e-6;

/* --- columns ---------------------------------------------------------------
 */

/* Who needs a binary: who fails without aid, where it matters whether he does;
 * thresholds have decided on decreed nodes. */
static bool decides(const ctg__rescue_builder *b, size_t i)
{
    return b->to->counts && ctg__builder_fails(b, i) &&
           !(b->task->of->threshold && b->task->of->decreed[i]);
}

static double need_of(const ctg__rescue *of, size_t i)
{
    if (of->threshold)
        return fmax(0, of->margin[i] - (of->outside[i] - of->claims[i]));
    return fmax(0, of->debt[i] - of->outside[i]) + of->margin[i];
}

static void add_columns(ctg__rescue_builder *b)
{
    const ctg__rescue_task *const task = b->task;
    const ctg__rescue *const of = task->of;
    ctg__rescue_model *const to = b->to;
    const double unit = to->unit;

    for (size_t i = 0; i < of->count; i++) {
        const double all = fmax(0, of->first[i]) + of->claims[i];
        const double most = fmin(task->most[i], need_of(of, i));

        to->u[i] = to->c[i] = to->p[i] = to->q[i] = to->z[i] = to->v[i] =
            SIZE_MAX;
        if (!of->threshold)
            to->p[i] = ctg__builder_column(b, task->plain.paid[i] / unit,
                                           of->debt[i] / unit, false);
        /* Aid to who survives and pays all without it changes nothing. */
        if (task->eligible[i] && !of->decreed[i] && most > 0 &&
            ctg__builder_fails(b, i))
            to->c[i] = ctg__builder_column(b, 0, most / unit, false);
        if (decides(b, i)) {
            to->deciding[to->deciding_count++] = (uint32_t)i;
            to->u[i] = ctg__builder_column(b, 0, 1, true);
            if (b->wants_loss)
                to->q[i] = ctg__builder_column(
                    b, 0, (all + fmin(most, need_of(of, i))) / unit, false);
        }
        if (b->wants_loss && to->c[i] != SIZE_MAX && of->first[i] < 0)
            to->z[i] = ctg__builder_column(b, 0, HUGE_VAL, false);
        if (!of->threshold && of->outside[i] < 0 && decides(b, i))
            to->v[i] = ctg__builder_column(b, 0, 1, true);
    }
}

/* --- rows of a node --------------------------------------------------------
 */

/* e + c + I >= (L + m) u - max(0, -e) (1 - u), or its like for thresholds. */
static void add_survival(ctg__rescue_builder *b, size_t i)
{
    const ctg__rescue *const of = b->task->of;
    const double unit = b->to->unit;
    double constant = of->outside[i] / unit;
    double below;

    ctg__builder_aid(b, i, 1);
    constant += ctg__builder_income(b, i, 1);
    if (of->threshold) {
        const double left = of->outside[i] - b->task->plain.income[i];

        below = (fmax(0, of->margin[i] - left) + slack * fabs(of->outside[i])) /
                unit;
        ctg__builder_entry(b, b->to->u[i], -below);
        ctg__builder_row(b, of->margin[i] / unit - below - constant, HUGE_VAL);
        return;
    }
    below = fmax(0, -of->outside[i]) / unit;
    ctg__builder_entry(b, b->to->u[i],
                       -(of->debt[i] + of->margin[i]) / unit - below);
    ctg__builder_row(b, -below - constant, HUGE_VAL);
}

/* A node's equity without aid if all others pay in full, and a little more. */
static double most_left(const ctg__rescue *of, size_t i)
{
    double income = 0;

    if (of->threshold)
        return of->outside[i] + slack * fabs(of->outside[i]);
    for (size_t k = of->start[i]; k < of->start[i + 1]; k++)
        income += of->part[k] * of->debt[of->debtor[k]];
    return of->outside[i] + income - of->debt[i] * (1 - slack);
}

/* c >= d u: says nothing new of whole u, but most of what is known of others:
 * without it a bound for many nodes stays at 0. */
static void add_need(ctg__rescue_builder *b, size_t i)
{
    const double least = b->task->of->margin[i] - most_left(b->task->of, i);

    if (!(least > 0) || b->task->bare)
        return;
    ctg__builder_aid(b, i, 1);
    ctg__builder_entry(b, b->to->u[i], -least / b->to->unit);
    ctg__builder_row(b, 0, HUGE_VAL);
}

/* q <= what is left + (M + d) (1 - u); q <= Q u; q <= c + what is left if all
 * pay x u, which bounds losses of those whom a budget cannot save. */
static void add_left(ctg__rescue_builder *b, size_t i)
{
    const ctg__rescue *const of = b->task->of;
    const double unit = b->to->unit;
    const double due = of->threshold ? 0 : of->debt[i];
    const double income =
        of->threshold ? -b->task->plain.income[i] : b->task->plain.income[i];
    const double most =
        (fmax(0, due - of->outside[i] - income) +
         slack * (of->threshold ? fabs(of->outside[i]) : of->debt[i])) /
        unit;
    double constant = (of->outside[i] - due) / unit;

    ctg__builder_entry(b, b->to->q[i], 1);
    ctg__builder_aid(b, i, -1);
    constant -= ctg__builder_income(b, i, -1);
    ctg__builder_entry(b, b->to->u[i], most);
    ctg__builder_row(b, -HUGE_VAL, constant + most);
    ctg__builder_entry(b, b->to->q[i], 1);
    ctg__builder_entry(b, b->to->u[i], -b->to->most[b->to->q[i]]);
    ctg__builder_row(b, -HUGE_VAL, 0);
    if (b->task->bare)
        return;
    ctg__builder_entry(b, b->to->q[i], 1);
    ctg__builder_aid(b, i, -1);
    ctg__builder_entry(b, b->to->u[i], -most_left(of, i) / unit);
    ctg__builder_row(b, -HUGE_VAL, 0);
}

/* p <= e + c + I, where that can be below 0 only if something is paid at all;
 * p <= a (e + c) + b I + (M + d) u. */
static void add_payment(ctg__rescue_builder *b, size_t i)
{
    const ctg__rescue *const of = b->task->of;
    const double unit = b->to->unit;
    const double own = of->outside[i] / unit;
    const size_t v = b->to->v[i];
    const double big = (of->debt[i] + fmax(0, -of->outside[i])) / unit;

    /* With costs a debt beside claims is cut by a as well: who fails may pay
     * more than he has, and who survives pays by the row of survival. */
    if (!of->costs || !(of->outside[i] < 0)) {
        ctg__builder_entry(b, b->to->p[i], 1);
        ctg__builder_aid(b, i, -1);
        ctg__builder_income(b, i, -1);
        if (v != SIZE_MAX)
            ctg__builder_entry(b, v, big);
        b->to->row_of[i] =
            ctg__builder_row(b, -HUGE_VAL, own + (v != SIZE_MAX ? big : 0));
    }
    if (v != SIZE_MAX) {
        ctg__builder_entry(b, b->to->p[i], 1);
        ctg__builder_entry(b, v, -big);
        ctg__builder_row(b, -HUGE_VAL, 0);
    }
    if (b->to->u[i] == SIZE_MAX)
        return;
    ctg__builder_entry(b, b->to->p[i], 1);
    ctg__builder_entry(b, b->to->u[i], -of->debt[i] / unit);
    ctg__builder_row(b, 0, HUGE_VAL);
    if (of->costs) {
        const double most = (fmax(0, of->debt[i] - of->a * of->outside[i] -
                                         of->b * b->task->plain.income[i]) +
                             slack * of->debt[i]) /
                            unit;

        ctg__builder_entry(b, b->to->p[i], 1);
        ctg__builder_aid(b, i, -of->a);
        ctg__builder_income(b, i, -of->b);
        ctg__builder_entry(b, b->to->u[i], -most);
        if (v != SIZE_MAX)
            ctg__builder_entry(b, v, big);
        ctg__builder_row(b, -HUGE_VAL, of->a * own + (v != SIZE_MAX ? big : 0));
    }
}

static void add_rows(ctg__rescue_builder *b)
{
    const ctg__rescue *const of = b->task->of;

    for (size_t i = 0; i < of->count; i++) {
        b->to->row_of[i] = SIZE_MAX;
        /* Who pays all without aid always does. */
        if (!of->threshold && b->task->plain.paid[i] < of->debt[i])
            add_payment(b, i);
        if (b->to->u[i] != SIZE_MAX) {
            add_survival(b, i);
            add_need(b, i);
        }
        if (b->to->q[i] != SIZE_MAX)
            add_left(b, i);
        if (b->to->z[i] != SIZE_MAX) {
            ctg__builder_entry(b, b->to->z[i], 1);
            ctg__builder_aid(b, i, -1);
            ctg__builder_row(b, of->first[i] / b->to->unit, HUGE_VAL);
        }
    }
}

/* --- all of it -------------------------------------------------------------
 */

static bool limits(const ctg__rescue_task *task, ctg__rescue_goal goal)
{
    return task->goal == goal || task->most_of[goal] < HUGE_VAL;
}

/* u may be left out where a linear programme says it all. */
static bool must_count(const ctg__rescue_task *task)
{
    const ctg__rescue *const of = task->of;

    if (of->threshold || of->costs || limits(task, CTG__GOAL_FAILURES))
        return true;
    for (size_t i = 0; i < of->count; i++)
        if (of->weight[i] != 1 || of->outside[i] < 0)
            return true;
    return false;
}

static double unit_of(const ctg__rescue *of)
{
    double most = 0;
    int exponent;

    for (size_t i = 0; i < of->count; i++)
        most = fmax(most, fmax(of->debt[i], fabs(of->outside[i])));
    frexp(most, &exponent);
    return most > 0 ? ldexp(1, exponent - 1) : 1;
}

static bool take(ctg__rescue_builder *b, size_t nodes, size_t entries)
{
    ctg__rescue_model *const to = b->to;
    ctg__arena *const arena = &to->arena;

    b->row_room = 10 * nodes + 64;
    b->entry_room = 8 * entries + 32 * nodes + 64;
    return TAKE(arena, to->deciding, nodes + 1) &&
           TAKE(arena, to->u, nodes + 1) && TAKE(arena, to->c, nodes + 1) &&
           TAKE(arena, to->p, nodes + 1) && TAKE(arena, to->q, nodes + 1) &&
           TAKE(arena, to->z, nodes + 1) && TAKE(arena, to->v, nodes + 1) &&
           TAKE(arena, to->row_of, nodes + 1) &&
           TAKE(arena, to->whole, 6 * nodes + 1) &&
           TAKE(arena, to->least, 6 * nodes + 1) &&
           TAKE(arena, to->most, 6 * nodes + 1) &&
           TAKE(arena, b->cost, 6 * nodes + 1) &&
           TAKE(arena, b->at, 6 * nodes + 1) &&
           TAKE(arena, b->stamp_of, 6 * nodes + 1) &&
           TAKE(arena, b->row, b->row_room) &&
           TAKE(arena, b->row_least, b->row_room) &&
           TAKE(arena, b->row_most, b->row_room) &&
           TAKE(arena, b->column, b->entry_room) &&
           TAKE(arena, b->coefficient, b->entry_room);
}

static void hand_over(ctg__rescue_builder *b)
{
    ctg__rescue_model *const to = b->to;

    to->lp = (ctg__lp){.column_count = b->columns,
                       .cost = b->cost,
                       .least = to->least,
                       .most = to->most,
                       .whole = to->whole,
                       .row_count = b->rows,
                       .row_least = b->row_least,
                       .row_most = b->row_most,
                       .row = b->row,
                       .column = b->column,
                       .coefficient = b->coefficient};
}

ctg_status ctg__rescue_model_make(const ctg__rescue_task *task,
                                  ctg__rescue_model *made, ctg_error *error)
{
    const ctg__rescue *const of = task->of;
    ctg__rescue_builder *b;

    *made = (ctg__rescue_model){0};
    if (!TAKE(&made->arena, b, 1))
        return ctg__fail_memory(error);
    *b = (ctg__rescue_builder){.task = task, .to = made, .stamp = 1};
    made->builder = b;
    made->unit = unit_of(of);
    made->counts = must_count(task);
    b->wants_loss = limits(task, CTG__GOAL_LOSS);
    if (!take(b, of->count, of->start[of->count]))
        return ctg__fail_memory(error);
    add_columns(b);
    add_rows(b);
    ctg__builder_limits(b);
    ctg__builder_goal(b);
    if (b->failed)
        return ctg__fail_memory(error);
    hand_over(b);
    return CTG_OK;
}

void ctg__rescue_model_clear(ctg__rescue_model *model)
{
    ctg__arena arena = model->arena;

    ctg__arena_clear(&arena);
    model->arena = (ctg__arena){0};
}

ctg_status ctg__rescue_model_cut(ctg__rescue_model *model, const double *x,
                                 ctg_error *error)
{
    ctg__rescue_builder *const b = model->builder;
    double least = 1;

    for (size_t k = 0; k < model->deciding_count; k++) {
        const size_t u = model->u[model->deciding[k]];
        const bool one = x[u] > 0.5;

        ctg__builder_entry(b, u, one ? -1 : 1);
        least -= one;
    }
    ctg__builder_row(b, least, HUGE_VAL);
    if (b->failed)
        return ctg__fail_memory(error);
    hand_over(b);
    return CTG_OK;
}

void ctg__rescue_model_point(const ctg__rescue_model *model,
                             const ctg__rescue_task *task,
                             const ctg__rescued *end, double *x)
{
    const ctg__rescue *const of = task->of;
    const double unit = model->unit;

    for (size_t i = 0; i < of->count; i++) {
        const bool full = of->decreed[i]
                              ? !of->threshold && end->paid[i] >= of->debt[i]
                              : end->alive[i];

        if (model->p[i] != SIZE_MAX)
            x[model->p[i]] = end->paid[i] / unit;
        if (model->c[i] != SIZE_MAX)
            x[model->c[i]] = fmin(end->aid[i] / unit, model->most[model->c[i]]);
        if (model->u[i] != SIZE_MAX)
            x[model->u[i]] = full;
        if (model->q[i] != SIZE_MAX)
            x[model->q[i]] = full ? fmax(0, end->equity[i] / unit) : 0;
        if (model->z[i] != SIZE_MAX)
            x[model->z[i]] = fmax(0, of->first[i] + end->aid[i]) / unit;
        if (model->v[i] != SIZE_MAX)
            x[model->v[i]] = end->paid[i] > 0;
    }
}
