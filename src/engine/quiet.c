#include "engine/quiet.h"

#include <float.h>
#include <math.h>

#include "engine/opened.h"

enum { WORD = CTG__QUIET_WORD };

static bool is_near(const ctg__state *state, uint32_t market)
{
    const ctg__markets *const markets = &state->net->markets;
    const ctg_asset a = markets->asset[market];
    const double share = state->books.oracle[a] / state->net->assets.price[a];

    return ctg__share_is_near(share) &&
           state->accounts.rate[markets->tier_start[market]] >= 0;
}

/* False where rounding might decide. */
static bool make_prices(ctg__state *state)
{
    const size_t markets = state->net->markets.count;
    ctg__quiet_price *const prices = state->accounts.quiet->prices;

    for (uint32_t m = 0; m <= markets; m++) {
        const ctg__quote *const quote = &state->accounts.quotes[m];

        if (m < markets && !is_near(state, m))
            return false;
        prices[2 * m] = (ctg__quiet_price){quote->fall, quote->collateral};
        prices[2 * m + 1] =
            (ctg__quiet_price){quote->fall, quote->debt * CTG__SURE_MARGIN};
    }
    return true;
}

static void watch(ctg__state *state, uint32_t place)
{
    ctg__quiet *const quiet = state->accounts.quiet;
    const ctg__quiet_owner *const owner = &quiet->owners[place];

    quiet->gone[place] = true;
    quiet->watched[owner->account / WORD] |= (uint64_t)1
                                             << owner->account % WORD;
    if (!quiet->begun)
        return;
    ctg__reach(state, owner->node);
    state->opening.equity[owner->node] = ctg__equity_now(state, owner->node);
    state->opening.closing_equity[owner->node] =
        state->opening.equity[owner->node];
}

/* A change of an owner's equity, for the stop rule; divided only where it may
 * be the largest. */
static void note_change(ctg__state *state, const ctg__quiet_owner *owner,
                        double change)
{
    const double most = state->stop.largest_change;
    double share;

    if (!(change > most * owner->scale * (1 - 1e-9)))
        return;
    share = change / owner->scale;
    share = share < DBL_MAX ? share : DBL_MAX;
    if (share > most)
        state->stop.largest_change = share;
}

/* Of so many legs; false: nothing was done, as it may need to be watched. */
static inline bool bear(ctg__state *state, const ctg__quiet_owner *owner,
                        uint32_t legs)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const double *const q = quiet->quantity + owner->first_leg;
    const uint32_t *const at = quiet->price_of + owner->first_leg;
    const ctg__quiet_price *const prices = quiet->prices;
    ctg__sum *const equity = &state->books.equity[owner->node];
    ctg__sum after = *equity;
    ctg__quiet_price sum = {0, 0}; /* fall, N - D */

    for (uint32_t l = 0; l < legs; l++)
        sum += q[l] * prices[at[l]];
    if (!(sum[1] > 0))
        return false;
    if (sum[0] == 0)
        return true;
    ctg__add_exactly(&after, -sum[0]);
    if (!(after.value + after.error > owner->floor))
        return false;
    note_change(
        state, owner,
        fabs(after.value + after.error - (equity->value + equity->error)));
    *equity = after;
    return true;
}

/* All that have so many legs, from one place on; the first that has more. As
 * they are alike, the inner loop ends where it did before. */
static inline size_t bear_all(ctg__state *state, size_t from, uint32_t legs)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    size_t k = from;

    for (; k < quiet->count && quiet->owners[k].leg_count == legs; k++)
        if (!quiet->gone[k] && !bear(state, &quiet->owners[k], legs))
            watch(state, (uint32_t)k);
    return k;
}

static void watch_all(ctg__state *state)
{
    for (size_t k = 0; k < state->accounts.quiet->count; k++)
        if (!state->accounts.quiet->gone[k])
            watch(state, (uint32_t)k);
}

/* Owners that shocks have hit are no longer what they were. */
static void watch_touched(ctg__state *state)
{
    const ctg__accounts *const accounts = &state->net->accounts;

    for (size_t k = 0; k < state->opening.touched_since_opening_count; k++) {
        const ctg_node node = state->opening.touched_since_opening[k];

        for (size_t o = accounts->owner_start[node];
             o < accounts->owner_start[node + 1]; o++)
            ctg__quiet_no_more(state, accounts->by_owner[o]);
    }
}

void ctg__quiet_open(ctg__state *state)
{
    ctg__quiet *const quiet = state->accounts.quiet;

    if (!quiet->begun)
        watch_touched(state);
    quiet->begun = true;
    if (!make_prices(state))
        watch_all(state);
}

void ctg__quiet_look(ctg__state *state)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    size_t k = bear_all(state, bear_all(state, 0, 1), 2);

    k = bear_all(state, bear_all(state, k, 3), 4);
    k = bear_all(state, bear_all(state, k, 5), 6);
    while (k < quiet->count)
        k = bear_all(state, k, quiet->owners[k].leg_count);
}

void ctg__quiet_no_more(ctg__state *state, size_t account)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const uint32_t place = quiet ? quiet->place[account] : CTG_NONE;

    if (place != CTG_NONE && !quiet->gone[place])
        watch(state, place);
}

size_t ctg__quiet_next(const ctg__state *state, size_t account)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const size_t count = state->net->accounts.count;
    size_t word = account / WORD;
    uint64_t bits;

    if (account >= count)
        return count;
    if (!quiet)
        return account;
    bits = quiet->watched[word] >> account % WORD << account % WORD;
    while (!bits && ++word <= (count - 1) / WORD)
        bits = quiet->watched[word];
    return bits ? word * WORD + (size_t)__builtin_ctzll(bits) : count;
}

size_t ctg__quiet_next_among(const ctg__state *state, const uint32_t *accounts,
                             size_t from, size_t end)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    size_t step;

    for (; quiet && from < end; from += step) {
        const uint32_t account = accounts[from];
        const uint64_t bits = quiet->watched[account / WORD] >> account % WORD;

        if (bits & 1)
            break;
        step = bits ? (size_t)__builtin_ctzll(bits) : WORD - account % WORD;
        /* So many rows are quiet: all at once where all are among them. */
        if (step > end - from ||
            accounts[from + step - 1] - account != step - 1)
            step = 1;
    }
    return from;
}
