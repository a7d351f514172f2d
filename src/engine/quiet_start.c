/* Which accounts are quiet at first. */
#include "engine/quiet.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/venue.h"

/* Sums of products of two such numbers are finite. */
static const double largest = 1e100;

/* With so many, rounding is far below the margin. */
enum { MOST_LEGS = 64 };

/* Share of all that an owner has and owes, of what rounding leaves of it at
 * prices up to a thousandfold the first and any number of rounds. */
static const double far_from_rounding = 1e-7;

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

/* Quiet accounts by row, before they are divided into classes. */
typedef struct candidates {
    ctg__quiet_owner *owners;
    double *needs;
    uint32_t *legs; /* per account; 0: it is not quiet */
    size_t leg_count;
} candidates;

static bool take(ctg__state *state, ctg__quiet *quiet, size_t legs)
{
    const ctg_network *const net = state->net;
    const size_t accounts = net->accounts.count;
    const size_t nodes = net->nodes.count;
    const size_t prices = net->markets.count + 1;

    return TAKE(state->arena, quiet->owners, quiet->count) &&
           TAKE(state->arena, quiet->needs, quiet->count) &&
           TAKE(state->arena, quiet->leg_start, nodes + 1) &&
           TAKE(state->arena, quiet->leg_market, legs) &&
           TAKE(state->arena, quiet->leg_quantity, legs) &&
           TAKE(state->arena, quiet->first_held, prices) &&
           TAKE(state->arena, quiet->first_owed, prices) &&
           TAKE(state->arena, quiet->others, nodes / CTG__QUIET_WORD + 1) &&
           TAKE(state->arena, quiet->weak, nodes + 1) &&
           TAKE(state->arena, quiet->falls, CTG__QUIET_ROWS * prices) &&
           TAKE(state->arena, quiet->round_of, CTG__QUIET_ROWS) &&
           TAKE(state->arena, quiet->since, accounts) &&
           TAKE(state->arena, quiet->watched, accounts / CTG__QUIET_WORD + 1) &&
           TAKE(state->arena, quiet->prices, prices);
}

/* Legs in order of nodes, each of which owns one quiet account or none. */
static void list_legs(const ctg__state *state, ctg__quiet *quiet,
                      const candidates *found)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    uint32_t leg = 0;

    for (ctg_node i = 0; i < state->net->nodes.count; i++) {
        const size_t o = accounts->owner_start[i];
        const bool owns = accounts->owner_start[i + 1] - o == 1 &&
                          found->legs[accounts->by_owner[o]] > 0;
        const size_t account = owns ? accounts->by_owner[o] : 0;

        quiet->leg_start[i] = leg;
        if (!owns)
            quiet->others[i / CTG__QUIET_WORD] |= (uint64_t)1
                                                  << i % CTG__QUIET_WORD;
        for (size_t l = accounts->leg_start[account];
             owns && l < accounts->leg_start[account + 1]; l++) {
            if (state->accounts.leg[l] == 0)
                continue;
            quiet->leg_quantity[leg] = state->accounts.leg[l];
            quiet->leg_market[leg++] = state->accounts.leg_quote[l];
        }
    }
    quiet->leg_start[state->net->nodes.count] = leg;
}

/* What a unit is worth for health in the first books. */
static void value_markets(const ctg__state *state, ctg__quiet *quiet)
{
    const ctg__markets *const markets = &state->net->markets;

    quiet->first_held[markets->count] = quiet->first_owed[markets->count] = 1;
    for (size_t m = 0; m < markets->count; m++) {
        const double price = state->net->assets.price[markets->asset[m]];
        const double rate = state->accounts.rate[markets->tier_start[m]];
        const bool both =
            ctg__venue_row_of(&state->net->venues, markets->venue[m])
                ->debts_have_margin;

        quiet->first_held[m] = (1 - rate) * price;
        quiet->first_owed[m] = (1 + (both ? rate : 0)) * price;
    }
}

/*
 * With prices that are at least a times the first where held and at most b
 * times where owed, N >= a N0, D <= b D0, and the owner's equity is at least b
 * times (a / b) C - L + (E0 - C + L) / b, C and L the first values held and
 * owed. b is above a thousandth. So a / b above what is returned will do.
 */
