/* The round loop: shocks, phases (docs/model.md section 3). */
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"
#include "engine/books.h"
#include "engine/claims_alone.h"
#include "engine/finite.h"
#include "engine/opened.h"
#include "engine/phase.h"
#include "engine/quiet.h"
#include "engine/receivables.h"
#include "engine/run.h"
#include "engine/spiral.h"
#include "engine/stop.h"
#include "engine/weak.h"
#include "engine/write_down.h"

static const ctg__phase *const phases[] = {
#define PHASE(name) &ctg__phase_##name,
#include "engine/phases.def"
#undef PHASE
};

enum { PHASE_COUNT = sizeof phases / sizeof *phases };

/* What a run is asked for. */
typedef struct asked {
    const ctg_run_options *options;
    const ctg__watch *watch; /* NULL: nobody */
    bool end;                /* books alone, nothing else of a summary */
    bool once_more;          /* from the opened books of the run before */
    bool *open;              /* may be left so, and was; NULL: it may not */
    ctg__asking *asking;     /* by a ledger within a round; NULL: nobody */
} asked;

static ctg_status start_phases(ctg__state *state, ctg_error *error)
{
    ctg_status status = ctg__state_start(state, error);

    for (size_t p = 0; !status && p < PHASE_COUNT; p++)
        status = phases[p]->start(state, error);
    return status ? status : ctg__claims_alone_start(state, error);
}

static void begin_round(ctg__state *state)
{
    for (size_t k = 0; k < state->orders.seller_count; k++)
        state->orders.needs[state->orders.sellers[k]].listed = false;
    state->orders.seller_count = 0;
    state->orders.count = 0;
    ctg__write_down_forget(state);
    state->stop.traded = false;
    state->stop.price_moved = false;
    state->stop.account_acted = false;
    state->stop.newly_failed = false;
    state->stop.largest_change = 0;
}

static ctg_status keep_prices(ctg_run *run, const ctg__state *state,
                              ctg_error *error)
{
    const size_t assets = state->net->assets.count;

    if (!state->ledger)
        return CTG_OK;
    if ((run->price_rounds & (run->price_rounds - 1)) == 0) {
        const size_t room = run->price_rounds ? 2 * run->price_rounds : 1;
        double *const grown = ctg__reallocate_array(
            run->prices, room * (assets ? assets : 1), sizeof *grown);

        if (!grown)
            return ctg__fail_memory(error);
        run->prices = grown;
    }
    for (ctg_asset a = 0; a < assets; a++)
        run->prices[run->price_rounds * assets + a] =
            ctg__market_price(state, a);
    run->price_rounds++;
    return CTG_OK;
}

/* Where one phase of a round takes as long as a callback may wait. */
static bool is_large(const ctg_network *net)
{
    return net->nodes.count + net->exposures.count + net->accounts.count >
           (size_t)1 << 16;
}

static ctg_status ask(const ctg__state *state, const ctg_run_options *options,
                      ctg_error *error)
{
    if (!options->progress ||
        options->progress(options->progress_context, state->round,
                          state->plan->rounds))
        return CTG_OK;
    return ctg__fail(error, CTG_CANCELLED, "stopped in round %u",
                     (unsigned)state->round);
}

/* Shows the round that was closed to whoever watches. */
static ctg_status show(const ctg__state *state, const ctg__watch *watch,
                       ctg_error *error)
{
    ctg__ledger_round round = ctg__ledger_last_round(state->ledger);

    if (state->books.falls.debtor_count)
        round.falls = &state->books.falls;
    return watch ? watch->see(watch->context, &round, error) : CTG_OK;
}

static ctg_status close_round(ctg_run *run, ctg__state *state,
                              const asked *asked_for, ctg_error *error)
{
    const ctg_run_options *const options = asked_for->options;
    ctg_status status = ctg__check_numbers(state, error);

    ctg__measure_changes(state);
    if (!status && ctg__receivables_failed(state))
        status = ctg__fail_memory(error);
    if (!status && state->ledger)
        status = ctg__ledger_close_round(state->ledger, state->round, error);
    if (!status && state->ledger)
        status = ctg__check_entries(state, error);
    if (!status && state->ledger)
        status = show(state, asked_for->watch, error);
    if (!status)
        status = keep_prices(run, state, error);
    if (!status && options->audit) {
        ctg__arena scratch = {0};

        status = ctg__audit_books(state, &scratch, error);
        ctg__arena_clear(&scratch);
    }
    return status ? status : ask(state, options, error);
}

static ctg_status go_through_phases(ctg__state *state, const asked *asked_for,
                                    ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t p = 0; !status && p < PHASE_COUNT; p++) {
        if (state->plan->from_below && !phases[p]->from_below)
            continue;
        phases[p]->step(state);
        if (is_large(state->net))
            status = ask(state, asked_for->options, error);
    }
    return status;
}

