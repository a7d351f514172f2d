#include "trace/causes.h"

#include <stdbool.h>

#include "base/memory.h"
#include "data/ledger.h"

#define NO_ENTRY UINT32_MAX

/* What a node or an asset keeps: a list of entries, linked by `next`. */
typedef struct keeper {
    uint32_t head;
    uint32_t tail;
    uint32_t last_set; /* of its last sending */
    uint32_t moment;   /* of its last sending */
} keeper;

typedef struct builder {
    ctg__causes *causes;
    keeper *keepers; /* nodes, then assets */
    uint32_t *next;  /* per entry: what its target received after it */
    size_t member_count;
    size_t set_room;
    uint32_t moment;
    bool failed; /* out of memory, or stopped */
} builder;

/* Whether to go on with this entry and some thousands more. */
static bool goes_on(builder *made, size_t entry)
{
    made->failed |= !ctg__causes_ask(made->causes, entry);
    return !made->failed;
}

static bool make_set_room(builder *made)
{
    ctg__causes *const causes = made->causes;
    const size_t room = made->set_room ? 2 * made->set_room : 256;
    size_t *first;
    double *total;
    ctg__moved *moved;

    if (causes->set_count < made->set_room)
        return true;
    first = ctg__reallocate_array(causes->first, room + 1, sizeof *first);
    if (first) {
        causes->first = first;
        causes->end = first + 1;
    }
    total = ctg__reallocate_array(causes->total, room, sizeof *total);
    if (total)
        causes->total = total;
    moved = ctg__reallocate_array(causes->moved, room, sizeof *moved);
    if (moved)
        causes->moved = moved;
    if (!first || !total || !moved) {
        made->failed = true;
        return false;
    }
    causes->first[0] = 0;
    made->set_room = room;
    return true;
}

/* What moved a price, should the set be an asset's. */
static void note_moved(const ctg__causes *causes, uint32_t set)
{
    ctg__moved *const moved = &causes->moved[set];

    *moved = (ctg__moved){0};
    for (size_t m = causes->first[set];
         m < causes->first[set + 1] && ctg__causes_ask(causes, m); m++) {
        const ctg_entry *const entry = &causes->entries[causes->members[m]];
        const double share = ctg__share(causes, set, entry->amount);

        if (entry->channel == CTG_IMPACT)
            moved->by_sales += share;
        else if (entry->channel == CTG_TOKEN)
            moved->by_issuer += share;
        else
            moved->by_shock += share;
    }
}

/* Makes a set of a list and empties the list. */
static uint32_t close_set(builder *made, keeper *kept)
{
    ctg__causes *const causes = made->causes;
    double positive = 0;
    double absolute = 0;

    if (!make_set_room(made))
        return CTG__NO_SET;
    for (uint32_t e = kept->head;
         e != NO_ENTRY && goes_on(made, made->member_count);
         e = made->next[e]) {
        const double amount = causes->entries[e].amount;

        causes->members[made->member_count++] = e;
        if (amount > 0)
            positive += amount;
        absolute += amount < 0 ? -amount : amount;
    }
    kept->head = NO_ENTRY;
    causes->total[causes->set_count] = positive > 0 ? positive : -absolute;
    causes->set_count++;
    causes->first[causes->set_count] = made->member_count;
    note_moved(causes, (uint32_t)(causes->set_count - 1));
    return (uint32_t)(causes->set_count - 1);
}

static keeper *keeper_of(const builder *made, ctg_actor actor)
{
    const uint32_t index = ctg_actor_index(actor);

    switch (ctg_actor_kind_of(actor)) {
    case CTG_ACTOR_NODE:
        return &made->keepers[index];
    case CTG_ACTOR_ASSET:
        return &made->keepers[made->causes->node_count + index];
    case CTG_ACTOR_INITIAL:
        return ctg__is_relay(actor)
                   ? &made->keepers[made->causes->node_count +
                                    made->causes->asset_count + index - 1]
                   : NULL;
    case CTG_ACTOR_SHOCK:
        break;
    }
    return NULL;
}

static void append(const builder *made, keeper *kept, uint32_t entry)
{
    made->next[entry] = NO_ENTRY;
    if (kept->head == NO_ENTRY)
        kept->head = entry;
    else
        made->next[kept->tail] = entry;
    kept->tail = entry;
}

static uint32_t last_set_of(const builder *made, ctg_actor sender)
{
    const keeper *const kept = keeper_of(made, sender);

    return kept ? kept->last_set : CTG__NO_SET;
}

