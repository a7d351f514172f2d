#include "data/ledger.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct ctg_ledger {
    ctg_entry *entries;
    size_t count;
    size_t room;
    size_t closed; /* entries of closed rounds */
    size_t *round_end;
    size_t round_count;
    size_t round_room;
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
    ctg__release(ledger);
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
    for (size_t i = 0; i < kept; i++)
        entries[i].round = round;
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
