#include "data/ledger.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"

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

bool ctg__ledger_is_rounding(const ctg_ledger *ledger, const ctg_entry *entry)
{
    size_t index = ctg_actor_index(entry->target);

    if (!ledger->rounding || entry->round == 0)
        return false;
    if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_ASSET)
        index += ledger->node_count;
    return fabs(entry->amount) <= ledger->rounding[index];
}

void ctg__ledger_post(ctg_ledger *ledger, ctg_channel channel, ctg_actor source,
                      ctg_actor target, double amount)
{
    ctg_entry *const grown = ctg__grow_array(ledger->entries, ledger->count,
                                             &ledger->room, 64, sizeof *grown);

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

static int compare_entries(const void *one, const void *other)
{
    const ctg_entry *const a = one;
    const ctg_entry *const b = other;

    if (a->channel != b->channel)
        return a->channel < b->channel ? -1 : 1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    /* Equal keys keep the order of posting, so that sums are reproducible. */
    return a->round < b->round ? -1 : a->round > b->round;
}

/* Claims, most of many ledgers, are posted in order. */
static bool is_sorted(const ctg_entry *entries, size_t count)
{
    for (size_t k = 1; k < count; k++)
        if (compare_entries(&entries[k - 1], &entries[k]) > 0)
            return false;
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

ctg_status ctg__ledger_close_round(ctg_ledger *ledger, uint32_t round,
                                   ctg_error *error)
{
    /* No entry at all, no array to point into. */
    ctg_entry *const entries =
        ledger->entries ? ledger->entries + ledger->closed : NULL;
    const size_t posted = ledger->count - ledger->closed;
    size_t kept = 0;
    size_t *const grown =
        ctg__grow_array(ledger->round_end, ledger->round_count,
                        &ledger->round_room, 64, sizeof *grown);

    if (!grown)
        return ctg__fail_memory(error);
    ledger->round_end = grown;
    if (ledger->failed)
        return ctg__fail_memory(error);

    for (size_t i = 0; i < posted; i++)
        entries[i].round = (uint32_t)i; /* the order of posting, for now */
    if (!is_sorted(entries, posted))
        qsort(entries, posted, sizeof *entries, compare_entries);
    for (size_t i = 0; i < posted; i++) {
        if (kept && entries[kept - 1].channel == entries[i].channel &&
            entries[kept - 1].source == entries[i].source &&
            entries[kept - 1].target == entries[i].target)
            entries[kept - 1].amount += entries[i].amount;
        else
            entries[kept++] = entries[i];
    }
    if (round > 0)
        kept = drop_cancelled(entries, kept);
    for (size_t i = 0; i < kept; i++)
        entries[i].round = round;
    CTG__ASSERT(round == ledger->round_count);
    CTG__ASSERT(is_sorted(entries, kept));
    ledger->count = ledger->closed + kept;
    ledger->closed = ledger->count;
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
