/* What is asked of a rescue as sums over its columns. */
#include <math.h>

#include "optimise/rescue_builder.h"

static void loss_of_node(ctg__rescue_builder *b, size_t i, double *constant)
{
    const ctg__rescue *const of = b->task->of;
    const double unit = b->to->unit;
    const double w = of->weight[i];

    if (b->to->z[i] != SIZE_MAX) {
        ctg__builder_entry(b, b->to->z[i], w);
    } else {
        *constant += w * fmax(0, of->first[i]) / unit;
        if (of->first[i] >= 0)
            ctg__builder_aid(b, i, w);
    }
    if (b->to->q[i] != SIZE_MAX) {
        ctg__builder_entry(b, b->to->q[i], -w);
    } else if (of->threshold) {
        if (ctg__builder_fails(b, i))
            return; /* decreed: what is left counts, and is never below 0 */
        *constant -= w * of->outside[i] / unit;
        ctg__builder_aid(b, i, -w);
        *constant += ctg__builder_income(b, i, -w);
    } else {
        *constant -= w * of->outside[i] / unit;
        ctg__builder_aid(b, i, -w);
        ctg__builder_income(b, i, -w);
        ctg__builder_entry(b, b->to->p[i], w);
    }
    if (of->debt[i] > 0 && of->other[i] > 0) {
        *constant += w * of->other[i] / unit;
        ctg__builder_entry(b, b->to->p[i], -w * of->other[i] / of->debt[i]);
    }
}

/* Adds a sum as entries of a row; returns its constant part, units. */
static double add_sum(ctg__rescue_builder *b, ctg__rescue_goal goal)
{
    const ctg__rescue *const of = b->task->of;
    double constant = 0;

    for (size_t i = 0; i < of->count; i++) {
        const double w = of->weight[i];

        switch (goal) {
        case CTG__GOAL_COST:
            ctg__builder_aid(b, i, b->task->price ? b->task->price[i] : 1);
            break;
        case CTG__GOAL_LOSS:
            loss_of_node(b, i, &constant);
            break;
        case CTG__GOAL_FAILURES:
            if (b->to->u[i] == SIZE_MAX || of->decreed[i])
                break;
            constant += w;
            ctg__builder_entry(b, b->to->u[i], -w);
            break;
        case CTG__GOAL_SHORTFALL:
            if (of->threshold)
                break;
            constant += w * of->debt[i] / b->to->unit;
            ctg__builder_entry(b, b->to->p[i], -w);
            break;
        case CTG__GOAL_COUNT:
            break;
        }
    }
    return constant;
}

/* What margins may cost, which are below a solver's tolerance. */
static double margins(const ctg__rescue_builder *b)
{
    const ctg__rescue *const of = b->task->of;
    double sum = 0;

    for (size_t i = 0; i < of->count; i++)
        if (ctg__builder_fails(b, i) && b->to->c[i] != SIZE_MAX)
            sum += of->margin[i] * (b->task->price ? b->task->price[i] : 1);
    return sum;
}

void ctg__builder_limits(ctg__rescue_builder *b)
{
    for (int goal = 0; goal < CTG__GOAL_COUNT; goal++) {
        double most = b->task->most_of[goal];
        double constant;

        if (!(most < HUGE_VAL))
            continue;
        if (goal == CTG__GOAL_COST)
            most = fmax(0, most - margins(b));
        if (goal != CTG__GOAL_FAILURES)
            most /= b->to->unit;
        constant = add_sum(b, (ctg__rescue_goal)goal);
        ctg__builder_row(b, -HUGE_VAL, most - constant);
    }
}

/* The objective is a row that is taken back. */
void ctg__builder_goal(ctg__rescue_builder *b)
{
    const size_t first = b->entries;

    b->to->constant = add_sum(b, b->task->goal);
    for (size_t k = first; !b->failed && k < b->entries; k++)
        b->cost[b->column[k]] += b->coefficient[k];
    b->entries = first;
    b->stamp++;
}