static ctg_status go_through_claims(ctg__state *state, const asked *asked_for,
                                    ctg_error *error)
{
    ctg_status status = CTG_OK;

    ctg__claims_value(state);
    if (is_large(state->net))
        status = ask(state, asked_for->options, error);
    if (!status)
        ctg__claims_pass_on(state);
    return status;
}

static ctg_status run_rounds(ctg_run *run, ctg__state *state,
                             const asked *asked_for, ctg_error *error)
{
    const ctg_plan *const plan = state->plan;
    ctg_summary *const summary = &run->summary;
    double before = 0;
    bool alone;
    ctg_status status;

    begin_round(state);
    ctg__apply_shocks(state);
    status = close_round(run, state, asked_for, error);
    alone = !asked_for->options->audit && ctg__claims_alone(state);
    while (!status && !summary->converged && state->round < plan->rounds) {
        before = summary->last_change;
        state->round++;
        if (asked_for->asking)
            atomic_store(&asked_for->asking->done, state->round);
        begin_round(state);
        CTG__ASSERT(!state->opening.touched_this_round_count);
        status = alone ? go_through_claims(state, asked_for, error)
                       : go_through_phases(state, asked_for, error);
        if (!status)
            status = close_round(run, state, asked_for, error);
        summary->last_change = state->stop.largest_change;
        summary->converged = ctg__is_settled(state);
    }
    if (alone)
        ctg__claims_alone_end(state);
    ctg__measure_last(summary, state, before);
    summary->rounds = state->round;
    summary->by_rounds = true;
    return status;
}

static ctg_status open_plan(ctg_run *run, const ctg_plan *plan,
                            const asked *asked_for, ctg__state **opened,
                            ctg_error *error)
{
    const ctg_run_options *const options = asked_for->options;
    /* Audits look at all books in each round. */
    const bool again = asked_for->once_more && !options->audit;
    ctg__state *state;
    ctg_status status;

    if (ctg__opened_again(run, plan, again ? options : NULL,
                          opened))
        return CTG_OK;
    if (!TAKE(&run->arena, state, 1))
        return ctg__fail_memory(error);
    *opened = state;
    *state = (ctg__state){.arena = &run->arena,
                          .net = run->network,
                          .plan = plan,
                          .ledger = run->ledger,
                          .mute = options->mute,
                          .adl_record = options->adl ? &run->adl : NULL};
    status = start_phases(state, error);
    if (!status && again)
        status = ctg__opened_keep(run, state, error);
    return status;
}

/* Rounds; who posts many entries in one asks as well, if anybody is there to
 * be asked. */
static ctg_status run_asked(ctg_run *run, ctg__state *state,
                            const asked *asked_for, ctg_error *error)
{
    ctg__asking asking = {.progress = asked_for->options->progress,
                          .context = asked_for->options->progress_context,
                          .total = state->plan->rounds};
    asked by_ledger = *asked_for;
    ctg_status status;

    if (!state->ledger || !asking.progress)
        return run_rounds(run, state, asked_for, error);
    by_ledger.asking = &asking;
    ctg__ledger_ask(state->ledger, &asking);
    status = run_rounds(run, state, &by_ledger, error);
    ctg__ledger_ask(state->ledger, NULL);
    return status;
}

static ctg_status run_plan(ctg_run *run, const ctg_plan *plan,
                           const asked *asked_for, ctg_error *error)
{
    ctg__state *state = NULL;
    bool open = false;
    ctg_status status = open_plan(run, plan, asked_for, &state, error);

    if (!state)
        return status;
    if (!status)
        status = run_asked(run, state, asked_for, error);
    /* Without a round nobody was looked at: owners that shocks hit are not known
     * apart. */
    if (asked_for->open)
        *asked_for->open = open = state->accounts.quiet &&
                                  state->accounts.quiet->begun &&
                                  !state->accounts.quiet->settled;
    if (!open)
        ctg__quiet_settle(state);
    if (!status)
        status = ctg__run_sum_up(run, state, !asked_for->end, open, error);
    state->plan = NULL; /* it may go before the run */
    return status;
}

/* An empty run in the memory of the last one, if there was one. */
static ctg_run *begin_run(ctg_run *run, const ctg_network *network)
{
    ctg_run fresh = {.network = network};

    if (run) {
        ctg__ledger_free(run->ledger);
        ctg__release(run->prices);
        ctg__adl_record_clear(&run->adl);
        fresh.arena = run->arena;
        fresh.scratch = run->scratch;
        fresh.opened = run->opened;
        ctg__arena_reset(&fresh.arena);
        ctg__arena_reset(&fresh.scratch);
    } else {
        run = ctg__allocate(sizeof *run);
    }
    if (run)
        *run = fresh;
    return run;
}

