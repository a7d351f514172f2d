#include "data/ledger.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "data/ledger_fold.h"
#include "data/ledger_spread.h"

struct ctg_ledger {
    ctg_entry *entries;
    size_t count;
    size_t room;
    size_t closed; /* entries of closed rounds */
    size_t *round_end;
    size_t round_count;
    size_t round_room;
    double *rounding; /* per node, then per asset; NULL: not known */
    size_t node_count;
    ctg_entry *scratch; /* of sorting */
    size_t scratch_room;
    ctg__spreads spreads; /* of the round that is open, or closed last */
    double losses;
    double gains;
    size_t last;     /* where the round that was closed last begins */
    size_t folded;   /* spreads of so many pairs are; 0: none is */
    uint32_t relays; /* of folded spreads */
    bool watched;
    bool seen;   /* the round is closed; the next post forgets it */
    bool failed; /* out of memory */
};

static const char *const channel_names[CTG_CHANNEL_COUNT] = {
    "shock", "price",     "claim", "token",  "liquidation", "shortfall",
    "adl",   "socialise", "sale",  "impact", "transfer",
};

const char *ctg_channel_name(ctg_channel channel)
{
    return channel_names[channel];
}

ctg_status ctg__ledger_new(ctg_ledger **ledger, ctg_error *error)
{
    ctg_ledger *const made = ctg__allocate(sizeof *made);

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_ledger){0};
    *ledger = made;
    return CTG_OK;
}

void ctg__ledger_free(ctg_ledger *ledger)
{
    if (!ledger)
        return;
    ctg__release(ledger->entries);
    ctg__release(ledger->round_end);
    ctg__release(ledger->rounding);
    ctg__release(ledger->scratch);
    ctg__spreads_clear(&ledger->spreads);
    ctg__release(ledger);
}

ctg_status ctg__ledger_set_rounding(ctg_ledger *ledger, const double *of_nodes,
                                    size_t node_count, const double *of_assets,
                                    size_t asset_count, ctg_error *error)
{
    double *const made =
        ctg__allocate_array(node_count + asset_count + 1, sizeof *made);

    if (!made)
        return ctg__fail_memory(error);
    if (node_count)
        memcpy(made, of_nodes, node_count * sizeof *made);
    if (asset_count)
        memcpy(made + node_count, of_assets, asset_count * sizeof *made);
    ctg__release(ledger->rounding);
    ledger->rounding = made;
    ledger->node_count = node_count;
    return CTG_OK;
}

double ctg__ledger_rounding(const ctg_ledger *ledger, ctg_actor target)
{
    const size_t index = ctg_actor_index(target);

    if (!ledger->rounding || ctg__is_relay(target))
        return -1;
    return ctg_actor_kind_of(target) == CTG_ACTOR_ASSET
               ? ledger->rounding[ledger->node_count + index]
               : ledger->rounding[index];
}

bool ctg__ledger_is_rounding(const ctg_ledger *ledger, const ctg_entry *entry)
{
    return entry->round > 0 &&
           fabs(entry->amount) <= ctg__ledger_rounding(ledger, entry->target);
}

/* Whoever watched has seen the last round. */
static void forget(ctg_ledger *ledger)
{
    if (!ledger->watched || !ledger->seen)
        return;
    ctg__spreads_reset(&ledger->spreads);
    ledger->count = 0;
    ledger->closed = 0;
    ledger->seen = false;
}

void ctg__ledger_post(ctg_ledger *ledger, ctg_channel channel, ctg_actor source,
                      ctg_actor target, double amount)
{
    ctg_entry *grown;

    forget(ledger);
    grown = ctg__grow_array(ledger->entries, ledger->count, &ledger->room, 64,
                            sizeof *grown);
    if (!grown) {
        ledger->failed = true;
        return;
    }
    CTG__ASSERT(channel < CTG_CHANNEL_COUNT);
    CTG__ASSERT(!isnan(amount));
    ledger->entries = grown;
    ledger->entries[ledger->count++] = (ctg_entry){.amount = amount,
                                                   .source = source,
                                                   .target = target,
                                                   .channel = channel};
}

