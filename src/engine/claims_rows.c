/*
 * Rows are independent of each other: what a creditor loses in a round was
 * known when it began. They are taken in blocks, by any number of threads, and
 * nothing that is kept of a block depends on the others.
 */
#include "engine/claims_rows.h"

#include <float.h>
#include <math.h>

#include "base/threads.h"
#include "engine/claims.h"
#include "engine/claims_linear.h"
#include "engine/write_down.h"

enum { BLOCK = 2048 }; /* nodes */

/* What rows of a block, or of all, come to. */
typedef struct outcome {
    double largest; /* change of an equity over its scale */
    size_t owed;    /* exposures, by those whose claims fell */
    ctg_node bad;   /* first without a finite equity; CTG_NONE */
    bool failed;    /* somebody did */
} outcome;

typedef void take_block(ctg__state *state, ctg_node first, ctg_node past,
                        outcome *into);

static void add(outcome *all, const outcome *part)
{
    all->largest = part->largest > all->largest ? part->largest : all->largest;
    all->owed += part->owed;
    all->bad = part->bad < all->bad ? part->bad : all->bad;
    all->failed |= part->failed;
}

static outcome take_all(ctg__state *state, take_block *take)
{
    const size_t nodes = state->net->nodes.count;
    outcome all = {.bad = CTG_NONE};

    if (state->net->exposures.count < CTG__SHARED_ENTRIES) {
        take(state, 0, (ctg_node)nodes, &all);
        return all;
    }
#pragma omp parallel num_threads(ctg__thread_count())
    {
        outcome own = {.bad = CTG_NONE};

#pragma omp for schedule(static) nowait
        for (size_t first = 0; first < nodes; first += BLOCK)
            take(state, (ctg_node)first,
                 (ctg_node)(nodes - first < BLOCK ? nodes : first + BLOCK),
                 &own);
#pragma omp critical(ctg__claims_rows)
        add(&all, &own);
    }
    return all;
}

/* --- the opening --- */

/* Equity never rises from here on, so neither does the value at it: what was
 * booked is the value at the last opening. */
static void open_linear(ctg__state *state, ctg_node first, ctg_node past,
                        outcome *into)
{
    const double *const equities = state->net->nodes.equity;
    const size_t *const start = state->net->exposures.debtor_start;
    const double *const share = state->alone.share;
    const size_t mask = state->alone.share_mask;
    const ctg__sum *const books = state->books.equity;
    double *const opening = state->opening.equity;
    double *const fall = state->books.fall;
    size_t owed = 0;

    for (ctg_node i = first; i < past; i++) {
        const double before = opening[i];
        const double now = books[i].value + books[i].error;
        double fell = 0;

        opening[i] = now;
        if (now != before && state->books.valued[i])
            fell = ctg__linear_value(equities[i], share[i & mask], before) -
                   ctg__linear_value(equities[i], share[i & mask], now);
        fall[i] = fell;
        owed += fell != 0 ? start[i + 1] - start[i] : 0;
    }
    into->owed += owed;
}

/* Whoever was not reached has the books of the last opening. */
static void open_any(ctg__state *state, ctg_node first, ctg_node past,
                     outcome *into)
{
    const size_t *const start = state->net->exposures.debtor_start;

    for (ctg_node i = first; i < past; i++) {
        const bool reached = !isnan(state->books.gathered[i]);
        bool fell;

        if (reached) {
            state->opening.equity[i] = ctg__equity_now(state, i);
            state->opening.claims[i] = state->books.claims[i];
        }
        fell = reached && ctg__value_debtor(state, i);
        for (uint32_t s = state->books.slot_start[i];
             s < state->books.slot_start[i + 1]; s++)
            state->books.fall[s] = fell ? state->books.slots[s].fall : 0;
        into->owed += fell ? start[i + 1] - start[i] : 0;
    }
}

size_t ctg__claims_open(ctg__state *state)
{
    const ctg_node mute = state->mute;
    const size_t *const start = state->net->exposures.debtor_start;
    size_t owed;

    if (!state->alone.linear)
        return take_all(state, open_any).owed;
    owed = take_all(state, open_linear).owed;
    if (mute != CTG_NONE && state->books.fall[mute] != 0) {
        state->books.fall[mute] = 0;
        owed -= start[mute + 1] - start[mute];
    }
    return owed;
}

