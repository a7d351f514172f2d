#include "engine/quiet.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "engine/opened.h"

enum { WORD = CTG__QUIET_WORD };

/* fmin() and fmax() would be calls. */
static inline double lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double larger(double a, double b)
{
    return a > b ? a : b;
}

/* --- prices -------------------------------------------------------------- */

/* What the shares of a market are; false where rounding might decide. */
static bool price_market(ctg__state *state, uint32_t market)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const ctg__markets *const markets = &state->net->markets;
    const ctg__quote *const quote = &state->accounts.quotes[market];
    const ctg_asset a = markets->asset[market];
    const double share = state->books.oracle[a] / state->net->assets.price[a];
    const double first = quiet->first_held[market];
    const double held = first > 0                        ? quote->collateral / first
                        : first == quote->collateral ? share
                                                     : -1;
    const double owed = quote->debt / quiet->first_owed[market];

    quiet->prices[market] =
        (ctg__quiet_price){.value = state->books.oracle[a],
                           .held = quote->collateral,
                           .owed = quote->debt * CTG__SURE_MARGIN,
                           .held_share = held < share ? held : share,
                           .owed_share = owed > share ? owed : share};
    return ctg__share_is_near(share) &&
           state->accounts.rate[markets->tier_start[market]] >= 0;
}

static bool price_markets(ctg__state *state)
{
    ctg__quiet *const quiet = state->accounts.quiet;
    const uint32_t markets = (uint32_t)state->net->markets.count;
    bool is_near = true;

    quiet->prices[markets] = (ctg__quiet_price){1, 1, CTG__SURE_MARGIN, 1, 1};
    quiet->least_held = quiet->most_owed = 1;
    quiet->moved = false;
    for (uint32_t m = 0; m < markets; m++) {
        const ctg__quiet_price *const price = &quiet->prices[m];

        is_near &= price_market(state, m);
        quiet->least_held = lesser(quiet->least_held, price->held_share);
        quiet->most_owed = larger(quiet->most_owed, price->owed_share);
        quiet->moved |= state->accounts.quotes[m].fall != 0;
    }
    return is_near;
}

/* --- an owner's losses --------------------------------------------------- */

/* What it lost at the opening of a row. */
static inline double fall_of(const ctg__quiet *quiet, ctg_node node,
                             const double *falls)
{
    double fall = 0;

    for (uint32_t l = quiet->leg_start[node]; l < quiet->leg_start[node + 1];
         l++)
        fall += quiet->leg_quantity[l] * falls[quiet->leg_market[l]];
    return fall;
}

/* Behind so many rows. */
static ctg__sum equity_after(const ctg__state *state, ctg_node node,
                             size_t rows)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const size_t width = state->net->markets.count + 1;
    ctg__sum equity = state->books.equity[node];

    for (size_t r = 0; r < rows; r++) {
        const double fall = fall_of(quiet, node, quiet->falls + r * width);

        if (fall != 0)
            ctg__add_exactly(&equity, -fall);
    }
    return equity;
}

double ctg__quiet_equity(const ctg__state *state, ctg_node node)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg__quiet *const quiet = state->accounts.quiet;
    const bool owns =
        quiet && quiet->leg_start[node + 1] > quiet->leg_start[node];
    ctg__sum equity = state->books.equity[node];

    if (owns && !quiet->since[accounts->by_owner[accounts->owner_start[node]]])
        equity = equity_after(state, node, quiet->row_count);
    return equity.value + equity.error;
}

/* Those of the first rows; the others become the first. */
static void settle_rows(ctg__state *state, size_t rows)
{
    ctg__quiet *const quiet = state->accounts.quiet;
    const size_t width = state->net->markets.count + 1;

    for (size_t k = 0; rows && k < quiet->count; k++)
        if (!quiet->since[quiet->owners[k].account])
            state->books.equity[quiet->owners[k].node] =
                equity_after(state, quiet->owners[k].node, rows);
    quiet->row_count -= rows;
    memmove(quiet->falls, quiet->falls + rows * width,
            quiet->row_count * width * sizeof *quiet->falls);
    memmove(quiet->round_of, quiet->round_of + rows,
            quiet->row_count * sizeof *quiet->round_of);
    quiet->settled |= rows > 0;
}

void ctg__quiet_settle(ctg__state *state)
{
    if (state->accounts.quiet)
        settle_rows(state, state->accounts.quiet->row_count);
}

/* The last two rounds are asked for. */
static void keep_falls(ctg__state *state)
{
    ctg__quiet *const quiet = state->accounts.quiet;
    const size_t markets = state->net->markets.count;
    double *falls;

    if (quiet->row_count == CTG__QUIET_ROWS)
        settle_rows(state, CTG__QUIET_ROWS - 1);
    falls = quiet->falls + quiet->row_count * (markets + 1);
    for (size_t m = 0; m <= markets; m++)
        falls[m] = state->accounts.quotes[m].fall;
    quiet->round_of[quiet->row_count++] = state->round;
}

/* --- changes ------------------------------------------------------------- */

/* The row of a round; the count of rows: nothing fell. */
static size_t row_of(const ctg__quiet *quiet, uint32_t round)
{
    size_t row = quiet->row_count;

    for (size_t r = 0; r < quiet->row_count; r++)
        if (quiet->round_of[r] == round)
            row = r;
    return row;
}

