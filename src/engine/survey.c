/*
 * Step 1, margin accounts: owners and lending venues lose what legs lose, and
 * accounts that are unhealthy or short are listed for step 4. One pass over
 * the legs of an account does it all, account by account in order of rows;
 * accounts that nothing happened to cost nothing.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "data/venue.h"
#include "engine/loans.h"
#include "engine/quiet.h"
#include "engine/state.h"
#include "engine/sure.h"

/* What a pass over the legs of an account finds. */
typedef struct finding {
    double before; /* e at the last round's prices */
    double fall;   /* of e */
    double collateral;
    double debt;
} finding;

static void quote_markets(ctg__state *state)
{
    const ctg__markets *const markets = &state->net->markets;

    for (size_t m = 0; m < markets->count; m++) {
        const ctg_asset a = markets->asset[m];
        const size_t tier = markets->tier_start[m];
        const double rate = state->accounts.rate[tier];
        const bool both =
            ctg__venue_row_of(&state->net->venues, markets->venue[m])
                ->debts_have_margin;

        state->accounts.quotes[m] = (ctg__quote){
            .before = state->books.last_book_price[a],
            .fall =
                state->books.last_book_price[a] - state->books.book_price[a],
            .collateral = (1 - rate) * state->books.oracle[a],
            /* Short of infinity, whose shares no comparison can tell. */
            .debt =
                fmin(DBL_MAX, (1 + (both ? rate : 0)) * state->books.oracle[a]),
            .oracle = markets->tier_start[m + 1] - tier > 1
                          ? state->books.oracle[a]
                          : (double)NAN,
        };
    }
    state->accounts.quotes[markets->count] =
        (ctg__quote){.before = 1, .collateral = 1, .debt = 1, .oracle = NAN};
}

static finding look(const ctg__state *state, size_t account)
{
    const size_t *const start = state->net->accounts.leg_start;
    finding found = {0};

    for (size_t l = start[account]; l < start[account + 1]; l++) {
        const ctg__quote *const quote =
            &state->accounts.quotes[state->accounts.leg_quote[l]];
        const double q = state->accounts.leg[l];

        found.before += q * quote->before;
        found.fall += q * quote->fall;
        found.collateral += (q > 0 ? q : 0) * quote->collateral;
        found.debt += (q < 0 ? -q : 0) * quote->debt;
    }
    return found;
}

/* N and D anew where a market has several tiers, as M depends on the leg. */
static void look_at_tiers(const ctg__state *state, size_t account,
                          finding *found)
{
    const size_t *const start = state->net->accounts.leg_start;

    found->collateral = 0;
    found->debt = 0;
    for (size_t l = start[account]; l < start[account + 1]; l++) {
        const ctg__quote *const quote =
            &state->accounts.quotes[state->accounts.leg_quote[l]];
        const double q = state->accounts.leg[l];
        double margin;

        if (isnan(quote->oracle)) {
            found->collateral += (q > 0 ? q : 0) * quote->collateral;
            found->debt += (q < 0 ? -q : 0) * quote->debt;
            continue;
        }
        margin = ctg__margin_at(state, state->net->accounts.market[l],
                                q * quote->oracle);
        found->collateral += q > 0 ? q * quote->oracle - margin : 0;
        found->debt += q < 0 ? -q * quote->oracle + margin : 0;
    }
    found->debt = fmin(DBL_MAX, found->debt);
}

/* The owner bears the sum; a ledger has each leg's part, by asset. */
static void post_owner(ctg__state *state, size_t account, const finding *found)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node owner = accounts->owner[account];
    const double share = ctg__owners_share(found->before, found->fall);

    if (share * found->fall != 0)
        ctg__bear_loss(state, owner, share * found->fall);
    if (!state->ledger)
        return;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double fall =
            state->accounts.quotes[state->accounts.leg_quote[l]].fall;

        if (fall != 0)
            ctg__post_part(state, CTG_PRICE,
                           ctg__asset_actor(accounts->asset[l]), owner,
                           share * (state->accounts.leg[l] * fall));
    }
}

