/* Who may be deleveraged, in which order, and how far. */
#include <math.h>
#include <stdlib.h>

#include "data/graph.h"
#include "engine/deleverage.h"

static double profit_of(const ctg__state *state, size_t leg)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg_asset asset = accounts->asset[leg];

    if (asset == CTG_NONE || isnan(accounts->entry_price[leg]))
        return 0;
    return state->accounts.leg[leg] *
           (state->books.book_price[asset] - accounts->entry_price[leg]);
}

static void list_legs(const ctg__state *state, size_t account,
                      ctg__adl_position *position, ctg__deleveraging *found)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg__layers *const layers = &state->net->layers;
    const ctg__adl_rule *const rule = found->rule;
    const uint64_t draw =
        rule->draw ? rule->draw(layers->seed[found->layer],
                                ctg__graph_text(state->net->graph,
                                                accounts->name[account]))
                   : 0;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double cap = fmin(layers->cap[found->layer], accounts->cap[l]);

        position->profit = profit_of(state, l);
        if (!(position->profit > 0))
            continue;
        position->quantity = state->accounts.leg[l];
        position->price = state->books.book_price[accounts->asset[l]];
        position->entry = accounts->entry_price[l];
        found->winners[found->count++] =
            (ctg__winner){.score = rule->score(position),
                          .draw = draw,
                          .profit = position->profit,
                          .equity = position->equity,
                          .quantity = fabs(position->quantity),
                          .ratio = position->equity / fabs(position->quantity),
                          .allowed = isinf(cap) ? cap : cap * position->profit,
                          .account = (uint32_t)account,
                          .leg = (uint32_t)l,
                          .asset = accounts->asset[l],
                          .is_short = position->quantity < 0};
    }
}

/* By market side; the queue within; ties by row. */
static int compare_winners(const void *one, const void *other)
{
    const ctg__winner *const a = one;
    const ctg__winner *const b = other;

    if (a->asset != b->asset)
        return a->asset < b->asset ? -1 : 1;
    if (a->is_short != b->is_short)
        return a->is_short < b->is_short ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->draw != b->draw)
        return a->draw > b->draw ? -1 : 1;
    return a->leg < b->leg ? -1 : a->leg > b->leg;
}

/* Links the listed legs of each account into a ring. */
static void link_legs(ctg__state *state, ctg__deleveraging *found)
{
    uint32_t *const last = state->accounts.adl->rings;

    for (size_t k = 0; k < found->count; k++)
        last[found->winners[k].account] = CTG_NONE;
    for (size_t k = 0; k < found->count; k++) {
        ctg__winner *const w = &found->winners[k];
        const uint32_t before = last[w->account];

        w->other = (uint32_t)k;
        if (before != CTG_NONE) {
            w->other = found->winners[before].other;
            found->winners[before].other = (uint32_t)k;
            found->twice = true;
        }
        last[w->account] = (uint32_t)k;
    }
}

void ctg__list_winners(ctg__state *state, size_t layer,
                       ctg__deleveraging *found)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const ctg__venues *const venues = &state->net->venues;
    const uint32_t venue = state->net->layers.venue[layer];

    *found = (ctg__deleveraging){
        .layer = layer,
        .rule = ctg__adl_rule_at(state->net->layers.rule[layer]),
        .winners = state->accounts.adl->winners,
        .keep = state->net->layers.keep[layer]};
    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++) {
        const size_t account = venues->accounts[k];
        ctg__adl_position position = {.equity =
                                          ctg__account_equity(state, account)};
        double collateral;
        double debt;

        if (!(position.equity > 0))
            continue;
        ctg__account_health(state, account, &collateral, &debt);
        if (ctg__less(collateral, debt))
            continue;
        position.maintenance = ctg__maintenance(state, account);
        position.wallet = position.equity;
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            position.wallet -= profit_of(state, l);
        list_legs(state, account, &position, found);
    }
    if (found->count)
        qsort(found->winners, found->count, sizeof *found->winners,
              compare_winners);
    link_legs(state, found);
    found->keep_follows = found->keep > 0 && ctg__keep_follows(state, found);
}

/* The first winner not before a market and side. */
static size_t first_from(const ctg__deleveraging *of, ctg_asset asset,
                         bool is_short)
{
    size_t low = 0;
    size_t high = of->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const ctg__winner *const w = &of->winners[middle];

        if (w->asset < asset || (w->asset == asset && w->is_short < is_short))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

ctg__adl_side ctg__other_side(const ctg__deleveraging *of, ctg_asset asset,
                              bool loser_is_long)
{
    const size_t from = first_from(of, asset, loser_is_long);
    const size_t to = loser_is_long ? first_from(of, asset + 1, false)
                                    : first_from(of, asset, true);

    return (ctg__adl_side){of->winners + from, to - from};
}

bool ctg__overlaps(const ctg__state *state, const ctg__winner *winner,
                   double give)
{
    const double quantity = fabs(state->accounts.leg[winner->leg]);

    return quantity > 0 &&
           !ctg__less(ctg__account_equity(state, winner->account) / quantity,
                      give);
}

double ctg__allowance(const ctg__winner *winner)
{
    return isinf(winner->allowed)
               ? winner->allowed
               : ctg__remainder(winner->allowed - winner->given,
                                winner->allowed);
}

double ctg__whole(double x)
{
    return floor(x * (1 + CTG__EQUAL));
}

double ctg__room_of(const ctg__state *state, const ctg__deleveraging *of,
                    const ctg__winner *winner, const ctg__closing *closing)
{
    const double allowance = ctg__allowance(winner);
    double room = fabs(state->accounts.leg[winner->leg]);

    if (!isinf(allowance) && (closing->give > 0 || !(allowance > 0)))
        room = allowance > 0 ? fmin(room, allowance / closing->give) : 0;
    if (of->keep > 0)
        room = fmin(room, ctg__keep_bound(state, of->keep, winner, closing));
    room = fmax(0, room);
    return closing->lot > 0 ? ctg__whole(room / closing->lot) : room;
}
