/*
 * Step 4, first half: shortfalls are booked; what exceeds an account's highest
 * passes through the venue's layers.
 */
#include <math.h>
#include <stdlib.h>

#include "data/venue.h"
#include "engine/layers.h"
#include "engine/phase.h"

static ctg_status start(ctg__state *state, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (!TAKE_ROOM(state->arena, state->accounts.lacks,
                   state->net->accounts.count))
        return ctg__fail_memory(error);
    for (size_t k = 0; !status && k < CTG__LAYER_KINDS; k++)
        if (ctg__layer_at(k)->start)
            status = ctg__layer_at(k)->start(state, error);
    return status;
}

/* The venue bears `loss` of an account's shortfall (a fall is a gain). */
static void bear(ctg__state *state, size_t account, double loss)
{
    const uint32_t venue = state->net->accounts.venue[account];

    state->accounts.venue_used[venue] += loss;
    ctg__post_loss(state, CTG_SHORTFALL,
                   ctg__node_actor(state->net->accounts.owner[account]),
                   state->net->venues.node[venue], loss);
}

/* Books an account's shortfall; returns what exceeds the highest so far. */
static double book(ctg__state *state, size_t account)
{
    const uint32_t venue = state->net->accounts.venue[account];
    const ctg_node node = state->net->venues.node[venue];
    const double now = fmax(0, -state->accounts.equity[account]);
    const double rise = now - state->accounts.shortfall[account];
    const double excess =
        fmax(0, now - state->accounts.highest_shortfall[account]);

    if (rise == 0)
        return 0;
    ctg__touch(state, node);
    if (!ctg__venue_row_of(&state->net->venues, venue)->lends)
        state->books.liabilities[node] += rise;
    state->accounts.shortfall[account] = now;
    state->accounts.has_shortfall[account] = true;
    state->accounts.highest_shortfall[account] += excess;
    state->accounts.passed[account] += excess;
    bear(state, account, rise - excess);
    return excess;
}

/* By venue, then by row. */
static int compare_lacks(const void *one, const void *other)
{
    const ctg__lack *const a = one;
    const ctg__lack *const b = other;

    if (a->venue != b->venue)
        return a->venue < b->venue ? -1 : 1;
    return a->account < b->account ? -1 : a->account > b->account;
}

static void pass_through_layers(ctg__state *state, uint32_t venue,
                                ctg__lack *lacks, size_t count)
{
    const size_t from = state->net->venues.layer_start[venue];
    const size_t to = state->net->venues.layer_start[venue + 1];

    double left = ctg__lack_total(lacks, count);

    state->accounts.increase += left;
    for (size_t layer = from; layer < to && left > 0; layer++) {
        state->accounts.layer_need[layer] += left;
        ctg__layer_at(state->net->layers.kind[layer])
            ->pay(state, layer, lacks, count);
        left = ctg__lack_total(lacks, count);
        state->accounts.layer_past[layer] += left;
    }
    state->accounts.venues_left += left;
    for (size_t k = 0; k < count; k++)
        bear(state, lacks[k].account, lacks[k].left);
}

static void step(ctg__state *state)
{
    ctg__lack *const lacks = state->accounts.lacks;
    size_t count = 0;

    for (size_t k = 0; k < state->accounts.troubled_count; k++) {
        const uint32_t account = state->accounts.troubled[k];
        double excess;

        if (state->net->accounts.owner[account] == state->mute)
            continue; /* its shortfalls stay outside */
        excess = book(state, account);
        if (excess > 0)
            lacks[count++] =
                (ctg__lack){.account = account,
                            .venue = state->net->accounts.venue[account],
                            .left = excess};
    }
    if (!count)
        return;
    qsort(lacks, count, sizeof *lacks, compare_lacks);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && lacks[to].venue == lacks[from].venue;)
            to++;
        pass_through_layers(state, lacks[from].venue, lacks + from, to - from);
    }
}

const ctg__phase ctg__phase_shortfalls = {
    .start = start,
    .step = step,
};