/* Health and equity at the opening, for step 4, if it has to know. */
static void judge(ctg__state *state, size_t account, const finding *found)
{
    const double equity = found->before - found->fall;
    const bool unhealthy = ctg__less(found->collateral, found->debt);
    const bool was = state->accounts.unhealthy[account];

    if (!unhealthy && !was && equity >= 0 &&
        !state->accounts.has_shortfall[account])
        return; /* no call was missed: none is made of who is healthy */
    ctg__sure_no_more(state->accounts.sure, account);
    /* From the legs themselves: closed ones leave no rounding behind. */
    state->accounts.equity[account] = ctg__account_equity(state, account);
    state->accounts.collateral[account] = found->collateral;
    state->accounts.debt[account] = found->debt;
    state->accounts.unhealthy[account] = unhealthy;
    state->accounts.ever_unhealthy[account] |= unhealthy;
    if (!unhealthy)
        state->accounts.missed[account] = 0;
    else if (!was)
        state->accounts.unhealthy_accounts[state->accounts.unhealthy_count++] =
            (uint32_t)account;
    state->accounts.troubled[state->accounts.troubled_count++] =
        (uint32_t)account;
}

/* Of an account that is healthy whatever the last digits say: its owner loses
 * all that its legs lose, in the order of post_owner. */
static void survey_sure(ctg__state *state, size_t account)
{
    const ctg__margin_books *const accounts = &state->accounts;
    const size_t *const start = state->net->accounts.leg_start;
    double fall = 0;

    for (size_t l = start[account]; l < start[account + 1]; l++)
        fall += accounts->leg[l] * accounts->quotes[accounts->leg_quote[l]].fall;
    if (fall != 0)
        ctg__bear_loss(state, state->net->accounts.owner[account], fall);
}

static void survey(ctg__state *state, size_t account)
{
    finding found;

    state->accounts.stirred[account] = false;
    state->accounts.reduced[account] = 0;
    if (ctg__is_sure(state->accounts.sure, account)) {
        if (state->opening.moved_count)
            survey_sure(state, account);
        return;
    }
    found = look(state, account);
    if (state->net->markets.tiered)
        look_at_tiers(state, account, &found);
    if (state->opening.moved_count)
        post_owner(state, account, &found);
    judge(state, account, &found);
}

/* All that are not quiet: most of them have nothing to do with what moved, and
 * then nothing comes of it. */
static void survey_all(ctg__state *state)
{
    const size_t count = state->net->accounts.count;

    if (state->accounts.quiet)
        ctg__quiet_look(state);
    for (size_t account = ctg__quiet_next(state, 0); account < count;
         account = ctg__quiet_next(state, account + 1))
        survey(state, account);
}

static int compare_accounts(const void *one, const void *other)
{
    const uint32_t a = *(const uint32_t *)one;
    const uint32_t b = *(const uint32_t *)other;

    return a < b ? -1 : a > b;
}

/* By row, as all of them would be: in a list, or where they are many by their
 * marks. */
static void survey_stirred(ctg__state *state)
{
    const size_t count = state->net->accounts.count;
    uint32_t *const list = state->accounts.stirred_accounts;

    if (state->accounts.stirred_count > count / 64) {
        for (size_t account = 0; account < count; account++)
            if (state->accounts.stirred[account])
                survey(state, account);
        return;
    }
    if (state->accounts.stirred_count)
        qsort(list, state->accounts.stirred_count, sizeof *list,
              compare_accounts);
    for (size_t k = 0; k < state->accounts.stirred_count; k++)
        survey(state, list[k]);
}

/* Those that have a leg in what moved; false: they are most of all. */
static bool stir_affected(ctg__state *state)
{
    const ctg__asset_index *const by_asset = &state->books.by_asset->legs;
    size_t affected = state->accounts.stirred_count;

    for (ctg_asset a = 0; a < state->net->assets.count; a++)
        if (state->opening.seen_anew[a])
            affected += by_asset->start[a + 1] - by_asset->start[a];
    if (2 * affected > state->net->accounts.count)
        return false;
    for (ctg_asset a = 0; a < state->net->assets.count; a++)
        for (size_t k = by_asset->start[a];
             state->opening.seen_anew[a] && k < by_asset->start[a + 1]; k++)
            ctg__stir(state, state->accounts.leg_account[by_asset->items[k]]);
    return true;
}

void ctg__survey_accounts(ctg__state *state)
{
    state->accounts.troubled_count = 0;
    if (!state->net->accounts.count)
        return;
    quote_markets(state);
    ctg__sure_look(state);
    if (state->accounts.quiet || !stir_affected(state))
        survey_all(state);
    else
        survey_stirred(state);
    state->accounts.stirred_count = 0;
    if (state->opening.moved_count)
        ctg__loans_lose(state);
}
