#include "engine/adl_event.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/graph.h"
#include "engine/market.h"
#include "engine/run.h"

void ctg__adl_record_clear(ctg__adl_record *record)
{
    ctg__release(record->events);
    ctg__release(record->winners);
    ctg__release(record->closes);
    ctg__release(record->sales);
    ctg__arena_clear(&record->scratch);
    *record = (ctg__adl_record){0};
}

void ctg__adl_record_take(ctg__adl_record *to, ctg__adl_record *from)
{
    *to = (ctg__adl_record){.events = from->events,
                            .event_count = from->event_count,
                            .event_room = from->event_room,
                            .winners = from->winners,
                            .winner_count = from->winner_count,
                            .winner_room = from->winner_room};
    from->events = NULL;
    from->winners = NULL;
    ctg__adl_record_clear(from);
}

bool ctg__is_event(const ctg__state *state, size_t layer,
                   const ctg__lack *lacks, size_t count)
{
    const ctg__venues *const venues = &state->net->venues;
    const uint32_t venue = state->net->layers.venue[layer];
    double gross = 0;

    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++)
        gross += state->accounts.first_gross[venues->accounts[k]];
    return ctg__lack_total(lacks, count) > CTG__EQUAL * gross;
}

static const char *account_name(const ctg__state *state, size_t account)
{
    return ctg__graph_text(state->net->graph,
                           state->net->accounts.name[account]);
}

/* Shortfalls are tested at the market, H at the oracles: they may differ. */
static void look_for_healthy(const ctg__state *state, ctg_adl_event *event,
                             const ctg__loser *losers, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        double collateral;
        double debt;

        ctg__account_health(state, losers[k].account, &collateral, &debt);
        if (ctg__less(collateral, debt))
            continue;
        if (!event->healthy++)
            event->healthy_account = account_name(state, losers[k].account);
    }
}

void ctg__event_begin(ctg__state *state, const ctg__deleveraging *of,
                      const ctg__loser *losers, size_t count)
{
    const ctg__layers *const layers = &state->net->layers;
    ctg__adl_record *const record = state->adl_record;
    const double severity = layers->severity[of->layer];
    ctg_adl_event *grown;
    ctg_adl_event *event;

    if (!record || record->failed)
        return;
    grown = ctg__grow_array(record->events, record->event_count,
                            &record->event_room, 4, sizeof *grown);
    if (!grown) {
        record->failed = true;
        return;
    }
    record->events = grown;
    record->sale_count = 0;
    event = &grown[record->event_count++];
    *event = (ctg_adl_event){
        .round = state->round,
        .venue = state->net->venues.node[layers->venue[of->layer]],
        .order = layers->order[of->layer],
        .rule = layers->written[of->layer],
        .losers = count,
        .worst_owner = CTG_NONE,
        .largest = NAN,
        .share = NAN,
        .tau = NAN,
        .ptsr = NAN,
        .pmr = NAN};
    for (size_t k = 0; k < count; k++)
        event->reached += losers[k].left;
    event->budget = severity * event->reached;
    /* The largest lack for now: a share of the winners' equity at the end. */
    event->pmr = count ? severity * losers[0].left : 0;
    look_for_healthy(state, event, losers, count);
}

void ctg__event_closed(ctg__state *state, const ctg__closing *closing)
{
    ctg__adl_record *const record = state->adl_record;
    ctg__adl_sale *grown;

    if (!record || record->failed || !(closing->closed > 0))
        return;
    grown = ctg__grow_array(record->sales, record->sale_count,
                            &record->sale_room, 16, sizeof *grown);
    if (!grown) {
        record->failed = true;
        return;
    }
    record->sales = grown;
    grown[record->sale_count++] = (ctg__adl_sale){
        .asset = closing->asset,
        .side = closing->side,
        .closed = closing->closed,
        .bankruptcy = closing->price + closing->side * closing->give};
}

static int by_asset(const void *one, const void *other)
{
    const ctg__adl_sale *const a = one;
    const ctg__adl_sale *const b = other;

    return a->asset < b->asset ? -1 : a->asset > b->asset;
}

/* What selling the same would have left unpaid, each asset traded alone. */
static double needed(const ctg__state *state, ctg__adl_sale *sales,
                     size_t count)
{
    double sum = 0;

    if (count)
        qsort(sales, count, sizeof *sales, by_asset);
    for (size_t from = 0, to; from < count; from = to) {
        const ctg_asset asset = sales[from].asset;
        const double opening = state->books.book_price[asset];
        double net = 0;
        double price;

        for (to = from; to < count && sales[to].asset == asset; to++)
            net += sales[to].side * sales[to].closed;
        price = opening * ctg__average_price(state, asset, net * opening);
        for (size_t k = from; k < to; k++)
            sum += sales[k].closed *
                   fmax(0, sales[k].side * (sales[k].bankruptcy - price));
    }
    return sum;
}

