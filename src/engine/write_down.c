#include "engine/write_down.h"

#include <math.h>

#include "base/assert.h"
#include "base/threads.h"
#include "engine/funding.h"

enum {
    PULL_SHARE = 8, /* of all exposures fell: creditors gather, ... */
    PULL_NODES = 16 /* ... and of so many nodes each may have one */
};

ctg_status ctg__write_down_start(ctg__state *state, ctg_error *error)
{
    const size_t nodes = state->net->nodes.count;

    if (!TAKE_ROOM(state->arena, state->books.fallen, nodes) ||
        !TAKE(state->arena, state->books.gathered, nodes) ||
        !TAKE(state->arena, state->books.fall, state->books.slot_count))
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* --- by debtor --- */

static void push(ctg__state *state, ctg_node debtor)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const double fall = ctg__slot_of(state, e)->fall;
        const ctg_node creditor = exposures->debtor_creditor[k];
        double loss;

        if (fall == 0)
            continue;
        loss = ctg__claim_lost(state, e, fall);
        ctg__touch(state, creditor);
        state->books.claims[creditor] -= loss;
        if (state->alone.keeps)
            ctg__bear_loss(state, creditor, loss);
        else
            ctg__post_loss(state, CTG_CLAIM, ctg__node_actor(debtor), creditor,
                           loss);
    }
}

/* --- by creditor --- */

static void gather_rows(ctg__state *state, bool plain)
{
    const size_t rows = state->net->nodes.count;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(state->net->exposures.count))
    for (size_t i = 0; i < rows; i++)
        ctg__write_down_row(state, (ctg_node)i, plain);
}

static void set_falls(ctg__state *state, bool fell)
{
    const ctg__falls *const falls = &state->books.falls;

    for (size_t k = 0; k < falls->debtor_count; k++) {
        const ctg_node debtor = falls->debtors[k];

        for (uint32_t s = state->books.slot_start[debtor];
             s < state->books.slot_start[debtor + 1]; s++)
            state->books.fall[s] = fell ? state->books.slots[s].fall : 0;
    }
}

void ctg__write_down_forget(ctg__state *state)
{
    set_falls(state, false);
    state->books.falls.debtor_count = 0;
}

bool ctg__write_down_is_plain(const ctg__state *state)
{
    return !state->net->exposures.asset && !state->books.capped &&
           !state->books.write_off;
}

void ctg__write_down_count(ctg__state *state)
{
    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        if (!isnan(state->books.gathered[i]))
            state->books.losses += state->books.gathered[i];
}

void ctg__write_down_list(ctg__state *state, size_t count, bool set)
{
    state->books.falls = (ctg__falls){.exposures = &state->net->exposures,
                                      .amount = state->books.amount,
                                      .slot = ctg__write_down_slots(state),
                                      .fall = state->books.fall,
                                      .gathered = state->books.gathered,
                                      .debtors = state->books.fallen,
                                      .debtor_count = count};
    if (set)
        set_falls(state, true);
}

static void pull(ctg__state *state, size_t count)
{
    ctg__write_down_list(state, count, true);
    if (ctg__write_down_is_plain(state))
        gather_rows(state, true);
    else
        gather_rows(state, false);
    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        if (!isnan(state->books.gathered[i]))
            ctg__touch(state, i);
    ctg__write_down_count(state);
}

/* --- */

/* Failed nodes sell in the order in which losses reached them. */
static bool order_counts(const ctg__state *state)
{
    return state->plan->liquidate_failed && state->net->holdings.count;
}

/* Whoever watches sees a fall at the end of the round, when debts that were repaid
 * in it are no longer what fell. */
static bool debts_stay(const ctg__state *state)
{
    const struct ctg__funding *const funding = state->orders.funding;

    return !funding->limited_count && !funding->runnable_count;
}

/* Whoever watches takes plain falls; a ledger that is kept has entries, but for
 * those of rounds of claims alone. */
static bool may_gather(const ctg__state *state)
{
    if (order_counts(state))
        return false;
    return !state->ledger || state->alone.keeps ||
           (ctg__ledger_is_watched(state->ledger) &&
            ctg__write_down_is_plain(state) && !state->plan->from_below &&
            debts_stay(state));
}

bool ctg__write_down_gathers(const ctg__state *state, size_t owed)
{
    return owed > state->net->exposures.count / PULL_SHARE &&
           (state->ledger || owed > state->net->nodes.count / PULL_NODES) &&
           may_gather(state);
}

static size_t owed_by(const ctg__state *state, size_t count)
{
    const size_t *const start = state->net->exposures.debtor_start;
    const ctg_node *const debtors = state->books.fallen;
    size_t owed = 0;

    for (size_t k = 0; k < count; k++)
        owed += start[debtors[k] + 1] - start[debtors[k]];
    return owed;
}

void ctg__write_down_each(ctg__state *state, size_t count)
{
    const ctg_node *const debtors = state->books.fallen;

    for (size_t k = 0; k < count; k++) {
        CTG__ASSERT(!k || debtors[k - 1] < debtors[k]);
        push(state, debtors[k]);
    }
}

void ctg__write_down(ctg__state *state, size_t count)
{
    if (ctg__write_down_gathers(state, owed_by(state, count)))
        pull(state, count);
    else
        ctg__write_down_each(state, count);
}
