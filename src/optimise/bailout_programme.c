/* Rescues by a linear or an integer programme. */
#include <math.h>
#include <string.h>

#include "optimise/bailout_program.h"

enum { MOST_CUTS = 50 };

/* What a solver does not see: its own tolerance, and margins below it. */
static double tolerance(const ctg__program *w)
{
    double margins = 0;

    if (w->of->asked.goal == CTG__GOAL_FAILURES)
        return 0;
    for (size_t i = 0; i < w->of->rescue.count; i++)
        if (!w->of->asked.plain.alive[i])
            margins += w->of->rescue.margin[i];
    return margins + 1e-7 * w->model.unit;
}

/* The bound of what is left after cuts, of what was cut too; where the engine
 * gives what was promised, up to the solver's tolerance, that. */
static double bound_of(const ctg__program *w, const ctg__lp_result *result,
                       bool fine)
{
    const double bound = fmin(w->kept, ctg__program_money(w, result->bound));

    if (fine && result->proven && !isnan(w->exact) && w->exact <= w->kept &&
        fabs(w->exact - bound) <=
            1e-6 * fmax(fabs(w->exact), fabs(bound)) + 2 * tolerance(w))
        return w->exact;
    return bound;
}

/* Whether the engine confirms what the programme says; keeps it if it is the
 * best so far. */
static ctg_status confirm(ctg__program *w, double promised, bool *fine,
                          ctg_error *error)
{
    ctg__bailout *const of = w->of;
    ctg__measures found;
    double value;
    bool broken;
    bool any = false;
    bool mended = false;
    ctg_status status;

    ctg__program_amounts(w, &any);
    status = ctg__bailout_judge(of, w->end.aid, &found, error);
    if (!status)
        status = ctg__program_mend(w, &found, &mended, error);
    if (status)
        return status;
    value = of->limited ? ctg__bailout_cost(of, w->end.aid)
                        : ctg__bailout_sum(&found, of->goal);
    broken = of->limited
                 ? ctg__bailout_excess(of, found.value[CTG__MEASURE_LOSS],
                                       found.value[CTG__MEASURE_FAILURES],
                                       found.value[CTG__MEASURE_SHORTFALL]) > 0
                 : ctg__bailout_cost(of, w->end.aid) > of->budget * (1 + 1e-9);
    *fine = !broken &&
            value <= promised + 1e-6 * fmax(1, fabs(value)) + tolerance(w);
    if (!*fine)
        w->kept = fmin(w->kept, promised); /* with a hair more it may hold */
    if (*fine && !mended &&
        fabs(value - promised) <=
            1e-6 * fmax(fabs(value), fabs(promised)) + tolerance(w))
        w->exact = value;
    if (!broken && (!w->found || value < w->value)) {
        w->found = true;
        w->greedy = false;
        w->value = value;
        memcpy(w->aid, w->end.aid, of->rescue.count * sizeof *w->aid);
    }
    return CTG_OK;
}

/* --- linear ----------------------------------------------------------------
 */