/* What is sent in one moment, from what was kept before it. */
static void send(builder *made, size_t first, size_t end)
{
    const ctg_entry *const entries = made->causes->entries;

    made->moment++;
    for (size_t e = first; e < end && goes_on(made, e); e++) {
        keeper *const sender = keeper_of(made, entries[e].source);

        if (entries[e].channel == CTG_SALE || made->causes->rounding[e])
            continue;
        if (!sender) {
            made->causes->set_of[e] = CTG__NO_SET;
            continue;
        }
        if (sender->moment != made->moment) {
            sender->moment = made->moment;
            if (sender->head != NO_ENTRY)
                sender->last_set = close_set(made, sender);
        }
        made->causes->set_of[e] = sender->last_set;
        /* Relays come after all that send to them. */
        if (ctg__is_relay(entries[e].target))
            append(made, keeper_of(made, entries[e].target), (uint32_t)e);
    }
    /* Rounding is no sending: it goes with the last one. */
    for (size_t e = first; e < end && goes_on(made, e); e++)
        if (made->causes->rounding[e] && entries[e].channel != CTG_SALE)
            made->causes->set_of[e] = last_set_of(made, entries[e].source);
}

static void receive(builder *made, size_t first, size_t end)
{
    const ctg_entry *const entries = made->causes->entries;

    for (size_t e = first; e < end && goes_on(made, e); e++) {
        keeper *const kept = keeper_of(made, entries[e].target);

        if (kept && !made->causes->rounding[e] &&
            !ctg__is_relay(entries[e].target))
            append(made, kept, (uint32_t)e);
    }
}

/*
 * Execution losses stem from the orders of their own round: the set of a
 * `sale` is the asset's `impact` entries in first .. end - 1. An asset without
 * any (its price was 0 already) leaves them to `initial`.
 */
static void send_sales(builder *made, size_t first, size_t end)
{
    const ctg_entry *const entries = made->causes->entries;
    const size_t asset_count = made->causes->asset_count;
    keeper *impacts;
    size_t sale = first;

    while (sale < end && entries[sale].channel < CTG_SALE)
        sale++;
    if (sale == end || entries[sale].channel != CTG_SALE)
        return;
    impacts = ctg__allocate_array(asset_count, sizeof *impacts);
    if (!impacts) {
        made->failed = true;
        return;
    }
    for (size_t i = 0; i < asset_count; i++)
        impacts[i] = (keeper){.head = NO_ENTRY, .last_set = CTG__NO_SET};
    /* Not received yet, so `next` is free to link them. */
    for (size_t e = sale; e < end; e++)
        if (entries[e].channel == CTG_IMPACT && !made->causes->rounding[e])
            append(made, &impacts[ctg_actor_index(entries[e].target)],
                   (uint32_t)e);
    /* Where all of them are rounding they are all there is. */
    for (size_t e = sale; e < end; e++)
        if (entries[e].channel == CTG_IMPACT && made->causes->rounding[e]) {
            keeper *const kept = &impacts[ctg_actor_index(entries[e].target)];

            if (kept->head == NO_ENTRY || made->causes->rounding[kept->head])
                append(made, kept, (uint32_t)e);
        }
    for (size_t e = sale; e < end && entries[e].channel == CTG_SALE; e++) {
        keeper *const kept = &impacts[ctg_actor_index(entries[e].source)];

        if (kept->head != NO_ENTRY)
            kept->last_set = close_set(made, kept);
        made->causes->set_of[e] = kept->last_set;
    }
    ctg__release(impacts);
}

static void add_round(builder *made, size_t first, size_t end)
{
    const ctg_entry *const entries = made->causes->entries;
    size_t close = first; /* `price` entries come before all but shocks */

    if (entries[first].round == 0) {
        for (size_t e = first; e < end; e++)
            made->causes->set_of[e] = CTG__NO_SET;
        receive(made, first, end);
        return;
    }
    while (close < end && entries[close].channel <= CTG_PRICE)
        close++;
    send(made, first, close);
    receive(made, first, close);
    send(made, close, end);
    send_sales(made, close, end);
    receive(made, close, end);
}

