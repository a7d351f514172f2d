#include "data/ledger.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "data/ledger_falls.h"
#include "data/ledger_fold.h"
#include "data/ledger_sort.h"
#include "data/ledger_spread.h"

/* A closed round: entries that were posted, or falls. */
typedef struct closed_round {
    size_t end;    /* of all entries */
    size_t posted; /* of those that were */
    size_t falls;  /* index among kept falls; NO_FALLS */
} closed_round;

#define NO_FALLS SIZE_MAX

/* All entries, made for who asks for all of them; NULL: not yet. */
typedef struct listed {
    ctg_entry *_Atomic entries;
} listed;

struct ctg_ledger {
    ctg_entry *entries; /* that were posted */
    size_t count;
    size_t room;
    size_t closed; /* those of closed rounds */
    closed_round *rounds;
    size_t round_count;
    size_t round_room;
    double *rounding; /* per node, then per asset; NULL: not known */
    size_t node_count;
    ctg_entry *scratch; /* of sorting */
    size_t scratch_room;
    ctg__spreads spreads; /* of the round that is open, or closed last */
    const ctg__falls *open_falls; /* of the round that is open; NULL */
    ctg__kept_falls falls;
    size_t fallen; /* entries that falls stand for */
    listed *all;
    double losses;
    double gains;
    size_t last; /* where the round that was closed last begins */
    ctg__fold fold;
    bool watched;
    bool seen;   /* the round is closed; the next post forgets it */
    bool failed; /* out of memory */
};

ctg_status ctg__ledger_new(ctg_ledger **ledger, ctg_error *error)
{
    ctg_ledger *const made = ctg__allocate(sizeof *made);
    listed *const all = ctg__allocate(sizeof *all);

    if (!made || !all) {
        ctg__release(made);
        ctg__release(all);
        return ctg__fail_memory(error);
    }
    atomic_init(&all->entries, NULL);
    *made = (ctg_ledger){.all = all};
    *ledger = made;
    return CTG_OK;
}