static ctg_status keep_duals(ctg__program *w, ctg_error *error)
{
    const size_t nodes = w->of->rescue.count;
    double *duals;

    if (!TAKE(&w->of->task->arena, duals, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        duals[i] = w->model.row_of[i] == SIZE_MAX
                       ? 0
                       : w->row_duals[w->model.row_of[i]];
    w->of->duals = duals;
    return CTG_OK;
}

static ctg_status solve_linear(ctg__program *w, ctg_error *error)
{
    ctg__lp_options options = ctg__program_options(w);
    ctg__lp_result result;
    bool fine = false;
    ctg_status status;

    w->model.lp.whole = NULL;
    options.method = CTG__LP_DUAL_FROM_MOST;
    status = ctg__lp_solve(&w->model.lp, &options, w->x, w->row_duals, &result,
                           error);
    if (status)
        return ctg__program_explain(w, status, error);
    status = confirm(w, ctg__program_money(w, result.objective), &fine, error);
    if (!status)
        status = keep_duals(w, error);
    w->of->bound = bound_of(w, &result, fine);
    w->of->method = "programme";
    return status;
}

/* --- integer ---------------------------------------------------------------
 */

static ctg_status start_from_greedy(ctg__program *w, const double **start,
                                    ctg_error *error)
{
    bool found = false;
    ctg__measures measures;
    ctg_status status;

    memset(w->saved, 0, w->of->rescue.count * sizeof *w->saved);
    status = ctg__bailout_greedy(w->of, w->saved, &w->end, &found, error);
    if (status || !found)
        return status;
    status = ctg__bailout_judge(w->of, w->end.aid, &measures, error);
    if (status)
        return status;
    ctg__rescue_model_point(&w->model, &w->of->asked, &w->end, w->start);
    *start = w->start;
    w->found = true;
    w->greedy = true;
    w->value = w->of->limited ? ctg__bailout_cost(w->of, w->end.aid)
                              : ctg__bailout_sum(&measures, w->of->goal);
    memcpy(w->aid, w->end.aid, w->of->rescue.count * sizeof *w->aid);
    return CTG_OK;
}

/* No aid at all keeps every budget. */
static void start_from_nothing(ctg__program *w)
{
    if (w->of->limited)
        return;
    memset(w->aid, 0, w->of->rescue.count * sizeof *w->aid);
    w->found = w->greedy = true;
    w->value = ctg__bailout_sum(&w->of->task->answer->before, w->of->goal);
}

static ctg_status solve_integer(ctg__program *w, ctg_error *error)
{
    ctg__task *const task = w->of->task;
    const double *start = NULL;
    ctg_status status;

    start_from_nothing(w);
    status = start_from_greedy(w, &start, error);
    w->of->method = "integer programme";
    for (int cut = 0; !status && cut < MOST_CUTS; cut++) {
        ctg__lp_options options = ctg__program_options(w);
        ctg__lp_result result = {.bound = -HUGE_VAL};
        bool fine = false;

        options.start = start;
        status =
            ctg__lp_solve(&w->model.lp, &options, w->x, NULL, &result, error);
        task->answer->nodes_searched += result.nodes;
        if (status) {
            /* Nothing that is asked for can be below 0. */
            if (isnan(w->of->bound))
                w->of->bound =
                    fmin(w->kept, fmax(0, ctg__program_money(w, result.bound)));
            break;
        }
        w->exact = (double)NAN;
        status =
            confirm(w, ctg__program_money(w, result.objective), &fine, error);
        w->of->bound = bound_of(w, &result, fine);
        if (!result.proven && !task->stopped)
            task->stopped =
                result.stopped ? CTG__HALT_INTERRUPTED : CTG__HALT_TIME;
        if (status || fine || task->stopped)
            break;
        status = ctg__rescue_model_cut(&w->model, w->x, error);
        start = NULL;
    }
    /* What the engine has run is better than nothing. */
    if (status && w->found &&
        (status == CTG_CANCELLED || status == CTG_NO_SOLUTION)) {
        ctg__program_explain(w, status, NULL);
        if (status == CTG_NO_SOLUTION && w->kept < HUGE_VAL)
            w->of->bound = w->kept; /* nothing is left but what was cut */
        return CTG_OK;
    }
    return ctg__program_explain(w, status, error);
}

ctg_status ctg__bailout_programme(ctg__bailout *of, ctg_error *error)
{
    ctg__program w = {.of = of, .kept = HUGE_VAL, .exact = (double)NAN};
    ctg_status status = ctg__rescue_model_make(&of->asked, &w.model, error);

    if (!status)
        status = ctg__program_take(&w, error);
    if (!status)
        status =
            w.model.counts ? solve_integer(&w, error) : solve_linear(&w, error);
    if (w.greedy && of->task->stopped)
        of->method = "greedy"; /* the programme came to nothing better */
    if (!status && !w.found)
        status = ctg__fail(error, CTG_NO_SOLUTION,
                           "no answer of the programme holds in a run");
    if (!status)
        memcpy(of->aid, w.aid, of->rescue.count * sizeof *of->aid);
    ctg__rescue_model_clear(&w.model);
    return status;
}
