/* Rescues one by one, and the closed form where all are rescued. */
#include <math.h>
#include <string.h>

#include "data/graph.h"
#include "optimise/bailout.h"

/* --- closed form -----------------------------------------------------------
 */

static ctg_status check_saved(const ctg__bailout *of, const double *aid,
                              ctg_error *error)
{
    const ctg_graph *const graph = of->task->network->graph;

    for (ctg_node i = 0; i < of->rescue.count; i++) {
        if (!(aid[i] > 0))
            continue;
        if (!of->eligible[i])
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "node '%s' needs %.6g, and --only or --except "
                             "leaves it out",
                             ctg_graph_node_id(graph, i), aid[i]);
        if (aid[i] > of->most[i] * (1 + 1e-12))
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "node '%s' needs %.6g, may have %.6g",
                             ctg_graph_node_id(graph, i), aid[i], of->most[i]);
    }
    return CTG_OK;
}

ctg_status ctg__bailout_closed(ctg__bailout *of, ctg_error *error)
{
    ctg__rescued end;
    bool *saved;
    ctg_status status =
        ctg__rescued_new(&of->rescue, &of->task->arena, &end, error);

    if (!status && !TAKE(&of->task->arena, saved, of->rescue.count + 1))
        status = ctg__fail_memory(error);
    if (status)
        return status;
    for (size_t i = 0; i < of->rescue.count; i++)
        saved[i] = !of->rescue.decreed[i];
    ctg__rescue_settle(&of->rescue, saved, &end);
    status = check_saved(of, end.aid, error);
    if (status)
        return status;
    memcpy(of->aid, end.aid, of->rescue.count * sizeof *of->aid);
    of->method = "closed form";
    of->bound = ctg__bailout_cost(of, of->aid);
    return CTG_OK;
}

/* --- greedy ----------------------------------------------------------------
 */

/* What a set of saved nodes comes to. */
typedef struct trial {
    double cost;
    double bad; /* excess of limits, or the goal of a budget */
    bool allowed;
} trial;

static trial try(ctg__bailout *of, const bool *saved, ctg__rescued *end)
{
    ctg__rescue_sums sums;
    trial made = {.allowed = true};

    memset(end->aid, 0, of->rescue.count * sizeof *end->aid);
    ctg__rescue_settle(&of->rescue, saved, end);
    sums = ctg__rescue_measure(&of->rescue, end);
    made.cost = ctg__bailout_cost(of, end->aid);
    if (of->limited) {
        made.bad =
            ctg__bailout_excess(of, sums.loss, sums.failures, sums.shortfall);
    } else {
        made.bad = of->goal == CTG__GOAL_LOSS       ? sums.loss
                   : of->goal == CTG__GOAL_FAILURES ? sums.failures
                                                    : sums.shortfall;
        made.allowed = made.cost <= of->budget;
    }
    for (size_t i = 0; i < of->rescue.count; i++)
        if (end->aid[i] > of->most[i] * (1 + 1e-12))
            made.allowed = false;
    return made;
}

/* The node whose rescue avoids most per money; CTG_NONE: none is allowed. */
static ctg_node best_of(ctg__bailout *of, bool *saved, const bool *failed,
                        const trial *now, ctg__rescued *end, double *rate)
{
    ctg_node best = CTG_NONE;

    for (ctg_node i = 0; i < of->rescue.count; i++) {
        trial then;
        double gain;

        if (saved[i] || !failed[i] || !of->eligible[i] || of->rescue.decreed[i])
            continue;
        saved[i] = true;
        then = try(of, saved, end);
        saved[i] = false;
        if (!then.allowed)
            continue;
        gain = (now->bad - then.bad) / fmax(then.cost - now->cost, 1e-300);
        if (best == CTG_NONE || gain > *rate) {
            best = i;
            *rate = gain;
        }
    }
    return best;
}

static ctg_status add_saved(ctg__bailout *of, bool *saved, ctg__rescued *end,
                            trial *now, ctg_error *error)
{
    bool *failed;

    if (!TAKE(&of->task->arena, failed, of->rescue.count + 1))
        return ctg__fail_memory(error);
    while (now->bad > 0) {
        double rate = 0;
        ctg_node best;

        if (!ctg__task_ask(of->task, 0, 0))
            return CTG_OK;
        for (size_t i = 0; i < of->rescue.count; i++)
            failed[i] = !end->alive[i];
        best = best_of(of, saved, failed, now, end, &rate);
        if (best == CTG_NONE || (!of->limited && !(rate > 0)))
            break;
        saved[best] = true;
        *now = try(of, saved, end);
    }
    return CTG_OK;
}

/* Gives up who is not needed, the dearest first. */
static ctg_status drop_saved(ctg__bailout *of, bool *saved, ctg__rescued *end,
                             trial *now, ctg_error *error)
{
    bool *kept;

    if (!TAKE(&of->task->arena, kept, of->rescue.count + 1))
        return ctg__fail_memory(error);
    for (;;) {
        size_t dearest = SIZE_MAX;
        trial then;

        *now = try(of, saved, end);
        for (size_t i = 0; i < of->rescue.count; i++)
            if (saved[i] && !kept[i] &&
                (dearest == SIZE_MAX || end->aid[i] > end->aid[dearest]))
                dearest = i;
        if (dearest == SIZE_MAX || !ctg__task_ask(of->task, 0, 0))
            return CTG_OK;
        kept[dearest] = true;
        saved[dearest] = false;
        then = try(of, saved, end);
        if (then.bad > now->bad || then.cost > now->cost || !then.allowed)
            saved[dearest] = true;
    }
}

ctg_status ctg__bailout_greedy(ctg__bailout *of, bool *saved, ctg__rescued *end,
                               bool *found, ctg_error *error)
{
    trial now = try(of, saved, end);
    ctg_status status = add_saved(of, saved, end, &now, error);

    if (!status)
        status = drop_saved(of, saved, end, &now, error);
    *found = !of->limited || now.bad <= 0;
    return status;
}
