/* A run of plain clearing, solved a second time by a linear programme. */
#include <contagraph/verify.h>

#include <math.h>

#include "optimise/clearing.h"

enum { TIME_LIMIT_MS = 60000 };

/* A run may differ by this share of the largest debt. */
static const double agreement = 1e-9;

static ctg_status compare(const ctg_run *run, const ctg_plan *plan,
                          ctg_progress *progress, void *progress_context,
                          ctg__arena *arena, ctg_verification *verification,
                          ctg_error *error)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    const ctg__lp_options options = {.method = CTG__LP_DUAL_FROM_MOST,
                                     .time_limit_ms = TIME_LIMIT_MS,
                                     .progress = progress,
                                     .progress_context = progress_context};
    ctg__clearing clearing = {0};
    ctg__clearing_result result = {0};
    ctg_status status = ctg__clearing_of(plan, arena, &clearing, error);
    double *payments;
    ctg_claim claim;

    if (status)
        return status;
    if (!TAKE(arena, payments, clearing.count + 1))
        return ctg__fail_memory(error);
    status = ctg__clearing_solve(&clearing, &options, payments, &result, error);
    if (status)
        return status;
    *verification = (ctg_verification){
        .exposure = SIZE_MAX, .paid = result.paid, .residual = result.residual};
    for (size_t i = 0; i < clearing.count; i++)
        verification->largest_debt =
            fmax(verification->largest_debt, clearing.debt[i]);
    for (size_t k = 0; ctg_run_claim(run, k, &claim); k++) {
        const double value =
            exposures->amount[exposures->file_order[k]] *
            clearing.write_off[exposures->file_order[k]] *
            (payments[claim.debtor] / clearing.debt[claim.debtor]);
        const double difference = fabs(value - claim.value);

        if (k == 0 || difference > verification->largest_difference) {
            verification->largest_difference = difference;
            verification->exposure = k;
        }
    }
    verification->agrees = verification->largest_difference <=
                           agreement * verification->largest_debt;
    return CTG_OK;
}

ctg_status ctg_run_verify(const ctg_run *run, const ctg_plan *plan,
                          ctg_progress *progress, void *progress_context,
                          ctg_verification *verification, ctg_error *error)
{
    const size_t nodes = plan->network->nodes.count;
    ctg__arena arena = {0};
    ctg_status status;

    if (ctg_run_network(run) != plan->network)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "the run is of another network");
    if (nodes > CTG_VERIFY_NODES_MOST)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "the graph has %zu nodes: a linear programme for "
                         "more than %d takes too long",
                         nodes, CTG_VERIFY_NODES_MOST);
    status = compare(run, plan, progress, progress_context, &arena,
                     verification, error);
    ctg__arena_clear(&arena);
    return status;
}
