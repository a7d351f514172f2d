#include "engine/sure.h"

#include <math.h>

#include "base/error.h"

enum { MARKETS = 64, CLASSES = 512 };

static bool depends_on_prices_alone(const ctg_network *net)
{
    if (!net->accounts.count || net->markets.tiered ||
        net->markets.count >= MARKETS)
        return false;
    for (size_t a = 0; a < net->assets.count; a++)
        if (net->assets.oracle[a] != CTG__ORACLE_MARKET)
            return false;
    return true;
}

/* The class of an account, a new one if there is none; CLASSES: too many. */
static uint32_t class_of(ctg__sure *sure, uint64_t held, uint64_t owed)
{
    size_t c = sure->class_count;

    while (c > 0 && (sure->held[c - 1] != held || sure->owed[c - 1] != owed))
        c--;
    if (c > 0)
        return (uint32_t)(c - 1);
    if (sure->class_count == CLASSES)
        return CLASSES;
    sure->held[sure->class_count] = held;
    sure->owed[sure->class_count] = owed;
    return (uint32_t)sure->class_count++;
}

static bool sort(const ctg__state *state, ctg__sure *sure, size_t account)
{
    const size_t *const start = state->net->accounts.leg_start;
    uint64_t held = 0;
    uint64_t owed = 0;
    double collateral;
    double debt;

    for (size_t l = start[account]; l < start[account + 1]; l++) {
        const uint64_t bit = (uint64_t)1 << state->accounts.leg_quote[l];

        if (state->accounts.leg[l] > 0)
            held |= bit;
        else if (state->accounts.leg[l] < 0)
            owed |= bit;
    }
    ctg__account_health(state, account, &collateral, &debt);
    sure->class_of[account] = class_of(sure, held, owed);
    sure->needs[account] =
        state->accounts.has_shortfall[account] || !(collateral > 0)
            ? HUGE_VAL
            : debt / collateral * CTG__SURE_MARGIN;
    return sure->class_of[account] < CLASSES;
}

static uint32_t list_markets(uint64_t bits, uint8_t *list)
{
    uint32_t count = 0;

    for (uint8_t m = 0; m < MARKETS; m++)
        if (bits >> m & 1)
            list[count++] = m;
    return count;
}

/* The markets of each class. */
static bool list_classes(ctg__state *state, ctg__sure *sure)
{
    uint8_t markets[MARKETS];
    size_t most = 0;

    for (size_t c = 0; c < sure->class_count; c++)
        most += list_markets(sure->held[c], markets) +
                list_markets(sure->owed[c], markets);
    if (!TAKE(state->arena, sure->start, sure->class_count + 1) ||
        !TAKE(state->arena, sure->owed_from, sure->class_count + 1) ||
        !TAKE(state->arena, sure->reach, sure->class_count + 1) ||
        !TAKE(state->arena, sure->last_reach, sure->class_count + 1) ||
        !TAKE(state->arena, sure->markets, most + MARKETS))
        return false;
    for (size_t c = 0; c < sure->class_count; c++) {
        sure->last_reach[c] = 1;
        sure->owed_from[c] =
            sure->start[c] +
            list_markets(sure->held[c], sure->markets + sure->start[c]);
        sure->start[c + 1] =
            sure->owed_from[c] +
            list_markets(sure->owed[c], sure->markets + sure->owed_from[c]);
    }
    return true;
}

ctg_status ctg__sure_start(ctg__state *state, ctg_error *error)
{
    const size_t accounts = state->net->accounts.count;
    ctg__sure *sure;

    if (!depends_on_prices_alone(state->net))
        return CTG_OK;
    if (!TAKE(state->arena, sure, 1) ||
        !TAKE(state->arena, sure->class_of, accounts) ||
        !TAKE(state->arena, sure->needs, accounts) ||
        !TAKE(state->arena, sure->held, CLASSES) ||
        !TAKE(state->arena, sure->owed, CLASSES))
        return ctg__fail_memory(error);
    for (size_t account = 0; account < accounts; account++)
        if (!sort(state, sure, account))
            return CTG_OK;
    if (!list_classes(state, sure))
        return ctg__fail_memory(error);
    state->accounts.sure = sure;
    return CTG_OK;
}

/* Shares of the first prices, by market and of the numeraire; false where they
 * say nothing. */
static bool find_shares(const ctg__state *state, double shares[MARKETS])
{
    const ctg__markets *const markets = &state->net->markets;

    for (size_t m = 0; m < markets->count; m++) {
        const ctg_asset a = markets->asset[m];
        const size_t tier = markets->tier_start[m];

        shares[m] = state->books.oracle[a] / state->net->assets.price[a];
        if (!ctg__share_is_near(shares[m]) ||
            state->accounts.rate[tier] != markets->rate[tier])
            return false;
    }
    shares[markets->count] = 1;
    return true;
}

static double reach_of(const ctg__sure *sure, size_t c, const double *shares)
{
    const uint32_t owed = sure->owed_from[c];
    double low = HUGE_VAL;
    double high = 0;

    for (uint32_t k = sure->start[c]; k < owed; k++)
        low = shares[sure->markets[k]] < low ? shares[sure->markets[k]] : low;
    for (uint32_t k = owed; k < sure->start[c + 1]; k++)
        high =
            shares[sure->markets[k]] > high ? shares[sure->markets[k]] : high;
    return high > 0 ? low / high : low;
}

void ctg__sure_look(ctg__state *state)
{
    ctg__sure *const sure = state->accounts.sure;
    double shares[MARKETS];
    bool known;

    if (!sure)
        return;
    known = find_shares(state, shares);
    for (size_t c = 0; c < sure->class_count; c++) {
        const double now = known ? reach_of(sure, c, shares) : 0;

        sure->reach[c] = now < sure->last_reach[c] ? now : sure->last_reach[c];
        sure->last_reach[c] = now;
    }
}
