#include "engine/quiet.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "data/venue.h"

/* By how much N has to be above D: rounding is far below that as long as
 * prices stay within these shares of the first, and legs are no more. */
static const double margin = 1 + 1e-6;
static const double least_share = 1e-3;
static const double most_share = 1e3;

/* Sums of products of two such numbers are finite. */
static const double largest = 1e100;

enum { MOST_LEGS = 64, WORD = 64 };

/* --- who may be quiet ---------------------------------------------------- */

static bool is_possible(const ctg__state *state)
{
    const ctg_network *const net = state->net;

    if (!net->accounts.count || state->plan->from_below)
        return false;
    for (size_t l = 0; l < net->layers.count; l++)
        if (net->layers.kind[l] != CTG__FUND)
            return false;
    for (size_t a = 0; a < net->assets.count; a++)
        if (net->assets.oracle[a] != CTG__ORACLE_MARKET ||
            !(net->assets.price[a] > 0 && net->assets.price[a] < largest))
            return false;
    return true;
}

/* Nodes that more than an account of theirs may change. */
static void mark_busy(const ctg__state *state, bool *busy)
{
    const ctg_network *const net = state->net;
    const ctg__exposures *const exposures = &net->exposures;

    for (ctg_node i = 0; i < net->nodes.count; i++)
        busy[i] = net->nodes.pass_through[i] || state->books.valued[i] ||
                  exposures->start[i + 1] > exposures->start[i] ||
                  exposures->debtor_start[i + 1] > exposures->debtor_start[i] ||
                  net->holdings.start[i + 1] > net->holdings.start[i] ||
                  net->accounts.owner_start[i + 1] -
                          net->accounts.owner_start[i] !=
                      1;
    for (size_t v = 0; v < net->venues.count; v++) {
        busy[net->venues.node[v]] = true;
        if (net->venues.penalty_to[v] != CTG_NONE)
            busy[net->venues.penalty_to[v]] = true;
    }
    for (size_t l = 0; l < net->layers.count; l++)
        busy[net->layers.provider[l]] = true;
}

static bool is_plain_market(const ctg__state *state, uint32_t market)
{
    const size_t *const start = state->net->markets.tier_start;

    return market == CTG_NONE || start[market + 1] - start[market] == 1;
}

/* How many legs an account has; 0: it cannot be quiet. */
static uint32_t count_legs(const ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    uint32_t count = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        if (!is_plain_market(state, accounts->market[l]) ||
            !(fabs(state->accounts.leg[l]) < largest))
            return 0;
        count += state->accounts.leg[l] != 0;
    }
    return count <= MOST_LEGS ? count : 0;
}

static double floor_of(const ctg__state *state, ctg_node node)
{
    return 2 * ctg__zero(&state->net->nodes, node);
}

static uint32_t legs_of(const ctg__state *state, size_t account,
                        const bool *busy)
{
    const ctg_node owner = state->net->accounts.owner[account];
    const double equity = ctg__equity_now(state, owner);
    double collateral;
    double debt;

    if (busy[owner] || state->accounts.has_shortfall[account] ||
        !(equity > floor_of(state, owner) && equity < largest))
        return 0;
    ctg__account_health(state, account, &collateral, &debt);
    return collateral > debt * margin ? count_legs(state, account) : 0;
}

/* --- the start ----------------------------------------------------------- */

static bool take(ctg__state *state, ctg__quiet *quiet, size_t legs)
{
    const ctg_network *const net = state->net;
    const size_t accounts = net->accounts.count;
    const size_t all = net->accounts.leg_start[accounts];

    return TAKE(state->arena, quiet->owners, quiet->count + 1) &&
           TAKE(state->arena, quiet->quantity, legs + 1) &&
           TAKE(state->arena, quiet->price_of, legs + 1) &&
           TAKE(state->arena, quiet->debt_start, net->markets.count + 2) &&
           TAKE(state->arena, quiet->debts, all + 1) &&
           TAKE(state->arena, quiet->gone, quiet->count + 1) &&
           TAKE(state->arena, quiet->watched, accounts / WORD + 1) &&
           TAKE(state->arena, quiet->prices, 2 * (net->markets.count + 1));
}

static void take_owner(const ctg__state *state, ctg__quiet *quiet,
                       size_t account, size_t at, size_t leg)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node node = accounts->owner[account];
    ctg__quiet_owner *const owner = &quiet->owners[at];

    *owner = (ctg__quiet_owner){.floor = floor_of(state, node),
                                .scale = state->books.scale[node],
                                .node = node,
                                .account = (uint32_t)account,
                                .first_leg = (uint32_t)leg};
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double q = state->accounts.leg[l];

        if (q == 0)
            continue;
        quiet->quantity[leg] = q;
        quiet->price_of[leg++] =
            2 * state->accounts.leg_quote[l] + (q < 0 ? 1 : 0);
        owner->leg_count++;
    }
}

