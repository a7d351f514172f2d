#include "data/ledger.h"

#include <math.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "data/ledger_inside.h"
#include "data/ledger_sort.h"

enum { MANY = 1 << 16 }; /* entries of a round: passes over them take time */

ctg_status ctg__ledger_new(ctg_ledger **ledger, ctg_error *error)
{
    ctg_ledger *const made = ctg__allocate(sizeof *made);
    ctg__listed *const all = ctg__allocate(sizeof *all);

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

void ctg__ledger_ask(ctg_ledger *ledger, ctg__asking *asking)
{
    ledger->asking = asking;
}

void ctg__ledger_post(ctg_ledger *ledger, ctg_channel channel, ctg_actor source,
                      ctg_actor target, double amount)
{
    ctg_entry *grown;

    forget(ledger);
    ledger->failed |= !ctg__ask_at(ledger->asking, ledger->count);
    if (ledger->failed)
        return;
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
        return CTG__NO_FALLS;
    if (ledger->count == ledger->closed) {
        ledger->failed = !ctg__kept_falls_add(&ledger->falls, falls, &losses);
        if (ledger->failed)
            return CTG__NO_FALLS;
        if (isfinite(losses)) {
            ledger->losses = losses;
            return ledger->falls.count - 1;
        }
        ctg__kept_falls_drop(&ledger->falls);
    }
    post_falls(ledger, falls);
    return CTG__NO_FALLS;
}

/* Whoever has all entries has those of the rounds before. */
static void forget_all(ctg_ledger *ledger)
{
    ctg__release(atomic_exchange(&ledger->all->entries, NULL));
}

static bool goes_on(const ctg_ledger *ledger, size_t posted)
{
    return posted < MANY || !ledger->asking || ctg__ask(ledger->asking, 0, 0);
}

/* Why a round cannot be closed. */
static ctg_status fail(const ctg_ledger *ledger, ctg_error *error)
{
    return ledger->asking && atomic_load(&ledger->asking->stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : ctg__fail_memory(error);
}

ctg_status ctg__ledger_close_round(ctg_ledger *ledger, uint32_t round,
                                   ctg_error *error)
{
    ctg__closed_round *const grown =
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
        !ctg__entries_sort(entries, posted, ledger->asking, &ledger->scratch,
                           &ledger->scratch_room))
        return fail(ledger, error);
    kept = ctg__entries_merge(entries, posted);
    if (round > 0)
        kept = ctg__entries_drop(entries, kept);
    if (!goes_on(ledger, posted))
        return fail(ledger, error);
    for (size_t i = 0; i < kept; i++)
        entries[i].round = round;
    add_up(ledger, entries, kept);
    if (!goes_on(ledger, posted))
        return fail(ledger, error);
    CTG__ASSERT(round == ledger->round_count);
    CTG__ASSERT(ctg__entries_are_sorted(entries, kept));
    ledger->count = ledger->closed + kept;
    ledger->last = ledger->closed;
    ledger->closed = ledger->count;
    if (falls != CTG__NO_FALLS)
        ledger->fallen += ctg__kept_round_count(&ledger->falls.rounds[falls]);
    ledger->seen = true;
    ledger->rounds[ledger->round_count++] = (ctg__closed_round){
        ledger->closed + ledger->fallen, ledger->closed, falls};
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

    return falls == CTG__NO_FALLS ? NULL : &ledger->falls.rounds[falls];
}

uint32_t ctg__ledger_round_count(const ctg_ledger *ledger)
{
    return (uint32_t)ledger->round_count;
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
