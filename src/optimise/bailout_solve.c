/* Which way a bailout is sought: by its scenario, its question and its size. */
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "optimise/bailout.h"

enum { LINEAR_MOST = 10000, INTEGER_MOST = 400, FEW = 12, SMALL = 100 };

static bool meets_limits(const ctg__bailout *of, const ctg__measures *measures)
{
    return ctg__bailout_excess(of, measures->value[CTG__MEASURE_LOSS],
                               measures->value[CTG__MEASURE_FAILURES],
                               measures->value[CTG__MEASURE_SHORTFALL]) <= 0;
}

bool ctg__bailout_saves_all(const ctg__bailout *of)
{
    for (size_t i = 0; of->task->priority && i < of->task->network->nodes.count;
         i++)
        if (!(of->task->priority[i] > 0))
            return false;
    return of->limited && of->limit[CTG__GOAL_FAILURES] == 0 &&
           !(of->limit[CTG__GOAL_LOSS] < HUGE_VAL) &&
           !(of->limit[CTG__GOAL_SHORTFALL] < HUGE_VAL);
}

static ctg_status set_up(ctg__bailout *of, ctg_error *error)
{
    ctg__task *const task = of->task;
    ctg_status status;

    of->asked = (ctg__rescue_task){.of = &of->rescue,
                                   .eligible = of->eligible,
                                   .price = of->price,
                                   .most = of->most,
                                   .goal = of->goal};
    for (int goal = 0; goal < CTG__GOAL_COUNT; goal++)
        of->asked.most_of[goal] = of->limit[goal];
    if (!of->limited)
        of->asked.most_of[CTG__GOAL_COST] = of->budget;
    status =
        ctg__rescued_new(&of->rescue, &task->arena, &of->asked.plain, error);
    if (!status)
        ctg__rescue_settle(&of->rescue, NULL, &of->asked.plain);
    return status;
}

static size_t deciding(const ctg__bailout *of)
{
    size_t count = 0;

    for (size_t i = 0; i < of->rescue.count; i++)
        count += !of->asked.plain.alive[i] &&
                 !(of->rescue.threshold && of->rescue.decreed[i]);
    return count;
}

/* A linear programme says it all. */
static bool is_linear(const ctg__bailout *of)
{
    if (of->rescue.threshold || of->rescue.costs ||
        of->goal == CTG__GOAL_FAILURES ||
        of->limit[CTG__GOAL_FAILURES] < HUGE_VAL)
        return false;
    for (size_t i = 0; i < of->rescue.count; i++)
        if (of->rescue.weight[i] != 1 || of->rescue.outside[i] < 0)
            return false;
    return true;
}

static bool wants_shortfall(const ctg__bailout *of)
{
    return of->goal == CTG__GOAL_SHORTFALL ||
           of->limit[CTG__GOAL_SHORTFALL] < HUGE_VAL;
}

/* A programme, unless it would be too large. */
static ctg_status program(ctg__bailout *of, ctg_error *error)
{
    const size_t nodes = of->rescue.count;

    if (nodes <= (is_linear(of) ? LINEAR_MOST : INTEGER_MOST))
        return ctg__bailout_programme(of, error);
    ctg__answer_note(of->task->answer,
                     ctg__answer_print(of->task->answer,
                                       "%zu nodes are too many for a "
                                       "programme: a search without a bound",
                                       nodes));
    return ctg__bailout_search(of, error);
}

static ctg_status choose(ctg__bailout *of, ctg_error *error)
{
    if (ctg__bailout_saves_all(of))
        return ctg__bailout_closed(of, error);
    if (of->rescue.threshold && wants_shortfall(of))
        return ctg__bailout_search(of, error);
    if (!is_linear(of) && deciding(of) <= FEW && of->rescue.count <= SMALL)
        return ctg__bailout_enumerate(of, error);
    return program(of, error);
}

static ctg_status by_method(ctg__bailout *of, ctg_error *error)
{
    const char *const method = ctg__setting(of->task, "method");
    ctg_error why = {0};
    ctg_status status = ctg__rescue_of(of->task, &of->rescue, &why);

    if (status && status != CTG_NO_SOLUTION)
        return ctg__fail(error, status, "%s", why.message);
    of->claims_only = !status;
    if (of->claims_only) {
        status = set_up(of, error);
        if (status)
            return status;
    }
    if (!method || strcmp(method, "auto") == 0)
        return of->claims_only ? choose(of, error)
                               : ctg__bailout_search(of, error);
    if (strcmp(method, "search") == 0)
        return ctg__bailout_search(of, error);
    if (strcmp(method, "programme") != 0 && strcmp(method, "enumerate") != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--method: bailout knows auto, programme, enumerate, "
                         "search, not '%.*s'",
                         ctg__message_bytes(strlen(method)), method);
    if (!of->claims_only)
        return ctg__fail(error, CTG_NO_SOLUTION, "%s", why.message);
    if (of->rescue.threshold && wants_shortfall(of))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "thresholds have no shortfall in a programme");
    return *method == 'p' ? program(of, error)
                          : ctg__bailout_enumerate(of, error);
}

ctg__bailout ctg__bailout_alone(const ctg__bailout *of, ctg__rescue_goal goal)
{
    ctg__bailout alone = *of;

    alone.limited = false;
    alone.goal = goal;
    alone.budget = HUGE_VAL;
    for (int other = 0; other < CTG__GOAL_COUNT; other++)
        alone.limit[other] = HUGE_VAL;
    return alone;
}

ctg_status ctg__bailout_solve(ctg__bailout *of, ctg_error *error)
{
    const size_t nodes = of->task->network->nodes.count;

    memset(of->aid, 0, nodes * sizeof *of->aid);
    of->bound = (double)NAN;
    of->duals = NULL;
    if (of->limited && meets_limits(of, &of->task->answer->before)) {
        of->method = "closed form";
        of->bound = 0;
        return CTG_OK;
    }
    return by_method(of, error);
}
