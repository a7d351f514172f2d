/* Who may be deleveraged, in which order, and how far. */
#include <math.h>

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

static void know_margin(const ctg__state *state, size_t account,
                        ctg__adl_position *position)
{
    const size_t *const leg_start = state->net->accounts.leg_start;

    position->maintenance = ctg__maintenance(state, account);
    position->wallet = position->equity;
    for (size_t l = leg_start[account]; l < leg_start[account + 1]; l++)
        position->wallet -= profit_of(state, l);
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

/* What winners are sorted by, from the last that counts to the first; they come
 * in order of rows. */
static uint64_t by_draw(const ctg__winner *w)
{
    return ~w->draw;
}

static uint64_t by_score(const ctg__winner *w)
{
    return ~ctg__key_of(w->score);
}

static uint64_t by_side(const ctg__winner *w)
{
    return 2 * (uint64_t)w->asset + w->is_short;
}

/* Puts the winners where they belong, one circle of moves after the other. */
static void move(ctg__winner *winners, ctg__keyed *sorted, size_t count)
{
    for (size_t first = 0; first < count; first++) {
        const ctg__winner moved = winners[first];
        size_t at = first;

        if (sorted[first].index == first)
            continue;
        while (sorted[at].index != first) {
            const size_t from = sorted[at].index;

            winners[at] = winners[from];
            sorted[at].index = at;
            at = from;
        }
        winners[at] = moved;
        sorted[at].index = at;
    }
}

/* By market side; the queue within; ties by row. */
static void sort(const ctg__adl *adl, ctg__deleveraging *found)
{
    uint64_t (*const keys[])(const ctg__winner *) = {by_draw, by_score,
                                                     by_side};

    for (size_t k = 0; k < found->count; k++)
        adl->sorted[k].index = k;
    for (size_t by = found->rule->draw ? 0 : 1; by < sizeof keys / sizeof *keys;
         by++) {
        for (size_t k = 0; k < found->count; k++)
            adl->sorted[k].key =
                keys[by](&found->winners[adl->sorted[k].index]);
        ctg__sort_keyed(adl->sorted, adl->sorting, found->count);
    }
    move(found->winners, adl->sorted, found->count);
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
        if (found->rule->knows_margin)
            know_margin(state, account, &position);
        list_legs(state, account, &position, found);
    }
    sort(state->accounts.adl, found);
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

ctg__adl_side ctg__other_side(ctg__deleveraging *of, ctg_asset asset,
                              bool loser_is_long)
{
    ctg__adl_side *const side = &of->asked;
    size_t from;
    size_t to;

    if (side->winners && side->asset == asset &&
        side->is_short == loser_is_long)
        return *side;
    from = first_from(of, asset, loser_is_long);
    to = loser_is_long ? first_from(of, asset + 1, false)
                       : first_from(of, asset, true);
    *side = (ctg__adl_side){.winners = of->winners + from,
                            .count = to - from,
                            .asset = asset,
                            .is_short = loser_is_long};
    return *side;
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
