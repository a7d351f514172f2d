/*
 * Shares by weight for all losers in one go. Winners of a side that take part
 * have closed the same quantity X and given up the same money G per unit of
 * weight: two clocks. A winner leaves when X reaches |q|/weight or G reaches
 * what it may give up over its weight, so two heaps say who is next: one
 * loser's leg costs as much as winners leave by it.
 *
 * That holds as long as everybody overlaps. Who closes at g <= e/|q| keeps that
 * ratio or raises it, so it holds while g is below the least ratio of the
 * start; a loser above it is done by itself (adl_shares.c), and the clocks
 * start again.
 */
#include <math.h>

#include "base/assert.h"
#include "engine/deleverage.h"

/* Below this many pairs it does not pay, and losers are done one by one. */
enum { LEAST_PAIRS = 1 << 12 };

/* When a winner leaves, in units of X or of G. */
typedef struct exit_at {
    double key;
    uint32_t winner; /* of the side */
} exit_at;

typedef struct heap {
    exit_at *items;
    size_t count;
} heap;

struct ctg__adl_clock {
    ctg__adl_side side;
    heap full;  /* by |q|/weight */
    heap spent; /* by allowance/weight */
    size_t active;
    double weight; /* of those active, and what rounding lost of it */
    double weight_error;
    double quantity;               /* X */
    double money;                  /* G */
    double least;                  /* e/|q| at the start */
    struct ctg__adl_loser *losers; /* closed out since, in their order */
    struct ctg__adl_loser **next_loser;
    size_t loser_count;
    bool running;
};

/* A loser's leg that a clock closed out. */
struct ctg__adl_loser {
    double level; /* G when it was done */
    struct ctg__adl_loser *next;
    ctg_node node;
};

/* Of two numbers, without a call: neither is NaN. */
static double least(double a, double b)
{
    return b < a ? b : a;
}

static double most(double a, double b)
{
    return b > a ? b : a;
}

static void add_exactly(double *sum, double *error, double term)
{
    const double before = *sum;
    const double after = before + term;
    const double part = after - before;

    *error += (before - (after - part)) + (term - part);
    *sum = after;
}

static void sink(heap *h, size_t at)
{
    const exit_at moved = h->items[at];

    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= h->count)
            break;
        if (child + 1 < h->count &&
            h->items[child + 1].key < h->items[child].key)
            child++;
        if (!(h->items[child].key < moved.key))
            break;
        h->items[at] = h->items[child];
        at = child;
    }
    h->items[at] = moved;
}

static uint32_t pull(heap *h)
{
    const uint32_t first = h->items[0].winner;

    h->items[0] = h->items[--h->count];
    if (h->count)
        sink(h, 0);
    return first;
}

static void order(heap *h)
{
    for (size_t k = h->count / 2; k-- > 0;)
        sink(h, k);
}

/* Who takes part, from the books as they are. */
static void start(ctg__state *state, struct ctg__adl_clock *c)
{
    c->full.count = 0;
    c->spent.count = 0;
    c->active = 0;
    c->weight = 0;
    c->weight_error = 0;
    c->quantity = 0;
    c->money = 0;
    c->least = HUGE_VAL;
    c->losers = NULL;
    c->next_loser = &c->losers;
    c->loser_count = 0;
    for (size_t k = 0; k < c->side.count; k++) {
        ctg__winner *const w = &c->side.winners[k];
        const double allowance = ctg__allowance(w);
        const double left = fabs(state->accounts.leg[w->leg]);

        w->room = 0;
        w->noted = 0;
        w->gone = CTG_NONE;
        w->takes_part = false;
        if (!(left > 0) || !(allowance > 0) || !(w->score > 0) || w->barred)
            continue;
        w->room = left;
        w->takes_part = true;
        c->least =
            least(c->least, ctg__account_equity(state, w->account) / left);
        add_exactly(&c->weight, &c->weight_error, w->score);
        c->active++;
        c->full.items[c->full.count++] =
            (exit_at){left / w->score, (uint32_t)k};
        if (!isinf(allowance))
            c->spent.items[c->spent.count++] =
                (exit_at){allowance / w->score, (uint32_t)k};
    }
    order(&c->full);
    order(&c->spent);
    c->running = true;
}

