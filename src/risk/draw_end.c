/* A draw's end without rounds, where claims are the only channel. */
#include "base/error.h"
#include "risk/simulation.h"

ctg_status ctg__drawer_end(ctg__drawer *drawer, const ctg_plan *plan,
                           bool *possible, ctg_error *error)
{
    const double *distress;
    ctg_status status;

    ctg__arena_reset(&drawer->scratch);
    status = ctg__fast_end(plan, &drawer->rows, &drawer->scratch, &distress,
                           &drawer->end, possible, error);
    drawer->by_end = !status && *possible;
    drawer->distress = drawer->by_end ? distress : NULL;
    return status;
}

void ctg__drawer_take(const ctg_simulation *simulation, ctg__drawer *drawer,
                      double *values)
{
    if (!drawer->by_end) {
        ctg__measures_take(&simulation->measures, drawer->run, drawer->by_owner,
                           values);
        return;
    }
    for (size_t m = 0; m < simulation->measures.count; m++) {
        const ctg__measure *const of = &simulation->measures.list[m];

        switch (of->kind) {
        case CTG__MEASURES_EQUITY_LOST:
            values[m] = drawer->end.equity_lost;
            break;
        case CTG__MEASURES_FAILED:
            values[m] = (double)drawer->end.failed;
            break;
        case CTG__MEASURES_OUTSIDE_LOSS:
            values[m] = drawer->end.outside_loss;
            break;
        case CTG__MEASURES_LOST:
            values[m] = ctg__drawer_lost(drawer, of->index);
            break;
        case CTG__MEASURES_FAILS:
            values[m] = ctg__drawer_failed(drawer, of->index);
            break;
        default: /* of accounts and events, which there are none of */
            values[m] = of->is_partial ? (double)NAN : 0;
        }
    }
}
