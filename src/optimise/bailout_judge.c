/* A bailout before the engine: what aid comes to, and what it costs. */
#include <math.h>

#include "data/aid.h"
#include "optimise/bailout.h"

double ctg__bailout_sum(const ctg__measures *measures, ctg__rescue_goal goal)
{
    static const size_t measure_of[CTG__GOAL_COUNT] = {
        [CTG__GOAL_LOSS] = CTG__MEASURE_LOSS,
        [CTG__GOAL_FAILURES] = CTG__MEASURE_FAILURES,
        [CTG__GOAL_SHORTFALL] = CTG__MEASURE_SHORTFALL};

    return measures->value[measure_of[goal]];
}

ctg_status ctg__bailout_judge(ctg__bailout *of, const double *aid,
                              ctg__measures *found, ctg_error *error)
{
    ctg_plan with = *of->task->plan;
    ctg__arena arena = {0};
    ctg_status status = ctg__network_aid(of->task->plan->network, aid, &arena,
                                         &with.network, error);

    if (!status)
        status = ctg__judge(of->task, &with, found, error);
    ctg__arena_clear(&arena);
    return status;
}

double ctg__bailout_cost(const ctg__bailout *of, const double *aid)
{
    double cost = 0;

    for (size_t i = 0; i < of->task->network->nodes.count; i++)
        cost += aid[i] * (of->price ? of->price[i] : 1);
    return cost;
}

double ctg__bailout_excess(const ctg__bailout *of, double loss, double failures,
                           double shortfall)
{
    const double values[CTG__GOAL_COUNT] = {0, loss, failures, shortfall};
    double excess = 0;

    for (int goal = CTG__GOAL_LOSS; goal < CTG__GOAL_COUNT; goal++) {
        const double limit = of->limit[goal];

        if (limit < HUGE_VAL && values[goal] > limit + 1e-9 * fmax(1, limit))
            excess += (values[goal] - limit) / (limit > 0 ? limit : 1);
    }
    return excess;
}