/* Those of one round: by channel, source, target. */
static bool is_before(const ctg_entry *a, const ctg_entry *b)
{
    if (a->channel != b->channel)
        return a->channel < b->channel;
    if (a->source != b->source)
        return a->source < b->source;
    return a->target < b->target;
}

/* The end of the longest run in order from `at` on. */
static size_t run_end(const ctg_entry *entries, size_t at, size_t count)
{
    if (at < count)
        at++;
    while (at < count && !is_before(&entries[at], &entries[at - 1]))
        at++;
    return at;
}

/* Merges runs two by two; returns how many are left. */
static size_t merge_runs(const ctg_entry *from, ctg_entry *to, size_t count)
{
    size_t runs = 0;
    size_t at = 0;

    for (size_t k = 0; k < count; runs++) {
        const size_t middle = run_end(from, at, count);
        const size_t end = run_end(from, middle, count);
        size_t other = middle;

        while (k < end)
            if (at < middle &&
                (other == end || !is_before(&from[other], &from[at])))
                to[k++] = from[at++];
            else
                to[k++] = from[other++];
        at = end;
    }
    return runs;
}

/*
 * Puts a round in order. What phases post comes in long runs that are in order
 * already. Equal keys keep the order of posting, so that sums are reproducible.
 */
static bool sort_entries(ctg_ledger *ledger, ctg_entry *entries, size_t count)
{
    ctg_entry *from = entries;
    ctg_entry *to;
    size_t runs = 2;

    if (run_end(entries, 0, count) == count)
        return true;
    if (ledger->scratch_room < count) {
        to = ctg__reallocate_array(ledger->scratch, count, sizeof *to);
        if (!to)
            return false;
        ledger->scratch = to;
        ledger->scratch_room = count;
    }
    to = ledger->scratch;
    while (runs > 1) {
        ctg_entry *const sorted = to;

        runs = merge_runs(from, to, count);
        to = from;
        from = sorted;
    }
    if (from != entries)
        memcpy(entries, from, count * sizeof *entries);
    return true;
}

/* Keeps what its parts do not cancel in; returns how many. */
static size_t drop_cancelled(ctg_entry *entries, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (entries[i].amount != 0)
            entries[kept++] = entries[i];
    return kept;
}

/* Makes one entry of those with one key; returns how many there are. */
static size_t merge_equal(ctg_entry *entries, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (kept && entries[kept - 1].channel == entries[i].channel &&
            entries[kept - 1].source == entries[i].source &&
            entries[kept - 1].target == entries[i].target)
            entries[kept - 1].amount += entries[i].amount;
        else
            entries[kept++] = entries[i];
    }
    return kept;
}

static void add_up(ctg_ledger *ledger, const ctg_entry *entries, size_t count)
{
    for (size_t e = 0; e < count; e++) {
        if (ctg_actor_kind_of(entries[e].target) != CTG_ACTOR_NODE)
            continue;
        if (entries[e].amount > 0)
            ledger->losses += entries[e].amount;
        else
            ledger->gains -= entries[e].amount;
    }
}

/* What is not kept for later: spreads become entries, or are added up. */
static void settle_spreads(ctg_ledger *ledger)
{
    const ctg__spread_into into = {ledger, ctg__ledger_post,
                                   ctg__ledger_rounding};

    for (size_t k = 0; k < ledger->spreads.count; k++) {
        const ctg__spread spread = ctg__spread_at(&ledger->spreads, k);

        for (size_t t = 0; ledger->watched && t < spread.target_count; t++)
            ledger->losses += ctg__spread_borne(&spread, t);
        if (ledger->watched)
            continue;
        if (ledger->folded &&
            (uint64_t)spread.source_count * spread.target_count >=
                ledger->folded)
            ledger->failed |=
                !ctg__fold_spread(&into, &spread, &ledger->relays);
        else
            ledger->failed |= !ctg__spread_post(&into, &spread);
    }
    if (!ledger->watched)
        ctg__spreads_reset(&ledger->spreads);
}

