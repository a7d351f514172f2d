/* What the end of a plan comes to, found without rounds. */
#include <math.h>

#include "engine/direct.h"
#include "engine/spiral.h"
#include "fast/fast.h"

static void sum_up(const ctg__fast *fast, const double *distress,
                   ctg_summary *summary)
{
    const double *const weight = fast->network->nodes.weight;
    double weights = 0;
    double weighted = 0;

    for (size_t i = 0; i < fast->count; i++) {
        summary->failed += ctg__fast_has_failed(fast, i, distress[i]);
        weights += weight[i];
        weighted += weight[i] * (distress[i] - fast->shocked[i]);
    }
    summary->initial_equity = ctg__system_equity(&fast->network->nodes);
    summary->debtrank = weights > 0 ? weighted / weights : 0;
}

ctg_status ctg__fast_end(const ctg_plan *plan, ctg__fast_rows *rows,
                         ctg__arena *scratch, const double **ends,
                         ctg_summary *summary, bool *possible, ctg_error *error)
{
    const ctg__fast *const fast = &rows->fast;
    ctg_summary found = {0};
    ctg__fast_report report;
    double *distress;
    ctg_status status = ctg__fast_again(plan, rows, scratch, possible, error);

    if (status || !*possible)
        return status;
    if (!TAKE_ROOM(scratch, distress, fast->count + 1))
        return ctg__fail_memory(error);
    status =
        ctg__fast_base(fast, CTG__FAST_TOLERANCE, distress, &report, error);
    if (status)
        return status;
    if (ends)
        *ends = distress;
    sum_up(fast, distress, &found);
    found.equity_lost = report.equity_lost;
    found.outside_loss = report.outside_loss;
    found.converged = report.converged;
    status = ctg__spiral(plan, scratch, NULL, &found.spiral,
                         &found.spiral_defined, error);
    if (!status)
        *summary = found;
    return status;
}