/* Books what a winner gave since the start. */
static void settle(ctg__state *state, const ctg__deleveraging *of,
                   ctg__winner *w, double quantity, double money)
{
    /* The losers of a short winner are long: what g adds to the price. */
    const double side = w->is_short ? 1 : -1;

    if (!(quantity > 0))
        return;
    ctg__close_leg(state, w->account, w->leg, quantity,
                   state->books.book_price[w->asset] +
                       side * (money / quantity));
    ctg__note_given(state, of, w, quantity, money);
    ctg__bear_loss(state, state->net->accounts.owner[w->account], money);
}

static void leave(ctg__state *state, const ctg__deleveraging *of,
                  struct ctg__adl_clock *c, ctg__winner *w, bool is_full)
{
    const double quantity =
        is_full ? w->room : least(w->room, w->score * c->quantity);
    const double money = is_full ? least(ctg__allowance(w), w->score * c->money)
                                 : ctg__allowance(w);

    w->room = 0;
    add_exactly(&c->weight, &c->weight_error, -w->score);
    c->active--;
    w->gone = (uint32_t)c->loser_count;
    w->noted = money;
    settle(state, of, w, quantity, money);
}

/* Everybody who has got as far as the clocks are. */
static void leave_all(ctg__state *state, const ctg__deleveraging *of,
                      struct ctg__adl_clock *c)
{
    while (c->full.count && c->full.items[0].key <= c->quantity) {
        ctg__winner *const w = &c->side.winners[pull(&c->full)];

        if (w->room > 0)
            leave(state, of, c, w, true);
    }
    while (c->spent.count && c->spent.items[0].key <= c->money) {
        ctg__winner *const w = &c->side.winners[pull(&c->spent)];

        if (w->room > 0)
            leave(state, of, c, w, false);
    }
}

static void drop_gone(const struct ctg__adl_clock *c, heap *h)
{
    while (h->count && !(c->side.winners[h->items[0].winner].room > 0))
        pull(h);
}

/* One step of both clocks: to the end of the loser's leg, or to where somebody
 * leaves. */
static void step(struct ctg__adl_clock *c, ctg__closing *closing)
{
    const double weight = c->weight + c->weight_error;
    const double whole = closing->left / weight;
    double until_full = HUGE_VAL;
    double until_spent = HUGE_VAL;
    double moved = whole;

    drop_gone(c, &c->full);
    drop_gone(c, &c->spent);
    if (c->full.count)
        until_full = most(0, c->full.items[0].key - c->quantity);
    if (c->spent.count && closing->give > 0)
        until_spent =
            most(0, (c->spent.items[0].key - c->money) / closing->give);
    moved = least(whole, least(until_full, until_spent));
    c->quantity += moved;
    c->money += moved * closing->give;
    if (moved == until_full)
        c->quantity = most(c->quantity, c->full.items[0].key);
    if (moved == until_spent)
        c->money = most(c->money, c->spent.items[0].key);
    if (moved == whole) {
        closing->closed += closing->left;
        closing->left = 0;
    } else {
        closing->closed += moved * weight;
        closing->left =
            ctg__remainder(closing->left - moved * weight, closing->left);
    }
}

/* The loser at hand is done: for the ledger. */
static void note_loser(ctg__state *state, struct ctg__adl_clock *c,
                       const ctg__closing *closing)
{
    ctg__adl *const adl = state->accounts.adl;
    struct ctg__adl_loser *const loser =
        &adl->closed_out[adl->closed_out_count];

    *loser = (struct ctg__adl_loser){
        .level = c->money,
        .node = state->net->accounts.owner[closing->account]};
    *c->next_loser = loser;
    c->next_loser = &loser->next;
    c->loser_count++;
    adl->closed_out_count++;
}

