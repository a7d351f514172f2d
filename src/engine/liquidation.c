/* Lending: debt is repaid by liquidators, who take collateral and a bonus. */
#include "engine/liquidation.h"

#include <math.h>

#include "base/assert.h"
#include "engine/loans.h"
#include "engine/market.h"
#include "engine/sure.h"

/* What a liquidation of an account is about, money at book prices. */
typedef struct loan {
    double collateral;
    double debt;
    double repay; /* R */
} loan;

static double value_of(const ctg__state *state, size_t leg)
{
    return state->accounts.leg[leg] *
           ctg__book_price(state, state->net->accounts.asset[leg]);
}

static double bonus_of(const ctg__state *state, size_t leg)
{
    const uint32_t market = state->net->accounts.market[leg];

    return market == CTG_NONE ? 0 : state->net->markets.bonus[market];
}

static loan appraise(const ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const uint32_t venue = accounts->venue[account];
    const double close_factor = state->net->venues.close_factor[venue];
    const double full = state->net->venues.full_close_health[venue];
    double largest_bonus = 0;
    loan found = {0};

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double value = value_of(state, l);

        if (state->accounts.leg[l] > 0) {
            found.collateral += value;
            if (value > 0)
                largest_bonus = fmax(largest_bonus, bonus_of(state, l));
        } else {
            found.debt -= value;
        }
    }
    found.repay = close_factor * found.debt;
    if (ctg__less(state->accounts.collateral[account],
                  full * state->accounts.debt[account]))
        found.repay = found.debt;
    found.repay = fmin(found.repay, found.collateral / (1 + largest_bonus));
    return found;
}

void ctg__want_collateral(const ctg__state *state, size_t account,
                          double *wanted)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const loan terms = appraise(state, account);

    if (!(terms.collateral > 0))
        return;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (state->accounts.leg[l] > 0 && accounts->market[l] != CTG_NONE)
            wanted[accounts->market[l]] += value_of(state, l) /
                                           terms.collateral * terms.repay *
                                           (1 + bonus_of(state, l));
}

/* The debt left is written off; its shortfall is booked already. */
static void write_off(ctg__state *state, size_t account)
{
    const ctg__accounts *const accounts = &state->net->accounts;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        if (accounts->asset[l] != CTG_NONE)
            state->books.quantity[accounts->asset[l]] -=
                fabs(state->accounts.leg[l]);
        state->accounts.leg[l] = 0;
    }
    state->accounts.shortfall[account] = 0;
    state->accounts.highest_shortfall[account] = 0;
    ctg__loans_note(state, account);
    ctg__sure_no_more(state->accounts.sure, account);
    ctg__stir(state, account);
}

/* Changes a leg by -quantity and puts the order that goes with it. */
static void trade(ctg__state *state, size_t account, size_t leg,
                  double quantity)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_asset asset = accounts->asset[leg];
    const double before = state->accounts.leg[leg];

    ctg__change_leg(state, leg, -quantity);
    ctg__note_reduced(state, account, leg, before - state->accounts.leg[leg]);
    if (asset == CTG_NONE)
        return;
    state->books.quantity[asset] -=
        fabs(before) - fabs(state->accounts.leg[leg]);
    ctg__put_order(state, &(ctg__order){.quantity = quantity,
                                        .source = accounts->owner[account],
                                        .asset = asset,
                                        .item = (uint32_t)leg,
                                        .account = (uint32_t)account,
                                        .kind = CTG__ORDER_LIQUIDATOR});
}

/* Seizes collateral; returns the debt repaid, adds up the bonus. */
static double seize(ctg__state *state, size_t account, const loan *terms,
                    const double *taken, double *bonus)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    double repaid = 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const uint32_t market = accounts->market[l];
        const double price = ctg__book_price(state, accounts->asset[l]);
        double part;

        if (!(value_of(state, l) > 0))
            continue;
        part = value_of(state, l) / terms->collateral * terms->repay;
        if (market != CTG_NONE)
            part *= taken[market];
        if (!(part > 0))
            continue;
        repaid += part;
        *bonus += part * bonus_of(state, l);
        if (market != CTG_NONE)
            state->accounts.liquidated_value += part * (1 + bonus_of(state, l));
        trade(state, account, l, part * (1 + bonus_of(state, l)) / price);
    }
    return repaid;
}

void ctg__liquidate(ctg__state *state, size_t account, const double *taken)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_node owner = accounts->owner[account];
    const ctg_node venue = state->net->venues.node[accounts->venue[account]];
    const loan terms = appraise(state, account);
    const double before = terms.collateral - terms.debt;
    double bonus = 0;
    double repaid;

    if (!(terms.collateral > 0)) {
        write_off(state, account);
        return;
    }
    if (!(terms.repay > 0))
        return;
    repaid = seize(state, account, &terms, taken, &bonus);
    CTG__ASSERT(repaid <= terms.debt * (1 + CTG__EQUAL));
    if (!(repaid > 0))
        return;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (state->accounts.leg[l] < 0)
            trade(state, account, l,
                  state->accounts.leg[l] * (repaid / terms.debt));
    state->accounts.liquidated[account] = true;
    state->accounts.bonus_outside += bonus;
    ctg__stir(state, account);
    ctg__touch(state, venue);
    state->books.cash[venue] += repaid;
    ctg__post_loss(state, CTG_LIQUIDATION, ctg__node_actor(owner), owner,
                   bonus * ctg__owners_share(before, bonus));
}

double ctg__rational_share(const ctg__state *state, size_t market,
                           double wanted)
{
    const ctg_asset asset = state->net->markets.asset[market];
    const double least = 1 / (1 + state->net->markets.bonus[market]);
    double low = 0;
    double high = 1;

    /* Without a bonus any fall is too much, even one that rounding hides. */
    if (least >= 1)
        return ctg__execution_price(state, asset, state->books.depth[asset]) < 1
                   ? 0
                   : 1;
    if (ctg__execution_price(state, asset, wanted) >= least)
        return 1;
    /* The execution price falls with the volume: halve down to the last bit. */
    for (int step = 0; step < 200; step++) {
        const double middle = low + (high - low) / 2;

        if (middle <= low || middle >= high)
            break;
        if (ctg__execution_price(state, asset, wanted * middle) >= least)
            low = middle;
        else
            high = middle;
    }
    return low < CTG__EQUAL ? 0 : low;
}