/* Whether a leg is the first of its account's listed ones. */
static bool leads(const ctg__deleveraging *of, size_t k)
{
    for (size_t j = of->winners[k].other; j != k; j = of->winners[j].other)
        if (j < k)
            return false;
    return true;
}

/* U and H of an account over its listed legs. */
static void add_up(const ctg__state *state, const ctg__deleveraging *of,
                   size_t first, double *profit, double *haircut,
                   bool *is_emptied)
{
    size_t k = first;

    *profit = 0;
    *haircut = 0;
    *is_emptied = false;
    do {
        const ctg__winner *const w = &of->winners[k];

        *profit += w->profit;
        *haircut += w->given;
        *is_emptied |= w->closed > 0 && state->accounts.leg[w->leg] == 0;
        k = w->other;
    } while (k != first);
}

/* The largest share, which every run has. */
static double worst_share(const ctg__state *state, const ctg__deleveraging *of)
{
    double worst = NAN;

    for (size_t k = 0; k < of->count; k++) {
        double profit;
        double haircut;
        bool is_emptied;

        if (!leads(of, k))
            continue;
        add_up(state, of, k, &profit, &haircut, &is_emptied);
        worst = fmax(worst, haircut / profit);
    }
    return worst;
}

static ctg_status judge_winners(ctg__state *state, const ctg__deleveraging *of,
                                ctg_adl_event *event)
{
    ctg__adl_record *const record = state->adl_record;
    ctg__order_kept kept;
    ctg__standing *standings;
    ctg_status status;

    ctg__arena_reset(&record->scratch);
    if (!TAKE(&record->scratch, standings, of->count))
        return CTG_NO_MEMORY;
    for (size_t k = 0; k < of->count; k++) {
        double profit;
        double haircut;
        bool is_emptied;

        if (!leads(of, k))
            continue;
        add_up(state, of, k, &profit, &haircut, &is_emptied);
        standings[event->winners++] = (ctg__standing){profit, profit - haircut};
        event->touched += haircut > 0;
        event->emptied += is_emptied;
        event->largest = fmax(event->largest, haircut);
        if (!(haircut / profit <= event->share)) {
            event->share = haircut / profit;
            event->worst_owner =
                state->net->accounts.owner[of->winners[k].account];
            event->worst_haircut = haircut;
        }
    }
    status = ctg__compare_order(standings, event->winners, &kept, NULL);
    event->inversions = kept.inversions;
    event->pairs = kept.pairs;
    event->tau = kept.tau;
    return status;
}

static double largest_equity(const ctg__state *state, size_t layer)
{
    const ctg__venues *const venues = &state->net->venues;
    const uint32_t venue = state->net->layers.venue[layer];
    double largest = 0;

    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++)
        largest =
            fmax(largest, ctg__account_equity(state, venues->accounts[k]));
    return largest;
}

static int by_leg(const void *one, const void *other)
{
    const ctg__winner *const *const a = one;
    const ctg__winner *const *const b = other;

    return (*a)->leg < (*b)->leg ? -1 : (*a)->leg > (*b)->leg;
}

static bool add_winner(ctg__state *state, const ctg_adl_event *event,
                       const ctg__winner *w)
{
    ctg__adl_record *const record = state->adl_record;
    ctg_adl_winner *const winners =
        ctg__grow_array(record->winners, record->winner_count,
                        &record->winner_room, 64, sizeof *winners);
    ctg__adl_close *closes;

    if (winners)
        record->winners = winners;
    closes = ctg__grow_array(record->closes, record->winner_count,
                             &record->close_room, 64, sizeof *closes);
    if (closes)
        record->closes = closes;
    if (!winners || !closes)
        return false;
    winners[record->winner_count] =
        (ctg_adl_winner){.round = event->round,
                         .venue = event->venue,
                         .account = account_name(state, w->account),
                         .owner = state->net->accounts.owner[w->account],
                         .asset = w->asset,
                         .profit = w->profit,
                         .equity = w->equity,
                         .quantity = w->quantity,
                         .closed = w->closed,
                         .haircut = w->given,
                         .share = w->given / w->profit};
    closes[record->winner_count++] =
        (ctg__adl_close){.event = record->event_count - 1,
                         .leg = w->leg,
                         .side = w->is_short ? -1 : 1,
                         .price = state->books.book_price[w->asset]};
    return true;
}