bool ctg__claims_fell(const ctg__state *state, ctg_node debtor)
{
    for (uint32_t s = state->books.slot_start[debtor];
         s < state->books.slot_start[debtor + 1]; s++)
        if (state->books.fall[s] != 0)
            return true;
    return false;
}

void ctg__claims_keep_values(ctg__state *state)
{
    const ctg__nodes *const nodes = &state->net->nodes;

    if (!state->alone.linear)
        return; /* they have them */
    for (ctg_node i = 0; i < nodes->count; i++) {
        if (!state->books.valued[i] || i == state->mute)
            continue;
        state->books.slots[i].fall = state->books.fall[i];
        state->books.slots[i].value = ctg__linear_value(
            nodes->equity[i], state->alone.share[i & state->alone.share_mask],
            state->opening.equity[i]);
    }
}

/* --- the close --- */

/* How far an equity moved, and whether nothing is left of it. */
static inline void close_node(ctg__state *state, ctg_node i, double before,
                              outcome *into)
{
    const double now = ctg__equity_now(state, i);
    const double moved = fabs(now - before);
    const double scale = state->books.scale[i];

    /* Few are beyond the largest so far: no division for the others. */
    if (!(moved < into->largest * scale * (1 - 4 * DBL_EPSILON))) {
        const double share = moved / scale;
        const double change = share < DBL_MAX ? share : DBL_MAX;

        if (change > into->largest)
            into->largest = change;
    }
    if (!isfinite(now) && i < into->bad)
        into->bad = i;
    if (state->books.failed[i] || !ctg__below_zero(state->plan, i, now) ||
        state->net->nodes.pass_through[i])
        return;
    state->books.failed[i] = true;
    if (state->books.failed_round[i] == CTG_NEVER)
        state->books.failed_round[i] = state->round;
    into->failed = true;
}

/* Losses and nothing else; `told`: also what they come to. */
static inline void gather_linear(ctg__state *state, ctg_node first,
                                 ctg_node past, bool told, outcome *into)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    const double *const amount = state->books.amount;
    const uint32_t *const slot = exposures->debtor;
    const double *const fall = state->books.fall;

    for (ctg_node i = first; i < past; i++) {
        const size_t e = exposures->start[i];
        const size_t count = exposures->start[i + 1] - e;
        const ctg__sum from = state->books.equity[i];
        double lost = 0;
        const ctg__sum to =
            ctg__subtract_row(amount + e, slot + e, count, fall, from, &lost);

        if (told)
            state->books.gathered[i] = lost;
        if (to.value == from.value && to.error == from.error)
            continue;
        state->books.equity[i] = to;
        close_node(state, i, from.value + from.error, into);
    }
}

static void gather_losses(ctg__state *state, ctg_node first, ctg_node past,
                          outcome *into)
{
    gather_linear(state, first, past, false, into);
}

static void gather_told(ctg__state *state, ctg_node first, ctg_node past,
                        outcome *into)
{
    gather_linear(state, first, past, true, into);
}

static inline void gather(ctg__state *state, ctg_node first, ctg_node past,
                          bool plain, outcome *into)
{
    for (ctg_node i = first; i < past; i++) {
        const double before = ctg__equity_now(state, i);

        if (ctg__write_down_row(state, i, plain))
            close_node(state, i, before, into);
    }
}

/* Of any rules: what claims are left, too. */
static void gather_plain(ctg__state *state, ctg_node first, ctg_node past,
                         outcome *into)
{
    gather(state, first, past, true, into);
}

static void gather_any(ctg__state *state, ctg_node first, ctg_node past,
                       outcome *into)
{
    gather(state, first, past, false, into);
}

void ctg__claims_gather(ctg__state *state)
{
    const bool plain = ctg__write_down_is_plain(state);
    const bool linear = plain && state->alone.linear;
    const bool told = state->ledger && !state->alone.keeps;
    const outcome all = take_all(state, linear && told ? gather_told
                                        : linear       ? gather_losses
                                        : plain        ? gather_plain
                                                       : gather_any);

    state->stop.largest_change = all.largest;
    state->stop.newly_failed |= all.failed;
    if (all.bad != CTG_NONE) /* the end of the round names it */
        ctg__touch(state, all.bad);
    if (told)
        ctg__write_down_count(state);
}
