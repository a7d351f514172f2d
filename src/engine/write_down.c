#include "engine/write_down.h"

#include <math.h>

#include "base/assert.h"
#include "base/threads.h"

enum {
    PULL_SHARE = 8,        /* of all exposures fell: creditors gather */
    SHARED_ENTRIES = 65536 /* from here on threads take rows together */
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
        ctg__post_loss(state, CTG_CLAIM, ctg__node_actor(debtor), creditor,
                       loss);
    }
}

/* --- by creditor --- */

static const uint32_t *slots_of(const ctg__state *state)
{
    return state->books.exposure_slot ? state->books.exposure_slot
                                      : state->net->exposures.debtor;
}

/* Adding a claim that did not fall, 0, changes no bit. */
static inline void gather_row(ctg__state *state, ctg_node creditor, bool plain)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const double *const fall = state->books.fall;
    const uint32_t *const slot = slots_of(state);
    ctg__sum equity = state->books.equity[creditor];
    double claims = state->books.claims[creditor];
    double sum = 0;
    bool reached = false;

    for (size_t e = exposures->start[creditor];
         e < exposures->start[creditor + 1]; e++) {
        const double part = fall[slot[e]];
        const double loss = plain ? state->books.amount[e] * part
                                  : ctg__claim_lost(state, e, part);

        reached |= part != 0;
        sum += loss;
        claims -= loss;
        ctg__add_exactly(&equity, -loss);
    }
    state->books.gathered[creditor] = reached ? sum : (double)NAN;
    if (!reached)
        return;
    state->books.equity[creditor] = equity;
    state->books.claims[creditor] = claims;
}

static void gather_rows(ctg__state *state, bool plain)
{
    const size_t rows = state->net->nodes.count;

#pragma omp parallel for schedule(static) num_threads(                         \
    state->net->exposures.count < SHARED_ENTRIES ? 1 : ctg__thread_count())
    for (size_t i = 0; i < rows; i++)
        gather_row(state, (ctg_node)i, plain);
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

/* Whether a claim loses its amount times the fall. */
static bool is_plain(const ctg__state *state)
{
    return !state->net->exposures.asset && !state->books.capped &&
           !state->books.write_off;
}

static void pull(ctg__state *state, size_t count)
{
    state->books.falls = (ctg__falls){.exposures = &state->net->exposures,
                                      .amount = state->books.amount,
                                      .slot = slots_of(state),
                                      .fall = state->books.fall,
                                      .gathered = state->books.gathered,
                                      .debtors = state->books.fallen,
                                      .debtor_count = count};
    set_falls(state, true);
    if (is_plain(state))
        gather_rows(state, true);
    else
        gather_rows(state, false);
    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        if (isnan(state->books.gathered[i]))
            continue;
        ctg__touch(state, i);
        state->books.losses += state->books.gathered[i];
    }
}

/* --- */

/* Failed nodes sell in the order in which losses reached them. */
static bool order_counts(const ctg__state *state)
{
    return state->plan->liquidate_failed && state->net->holdings.count;
}

/* Whoever watches takes plain falls; a ledger that is kept has entries. */
static bool may_gather(const ctg__state *state)
{
    if (order_counts(state))
        return false;
    return !state->ledger || (ctg__ledger_is_watched(state->ledger) &&
                              is_plain(state) && !state->plan->from_below);
}

static bool is_pulled(const ctg__state *state, size_t count)
{
    const size_t *const start = state->net->exposures.debtor_start;
    const size_t most = state->net->exposures.count / PULL_SHARE;
    size_t owed = 0;

    if (!may_gather(state))
        return false;
    for (size_t k = 0; k < count; k++)
        owed +=
            start[state->books.fallen[k] + 1] - start[state->books.fallen[k]];
    return owed > most;
}

void ctg__write_down(ctg__state *state, size_t count)
{
    const ctg_node *const debtors = state->books.fallen;

    if (is_pulled(state, count)) {
        pull(state, count);
        return;
    }
    for (size_t k = 0; k < count; k++) {
        CTG__ASSERT(!k || debtors[k - 1] < debtors[k]);
        push(state, debtors[k]);
    }
}
