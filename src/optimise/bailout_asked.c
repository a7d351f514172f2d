/* What a bailout is asked: budget or limits, who may be helped, by how much. */
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "engine/direct.h"
#include "optimise/bailout.h"

const char *ctg__bailout_goal(ctg__rescue_goal goal)
{
    static const char *const names[CTG__GOAL_COUNT] = {"cost", "loss",
                                                       "failures", "shortfall"};

    return names[goal];
}

static ctg_status read_limit(const ctg__bailout *of, const char *name,
                             double *limit, ctg_error *error)
{
    const double equity = ctg__system_equity(&of->task->network->nodes);
    bool share = false;
    double value = HUGE_VAL;
    const ctg_status status =
        ctg__setting_money(of->task, name, &value, &share, error);

    if (!status && value < HUGE_VAL)
        *limit = share ? value * equity : value;
    return status;
}

static ctg_status read_goal(ctg__bailout *of, ctg_error *error)
{
    const char *const word = ctg__setting(of->task, "goal");

    of->goal = of->limited ? CTG__GOAL_COST : CTG__GOAL_LOSS;
    if (!word)
        return CTG_OK;
    if (of->limited)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--goal is for --budget without limits: with limits "
                         "the cost is least");
    for (int goal = CTG__GOAL_LOSS; goal < CTG__GOAL_COUNT; goal++)
        if (strcmp(ctg__bailout_goal((ctg__rescue_goal)goal), word) == 0) {
            of->goal = (ctg__rescue_goal)goal;
            return CTG_OK;
        }
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "--goal: '%.*s' is none of loss, failures, shortfall",
                     ctg__message_bytes(strlen(word)), word);
}

static ctg_status read_limits(ctg__bailout *of, ctg_error *error)
{
    double failures = HUGE_VAL;
    ctg_status status;

    for (int goal = 0; goal < CTG__GOAL_COUNT; goal++)
        of->limit[goal] = HUGE_VAL;
    of->budget = HUGE_VAL;
    status = ctg__setting_number(of->task, "max-failures", 0, 1e15, &failures,
                                 error);
    of->limit[CTG__GOAL_FAILURES] = failures;
    if (!status)
        status = read_limit(of, "max-loss", &of->limit[CTG__GOAL_LOSS], error);
    if (!status)
        status = read_limit(of, "max-shortfall",
                            &of->limit[CTG__GOAL_SHORTFALL], error);
    if (!status)
        status = read_limit(of, "budget", &of->budget, error);
    for (int goal = CTG__GOAL_LOSS; goal < CTG__GOAL_COUNT; goal++)
        of->limited |= of->limit[goal] < HUGE_VAL;
    if (!of->limited && !(of->budget < HUGE_VAL) &&
        !ctg__setting_given(of->task, "frontier")) {
        of->limited = true;
        of->limit[CTG__GOAL_FAILURES] = 0;
    }
    return status ? status : read_goal(of, error);
}

static ctg_status read_nodes(ctg__bailout *of, ctg_error *error)
{
    ctg__task *const task = of->task;
    const size_t nodes = task->network->nodes.count;
    const bool only = ctg__setting_given(task, "only");
    bool *named;
    bool *decreed;
    ctg_status status = ctg__decreed(task->plan, &task->arena, &decreed, error);

    if (status)
        return status;
    if (!TAKE(&task->arena, of->eligible, nodes + 1) ||
        !TAKE(&task->arena, named, nodes + 1))
        return ctg__fail_memory(error);
    if (only && ctg__setting_given(task, "except"))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--only and --except exclude each other");
    status = ctg__task_mark(task, only ? "only" : "except", named, error);
    for (size_t i = 0; i < nodes; i++)
        of->eligible[i] = named[i] == only && !decreed[i];
    return status;
}

static ctg_status read_most(ctg__bailout *of, ctg_error *error)
{
    const ctg__nodes *const nodes = &of->task->network->nodes;
    double most = HUGE_VAL;
    bool share = false;
    const ctg_status status =
        ctg__setting_money(of->task, "most", &most, &share, error);

    if (!status && !TAKE(&of->task->arena, of->most, nodes->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; !status && i < nodes->count; i++)
        of->most[i] = share ? most * nodes->liabilities[i] : most;
    of->capped = most < HUGE_VAL;
    return status;
}

ctg_status ctg__bailout_read(ctg__bailout *of, ctg_error *error)
{
    ctg_status status = read_limits(of, error);

    if (!status)
        status = read_nodes(of, error);
    if (!status)
        status = read_most(of, error);
    if (!status)
        status = ctg__task_column(of->task, "price", &of->price, error);
    of->restricted = of->capped || of->price ||
                     ctg__setting_given(of->task, "only") ||
                     ctg__setting_given(of->task, "except");
    return status;
}