/* What every winner gave to every loser since the start. */
static void post(ctg__state *state, const struct ctg__adl_clock *c)
{
    const ctg_node *const owner_of = state->net->accounts.owner;

    if (!state->ledger || !c->loser_count)
        return;
    ctg__ledger_spread(state->ledger, CTG_ADL, true);
    for (const struct ctg__adl_loser *l = c->losers; l; l = l->next)
        ctg__ledger_add_source(state->ledger, l->node, l->level);
    for (size_t k = 0; k < c->side.count; k++) {
        const ctg__winner *const w = &c->side.winners[k];

        if (w->takes_part)
            ctg__ledger_add_target(
                state->ledger,
                (ctg__spread_target){.weight = w->score,
                                     .last = w->noted,
                                     .end = w->gone,
                                     .node = owner_of[w->account]});
    }
}

static void stop(ctg__state *state, const ctg__deleveraging *of,
                 struct ctg__adl_clock *c)
{
    if (c->running)
        post(state, c);
    for (size_t k = 0; c->running && k < c->side.count; k++) {
        ctg__winner *const w = &c->side.winners[k];

        if (!(w->room > 0))
            continue;
        settle(state, of, w, least(w->room, w->score * c->quantity),
               least(ctg__allowance(w), w->score * c->money));
        w->room = 0;
    }
    c->running = false;
}

/* The side is not empty: an empty one would begin where the next one does. */
static struct ctg__adl_clock *clock_of(ctg__state *state,
                                       const ctg__deleveraging *of,
                                       ctg__adl_side side)
{
    ctg__adl *const adl = state->accounts.adl;
    const size_t first = (size_t)(side.winners - of->winners);
    struct ctg__adl_clock *c = adl->clocks;
    exit_at *const items = (exit_at *)adl->exits + 2 * first;

    CTG__ASSERT(side.count);
    while (c < adl->clocks + adl->clock_count &&
           c->side.winners != side.winners)
        c++;
    if (c == adl->clocks + adl->clock_count) {
        adl->clock_count++;
        *c = (struct ctg__adl_clock){.side = side,
                                     .full = {.items = items},
                                     .spent = {.items = items + side.count}};
    }
    return c;
}

bool ctg__clocks_apply(const ctg__state *state, const ctg__deleveraging *of,
                       size_t losers)
{
    (void)state;
    return of->rule->shares && !of->twice &&
           (of->keep == 0 || of->keep_follows) &&
           losers * of->count >= LEAST_PAIRS;
}

void ctg__clocks_start(ctg__state *state)
{
    state->accounts.adl->clock_count = 0;
    state->accounts.adl->closed_out_count = 0;
}

void ctg__close_by_clocks(ctg__state *state, const ctg__deleveraging *of,
                          ctg__closing *closing, ctg__adl_side side)
{
    struct ctg__adl_clock *const c = clock_of(state, of, side);

    if (!c->running)
        start(state, c);
    if (ctg__less(c->least, closing->give)) {
        stop(state, of, c);
        ctg__close_by_shares(state, of, closing, side);
        return;
    }
    while (closing->left > 0 && c->active) {
        step(c, closing);
        leave_all(state, of, c);
    }
    note_loser(state, c, closing);
    if (closing->closed > 0)
        ctg__close_leg(state, closing->account, closing->leg, closing->closed,
                       closing->price + closing->side * closing->give);
}

void ctg__clocks_stop(ctg__state *state, const ctg__deleveraging *of)
{
    ctg__adl *const adl = state->accounts.adl;

    for (size_t k = 0; k < adl->clock_count; k++)
        stop(state, of, &adl->clocks[k]);
}

ctg_status ctg__clocks_room(ctg__state *state, size_t legs, ctg_error *error)
{
    const size_t sides = 2 * state->net->assets.count;
    ctg__adl *const adl = state->accounts.adl;
    exit_at *exits;

    if (!TAKE_ROOM(state->arena, adl->clocks, sides < legs ? sides : legs) ||
        !TAKE_ROOM(state->arena, exits, 2 * legs) ||
        !TAKE_ROOM(state->arena, adl->closed_out, legs))
        return ctg__fail_memory(error);
    adl->exits = exits;
    return CTG_OK;
}
