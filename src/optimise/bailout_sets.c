/* Rescues by all sets of survivors. */
#include <math.h>
#include <string.h>

#include "optimise/bailout_program.h"

enum { LIKELY = 20 };

/* A candidate, by what ties are broken by. */
typedef struct candidate {
    double value;
    double cost;
    double failures;
    double loss;
    size_t saved;
} candidate;

static int compare(double one, double other)
{
    const double near = 1e-9 * fmax(1, fmax(fabs(one), fabs(other)));

    return one < other - near ? -1 : one > other + near;
}

static bool better(const candidate *one, const candidate *other)
{
    int order = compare(one->value, other->value);

    if (!order)
        order = compare(one->cost, other->cost);
    if (!order)
        order = compare(one->failures, other->failures);
    if (!order)
        order = compare(one->loss, other->loss);
    return order ? order < 0 : one->saved < other->saved;
}

static void fix_set(ctg__program *w, uint32_t set)
{
    for (size_t k = 0; k < w->model.deciding_count; k++) {
        const size_t u = w->model.u[w->model.deciding[k]];

        w->model.least[u] = w->model.most[u] = set >> k & 1;
    }
}

/* The programme with its survivors given, confirmed by the engine. */
static ctg_status try_set(ctg__program *w, uint32_t set, candidate *best,
                          ctg_error *error)
{
    ctg__bailout *const of = w->of;
    ctg__lp_options options = ctg__program_options(w);
    ctg__lp_result result;
    candidate now = {0};
    ctg__measures found;
    double promised;
    bool any = false;
    bool mended;
    ctg_status status;

    fix_set(w, set);
    status = ctg__lp_solve(&w->model.lp, &options, w->x, NULL, &result, error);
    if (status == CTG_NO_SOLUTION)
        return ctg__task_left(of->task) > 0
                   ? CTG_OK
                   : ctg__program_explain(w, status, error);
    if (status)
        return status;
    promised = ctg__program_money(w, result.objective);
    if (w->found && compare(promised, best->value) > 0)
        return CTG_OK;
    ctg__program_amounts(w, &any);
    status = ctg__bailout_judge(of, w->end.aid, &found, error);
    if (!status)
        status = ctg__program_mend(w, &found, &mended, error);
    if (status)
        return status;
    now.cost = ctg__bailout_cost(of, w->end.aid);
    now.failures = found.value[CTG__MEASURE_FAILURES];
    now.loss = found.value[CTG__MEASURE_LOSS];
    now.value = of->limited ? now.cost : ctg__bailout_sum(&found, of->goal);
    for (size_t i = 0; i < of->rescue.count; i++)
        now.saved += w->end.aid[i] > 0;
    if (of->limited
            ? ctg__bailout_excess(of, now.loss, now.failures,
                                  found.value[CTG__MEASURE_SHORTFALL]) > 0
            : now.cost > of->budget * (1 + 1e-9))
        return CTG_OK;
    if (!w->found || better(&now, best)) {
        w->found = true;
        *best = now;
        memcpy(w->aid, w->end.aid, of->rescue.count * sizeof *w->aid);
    }
    return CTG_OK;
}

/* Without prices and caps a survivor's unit does at least what it does by way
 * of a debtor: the closed form with the set fixed. */
static ctg_status try_closed(ctg__program *w, uint32_t set, candidate *best,
                             ctg_error *error)
{
    ctg__bailout *const of = w->of;
    candidate now = {0};
    ctg__rescue_sums sums;
    size_t k = 0;

    memset(w->saved, 0, of->rescue.count * sizeof *w->saved);
    memset(w->end.aid, 0, of->rescue.count * sizeof *w->end.aid);
    for (size_t d = 0; d < w->model.deciding_count; d++)
        if (!of->rescue.decreed[w->model.deciding[d]])
            w->saved[w->model.deciding[d]] = set >> k++ & 1;
    ctg__rescue_settle(&of->rescue, w->saved, &w->end);
    sums = ctg__rescue_measure(&of->rescue, &w->end);
    if (ctg__bailout_excess(of, sums.loss, sums.failures, sums.shortfall) > 0)
        return CTG_OK;
    now.cost = now.value = ctg__bailout_cost(of, w->end.aid);
    now.failures = sums.failures;
    if (w->found &&
        (compare(now.cost, best->cost) > 0 ||
         (compare(now.cost, best->cost) == 0 && now.failures > best->failures)))
        return CTG_OK;
    now.loss = sums.loss;
    for (size_t i = 0; i < of->rescue.count; i++)
        now.saved += w->end.aid[i] > 0;
    (void)error;
    if (!w->found || better(&now, best)) {
        w->found = true;
        *best = now;
        memcpy(w->aid, w->end.aid, of->rescue.count * sizeof *w->aid);
    }
    return CTG_OK;
}

