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
             !TAKE(&simulation->arena, drawer->failed, net->nodes.count) ||
             !TAKE(&simulation->arena, drawer->values,
                   simulation->measures.count)))
            status = ctg__fail_memory(error);
    }
    return status;
}

ctg_plan ctg__drawer_plan(const ctg_simulation *simulation,
                          const ctg__drawer *drawer)
{
    ctg_plan plan = *simulation->plan;

    plan.network = simulation->network;
    plan.shocks = drawer->list.shocks;
    plan.shock_count = drawer->list.count;
    plan.listed_count = (uint32_t)drawer->list.count;
    return plan;
}

/* Whether every draw has an end without rounds, whatever shocks it adds. */
static ctg_status all_end(ctg_simulation *simulation, bool *possible,
                          ctg_error *error)
{
    ctg__drawer *const drawer = simulation->drawers;
    ctg_plan all;

    ctg__draw_list_all(&simulation->model, simulation->plan, &drawer->list);
    all = ctg__drawer_plan(simulation, drawer);
    ctg__arena_reset(&drawer->scratch);
    return ctg__fast_again(&all, &drawer->rows, &drawer->scratch, possible,
                           error);
}

ctg_status ctg__simulation_choose_rounds(ctg_simulation *simulation,
                                         ctg_error *error)
{
    const ctg__nodes *const nodes = &simulation->network->nodes;
    bool possible = simulation->options.end_state;
    ctg_status status = CTG_OK;

    /* What a pass-through loses itself its end does not tell. */
    for (ctg_node i = 0; i < nodes->count; i++)
        possible = possible && !nodes->pass_through[i];
    if (possible)
        status = all_end(simulation, &possible, error);
    simulation->summary.by_rounds = !possible;
    return status;
}

static ctg_run_options run_options(const ctg_simulation *simulation,
                                   bool ledger)
{
    ctg_run_options options = ctg_run_options_default();

    options.ledger = ledger;
    options.baseline = false;
    options.adl = ctg__measures_need_events(&simulation->measures);
    options.progress = ctg__ask;
    options.progress_context = (void *)(uintptr_t)&simulation->asking;
    return options;
}

ctg_status ctg__drawer_run_list(const ctg_simulation *simulation,
                                ctg__drawer *drawer, bool ledger,
                                ctg_error *error)
{
    const ctg_plan plan = ctg__drawer_plan(simulation, drawer);
    const ctg_run_options options = run_options(simulation, ledger);
    bool ended = false;
    ctg_status status = CTG_OK;

    drawer->by_end = false;
    drawer->is_open = false;
    drawer->rows.asking = (void *)(uintptr_t)&simulation->asking;
    if (!simulation->summary.by_rounds && !ledger)
        status = ctg__drawer_end(drawer, &plan, &ended, error);
    if (status || ended)
        return status;
    return drawer->may_be_open
               ? ctg__run_abreast(&drawer->run, &plan, &options,
                                  &drawer->abreast, &drawer->is_open, error)
               : ctg__run_once_more(&drawer->run, &plan, &options, error);
}

/* Beside the draws that are open: they end first where the next has no room. */
static ctg_status make_room(const ctg_simulation *simulation,
                            ctg__drawer *drawer, bool ledger, ctg_error *error)
{
    const ctg_plan plan = ctg__drawer_plan(simulation, drawer);
    const ctg_run_options options = run_options(simulation, ledger);

    return ctg__abreast_is_full(&drawer->abreast, drawer->run, &plan, &options)
               ? ctg__drawer_end_open(simulation, drawer, error)
               : CTG_OK;
}

static ctg_status say_draw(ctg_status status, uint64_t number,
                           const ctg_error *inner, ctg_error *error)
{
    if (status == CTG_CANCELLED || status == CTG_NO_MEMORY)
        return ctg__fail(error, status, "%s", inner->message);
    if (status)
        return ctg__fail(error, status, "draw %zu: %.800s", (size_t)number,
                         inner->message);
    return CTG_OK;
}

