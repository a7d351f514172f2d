/* Limits that no aid keeps: which one, and how near the best comes to it. */
#include <math.h>

#include "base/message.h"
#include "optimise/bailout.h"

/* Least of the goal alone, whatever it costs. */
static ctg_status least_of(const ctg__bailout *of, ctg__rescue_goal goal,
                           ctg__measures *found, ctg_error *error)
{
    ctg__bailout one = ctg__bailout_alone(of, goal);
    ctg_status status;

    if (!TAKE(&of->task->arena, one.aid, of->task->network->nodes.count + 1))
        return ctg__fail_memory(error);
    status = ctg__bailout_solve(&one, error);
    return status ? status : ctg__bailout_judge(&one, one.aid, found, error);
}

ctg_status ctg__bailout_unkept(ctg__bailout *of, ctg_error *error)
{
    const bool found_none = of->unkept == CTG__UNKEPT_BY_FOUND;
    const char *const what = found_none ? "no aid was found that keeps"
                                        : "no aid that is allowed keeps";

    for (int k = CTG__GOAL_LOSS; k < CTG__GOAL_COUNT; k++) {
        const ctg__rescue_goal goal = (ctg__rescue_goal)k;
        ctg__measures found;
        ctg_status status;

        if (!(of->limit[goal] < HUGE_VAL))
            continue;
        status = found_none ? ctg__bailout_judge(of, of->aid, &found, error)
                            : least_of(of, goal, &found, error);
        if (status)
            return status;
        if (ctg__bailout_sum(&found, goal) > of->limit[goal])
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "%s all limits: the least %s%s is %.6g, not %.6g",
                             what, ctg__bailout_goal(goal),
                             found_none ? " found" : "",
                             ctg__bailout_sum(&found, goal), of->limit[goal]);
    }
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "%s all limits at once, each alone can be kept", what);
}
