/* What a winner must be left with: a multiple of its maintenance margin. */
#include <math.h>

#include "data/tiers.h"
#include "engine/deleverage.h"

/* e - g x and what must be left of it, keep x margin, where x of a leg of
 * notional n is closed. */
typedef struct keeping {
    double equity;
    double give;
    double keep;
    double others; /* margin of the account's other legs */
    double price;
    double quantity;
} keeping;

static bool fails(const keeping *k, double x, double margin)
{
    return ctg__less(k->equity - k->give * x, k->keep * (k->others + margin));
}

/*
 * From x at notional `top` down to `low`, where the margin is m n - d: how far
 * the equity lasts, or the whole way. Nothing is iterated.
 */
static double last_in_bracket(const keeping *k, double top, double low,
                              double m, double d, bool *held)
{
    const double from = k->quantity - top / k->price;
    const double to = k->quantity - low / k->price;
    const double spare = k->equity - k->give * from -
                         k->keep * (k->others + fmax(0, m * top - d));
    const double slope = k->keep * m * k->price - k->give; /* of the spare */

    *held = !fails(k, to, fmax(0, m * low - d));
    if (*held)
        return to;
    return slope < 0 ? fmin(to, from + fmax(0, spare) / -slope) : from;
}

/* A tier is cut where its margin reaches 0: rates that a shock lowered, with
 * deductions that were given. */
static double keep_in_tier(const keeping *k, const ctg__tiers *tiers,
                           size_t tier, double top, bool *held)
{
    const double m = tiers->rate[tier];
    const double d = tiers->deduction[tier];
    const double low = tiers->above[tier];
    const double zero = m > 0 ? d / m : low;
    double x;

    if (fails(k, k->quantity - top / k->price, fmax(0, m * top - d))) {
        *held = false;
        return k->quantity - top / k->price;
    }
    if (!(zero > low && zero < top))
        return last_in_bracket(k, top, low, m * top > d ? m : 0,
                               m * top > d ? d : 0, held);
    x = last_in_bracket(k, top, zero, m, d, held);
    return *held ? last_in_bracket(k, zero, low, 0, 0, held) : x;
}

double ctg__keep_bound(const ctg__state *state, double keep,
                       const ctg__winner *winner, const ctg__closing *closing)
{
    const uint32_t market = state->net->accounts.market[winner->leg];
    const double quantity = fabs(state->accounts.leg[winner->leg]);
    const double n = quantity * closing->price;
    const ctg__tiers tiers =
        ctg__tiers_of(&state->net->markets, market, state->accounts.rate,
                      state->accounts.deduction);
    const double own = ctg__tiers_margin(&tiers, n);
    const keeping k = {
        .equity = ctg__account_equity(state, winner->account),
        .give = closing->give,
        .keep = keep,
        .others = fmax(0, ctg__maintenance(state, winner->account) - own),
        .price = closing->price,
        .quantity = quantity};
    bool held = true;
    double top = n;
    double x = 0;

    if (fails(&k, 0, own))
        return 0;
    if (!(n > 0)) /* no margin is freed */
        return k.give > 0 ? (k.equity - keep * k.others) / k.give : quantity;
    for (size_t tier = ctg__tier_at(&tiers, n) + 1; held && tier-- > 0;) {
        x = keep_in_tier(&k, &tiers, tier, top, &held);
        top = fmin(top, tiers.above[tier]);
    }
    return x;
}

/* --- where the bound says nothing new ---------------------------------------
 */

/* Whether the margin per notional never rises as the notional falls. */
static bool is_rising(const ctg__tiers *tiers)
{
    for (size_t k = 1; k < tiers->count; k++) {
        const double joined =
            tiers->deduction[k - 1] +
            tiers->above[k] * (tiers->rate[k] - tiers->rate[k - 1]);

        if (tiers->deduction[k] > joined + CTG__EQUAL * fabs(joined))
            return false;
    }
    return true;
}

/* Whether this is the only leg of its account that has a price. */
static bool is_alone(const ctg__state *state, const ctg__winner *winner)
{
    const ctg__accounts *const accounts = &state->net->accounts;

    for (size_t l = accounts->leg_start[winner->account];
         l < accounts->leg_start[winner->account + 1]; l++)
        if (l != winner->leg && accounts->asset[l] != CTG_NONE &&
            state->accounts.leg[l] != 0)
            return false;
    return true;
}

bool ctg__keep_follows(const ctg__state *state, ctg__deleveraging *of)
{
    for (size_t k = 0; k < of->count; k++) {
        ctg__winner *const w = &of->winners[k];
        const ctg__tiers tiers = ctg__tiers_of(
            &state->net->markets, state->net->accounts.market[w->leg],
            state->accounts.rate, state->accounts.deduction);

        if (!(state->books.book_price[w->asset] > 0) || !is_alone(state, w) ||
            !is_rising(&tiers))
            return false;
        w->barred = ctg__less(w->equity,
                              of->keep * ctg__maintenance(state, w->account));
    }
    return true;
}
