/* Draws in pieces of fixed size, by any number of threads, added in order. */
#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "risk/simulation.h"

#include <string.h>

ctg_status ctg__drawers_hire(ctg_simulation *simulation, ctg_error *error)
{
    const ctg_network *const net = simulation->network;
    ctg_status status = CTG_OK;

    simulation->threads = ctg__thread_count_of(simulation->options.threads);
    if (!TAKE(&simulation->arena, simulation->drawers,
              (size_t)simulation->threads))
        return ctg__fail_memory(error);
    for (int t = 0; !status && t < simulation->threads; t++) {
        ctg__drawer *const drawer = &simulation->drawers[t];

        status = ctg__draw_list_make(&simulation->model, simulation->plan,
                                     &simulation->arena, &drawer->list, error);
        if (!status &&
            (!TAKE(&simulation->arena, drawer->by_owner, net->nodes.count) ||
             !TAKE(&simulation->arena, drawer->before, net->nodes.count) ||
             !TAKE(&simulation->arena, drawer->values,
                   simulation->measures.count)))
            status = ctg__fail_memory(error);
    }
    return status;
}

ctg_status ctg__drawer_run_list(const ctg_simulation *simulation,
                                ctg__drawer *drawer, bool ledger,
                                ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_plan plan = *simulation->plan;

    plan.network = simulation->network;
    plan.shocks = drawer->list.shocks;
    plan.shock_count = drawer->list.count;
    plan.listed_count = (uint32_t)drawer->list.count;
    options.ledger = ledger;
    options.baseline = false;
    options.adl = ctg__measures_need_events(&simulation->measures);
    options.progress = ctg__ask;
    options.progress_context = (void *)(uintptr_t)&simulation->asking;
    return ctg__run_again(&drawer->run, &plan, &options, error);
}

ctg_status ctg__drawer_run(const ctg_simulation *simulation,
                           ctg__drawer *drawer, uint64_t number, bool ledger,
                           ctg_error *error)
{
    ctg_error inner = {0};
    ctg_status status;

    ctg__draw_list_fill(&simulation->model, simulation->plan, number,
                        &drawer->list);
    status = ctg__drawer_run_list(simulation, drawer, ledger, &inner);
    if (status == CTG_CANCELLED || status == CTG_NO_MEMORY)
        return ctg__fail(error, status, "%s", inner.message);
    if (status)
        return ctg__fail(error, status, "draw %zu: %.800s", (size_t)number,
                         inner.message);
    return CTG_OK;
}

/* The draws of one piece. */
static ctg_status do_piece(ctg__piecework *work, uint64_t from, double *sums,
                           ctg_error *error)
{
    ctg_simulation *const sim = work->simulation;
    ctg__drawer *const drawer = &sim->drawers[ctg__thread_number()];
    const uint64_t left = work->count - from;
    const uint64_t count = left < CTG__DRAWS_PIECE ? left : CTG__DRAWS_PIECE;
    ctg_status status = CTG_OK;

    for (uint64_t k = from; !status && k < from + count; k++) {
        const uint64_t number =
            work->numbers ? work->numbers[k] : work->first + k;

        if (!ctg__ask(&sim->asking, 0, 0))
            return ctg__fail(error, CTG_CANCELLED, "stopped");
        status = ctg__drawer_run(sim, drawer, number, work->ledger, error);
        if (!status)
            status = work->take(work, drawer, k, sums, error);
        if (!work->numbers)
            atomic_fetch_add(&sim->asking.done, 1);
    }
    return status;
}

static ctg_status first_error(const ctg_error *errors, size_t count,
                              ctg_error *error)
{
    const ctg_error *found = NULL;

    for (size_t p = 0; p < count; p++)
        if (errors[p].status && (!found || (found->status == CTG_CANCELLED &&
                                            errors[p].status != CTG_CANCELLED)))
            found = &errors[p];
    if (!found)
        return CTG_OK;
    *error = *found;
    return found->status;
}

/* One wave: pieces side by side, their sums added in order. */
static ctg_status do_wave(ctg__piecework *work, uint64_t from, double *parts,
                          ctg_error *errors, ctg_error *error)
{
    const uint64_t left = work->count - from;
    const uint64_t count = left < CTG__DRAWS_WAVE ? left : CTG__DRAWS_WAVE;
    const size_t pieces =
        (size_t)((count + CTG__DRAWS_PIECE - 1) / CTG__DRAWS_PIECE);
    ctg_status status;

    for (size_t p = 0; p < pieces; p++)
        errors[p].status = CTG_OK;
    if (work->sum_count)
        memset(parts, 0, pieces * work->sum_count * sizeof *parts);
#pragma omp parallel for schedule(dynamic, 1)                                  \
    num_threads(work->simulation->threads)
    for (size_t p = 0; p < pieces; p++)
        errors[p].status = do_piece(work, from + p * CTG__DRAWS_PIECE,
                                    parts + p * work->sum_count, &errors[p]);
    status = first_error(errors, pieces, error);
    for (size_t p = 0; !status && p < pieces; p++) {
        const bool full = count - p * CTG__DRAWS_PIECE >= CTG__DRAWS_PIECE;
        double *const to = full || !work->open ? work->sums : work->open;

        for (size_t k = 0; k < work->sum_count; k++)
            to[k] += parts[p * work->sum_count + k];
    }
    if (!status && work->settled)
        *work->settled += count / CTG__DRAWS_PIECE * CTG__DRAWS_PIECE;
    return status;
}

ctg_status ctg__piecework_do(ctg__piecework *work, ctg_error *error)
{
    enum { PIECES = CTG__DRAWS_WAVE / CTG__DRAWS_PIECE };
    double *const parts =
        ctg__allocate_array(PIECES * work->sum_count + 1, sizeof *parts);
    ctg_error *const errors = ctg__allocate_array(PIECES, sizeof *errors);
    ctg_status status = parts && errors ? CTG_OK : ctg__fail_memory(error);

    for (uint64_t from = 0; !status && from < work->count;
         from += CTG__DRAWS_WAVE)
        status = do_wave(work, from, parts, errors, error);
    ctg__release(parts);
    ctg__release(errors);
    return status;
}