/* Sizes; how many entries may be in two sets. */
static size_t measure(builder *made)
{
    ctg__causes *const causes = made->causes;
    size_t counts[4] = {0};
    size_t twice = 0;

    for (size_t e = 0; e < causes->entry_count && goes_on(made, e); e++) {
        const ctg_actor ends[] = {causes->entries[e].source,
                                  causes->entries[e].target};

        for (int i = 0; i < 2; i++) {
            const size_t least = (size_t)ctg_actor_index(ends[i]) + 1;
            size_t *const count = &counts[ctg_actor_kind_of(ends[i])];

            if (*count < least)
                *count = least;
        }
        twice += causes->entries[e].channel == CTG_IMPACT;
    }
    causes->shock_count = counts[CTG_ACTOR_SHOCK];
    causes->node_count = counts[CTG_ACTOR_NODE];
    causes->asset_count = counts[CTG_ACTOR_ASSET];
    causes->relay_count = counts[CTG_ACTOR_INITIAL];
    return twice;
}

static bool build(builder *made)
{
    ctg__causes *const causes = made->causes;
    const size_t keeper_count =
        causes->node_count + causes->asset_count + causes->relay_count;
    uint32_t *shrunk;

    for (size_t i = 0; i < keeper_count; i++)
        made->keepers[i] = (keeper){.head = NO_ENTRY, .last_set = CTG__NO_SET};
    for (size_t first = 0, end; first < causes->entry_count; first = end) {
        const uint32_t round = causes->entries[first].round;

        end = first + 1;
        while (end < causes->entry_count && causes->entries[end].round == round)
            end++;
        add_round(made, first, end);
        if (made->failed)
            return false;
    }
    shrunk = ctg__reallocate_array(causes->members, made->member_count + 1,
                                   sizeof *shrunk);
    if (shrunk)
        causes->members = shrunk;
    return true;
}

static bool make_room(builder *made, size_t twice)
{
    ctg__causes *const causes = made->causes;
    const size_t count = causes->entry_count;

    causes->set_of = ctg__allocate_array(count + 1, sizeof *causes->set_of);
    causes->rounding = ctg__allocate_array(count + 1, sizeof *causes->rounding);
    causes->members =
        ctg__allocate_array(count + twice + 1, sizeof *causes->members);
    made->next = ctg__allocate_array(count + 1, sizeof *made->next);
    made->keepers = ctg__allocate_array(
        causes->node_count + causes->asset_count + causes->relay_count + 1,
        sizeof *made->keepers);
    return causes->set_of && causes->rounding && causes->members &&
           made->next && made->keepers && make_set_room(made);
}

static bool find_all(builder *made, const ctg_ledger *ledger)
{
    ctg__causes *const causes = made->causes;
    const size_t twice = measure(made);

    if (made->failed || !make_room(made, twice))
        return false;
    for (size_t e = 0; e < causes->entry_count && goes_on(made, e); e++)
        causes->rounding[e] =
            ctg__ledger_is_rounding(ledger, &causes->entries[e]);
    return !made->failed && build(made);
}

ctg_status ctg__causes_fit(const ctg_ledger *ledger, ctg_error *error)
{
    const size_t count = ctg_ledger_count(ledger);

    return count < NO_ENTRY
               ? CTG_OK
               : ctg__fail(error, CTG_BAD_ARGUMENT,
                           "a ledger of %zu entries is too long to trace",
                           count);
}

ctg_status ctg__causes_init(ctg__causes *causes, const ctg_ledger *ledger,
                            ctg__asking *asking, ctg_error *error)
{
    builder made = {.causes = causes};
    ctg_status status = ctg__causes_fit(ledger, error);
    bool fine;

    *causes = (ctg__causes){.entry_count = ctg_ledger_count(ledger)};
    if (status)
        return status;
    status = ctg__ledger_list(ledger, asking, &causes->entries, error);
    if (status)
        return status;
    causes->asking = asking;
    /* The last question, too, may have been answered by no. */
    fine = find_all(&made, ledger) && ctg__causes_ask_after(causes, 0);
    ctg__release(made.next);
    ctg__release(made.keepers);
    if (!fine) {
        status = ctg__causes_fail(causes, error);
        ctg__causes_clear(causes);
    }
    causes->asking = NULL;
    return status;
}

ctg_status ctg__causes_fail(const ctg__causes *causes, ctg_error *error)
{
    return causes->asking && atomic_load(&causes->asking->stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : ctg__fail_memory(error);
}

void ctg__causes_clear(ctg__causes *causes)
{
    ctg__release(causes->set_of);
    ctg__release(causes->rounding);
    ctg__release(causes->first);
    ctg__release(causes->members);
    ctg__release(causes->total);
    ctg__release(causes->moved);
    *causes = (ctg__causes){0};
}