static ctg_status take_ledger(ctg_run *made, const asked *asked_for,
                              ctg_error *error)
{
    const ctg_run_options *const options = asked_for->options;
    ctg_status status = CTG_OK;

    if (!options->ledger && !options->folded && !asked_for->watch)
        return CTG_OK;
    status = ctg__ledger_new(&made->ledger, error);
    if (!status && asked_for->watch)
        ctg__ledger_watch(made->ledger);
    else if (!status && !options->ledger)
        ctg__ledger_fold(made->ledger, CTG__FOLDED_FROM, options->chains);
    return status;
}

static ctg_status run_again(ctg_run **run, const ctg_plan *plan,
                            const asked *asked_for, ctg_error *error)
{
    ctg_status status = ctg__network_need_equities(plan->network, error);
    ctg_run *made;

    if (status)
        return status;
    made = begin_run(*run, plan->network);
    if (!made)
        return ctg__fail_memory(error);
    *run = made;
    status =
        ctg__network_keep(plan->network, &made->arena, &made->network, error);
    if (!status)
        status = take_ledger(made, asked_for, error);
    return status ? status : run_plan(made, plan, asked_for, error);
}

ctg_status ctg__run_again(ctg_run **run, const ctg_plan *plan,
                          const ctg_run_options *options, ctg_error *error)
{
    const asked asked_for = {.options = options};

    return run_again(run, plan, &asked_for, error);
}

ctg_status ctg__run_once_more(ctg_run **run, const ctg_plan *plan,
                              const ctg_run_options *options, ctg_error *error)
{
    const asked asked_for = {.options = options, .once_more = true};

    return run_again(run, plan, &asked_for, error);
}

ctg_status ctg__run_left_open(ctg_run **run, const ctg_plan *plan,
                              const ctg_run_options *options, bool *open,
                              ctg_error *error)
{
    const asked asked_for = {
        .options = options, .once_more = true, .open = open};

    *open = false;
    return run_again(run, plan, &asked_for, error);
}

ctg_status ctg__run_end(ctg_run **run, const ctg_plan *plan,
                        ctg__asking *asking, ctg_error *error)
{
    const ctg_run_options options = {
        .mute = CTG_NONE, .progress = ctg__ask, .progress_context = asking};
    const asked asked_for = {
        .options = &options, .end = true, .once_more = true};

    return run_again(run, plan, &asked_for, error);
}

ctg_status ctg_plan_baseline(const ctg_plan *plan, ctg_progress *progress,
                             void *progress_context, double *baseline,
                             ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    const ctg_plan alone = ctg__without_shocks(plan);
    ctg_run *run = NULL;
    ctg_status status;

    *baseline = 0;
    if (!ctg__acts_alone(plan))
        return CTG_OK;
    options.ledger = false;
    options.baseline = false;
    options.progress = progress;
    options.progress_context = progress_context;
    status = ctg_run_new(&alone, &options, &run, error);
    if (!status)
        *baseline = ctg_run_summary(run)->equity_lost;
    ctg_run_free(run);
    return status;
}

/* In the memory of `made`, if it is not NULL. */
static ctg_status run_new(const ctg_plan *plan, const asked *asked_for,
                          ctg_run *made, ctg_run **run, ctg_error *error)
{
    const ctg_run_options *const options = asked_for->options;
    ctg_status status = run_again(&made, plan, asked_for, error);

    if (!status && options->baseline && !plan->shock_count)
        made->summary.baseline = made->summary.equity_lost;
    else if (!status && options->baseline)
        status = ctg_plan_baseline(plan, options->progress,
                                   options->progress_context,
                                   &made->summary.baseline, error);
    if (status) {
        ctg_run_free(made);
        return status;
    }
    ctg__arena_clear(&made->scratch);
    *run = made;
    return CTG_OK;
}

ctg_status ctg_run_new(const ctg_plan *plan, const ctg_run_options *options,
                       ctg_run **run, ctg_error *error)
{
    const ctg_run_options standard = ctg_run_options_default();
    const asked asked_for = {.options = options ? options : &standard};

    return run_new(plan, &asked_for, NULL, run, error);
}

ctg_status ctg__run_watched(const ctg_plan *plan,
                            const ctg_run_options *options,
                            const ctg__watch *watch, ctg_run **run,
                            ctg_error *error)
{
    const asked asked_for = {.options = options, .watch = watch};
    ctg_run *const before = *run;
    ctg_status status;

    *run = NULL;
    status = run_new(plan, &asked_for, before, run, error);
    if (!status) {
        ctg__ledger_free((*run)->ledger);
        (*run)->ledger = NULL;
    }
    return status;
}
