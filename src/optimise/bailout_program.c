#include "optimise/bailout_program.h"

#include <math.h>
#include <string.h>

ctg_status ctg__program_take(ctg__program *w, ctg_error *error)
{
    ctg__arena *const arena = &w->of->task->arena;
    const size_t nodes = w->of->rescue.count;

    if (!TAKE(arena, w->saved, nodes + 1) || !TAKE(arena, w->aid, nodes + 1) ||
        !TAKE(arena, w->x, w->model.lp.column_count + 1) ||
        !TAKE(arena, w->start, w->model.lp.column_count + 1) ||
        !TAKE(arena, w->row_duals, w->model.lp.row_count + 1))
        return ctg__fail_memory(error);
    return ctg__rescued_new(&w->of->rescue, arena, &w->end, error);
}

static double unit_of(const ctg__program *w)
{
    return w->of->asked.goal == CTG__GOAL_FAILURES ? 1 : w->model.unit;
}

double ctg__program_money(const ctg__program *w, double objective)
{
    const double money = (objective + w->model.constant) * unit_of(w);

    return w->of->asked.goal == CTG__GOAL_COST && money < 0 ? 0 : money;
}

/* A solver's tolerance is no money: not a unit more than the budget. Those that
 * survive have what they need; the others give back. */
static void keep_budget(ctg__program *w)
{
    const ctg__bailout *const of = w->of;
    double over = ctg__bailout_cost(of, w->end.aid) - of->budget;
    const double part = of->budget / (of->budget + over);

    if (of->limited || !(over > 0) || over > 1e-6 * w->model.unit)
        return;
    for (size_t i = 0; !w->model.counts && i < of->rescue.count; i++)
        w->end.aid[i] *= part;
    for (size_t i = 0; w->model.counts && over > 0 && i < of->rescue.count;
         i++) {
        const double price = of->price ? of->price[i] : 1;
        const double less =
            w->saved[i] || !(price > 0) ? 0 : fmin(w->end.aid[i], over / price);

        w->end.aid[i] -= less;
        over -= price * less;
    }
}

/* The aid of a solution: exactly what its survivors need. */
void ctg__program_amounts(ctg__program *w, bool *any)
{
    const ctg__rescue *const of = &w->of->rescue;

    for (size_t i = 0; i < of->count; i++) {
        const size_t u = w->model.u[i];

        w->end.aid[i] = w->model.c[i] == SIZE_MAX
                            ? 0
                            : fmax(0, w->x[w->model.c[i]]) * w->model.unit;
        w->saved[i] = u != SIZE_MAX && w->x[u] > 0.5 && !of->decreed[i] &&
                      w->model.c[i] != SIZE_MAX;
        *any |= w->saved[i];
    }
    if (w->model.counts)
        ctg__rescue_settle(of, w->saved, &w->end);
    for (size_t i = 0; i < of->count; i++)
        w->end.aid[i] = fmin(w->end.aid[i], w->of->most[i]);
    keep_budget(w);
}

static void tell(void *context, double best, double bound)
{
    ctg__task *const task = context;

    ctg__task_tell(task, (best + task->tell_constant) * task->tell_unit,
                   (bound + task->tell_constant) * task->tell_unit);
}

ctg__lp_options ctg__program_options(const ctg__program *w)
{
    ctg__task *const task = w->of->task;
    const double left = ctg__task_left(task);

    task->tell_unit = unit_of(w);
    task->tell_constant = w->model.constant;
    return (ctg__lp_options){
        .method = CTG__LP_DUAL,
        .time_limit_ms = left < 1e6 ? (int)fmax(1, ceil(1000 * left)) : 0,
        .gap = 1e-9,
        .keep = true,
        .tell = tell,
        .progress = ctg__task_ask,
        .progress_context = task};
}

ctg_status ctg__program_explain(ctg__program *w, ctg_status status,
                                ctg_error *error)
{
    ctg__task *const task = w->of->task;

    if (status != CTG_NO_SOLUTION && status != CTG_CANCELLED)
        return status;
    if (task->stopped || ctg__task_left(task) <= 0) {
        if (!task->stopped)
            task->stopped = CTG__HALT_TIME;
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    }
    w->of->unkept = CTG__UNKEPT_BY_ANY;
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "no aid that is allowed keeps all limits");
}