ctg_status ctg__ledger_close_round(ctg_ledger *ledger, uint32_t round,
                                   ctg_error *error)
{
    size_t *const grown =
        ctg__grow_array(ledger->round_end, ledger->round_count,
                        &ledger->round_room, 64, sizeof *grown);
    ctg_entry *entries;
    size_t posted;
    size_t kept;

    if (!grown)
        return ctg__fail_memory(error);
    ledger->round_end = grown;
    forget(ledger);
    settle_spreads(ledger);
    posted = ledger->count - ledger->closed;
    /* No entry at all, no array to point into. */
    entries = ledger->entries ? ledger->entries + ledger->closed : NULL;
    if (ledger->failed || ledger->spreads.failed ||
        !sort_entries(ledger, entries, posted))
        return ctg__fail_memory(error);
    kept = merge_equal(entries, posted);
    if (round > 0)
        kept = drop_cancelled(entries, kept);
    for (size_t i = 0; i < kept; i++)
        entries[i].round = round;
    add_up(ledger, entries, kept);
    CTG__ASSERT(round == ledger->round_count);
    CTG__ASSERT(run_end(entries, 0, kept) == kept);
    ledger->count = ledger->closed + kept;
    ledger->last = ledger->closed;
    ledger->closed = ledger->count;
    ledger->seen = true;
    ledger->round_end[ledger->round_count++] = ledger->count;
    return CTG_OK;
}

size_t ctg__ledger_round_end(const ctg_ledger *ledger, uint32_t round)
{
    return round < ledger->round_count ? ledger->round_end[round]
                                       : ledger->closed;
}

size_t ctg_ledger_count(const ctg_ledger *ledger)
{
    return ledger->closed;
}

const ctg_entry *ctg_ledger_entries(const ctg_ledger *ledger)
{
    return ledger->entries;
}

void ctg__ledger_spread(ctg_ledger *ledger, ctg_channel channel, bool rises)
{
    forget(ledger);
    ctg__spreads_begin(&ledger->spreads, channel, rises);
}

void ctg__ledger_add_source(ctg_ledger *ledger, ctg_node node, double level)
{
    ctg__spreads_add_source(&ledger->spreads, node, level);
}

void ctg__ledger_add_target(ctg_ledger *ledger, ctg__spread_target target)
{
    ctg__spreads_add_target(&ledger->spreads, target);
}

void ctg__ledger_watch(ctg_ledger *ledger)
{
    ledger->watched = true;
}

void ctg__ledger_fold(ctg_ledger *ledger, size_t pairs)
{
    ledger->folded = pairs;
}

bool ctg__ledger_is_folded(const ctg_ledger *ledger)
{
    return ledger->folded > 0;
}

bool ctg__ledger_is_watched(const ctg_ledger *ledger)
{
    return ledger->watched;
}

ctg__ledger_round ctg__ledger_last_round(const ctg_ledger *ledger)
{
    return (ctg__ledger_round){
        .ledger = ledger,
        .number = (uint32_t)(ledger->round_count - 1),
        .entries = ledger->entries ? ledger->entries + ledger->last : NULL,
        .entry_count = ledger->closed - ledger->last,
        .spread_count = ledger->watched ? ledger->spreads.count : 0};
}

ctg__spread ctg__ledger_spread_at(const ctg_ledger *ledger, size_t index)
{
    return ctg__spread_at(&ledger->spreads, index);
}

void ctg__ledger_sums(const ctg_ledger *ledger, double *losses, double *gains)
{
    *losses = ledger->losses;
    *gains = ledger->gains;
}
