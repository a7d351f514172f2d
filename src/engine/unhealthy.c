/*
 * Step 4, second half: accounts that were unhealthy at the opening are called
 * for margin where the venue is patient; those not called, and those whose
 * calls fell short once too often, are liquidated or closed out.
 */
#include <stdlib.h>
#include <string.h>

#include "data/venue.h"
#include "engine/liquidation.h"
#include "engine/phase.h"

static ctg_status start(ctg__state *state, ctg_error *error)
{
    const size_t accounts = state->net->accounts.count;
    const size_t markets = state->net->markets.count;
    struct ctg__unhealthy *made;

    if (!TAKE(state->arena, made, 1) ||
        !TAKE_ROOM(state->arena, made->called, accounts) ||
        !TAKE_ROOM(state->arena, made->lost, accounts) ||
        !TAKE(state->arena, made->wanted, markets) ||
        !TAKE(state->arena, made->taken, markets))
        return ctg__fail_memory(error);
    state->accounts.unhealthy_phase = made;
    return CTG_OK;
}

static bool is_called(const ctg__state *state, uint32_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const uint32_t grace =
        state->net->venues.grace_rounds[accounts->venue[account]];

    return grace > 0 && !state->books.failed[accounts->owner[account]] &&
           state->accounts.equity[account] > 0;
}

static int compare_accounts(const void *one, const void *other)
{
    const uint32_t a = *(const uint32_t *)one;
    const uint32_t b = *(const uint32_t *)other;

    return a < b ? -1 : a > b;
}

/* After this round's calls: not called, or the grace is used up. */
static bool is_lost(const ctg__state *state, uint32_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;

    return !is_called(state, account) ||
           state->accounts.missed[account] >
               state->net->venues.grace_rounds[accounts->venue[account]];
}

/* Forgets those that recovered; splits off those that are called. */
static size_t sort_out(ctg__state *state, uint32_t *called)
{
    size_t kept = 0;
    size_t called_count = 0;

    for (size_t k = 0; k < state->accounts.unhealthy_count; k++) {
        const uint32_t account = state->accounts.unhealthy_accounts[k];

        if (state->accounts.unhealthy[account])
            state->accounts.unhealthy_accounts[kept++] = account;
    }
    state->accounts.unhealthy_count = kept;
    qsort(state->accounts.unhealthy_accounts, kept,
          sizeof *state->accounts.unhealthy_accounts, compare_accounts);
    for (size_t k = 0; k < kept; k++)
        if (is_called(state, state->accounts.unhealthy_accounts[k]))
            called[called_count++] = state->accounts.unhealthy_accounts[k];
    return called_count;
}

static bool is_lending(const ctg__state *state, uint32_t account)
{
    return ctg__venue_row_of(&state->net->venues,
                             state->net->accounts.venue[account])
        ->lends;
}

static void weigh(ctg__state *state, const bool *is_rational)
{
    const ctg__markets *const markets = &state->net->markets;
    struct ctg__unhealthy *const phase = state->accounts.unhealthy_phase;

    for (size_t m = 0; m < markets->count; m++)
        phase->taken[m] = is_rational[markets->venue[m]] && phase->wanted[m] > 0
                              ? ctg__rational_share(state, m, phase->wanted[m])
                              : 1;
}

static void step(ctg__state *state)
{
    struct ctg__unhealthy *const phase = state->accounts.unhealthy_phase;
    size_t called_count;
    size_t lost = 0;

    if (!state->accounts.unhealthy_count)
        return;
    called_count = sort_out(state, phase->called);
    if (state->net->markets.count)
        memset(phase->wanted, 0,
               state->net->markets.count * sizeof *phase->wanted);
    ctg__call_margin(state, phase->called, called_count);
    for (size_t k = 0; k < state->accounts.unhealthy_count; k++) {
        const uint32_t account = state->accounts.unhealthy_accounts[k];

        if (!is_lost(state, account))
            continue;
        phase->lost[lost++] = account;
        if (is_lending(state, account))
            ctg__want_collateral(state, account, phase->wanted);
    }
    weigh(state, state->net->venues.rational);
    for (size_t k = 0; k < lost; k++) {
        if (is_lending(state, phase->lost[k]))
            ctg__liquidate(state, phase->lost[k], phase->taken);
        else
            ctg__close_out(state, phase->lost[k]);
    }
}

const ctg__phase ctg__phase_unhealthy = {
    .start = start,
    .step = step,
};