static double needs_of(const ctg__state *state, const ctg__quiet *quiet,
                       ctg__quiet_owner *owner)
{
    const double equity = state->net->nodes.equity[owner->node];
    double held = 0;
    double owed = 0;
    double health;
    double safe;
    double collateral = 0;
    double debt = 0;

    for (uint32_t l = quiet->leg_start[owner->node];
         l < quiet->leg_start[owner->node + 1]; l++) {
        const uint32_t m = quiet->leg_market[l];
        const double q = quiet->leg_quantity[l];
        const double value =
            m < state->net->markets.count
                ? q * state->net->assets.price[state->net->markets.asset[m]]
                : q;

        held += q > 0 ? value : 0;
        owed -= q < 0 ? value : 0;
        collateral += q > 0 ? q * quiet->first_held[m] : 0;
        debt -= q < 0 ? q * quiet->first_owed[m] : 0;
    }
    owner->room = equity - (held - owed);
    owner->least = floor_of(state, owner->node) +
                   far_from_rounding * (fabs(owner->room) + held + owed);
    health = debt * CTG__SURE_MARGIN / collateral;
    safe = (owed + (fmax(0, -owner->room) + owner->least) * 1e3) / held;
    return CTG__SURE_MARGIN * (health > safe ? health : safe);
}

static void describe_owners(ctg__state *state, const ctg__quiet *quiet,
                            candidates *found)
{
    size_t at = 0;

    for (size_t a = 0; a < state->net->accounts.count; a++) {
        const ctg_node node = state->net->accounts.owner[a];
        ctg__quiet_owner *const owner = &found->owners[at];

        quiet->place[a] = CTG_NONE;
        if (!found->legs[a]) {
            quiet->watched[a / CTG__QUIET_WORD] |= (uint64_t)1
                                                   << a % CTG__QUIET_WORD;
            continue;
        }
        *owner = (ctg__quiet_owner){.scale = state->books.scale[node],
                                    .node = node,
                                    .account = (uint32_t)a};
        found->needs[at++] = needs_of(state, quiet, owner);
    }
}

/* What shocks leave of nodes that they do not reach. */
static void note_first_books(ctg__state *state, ctg__quiet *quiet)
{
    const ctg__nodes *const nodes = &state->net->nodes;

    for (ctg_node i = 0; i < nodes->count; i++) {
        state->books.shocked_distress[i] = ctg__distress(
            nodes, i, ctg__equity_now(state, i), state->books.liabilities[i]);
        quiet->weight += nodes->weight[i];
        if (ctg__below_zero(state->plan, i, nodes->equity[i]))
            quiet->weak[quiet->weak_count++] = i;
    }
}

static bool find(ctg__state *state, ctg__quiet *quiet, candidates *found)
{
    const size_t accounts = state->net->accounts.count;
    bool *busy = ctg__allocate_array(state->net->nodes.count + 1, sizeof *busy);

    found->legs = ctg__allocate_array(accounts, sizeof *found->legs);
    if (busy && found->legs) {
        mark_busy(state, busy);
        for (size_t a = 0; a < accounts; a++) {
            found->legs[a] = legs_of(state, a, busy);
            found->leg_count += found->legs[a];
            quiet->count += found->legs[a] > 0;
        }
    }
    ctg__release(busy);
    found->owners =
        ctg__allocate_array(quiet->count + 1, sizeof *found->owners);
    found->needs = ctg__allocate_array(quiet->count + 1, sizeof *found->needs);
    return busy && found->legs && found->owners && found->needs;
}

static void drop(candidates *found)
{
    ctg__release(found->owners);
    ctg__release(found->needs);
    ctg__release(found->legs);
}

/* All accounts are looked at in the first round: none has to be listed. */
static void calm(ctg__state *state)
{
    state->accounts.stirred_count = 0;
    memset(state->accounts.stirred, 0,
           state->net->accounts.count * sizeof *state->accounts.stirred);
}

static ctg_status fill(ctg__state *state, ctg__quiet *quiet, candidates *found,
                       ctg_error *error)
{
    ctg_status status;

    quiet->constants = quiet->place;
    if (!take(state, quiet, found->leg_count))
        return ctg__fail_memory(error);
    value_markets(state, quiet);
    list_legs(state, quiet, found);
    describe_owners(state, quiet, found);
    status =
        ctg__quiet_classes(state, quiet, found->owners, found->needs, error);
    if (status)
        return status;
    note_first_books(state, quiet);
    calm(state);
    state->accounts.quiet = quiet;
    return CTG_OK;
}

ctg_status ctg__quiet_start(ctg__state *state, ctg_error *error)
{
    candidates found = {0};
    ctg__quiet *quiet;
    ctg_status status = CTG_OK;

    if (!is_possible(state))
        return CTG_OK;
    if (!TAKE(state->arena, quiet, 1) ||
        !TAKE(state->arena, quiet->place, state->net->accounts.count) ||
        !find(state, quiet, &found))
        status = ctg__fail_memory(error);
    if (!status && quiet->count)
        status = fill(state, quiet, &found, error);
    drop(&found);
    return status;
}
