#include "engine/write_down.h"

#include "base/assert.h"
#include "base/threads.h"

enum {
    PULL_SHARE = 8,        /* of all exposures fell: creditors gather */
    SHARED_ENTRIES = 65536 /* from here on threads take rows together */
};

ctg_status ctg__write_down_start(ctg__state *state, ctg_error *error)
{
    if (!TAKE(state->arena, state->books.fallen, state->net->nodes.count) ||
        !TAKE(state->arena, state->books.reached, state->net->nodes.count) ||
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

/* Adding a claim that did not fall, 0, changes no bit. */
static inline void gather_row(ctg__state *state, ctg_node creditor, bool plain)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const double *const fall = state->books.fall;
    const uint32_t *const slot = state->books.exposure_slot
                                     ? state->books.exposure_slot
                                     : exposures->debtor;
    ctg__sum equity = state->books.equity[creditor];
    double claims = state->books.claims[creditor];
    bool reached = false;

    for (size_t e = exposures->start[creditor];
         e < exposures->start[creditor + 1]; e++) {
        const double part = fall[slot[e]];
        const double loss = plain ? state->books.amount[e] * part
                                  : ctg__claim_lost(state, e, part);

        reached |= part != 0;
        claims -= loss;
        ctg__add_exactly(&equity, -loss);
    }
    if (!reached)
        return;
    state->books.equity[creditor] = equity;
    state->books.claims[creditor] = claims;
    state->books.reached[creditor] = true;
}

static void gather_rows(ctg__state *state, size_t rows, bool plain)
{
#pragma omp parallel for schedule(static) num_threads(                         \
    state->net->exposures.count < SHARED_ENTRIES ? 1 : ctg__thread_count())
    for (size_t i = 0; i < rows; i++)
        gather_row(state, (ctg_node)i, plain);
}

static void set_falls(ctg__state *state, const ctg_node *debtors, size_t count,
                      bool fell)
{
    for (size_t k = 0; k < count; k++)
        for (uint32_t s = state->books.slot_start[debtors[k]];
             s < state->books.slot_start[debtors[k] + 1]; s++)
            state->books.fall[s] = fell ? state->books.slots[s].fall : 0;
}

static void pull(ctg__state *state, const ctg_node *debtors, size_t count)
{
    const size_t nodes = state->net->nodes.count;

    set_falls(state, debtors, count, true);
    if (state->net->exposures.asset || state->books.capped ||
        state->books.write_off)
        gather_rows(state, nodes, false);
    else
        gather_rows(state, nodes, true);
    set_falls(state, debtors, count, false);
    for (size_t i = 0; i < nodes; i++)
        if (state->books.reached[i]) {
            state->books.reached[i] = false;
            ctg__touch(state, (ctg_node)i);
        }
}

/* --- */

/* Failed nodes sell in the order in which losses reached them. */
static bool order_counts(const ctg__state *state)
{
    return state->plan->liquidate_failed && state->net->holdings.count;
}

/* Entries of a ledger are those of debtors. */
static bool is_pulled(const ctg__state *state, const ctg_node *debtors,
                      size_t count)
{
    const size_t *const start = state->net->exposures.debtor_start;
    const size_t most = state->net->exposures.count / PULL_SHARE;
    size_t owed = 0;

    if (state->ledger || order_counts(state))
        return false;
    for (size_t k = 0; k < count; k++)
        owed += start[debtors[k] + 1] - start[debtors[k]];
    return owed > most;
}

void ctg__write_down(ctg__state *state, const ctg_node *debtors, size_t count)
{
    if (is_pulled(state, debtors, count)) {
        pull(state, debtors, count);
        return;
    }
    for (size_t k = 0; k < count; k++) {
        CTG__ASSERT(!k || debtors[k - 1] < debtors[k]);
        push(state, debtors[k]);
    }
}