/* Of an owner that is quiet, over its scale; else 0. */
static double change_of(const ctg__state *state, const ctg__quiet_owner *owner,
                        size_t row)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const double *const falls =
        quiet->falls + row * (state->net->markets.count + 1);
    const double fall = fall_of(quiet, owner->node, falls);
    ctg__sum equity;
    double before;
    double share;

    if (fall == 0 || quiet->since[owner->account])
        return 0;
    equity = equity_after(state, owner->node, row);
    before = equity.value + equity.error;
    ctg__add_exactly(&equity, -fall);
    share = fabs(equity.value + equity.error - before) / owner->scale;
    return share < DBL_MAX ? share : DBL_MAX;
}

/* --- who is watched ------------------------------------------------------ */

/* Of the last round, in which it was quiet still. */
static void note_change(ctg__state *state, const ctg__quiet_owner *owner)
{
    ctg__quiet *const quiet = state->accounts.quiet;
    const size_t row = row_of(quiet, state->round - 1);

    if (quiet->gone_in != state->round - 1)
        quiet->gone_change = 0;
    quiet->gone_in = state->round - 1;
    if (row < quiet->row_count)
        quiet->gone_change =
            larger(quiet->gone_change, change_of(state, owner, row));
}

static void watch(ctg__state *state, uint32_t place)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const ctg__quiet_owner *const owner = &quiet->owners[place];

    if (quiet->begun)
        note_change(state, owner);
    quiet->since[owner->account] = state->round ? state->round : 1;
    quiet->watched[owner->account / WORD] |= (uint64_t)1
                                             << owner->account % WORD;
    if (!quiet->begun)
        return;
    ctg__reach(state, owner->node);
    state->books.equity[owner->node] =
        equity_after(state, owner->node, quiet->row_count);
    state->opening.equity[owner->node] = ctg__equity_now(state, owner->node);
    state->opening.closing_equity[owner->node] =
        state->opening.equity[owner->node];
}

static void watch_all(ctg__state *state)
{
    for (size_t k = 0; k < state->accounts.quiet->count; k++)
        ctg__quiet_no_more(state, state->accounts.quiet->owners[k].account);
    state->accounts.quiet->all_gone = true;
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

static bool is_fine(const ctg__quiet *quiet, const ctg__quiet_owner *owner)
{
    double equity = owner->room;
    double health = 0;

    for (uint32_t l = quiet->leg_start[owner->node];
         l < quiet->leg_start[owner->node + 1]; l++) {
        const double q = quiet->leg_quantity[l];
        const ctg__quiet_price *const price =
            &quiet->prices[quiet->leg_market[l]];

        equity += q * price->value;
        health += q * (q < 0 ? price->owed : price->held);
    }
    return health > 0 && equity > owner->least;
}

/* a / b of a class. */
static double reach_of(const ctg__quiet *quiet, const ctg__quiet_class *of)
{
    double least = HUGE_VAL;
    double most = of[1].markets > of->owed ? 0 : 1;

    for (uint32_t k = of->markets; k < of->owed; k++)
        least = lesser(least, quiet->prices[quiet->markets[k]].held_share);
    for (uint32_t k = of->owed; k < of[1].markets; k++)
        most = larger(most, quiet->prices[quiet->markets[k]].owed_share);
    return least / most;
}

static void look_at_class(ctg__state *state, const ctg__quiet_class *of)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const double reach = reach_of(quiet, of);

    for (uint32_t k = of->from; k < of[1].from && !(quiet->needs[k] < reach);
         k++)
        if (!quiet->since[quiet->owners[k].account] &&
            !is_fine(quiet, &quiet->owners[k]))
            watch(state, k);
}

void ctg__quiet_look(ctg__state *state)
{
    ctg__quiet *const quiet = state->accounts.quiet;
    double reach;

    if (!quiet->begun)
        watch_touched(state);
    quiet->begun = true;
    if (quiet->all_gone)
        return;
    if (!price_markets(state)) {
        watch_all(state);
        return;
    }
    /* Who passed at the same prices passes again. */
    if (!quiet->moved && state->round > 1)
        return;
    /* Of all assets, the least that any class has. */
    reach = quiet->least_held / quiet->most_owed;
    for (size_t c = 0; c < quiet->class_count &&
                       !(quiet->needs[quiet->classes[c].from] < reach);
         c++)
        look_at_class(state, &quiet->classes[c]);
    if (quiet->moved)
        keep_falls(state);
}

void ctg__quiet_no_more(ctg__state *state, size_t account)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const uint32_t place = quiet ? quiet->place[account] : CTG_NONE;

    if (place != CTG_NONE && !quiet->since[account])
        watch(state, place);
}

bool ctg__quiet_is_still(const ctg__state *state)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const size_t row = quiet ? row_of(quiet, state->round) : 0;

    if (!quiet || row == quiet->row_count)
        return true;
    for (size_t k = 0; k < quiet->count; k++)
        if (change_of(state, &quiet->owners[k], row) > state->plan->tolerance)
            return false;
    return true;
}

double ctg__quiet_change(const ctg__state *state, uint32_t round)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const size_t row = quiet ? row_of(quiet, round) : 0;
    double most = 0;

    for (size_t k = 0; quiet && row < quiet->row_count && k < quiet->count; k++)
        most = larger(most, change_of(state, &quiet->owners[k], row));
    return quiet && quiet->gone_in == round ? larger(most, quiet->gone_change)
                                            : most;
}

/* --- who is not quiet ---------------------------------------------------- */

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