ctg_status ctg__drawer_run(const ctg_simulation *simulation,
                           ctg__drawer *drawer, uint64_t number, bool ledger,
                           ctg_error *error)
{
    ctg_error inner = {0};
    ctg_status status = CTG_OK;

    ctg__draw_list_fill(&simulation->model, simulation->plan, number,
                        &drawer->list);
    if (drawer->may_be_open)
        status = make_room(simulation, drawer, ledger, error);
    if (status)
        return status;
    status = ctg__drawer_run_list(simulation, drawer, ledger, &inner);
    return say_draw(status, number, &inner, error);
}

/* A draw that was left open: where its values are, behind those of others. */
static void note_open(ctg__drawer *drawer, uint64_t number, double *values)
{
    const size_t lane = drawer->abreast.count - 1;

    drawer->open_values[lane] = values;
    drawer->open_weights[lane] = drawer->list.draw.weight;
    drawer->open_numbers[lane] = number;
}

ctg_status ctg__drawer_end_open(const ctg_simulation *simulation,
                                ctg__drawer *drawer, ctg_error *error)
{
    ctg__abreast *const abreast = &drawer->abreast;
    const ctg__measures *const measures = &simulation->measures;
    ctg_status status = CTG_OK;

    ctg__abreast_end(abreast, drawer->losses, drawer->open_weights);
    for (size_t k = 0; !status && k < abreast->count; k++) {
        ctg_summary summary = {0};
        ctg_error inner = {0};

        status = ctg__abreast_sum_up(abreast, k, &summary, &inner);
        status = say_draw(status, drawer->open_numbers[k], &inner, error);
        for (size_t m = 0; m < measures->count; m++)
            if (measures->list[m].kind == CTG__MEASURES_EQUITY_LOST)
                drawer->open_values[k][m] = summary.equity_lost;
    }
    ctg__abreast_begin(abreast);
    return status;
}

/* Pieces that are done side by side. */
typedef struct wave {
    ctg__piecework *work;
    uint64_t from; /* its first draw, by index */
} wave;

static uint64_t piece_end(const ctg__piecework *work, uint64_t from)
{
    const uint64_t left = work->count - from;

    return from + (left < CTG__DRAWS_PIECE ? left : CTG__DRAWS_PIECE);
}

/* A draw that is not open comes behind those that are: they end first. */
static ctg_status run_next(ctg__piecework *work, ctg__drawer *drawer,
                           uint64_t number, double *values, ctg_error *error)
{
    ctg_simulation *const sim = work->simulation;
    ctg_status status =
        ctg__drawer_run(sim, drawer, number, work->ledger, error);

    if (!status && drawer->is_open)
        note_open(drawer, number, values);
    else if (!status && drawer->abreast.count)
        status = ctg__drawer_end_open(sim, drawer, error);
    return status;
}

/* No draw is open behind this, whatever ended the piece. One that is open may
 * fail as well, and then comes before the one that did; what was stopped or has
 * no memory fails anyhow. */
static ctg_status end_piece(const ctg_simulation *simulation,
                            ctg__drawer *drawer, ctg_status status,
                            ctg_error *error)
{
    ctg_error earlier = {0};
    ctg_status ended = CTG_OK;

    drawer->may_be_open = false;
    if (status != CTG_CANCELLED && status != CTG_NO_MEMORY)
        ended = ctg__drawer_end_open(simulation, drawer, &earlier);
    ctg__abreast_begin(&drawer->abreast);
    return ended ? ctg__fail(error, ended, "%s", earlier.message) : status;
}