/* The legs that gave, in order of accounts. */
static bool add_winners(ctg__state *state, const ctg__deleveraging *of,
                        const ctg_adl_event *event)
{
    const ctg__winner **given;
    size_t count = 0;
    bool added = true;

    ctg__arena_reset(&state->adl_record->scratch);
    if (!TAKE(&state->adl_record->scratch, given, of->count))
        return false;
    for (size_t k = 0; k < of->count; k++)
        if (of->winners[k].closed > 0)
            given[count++] = &of->winners[k];
    if (count)
        qsort(given, count, sizeof *given, by_leg);
    for (size_t k = 0; k < count && added; k++)
        added = add_winner(state, event, given[k]);
    return added;
}

void ctg__event_end(ctg__state *state, const ctg__deleveraging *of)
{
    ctg__adl_record *const record = state->adl_record;
    ctg_adl_event *event;
    double equity;

    state->accounts.adl_share =
        fmax(state->accounts.adl_share, worst_share(state, of));
    if (!record || record->failed)
        return;
    event = &record->events[record->event_count - 1];
    for (size_t k = 0; k < of->count; k++)
        event->taken += of->winners[k].given;
    event->unmatched = event->budget - event->taken;
    event->needed = needed(state, record->sales, record->sale_count);
    event->overshoot = fmax(0, event->taken - event->needed);
    equity = largest_equity(state, of->layer);
    if (event->budget > 0) {
        event->ptsr = equity / event->budget;
        event->pmr = equity / event->pmr;
    } else {
        event->pmr = NAN;
    }
    record->failed = judge_winners(state, of, event) != CTG_OK ||
                     !add_winners(state, of, event);
}

void ctg__events_forgone(ctg__state *state, const double *last_prices)
{
    ctg__adl_record *const record = state->adl_record;

    for (size_t k = 0; record && k < record->winner_count; k++) {
        ctg_adl_winner *const w = &record->winners[k];
        const ctg__adl_close *const c = &record->closes[k];

        w->forgone = c->side * w->closed * (last_prices[w->asset] - c->price);
        record->events[c->event].forgone += w->forgone;
    }
}

const ctg_adl_event *ctg_run_adl_events(const ctg_run *run, size_t *count)
{
    *count = run->adl.event_count;
    return run->adl.events;
}

const ctg_adl_winner *ctg_run_adl_winners(const ctg_run *run, size_t *count)
{
    *count = run->adl.winner_count;
    return run->adl.winners;
}

/* Accounts with a leg that gave something up. */
static size_t count_touched(const ctg__state *books)
{
    const ctg__accounts *const accounts = &books->net->accounts;
    size_t count = 0;

    for (size_t a = 0; books->accounts.given_quantity && a < accounts->count;
         a++) {
        bool gave = false;

        for (size_t l = accounts->leg_start[a]; l < accounts->leg_start[a + 1];
             l++)
            gave |= books->accounts.given_amount[l] > 0;
        count += gave;
    }
    return count;
}

ctg_adl_totals ctg_run_adl_totals(const ctg_run *run)
{
    const ctg__layers *const layers = &run->network->layers;
    ctg_adl_totals sums = {.events = run->adl.event_count,
                           .increase = run->books->accounts.increase,
                           .left = run->books->accounts.venues_left,
                           .touched = count_touched(run->books),
                           .largest = NAN,
                           .share = NAN,
                           .tau = NAN,
                           .ptsr = NAN,
                           .pmr = NAN};

    for (size_t l = 0; l < layers->count; l++)
        *(layers->kind[l] == CTG__FUND  ? &sums.fund
          : layers->kind[l] == CTG__ADL ? &sums.adl
                                        : &sums.socialise) +=
            run->layer_used[l];
    for (size_t k = 0; k < run->adl.event_count; k++) {
        const ctg_adl_event *const e = &run->adl.events[k];

        sums.largest = fmax(sums.largest, e->largest);
        sums.share = fmax(sums.share, e->share);
        sums.inversions += e->inversions;
        sums.tau = fmin(sums.tau, e->tau);
        sums.ptsr = fmin(sums.ptsr, e->ptsr);
        sums.pmr = fmin(sums.pmr, e->pmr);
        sums.needed += e->needed;
        sums.overshoot += e->overshoot;
        sums.forgone += e->forgone;
    }
    return sums;
}
