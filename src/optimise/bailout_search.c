/* Rescues in any scenario: steps and lumps, each tried by a run. */
#include <math.h>
#include <string.h>

#include "engine/run.h"
#include "optimise/bailout.h"

enum { DOUBLINGS = 60, HALVINGS = 40 };

static const double enough = 1e-9; /* of the goal: what counts as a gain */
static const double narrow = 1e-6; /* of a lump: where bisection ends */

typedef struct search {
    ctg__bailout *of;
    size_t nodes;
    double step;
    double *lump; /* per node: least that alone keeps it alive; NaN: none */
    double *aid;
    double bad; /* with this aid: the goal, or the excess of limits */
    bool ready; /* that is known: the aid is an answer to a budget */
} search;

static double badness(const ctg__bailout *of, const ctg__measures *found)
{
    return of->limited
               ? ctg__bailout_excess(of, found->value[CTG__MEASURE_LOSS],
                                     found->value[CTG__MEASURE_FAILURES],
                                     found->value[CTG__MEASURE_SHORTFALL])
               : ctg__bailout_sum(found, of->goal);
}

static ctg_status try(search *s, const double *aid, double *bad,
                      ctg_error *error)
{
    ctg__measures found;
    const ctg_status status = ctg__bailout_judge(s->of, aid, &found, error);

    if (!status)
        *bad = badness(s->of, &found);
    return status;
}

/* Whether a node survives if it alone is given this much. */
static ctg_status survives(search *s, size_t node, double amount, bool *alive,
                           ctg_error *error)
{
    ctg__measures found;
    ctg_status status;

    memset(s->aid, 0, s->nodes * sizeof *s->aid);
    s->aid[node] = amount;
    status = ctg__bailout_judge(s->of, s->aid, &found, error);
    *alive = !status && !ctg__judge_failed(s->of->task, (ctg_node)node);
    s->aid[node] = 0;
    return status;
}

static ctg_status find_lump(search *s, size_t node, double guess,
                            ctg_error *error)
{
    double low = 0;
    double high = guess;
    bool alive = false;
    ctg_status status = CTG_OK;

    s->lump[node] = (double)NAN;
    for (int k = 0; !status && !alive && k < DOUBLINGS; k++) {
        status = survives(s, node, high, &alive, error);
        if (!alive) {
            low = high;
            high *= 2;
        }
        if (!status && !alive && low > s->of->most[node])
            return CTG_OK;
    }
    for (int k = 0; !status && alive && k < HALVINGS && /* any may do */
                    high - low > narrow * high;
         k++) {
        const double middle = low + (high - low) / 2;
        bool lives;

        status = survives(s, node, middle, &lives, error);
        if (lives)
            high = middle;
        else
            low = middle;
    }
    if (!status && alive && high <= s->of->most[node])
        s->lump[node] = high;
    return status;
}

/* The plain run is the last one: who failed, by how much. */
static ctg_status prepare(search *s, ctg_error *error)
{
    ctg__bailout *const of = s->of;
    ctg__measures found;
    double *hole;
    bool *failed;
    double sum = 0;
    ctg_status status;

    if (!TAKE(&of->task->arena, s->lump, s->nodes + 1) ||
        !TAKE(&of->task->arena, hole, s->nodes + 1) ||
        !TAKE(&of->task->arena, failed, s->nodes + 1) ||
        !TAKE(&of->task->arena, s->aid, s->nodes + 1))
        return ctg__fail_memory(error);
    status = ctg__bailout_judge(of, s->aid, &found, error);
    if (!status)
        s->bad = badness(of, &found);
    for (size_t i = 0; !status && i < s->nodes; i++) {
        s->lump[i] = (double)NAN;
        failed[i] = ctg__judge_failed(of->task, (ctg_node)i);
        if (failed[i]) {
            hole[i] = fmax(0, -of->task->run->equity[i]);
            sum += hole[i];
        }
    }
    if (!(sum > 0))
        sum = found.value[CTG__MEASURE_LOSS];
    s->step = of->limited ? sum / 10 : of->budget / 100;
    if (!(s->step > 0))
        s->step = 1;
    s->ready = !status;
    for (size_t i = 0; !status && i < s->nodes; i++)
        if (of->eligible[i] && failed[i])
            status = find_lump(s, i, fmax(hole[i], narrow * s->step), error);
    memset(s->aid, 0, s->nodes * sizeof *s->aid);
    return status;
}

/* What is tried for a node: a step more, or its lump, where it has one. */
static double tried(const search *s, size_t node, bool lump)
{
    const double most = s->of->most[node];

    if (!lump)
        return fmin(s->aid[node] + s->step, most);
    return isnan(s->lump[node]) ? 0 : fmin(s->lump[node], most);
}

