/* Which accounts are quiet at first. */
#include "engine/quiet.h"

#include <math.h>

#include "base/error.h"

/* Sums of products of two such numbers are finite. */
static const double largest = 1e100;

/* With so many, rounding is far below the margin. */
enum { MOST_LEGS = 64 };

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
        busy[i] =
            net->nodes.pass_through[i] || state->books.valued[i] ||
            exposures->start[i + 1] > exposures->start[i] ||
            exposures->debtor_start[i + 1] > exposures->debtor_start[i] ||
            net->holdings.start[i + 1] > net->holdings.start[i] ||
            net->accounts.owner_start[i + 1] - net->accounts.owner_start[i] !=
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
    return collateral > debt * CTG__SURE_MARGIN ? count_legs(state, account)
                                                 : 0;
}

static bool take(ctg__state *state, ctg__quiet *quiet, size_t legs)
{
    const ctg_network *const net = state->net;
    const size_t accounts = net->accounts.count;

    return TAKE(state->arena, quiet->owners, quiet->count + 1) &&
           TAKE(state->arena, quiet->quantity, legs + 1) &&
           TAKE(state->arena, quiet->price_of, legs + 1) &&
           TAKE(state->arena, quiet->weak, net->nodes.count + 1) &&
           TAKE(state->arena, quiet->gone, quiet->count + 1) &&
           TAKE(state->arena, quiet->watched, accounts / CTG__QUIET_WORD + 1) &&
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
            quiet->watched[a / CTG__QUIET_WORD] |= (uint64_t)1
                                                   << a % CTG__QUIET_WORD;
        leg[legs] += legs;
    }
}

/* What shocks leave of nodes that they do not reach. */
static void note_first_books(ctg__state *state, ctg__quiet *quiet)
{
    const ctg__nodes *const nodes = &state->net->nodes;

    for (ctg_node i = 0; i < nodes->count; i++) {
        state->books.shocked_distress[i] = ctg__distress(
            nodes, i, ctg__equity_now(state, i), state->books.liabilities[i]);
        if (ctg__below_zero(state->plan, i, nodes->equity[i]))
            quiet->weak[quiet->weak_count++] = i;
    }
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
    if (!TAKE(state->arena, quiet, 1) ||
        !TAKE(state->arena, busy, net->nodes.count) ||
        !TAKE(state->arena, quiet->place, accounts))
        return ctg__fail_memory(error);
    quiet->constants = busy;
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
    note_first_books(state, quiet);
    state->accounts.quiet = quiet;
    return CTG_OK;
}