/* `place` has the number of legs of accounts that are quiet, 0 of others. */
static void fill(ctg__state *state, ctg__quiet *quiet)
{
    const size_t accounts = state->net->accounts.count;
    size_t next[MOST_LEGS + 2] = {0};
    size_t leg[MOST_LEGS + 2] = {0};

    for (size_t a = 0; a < accounts; a++)
        if (quiet->place[a])
            next[quiet->place[a] + 1]++;
    for (size_t n = 1; n <= MOST_LEGS; n++) {
        leg[n + 1] = leg[n] + n * next[n + 1];
        next[n + 1] += next[n];
    }
    for (size_t a = 0; a < accounts; a++) {
        const uint32_t legs = quiet->place[a];

        quiet->place[a] = legs ? (uint32_t)next[legs]++ : CTG_NONE;
        if (legs)
            take_owner(state, quiet, a, quiet->place[a], leg[legs]);
        else
            quiet->watched[a / WORD] |= (uint64_t)1 << a % WORD;
        leg[legs] += legs;
    }
}

static bool is_loan(const ctg__state *state, size_t leg)
{
    const uint32_t market = state->net->accounts.market[leg];

    return market != CTG_NONE && state->accounts.leg[leg] < 0 &&
           ctg__venue_row_of(&state->net->venues,
                             state->net->markets.venue[market])
               ->lends;
}

static void list_debts(const ctg__state *state, ctg__quiet *quiet)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const size_t legs = accounts->leg_start[accounts->count];
    /* Counted one row up, so that filling moves the offsets into place. */
    size_t *const next = quiet->debt_start + 1;

    for (size_t l = 0; l < legs; l++)
        if (is_loan(state, l))
            next[accounts->market[l] + 1]++;
    for (size_t m = 0; m < state->net->markets.count; m++)
        next[m + 1] += next[m];
    for (size_t l = 0; l < legs; l++)
        if (is_loan(state, l))
            quiet->debts[next[accounts->market[l]]++] = (uint32_t)l;
}

ctg_status ctg__quiet_start(ctg__state *state, ctg_error *error)
{
    const ctg_network *const net = state->net;
    const size_t accounts = net->accounts.count;
    ctg__quiet *quiet;
    bool *busy;
    size_t legs = 0;

    if (!is_possible(state))
        return CTG_OK;
    if (!TAKE(state->arena, busy, net->nodes.count) ||
        !TAKE(state->arena, quiet, 1) ||
        !TAKE(state->arena, quiet->place, accounts))
        return ctg__fail_memory(error);
    mark_busy(state, busy);
    for (size_t a = 0; a < accounts; a++) {
        quiet->place[a] = legs_of(state, a, busy);
        quiet->count += quiet->place[a] > 0;
        legs += quiet->place[a];
    }
    if (!quiet->count)
        return CTG_OK;
    if (!take(state, quiet, legs))
        return ctg__fail_memory(error);
    fill(state, quiet);
    list_debts(state, quiet);
    state->accounts.quiet = quiet;
    return CTG_OK;
}

/* --- openings ------------------------------------------------------------ */

static bool is_near(const ctg__state *state, uint32_t market)
{
    const ctg__markets *const markets = &state->net->markets;
    const ctg_asset a = markets->asset[market];
    const double share = state->books.oracle[a] / state->net->assets.price[a];

    return share > least_share && share < most_share &&
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
            (ctg__quiet_price){quote->fall, quote->debt * margin};
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
    double fall = 0;
    double health = 0;

    for (uint32_t l = 0; l < legs; l++) {
        const ctg__quiet_price price = prices[at[l]];

        fall += q[l] * price.fall;
        health += q[l] * price.worth;
    }
    if (!(health > 0))
        return false;
    if (fall == 0)
        return true;
    ctg__add_exactly(&after, -fall);
    if (!(after.value + after.error > owner->floor))
        return false;
    note_change(state, owner,
                fabs(after.value + after.error -
                     (equity->value + equity->error)));
    *equity = after;
    return true;
}

/* All that have so many legs, from one place on; the first that has more. A
 * constant count makes a loop without branches. */
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

bool ctg__quiet_look_at(ctg__state *state, size_t account)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const uint32_t place = quiet->place[account];

    if (place == CTG_NONE || quiet->gone[place])
        return false;
    if (bear(state, &quiet->owners[place], quiet->owners[place].leg_count))
        return true;
    watch(state, place);
    return false;
}

void ctg__quiet_add_loans(ctg__state *state)
{
    const ctg__quiet *const quiet = state->accounts.quiet;
    const double *const leg = state->accounts.leg;

    for (size_t m = 0; m < state->net->markets.count; m++) {
        const double fall = state->accounts.quotes[m].fall;
        double loss = 0;

        if (fall == 0)
            continue;
        for (size_t d = quiet->debt_start[m]; d < quiet->debt_start[m + 1]; d++)
            loss -= leg[quiet->debts[d]] * fall;
        state->accounts.loan_loss[m] = loss;
    }
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
    bits = quiet->watched[word] >> account % WORD << account % WORD;
    while (!bits && ++word <= (count - 1) / WORD)
        bits = quiet->watched[word];
    return bits ? word * WORD + (size_t)__builtin_ctzll(bits) : count;
}