/* Tries all; the best one is taken. */
static ctg_status turn(search *s, bool *gained, ctg_error *error)
{
    ctg__bailout *const of = s->of;
    double best_rate = 0;
    double best_bad = 0;
    double best_amount = 0;
    size_t best = SIZE_MAX;
    ctg_status status = CTG_OK;

    *gained = false;
    for (size_t i = 0; !status && i < s->nodes; i++)
        for (int lump = 0; !status && lump < 2 && of->eligible[i]; lump++) {
            const double before = s->aid[i];
            const double amount = tried(s, i, lump != 0);
            double bad;
            double spent;

            if (!(amount > before))
                continue;
            s->aid[i] = amount;
            spent = (amount - before) * (of->price ? of->price[i] : 1);
            if (ctg__bailout_cost(of, s->aid) > of->budget * (1 + 1e-12)) {
                s->aid[i] = before;
                continue;
            }
            status = try(s, s->aid, &bad, error);
            s->aid[i] = before;
            if (status || !(s->bad - bad > enough * fabs(s->bad)))
                continue;
            if (best == SIZE_MAX ||
                (s->bad - bad) / fmax(spent, 1e-300) > best_rate) {
                best = i;
                best_rate = (s->bad - bad) / fmax(spent, 1e-300);
                best_bad = bad;
                best_amount = amount;
            }
        }
    if (status || best == SIZE_MAX)
        return status;
    s->aid[best] = best_amount;
    s->bad = best_bad;
    *gained = true;
    ctg__task_tell(of->task, s->bad, (double)NAN);
    return CTG_OK;
}

/* Gives back as much as the goal, or the limit, allows; largest first. */
static ctg_status take_back(search *s, ctg_error *error)
{
    bool *done;
    ctg_status status = CTG_OK;

    if (!TAKE(&s->of->task->arena, done, s->nodes + 1))
        return ctg__fail_memory(error);
    for (;;) {
        size_t largest = SIZE_MAX;
        double low = 0;
        double high;
        double bad;

        for (size_t i = 0; i < s->nodes; i++)
            if (!done[i] && s->aid[i] > 0 &&
                (largest == SIZE_MAX || s->aid[i] > s->aid[largest]))
                largest = i;
        if (largest == SIZE_MAX || status)
            return status;
        done[largest] = true;
        high = s->aid[largest];
        s->aid[largest] = 0;
        status = try(s, s->aid, &bad, error);
        if (!status && bad <= s->bad + enough * fabs(s->bad))
            continue;
        for (int k = 0; !status && k < HALVINGS && high - low > narrow * high;
             k++) {
            s->aid[largest] = low + (high - low) / 2;
            status = try(s, s->aid, &bad, error);
            if (!status && bad <= s->bad + enough * fabs(s->bad))
                high = s->aid[largest];
            else
                low = s->aid[largest];
        }
        s->aid[largest] = high;
    }
}

/* All lumps at once, where none alone gains anything; the aid before them where
 * they are worse. */
static ctg_status from_lumps(search *s, ctg_error *error)
{
    const double bad = s->bad;
    double *before;
    ctg_status status;

    if (!TAKE(&s->of->task->arena, before, s->nodes + 1))
        return ctg__fail_memory(error);
    if (s->nodes)
        memcpy(before, s->aid, s->nodes * sizeof *before);
    for (size_t i = 0; i < s->nodes; i++)
        if (!isnan(s->lump[i]))
            s->aid[i] = fmax(s->aid[i], s->lump[i]);
    status = try(s, s->aid, &s->bad, error);
    if (!status && s->bad > bad) {
        s->bad = bad;
        if (s->nodes)
            memcpy(s->aid, before, s->nodes * sizeof *before);
    }
    return status;
}

ctg_status ctg__bailout_search(ctg__bailout *of, ctg_error *error)
{
    search s = {.of = of, .nodes = of->task->network->nodes.count};
    bool gained = true;
    ctg_status status = prepare(&s, error);

    of->method = "search";
    of->bound = (double)NAN;
    while (!status && gained && s.bad > 0)
        status = turn(&s, &gained, error);
    if (!status && of->limited && s.bad > 0)
        status = from_lumps(&s, error);
    if (!status && of->limited && s.bad > 0) {
        of->unkept = CTG__UNKEPT_BY_FOUND;
        status = ctg__fail(error, CTG_NO_SOLUTION,
                           "no aid was found that keeps all limits");
    }
    if (!status)
        status = take_back(&s, error);
    if (status == CTG_CANCELLED && s.ready && (!of->limited || s.bad <= 0))
        status = CTG_OK;
    if (!status || of->unkept)
        memcpy(of->aid, s.aid, s.nodes * sizeof *of->aid);
    return status;
}
