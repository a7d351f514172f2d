/* What the end of a plan comes to, found without rounds. */
#include <math.h>

#include "engine/fast.h"
#include "engine/spiral.h"
#include "engine/valuation.h"

/* Whether a node's other creditors can lose: a loss that distress between 0
 * and 1 does not tell. */
static bool has_outside_losses(const ctg_plan *plan)
{
    const ctg__nodes *const nodes = &plan->network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        const uint8_t rule = nodes->valuation[i] == CTG__NO_RULE
                                 ? plan->valuation
                                 : nodes->valuation[i];

        if (rule == CTG__RULE_clearing && nodes->other_liabilities[i] > 0)
            return true;
    }
    return false;
}

static void sum_up(const ctg__fast *fast, const double *distress,
                   ctg_summary *summary)
{
    const double *const weight = fast->network->nodes.weight;
    double weights = 0;
    double weighted = 0;

    for (size_t i = 0; i < fast->count; i++) {
        summary->initial_equity += fast->equity[i];
        summary->equity_lost += fast->equity[i] * distress[i];
        summary->failed += distress[i] >= CTG__FAST_FAILED;
        weights += weight[i];
        weighted += weight[i] * (distress[i] - fast->shocked[i]);
    }
    summary->debtrank = weights > 0 ? weighted / weights : 0;
}

ctg_status ctg__fast_end(const ctg_plan *plan, ctg__arena *arena,
                         ctg_summary *summary, bool *possible, ctg_error *error)
{
    ctg_summary found = {0};
    ctg__fast_report report;
    ctg__fast fast;
    double *distress;
    ctg_status status;

    *possible = !has_outside_losses(plan);
    if (!*possible)
        return CTG_OK;
    status = ctg__fast_of(plan, arena, &fast, possible, error);
    if (status || !*possible)
        return status;
    if (!TAKE(arena, distress, fast.count + 1))
        return ctg__fail_memory(error);
    status =
        ctg__fast_base(&fast, CTG__FAST_TOLERANCE, distress, &report, error);
    if (status)
        return status;
    sum_up(&fast, distress, &found);
    found.converged = report.converged;
    status = ctg__spiral(plan, arena, NULL, &found.spiral,
                         &found.spiral_defined, error);
    if (!status)
        *summary = found;
    return status;
}
