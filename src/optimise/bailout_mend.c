/* Limits that a solver's tolerance broke: a little more aid, till a run says
 * that they hold. */
#include <math.h>

#include "optimise/bailout_program.h"

enum { STEPS = 40 };

/* By which limits may be broken for that, a share of them. */
static const double hair = 1e-6;

/* By how much the limit that is broken most is, in its own unit; below 0: all
 * are kept. */
static double over(const ctg__bailout *of, const ctg__measures *found)
{
    double most = -HUGE_VAL;

    for (int goal = CTG__GOAL_LOSS; goal < CTG__GOAL_COUNT; goal++)
        if (of->limit[goal] < HUGE_VAL)
            most = fmax(most, ctg__bailout_sum(found, (ctg__rescue_goal)goal) -
                                  of->limit[goal]);
    return most;
}

static ctg_status run(ctg__program *w, size_t node, double aid,
                      ctg__measures *found, ctg_error *error)
{
    const double before = w->end.aid[node];
    ctg_status status;

    w->end.aid[node] = aid;
    status = ctg__bailout_judge(w->of, w->end.aid, found, error);
    w->end.aid[node] = before;
    return status;
}

/* Whose aid does most for its price, among those that have some or have none;
 * SIZE_MAX: nobody's does anything. */
static ctg_status seek(ctg__program *w, bool aided, double excess, size_t *best,
                       ctg_error *error)
{
    const ctg__bailout *const of = w->of;
    double best_rate = 0;
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < of->rescue.count; i++) {
        const double price = of->price ? of->price[i] : 1;
        const double aid = fmin(w->end.aid[i] + excess, of->most[i]);
        ctg__measures found;
        double rate;

        if (w->model.c[i] == SIZE_MAX || (w->end.aid[i] > 0) != aided ||
            !(aid > w->end.aid[i]))
            continue;
        if (!ctg__task_ask(of->task, 0, 0))
            break;
        status = run(w, i, aid, &found, error);
        if (status)
            break;
        rate = (excess - over(of, &found)) /
               (fmax(price, 1e-300) * (aid - w->end.aid[i]));
        if (rate > best_rate) {
            best_rate = rate;
            *best = i;
        }
    }
    return status;
}

/* Between an aid that breaks the limit and one that keeps it: what a straight
 * line says, which is right where nobody's fate changes, or the middle. */
static double between(double low, double low_over, double high,
                      double high_over, bool straight)
{
    const double part = straight ? low_over / (low_over - high_over) : 0.5;

    return low + part * (high - low);
}

static ctg_status give_more(ctg__program *w, size_t node, double excess,
                            ctg__measures *found, ctg_error *error)
{
    const ctg__bailout *const of = w->of;
    const double most = of->most[node];
    double low = w->end.aid[node];
    double low_over = excess;
    double high = fmin(low + excess, most);
    double high_over;
    int doubled = 0;
    ctg__measures now;
    ctg_status status = run(w, node, high, &now, error);

    while (!status && over(of, &now) > 0 && high < most && doubled++ < STEPS) {
        high = fmin(low + 2 * (high - low), most);
        status = run(w, node, high, &now, error);
    }
    if (status)
        return status;
    high_over = over(of, &now);
    if (high_over > 0)
        return CTG_OK;
    *found = now;
    for (int k = 0; !status && k < STEPS && high_over < 0; k++) {
        const double aid = between(low, low_over, high, high_over, k % 2 == 0);

        if (!(aid > low && aid < high))
            break;
        status = run(w, node, aid, &now, error);
        if (status)
            break;
        if (ctg__bailout_excess(of, now.value[CTG__MEASURE_LOSS],
                                now.value[CTG__MEASURE_FAILURES],
                                now.value[CTG__MEASURE_SHORTFALL]) > 0) {
            low = aid;
            low_over = over(of, &now);
        } else {
            high = aid;
            high_over = over(of, &now);
            *found = now;
        }
    }
    w->end.aid[node] = high;
    return status;
}

ctg_status ctg__program_mend(ctg__program *w, ctg__measures *found,
                             bool *mended, ctg_error *error)
{
    ctg__bailout *const of = w->of;
    const double share =
        of->limited ? ctg__bailout_excess(of, found->value[CTG__MEASURE_LOSS],
                                          found->value[CTG__MEASURE_FAILURES],
                                          found->value[CTG__MEASURE_SHORTFALL])
                    : 0;
    const double excess = over(of, found);
    size_t node = SIZE_MAX;
    ctg_status status;

    *mended = false;
    if (!(share > 0 && share <= hair))
        return CTG_OK;
    status = seek(w, true, excess, &node, error);
    if (!status && node == SIZE_MAX)
        status = seek(w, false, excess, &node, error);
    if (status || node == SIZE_MAX)
        return status;
    *mended = true;
    return give_more(w, node, excess, found, error);
}