static bool is_closed(const ctg__bailout *of)
{
    return of->limited && !of->restricted &&
           !(of->limit[CTG__GOAL_LOSS] < HUGE_VAL) &&
           !(of->limit[CTG__GOAL_SHORTFALL] < HUGE_VAL);
}

static ctg_status try_all(ctg__program *w, bool closed, candidate *best,
                          ctg_error *error)
{
    size_t bits = w->model.deciding_count;
    ctg_status status = CTG_OK;

    if (closed) {
        bits = 0;
        for (size_t d = 0; d < w->model.deciding_count; d++)
            bits += !w->of->rescue.decreed[w->model.deciding[d]];
    }
    for (uint32_t set = 0; !status && set < (uint32_t)1 << bits; set++) {
        if (!ctg__task_ask(w->of->task, 0, 0))
            break;
        status = closed ? try_closed(w, set, best, error)
                        : try_set(w, set, best, error);
        if (set % 64 == 0)
            ctg__task_tell(w->of->task, best->value, (double)NAN);
    }
    return status;
}

/* No aid at all is within every budget, whatever a solver makes of it. */
static void begin_without(ctg__program *w, candidate *best)
{
    const ctg__measures *const before = &w->of->task->answer->before;

    if (w->of->limited)
        return;
    w->found = true;
    best->value = ctg__bailout_sum(before, w->of->goal);
    best->failures = before->value[CTG__MEASURE_FAILURES];
    best->loss = before->value[CTG__MEASURE_LOSS];
    memset(w->aid, 0, w->of->rescue.count * sizeof *w->aid);
}

static ctg_status enumerate(ctg__program *w, ctg_error *error)
{
    ctg__bailout *const of = w->of;
    const bool closed = is_closed(of);
    bool whole = false;
    candidate best = {0};
    ctg_status status;

    if (w->model.deciding_count > LIKELY)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%zu nodes may fail or not: too many to enumerate, "
                         "at most %d",
                         w->model.deciding_count, LIKELY);
    for (size_t i = 0; i < of->rescue.count; i++) {
        if (w->model.u[i] != SIZE_MAX)
            w->model.whole[w->model.u[i]] = false;
        whole |= w->model.v[i] != SIZE_MAX;
    }
    if (!whole)
        w->model.lp.whole = NULL;
    begin_without(w, &best);
    status = try_all(w, closed, &best, error);
    if (status == CTG_CANCELLED && w->found)
        status = CTG_OK;
    if (status)
        return status;
    of->method = "enumeration";
    if (!of->task->stopped)
        of->bound = best.value;
    if (w->found || of->task->stopped)
        return CTG_OK;
    of->unkept = CTG__UNKEPT_BY_ANY;
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "no aid that is allowed keeps all limits");
}

ctg_status ctg__bailout_enumerate(ctg__bailout *of, ctg_error *error)
{
    ctg__program w = {.of = of};
    ctg_status status = ctg__rescue_model_make(&of->asked, &w.model, error);

    if (!status)
        status = ctg__program_take(&w, error);
    if (!status)
        status = enumerate(&w, error);
    if (!status && !w.found)
        status = ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (!status)
        memcpy(of->aid, w.aid, of->rescue.count * sizeof *of->aid);
    ctg__rescue_model_clear(&w.model);
    return status;
}