void ctg__ledger_free(ctg_ledger *ledger)
{
    if (!ledger)
        return;
    ctg__release(ledger->entries);
    ctg__release(ledger->rounds);
    ctg__release(atomic_load(&ledger->all->entries));
    ctg__release(ledger->all);
    ctg__release(ledger->rounding);
    ctg__release(ledger->scratch);
    ctg__spreads_clear(&ledger->spreads);
    ctg__kept_falls_clear(&ledger->falls);
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

/* What was posted in the round that is open. */
static const ctg_entry *open_entries(const ctg_ledger *ledger, size_t *count)
{
    *count = ledger->count - ledger->closed;
    return ledger->entries ? ledger->entries + ledger->closed : NULL;
}

/* What is not kept for later: spreads become entries, or are added up. */
static void settle_spreads(ctg_ledger *ledger)
{
    const ctg__spread_into into = {ledger, ctg__ledger_post, open_entries,
                                   ctg__ledger_rounding};

    if (ledger->watched) {
        ctg__spreads_add_up(&ledger->spreads, &ledger->losses);
        return;
    }
    ledger->failed |=
        !ctg__settle_spreads(&into, &ledger->spreads, &ledger->fold);
    ctg__spreads_reset(&ledger->spreads);
}

/* Falls as entries, which they become beside others. */
static void post_falls(ctg_ledger *ledger, const ctg__falls *falls)
{
    const ctg__exposures *const of = falls->exposures;

    for (size_t i = 0; i < falls->debtor_count; i++) {
        const ctg_node debtor = falls->debtors[i];

        for (size_t k = of->debtor_start[debtor];
             k < of->debtor_start[debtor + 1]; k++) {
            const size_t e = of->by_debtor[k];
            const double amount =
                falls->amount[e] * falls->fall[falls->slot[e]];

            if (amount != 0)
                ctg__ledger_post(
                    ledger, CTG_CLAIM, CTG_ACTOR(CTG_ACTOR_NODE, debtor),
                    CTG_ACTOR(CTG_ACTOR_NODE, of->debtor_creditor[k]), amount);
        }
    }
}

/* Where nothing else was posted falls stay falls: their index. Where they sum
 * to no number, whoever looks for the entry at fault needs entries. */
static size_t settle_falls(ctg_ledger *ledger)
{
    const ctg__falls *const falls = ledger->open_falls;
    double losses = ledger->losses;

    ledger->open_falls = NULL;
    if (!falls || ledger->failed)
        return NO_FALLS;
    if (ledger->count == ledger->closed) {
        ledger->failed = !ctg__kept_falls_add(&ledger->falls, falls, &losses);
        if (ledger->failed)
            return NO_FALLS;
        if (isfinite(losses)) {
            ledger->losses = losses;
            return ledger->falls.count - 1;
        }
        ctg__kept_falls_drop(&ledger->falls);
    }
    post_falls(ledger, falls);
    return NO_FALLS;
}

/* Whoever has all entries has those of the rounds before. */
static void forget_all(ctg_ledger *ledger)
{
    ctg__release(atomic_exchange(&ledger->all->entries, NULL));
}

ctg_status ctg__ledger_close_round(ctg_ledger *ledger, uint32_t round,
                                   ctg_error *error)
{
    closed_round *const grown =
        ctg__grow_array(ledger->rounds, ledger->round_count,
                        &ledger->round_room, 64, sizeof *grown);
    ctg_entry *entries;
    size_t falls;
    size_t posted;
    size_t kept;

    if (!grown)
        return ctg__fail_memory(error);
    ledger->rounds = grown;
    forget(ledger);
    forget_all(ledger);
    settle_spreads(ledger);
    falls = settle_falls(ledger);
    posted = ledger->count - ledger->closed;
    /* No entry at all, no array to point into. */
    entries = ledger->entries ? ledger->entries + ledger->closed : NULL;
    if (ledger->failed || ledger->spreads.failed ||
        !ctg__entries_sort(entries, posted, &ledger->scratch,
                           &ledger->scratch_room))
        return ctg__fail_memory(error);
    kept = ctg__entries_merge(entries, posted);
    if (round > 0)
        kept = ctg__entries_drop(entries, kept);
    for (size_t i = 0; i < kept; i++)
        entries[i].round = round;
    add_up(ledger, entries, kept);
    CTG__ASSERT(round == ledger->round_count);
    CTG__ASSERT(ctg__entries_are_sorted(entries, kept));
    ledger->count = ledger->closed + kept;
    ledger->last = ledger->closed;
    ledger->closed = ledger->count;
    if (falls != NO_FALLS)
        ledger->fallen += ctg__kept_round_count(&ledger->falls.rounds[falls]);
    ledger->seen = true;
    ledger->rounds[ledger->round_count++] =
        (closed_round){ledger->closed + ledger->fallen, ledger->closed, falls};
    return CTG_OK;
}

void ctg__ledger_fall(ctg_ledger *ledger, const ctg__falls *falls)
{
    CTG__ASSERT(!ledger->watched && falls->slot == falls->exposures->debtor);
    ledger->open_falls = falls;
}

const ctg__kept_falls *ctg__ledger_falls(const ctg_ledger *ledger)
{
    return ledger->falls.count && ledger->rounding &&
                   ledger->rounds[0].posted == ledger->closed
               ? &ledger->falls
               : NULL;
}

size_t ctg__ledger_node_count(const ctg_ledger *ledger)
{
    return ledger->node_count;
}

const ctg__kept_round *ctg__ledger_fallen(const ctg_ledger *ledger,
                                          uint32_t round)
{
    const size_t falls = ledger->rounds[round].falls;

    return falls == NO_FALLS ? NULL : &ledger->falls.rounds[falls];
}

uint32_t ctg__ledger_round_count(const ctg_ledger *ledger)
{
    return (uint32_t)ledger->round_count;
}

size_t ctg__ledger_round_end(const ctg_ledger *ledger, uint32_t round)
{
    return round < ledger->round_count ? ledger->rounds[round].end
                                       : ctg_ledger_count(ledger);
}

size_t ctg_ledger_count(const ctg_ledger *ledger)
{
    return ledger->closed + ledger->fallen;
}

/* The first round that ends behind an entry. */
static uint32_t round_of(const ctg_ledger *ledger, size_t index)
{
    size_t low = 0;
    size_t high = ledger->round_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (ledger->rounds[middle].end <= index)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

size_t ctg_ledger_read(const ctg_ledger *ledger, size_t first,
                       ctg_entry *entries, size_t count)
{
    const size_t all = ctg_ledger_count(ledger);
    const size_t wanted = first >= all          ? 0
                          : count < all - first ? count
                                                : all - first;
    size_t made = 0;

    for (uint32_t r = round_of(ledger, first); made < wanted; r++) {
        const closed_round *const round = &ledger->rounds[r];
        const size_t here = first + made;
        const size_t left = round->end - here;
        const size_t taken = left < wanted - made ? left : wanted - made;
        const size_t begin = r ? round[-1].end : 0;

        if (round->falls != NO_FALLS)
            ctg__kept_falls_read(&ledger->falls, round->falls, r, here - begin,
                                 entries + made, taken);
        else if (taken)
            memcpy(entries + made,
                   ledger->entries + round->posted - (round->end - here),
                   taken * sizeof *entries);
        made += taken;
    }
    return made;
}

const ctg_entry *ctg_ledger_entries(const ctg_ledger *ledger)
{
    ctg_entry *made = atomic_load(&ledger->all->entries);
    ctg_entry *other = NULL;

    if (!ledger->fallen || made)
        return made ? made : ledger->entries;
    made = ctg__allocate_array(ctg_ledger_count(ledger), sizeof *made);
    if (!made)
        return NULL;
    ctg_ledger_read(ledger, 0, made, ctg_ledger_count(ledger));
    if (atomic_compare_exchange_strong(&ledger->all->entries, &other, made))
        return made;
    ctg__release(made);
    return other;
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

void ctg__ledger_fold(ctg_ledger *ledger, size_t pairs, bool chains)
{
    ledger->fold = (ctg__fold){.pairs = pairs, .chains = chains};
}

bool ctg__ledger_has_chains(const ctg_ledger *ledger)
{
    return !ledger->fold.pairs || ledger->fold.chains;
}

bool ctg__ledger_is_folded(const ctg_ledger *ledger)
{
    return ledger->fold.pairs > 0;
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