/* The draws of one piece: sums, then the values of each. */
static ctg_status do_piece(void *context, size_t index, double *result,
                           ctg_error *error)
{
    const wave *const all = context;
    ctg__piecework *const work = all->work;
    ctg_simulation *const sim = work->simulation;
    ctg__drawer *const drawer = &sim->drawers[ctg__thread_number()];
    const uint64_t from = all->from + index * CTG__DRAWS_PIECE;
    double *values = result + work->sum_count;
    ctg_status status = CTG_OK;

    memset(result, 0,
           (work->sum_count + CTG__DRAWS_PIECE * work->value_count) *
               sizeof *result);
    ctg__abreast_begin(&drawer->abreast);
    drawer->may_be_open = work->abreast;
    drawer->losses =
        work->adds_losses ? result + sim->network->nodes.count : NULL;
    for (uint64_t k = from; !status && k < piece_end(work, from); k++) {
        const uint64_t number =
            work->numbers ? work->numbers[k] : work->first + k;

        if (!ctg__ask(&sim->asking, 0, 0))
            status = ctg__fail(error, CTG_CANCELLED, "stopped");
        else if (work->only_shocks)
            ctg__draw_list_fill(&sim->model, sim->plan, number, &drawer->list);
        else
            status = run_next(work, drawer, number, values, error);
        if (!status)
            status = work->take(work, drawer, k, result, values, error);
        values += work->value_count;
        if (!work->numbers)
            atomic_fetch_add(&sim->asking.done, 1);
    }
    return end_piece(sim, drawer, status, error);
}

static bool keep_piece(ctg__piecework *work, uint64_t from,
                       const double *values)
{
    for (uint64_t k = from; k < piece_end(work, from); k++) {
        if (!work->keep(work, k, values))
            return false;
        values += work->value_count;
    }
    return true;
}

/* The values of a wave, then its sums: without memory for all of the former
 * nothing is added, and it may be done again. */
static ctg_status take_wave(ctg__piecework *work, uint64_t from, uint64_t count,
                            const ctg_share_job *job, ctg_error *error)
{
    const size_t width = job->size / sizeof(double);

    for (size_t p = 0; work->keep && p < job->count; p++)
        if (!keep_piece(work, from + p * CTG__DRAWS_PIECE,
                        job->results + p * width + work->sum_count))
            return ctg__fail_memory(error);
    for (size_t p = 0; p < job->count; p++) {
        const double *const result = job->results + p * width;
        const bool full = count - p * CTG__DRAWS_PIECE >= CTG__DRAWS_PIECE;
        double *const to = full || !work->open ? work->sums : work->open;

        for (size_t k = 0; k < work->sum_count; k++)
            to[k] += result[k];
    }
    if (work->settled)
        *work->settled += count / CTG__DRAWS_PIECE * CTG__DRAWS_PIECE;
    return CTG_OK;
}

/* One wave: pieces side by side, their sums added in order. */
static ctg_status do_wave(ctg__piecework *work, uint64_t from, uint64_t count,
                          ctg_share_job *job, ctg_error *error)
{
    wave all = {.work = work, .from = from};
    ctg_status status;

    job->count = (size_t)((count + CTG__DRAWS_PIECE - 1) / CTG__DRAWS_PIECE);
    job->first =
        work->numbers ? 0 : (size_t)(work->first - 1 + from) / CTG__DRAWS_PIECE;
    job->context = &all;
    status = ctg_share_all(work->simulation->options.share, job, NULL, error);
    return status ? status : take_wave(work, from, count, job, error);
}

ctg_status ctg__piecework_do(ctg__piecework *work, ctg_error *error)
{
    const uint64_t most =
        CTG__DRAWS_WAVE * ctg_share_together(work->simulation->options.share);
    const size_t width = work->sum_count + CTG__DRAWS_PIECE * work->value_count;
    ctg_share_job job = {.name = "draws",
                         .size = width * sizeof(double),
                         .threads = (unsigned)work->simulation->threads,
                         .follows = work->numbers != NULL,
                         .row = do_piece};
    ctg_status status = CTG_OK;

    job.results = ctg__allocate_array(
        (size_t)(most / CTG__DRAWS_PIECE) * width + 1, sizeof(double));
    if (!job.results)
        return ctg__fail_memory(error);
    for (uint64_t from = 0; !status && from < work->count; from += most)
        status = do_wave(work, from,
                         work->count - from < most ? work->count - from : most,
                         &job, error);
    ctg__release(job.results);
    return status;
}
