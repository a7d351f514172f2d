/* Members of sets of falls, and entries, where somebody looks at them. */
#include "base/memory.h"
#include "trace/path_falls.h"

static bool make_entry_room(ctg__path_falls *made)
{
    const size_t room = made->entry_room ? 2 * made->entry_room : 256;
    ctg_entry *entries;
    uint32_t *set_of;

    if (made->causes.entry_count < made->entry_room)
        return true;
    entries = ctg__reallocate_array(made->entries, room, sizeof *entries);
    if (entries)
        made->causes.entries = made->entries = entries;
    set_of = ctg__reallocate_array(made->set_of, room, sizeof *set_of);
    if (set_of)
        made->causes.set_of = made->set_of = set_of;
    if (!entries || !set_of || room >= CTG__NO_WAY)
        return false;
    made->entry_room = room;
    return true;
}

uint32_t ctg__path_falls_add(ctg__path_falls *made, const ctg_entry *entry,
                             uint32_t set)
{
    const size_t at = made->causes.entry_count;

    if (!make_entry_room(made)) {
        made->failed = true;
        return CTG__NO_WAY;
    }
    made->entries[at] = *entry;
    made->set_of[at] = set;
    made->causes.entry_count++;
    return (uint32_t)at;
}

static void add_member(ctg__path_falls *made, const ctg_entry *entry,
                       uint32_t set)
{
    const uint32_t at = ctg__path_falls_add(made, entry, set);
    uint32_t *const grown =
        ctg__grow_array(made->causes.members, made->member_count,
                        &made->member_room, 256, sizeof *grown);

    if (grown)
        made->causes.members = grown;
    if (!grown || at == CTG__NO_WAY)
        made->failed = true;
    else
        grown[made->member_count++] = at;
}

/* The first of an ascending list that is not below a node. */
static size_t lower(const ctg_node *list, size_t count, ctg_node node)
{
    size_t low = 0;
    size_t high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (list[middle] < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t ctg__path_falls_set(const ctg__path_falls *made, uint32_t round,
                             ctg_node debtor)
{
    return made->sent_sets[round][ctg__fall_place(
        ctg__ledger_fallen(made->ledger, round), debtor)];
}

/* What a node received of the at-th debtor of a round, from the exposure `e`
 * on. */
static void list_pair(ctg__path_falls *made, ctg_node node, uint32_t number,
                      size_t at, size_t e)
{
    const ctg__exposures *const of = made->kept->exposures;
    const ctg__kept_round *const round =
        ctg__ledger_fallen(made->ledger, number);
    const ctg_node debtor = round->debtor[at];
    const double fall = round->fall[at];
    const size_t end = of->start[node + 1];
    ctg_entry entry = {.source = CTG_ACTOR(CTG_ACTOR_NODE, debtor),
                       .target = CTG_ACTOR(CTG_ACTOR_NODE, node),
                       .round = number,
                       .channel = CTG_CLAIM};

    for (; e < end && of->debtor[e] == debtor; e++)
        entry.amount += made->kept->given[e] * fall;
    if (entry.amount > made->rounding[node])
        add_member(made, &entry, made->sent_sets[number][at]);
}

/* Debtors of a node that fell in a round, ascending: the shorter list is gone
 * through. */
static void list_round(ctg__path_falls *made, ctg_node node, uint32_t number)
{
    const ctg__exposures *const of = made->kept->exposures;
    const ctg__kept_round *const round =
        ctg__ledger_fallen(made->ledger, number);
    const ctg_node *const row = of->debtor + of->start[node];
    const size_t length = of->start[node + 1] - of->start[node];

    if (round->debtor_count < length) {
        for (size_t i = 0; i < round->debtor_count; i++) {
            const size_t k = lower(row, length, round->debtor[i]);

            if (k < length && row[k] == round->debtor[i])
                list_pair(made, node, number, i, of->start[node] + k);
        }
        return;
    }
    for (size_t k = 0; k < length; k++) {
        const size_t at = k && row[k] == row[k - 1]
                              ? CTG__NO_FALL
                              : ctg__fall_place(round, row[k]);

        if (at != CTG__NO_FALL)
            list_pair(made, node, number, at, of->start[node] + k);
    }
}

bool ctg__path_falls_open(void *context, uint32_t set)
{
    ctg__path_falls *const made = context;
    const ctg__fall_set *const of = &made->sets[set];

    if (made->set_end[set])
        return true; /* there is no empty one */
    made->causes.first[set] = made->member_count;
    for (size_t i = made->starts.first[of->node];
         of->begin == 0 && i < made->starts.first[of->node + 1]; i++)
        add_member(made, &made->starts.entries[made->starts.order[i]],
                   CTG__NO_SET);
    for (uint32_t r = of->begin ? of->begin : 1; r < of->end; r++)
        if (ctg__ledger_fallen(made->ledger, r))
            list_round(made, of->node, r);
    made->set_end[set] = made->member_count;
    return !made->failed;
}

/* --- where entries are --- */

static size_t start_index(const ctg__path_falls *made, const ctg_entry *entry)
{
    const size_t node = ctg_actor_index(entry->target);
    size_t i = made->starts.first[node];

    while (
        made->starts.entries[made->starts.order[i]].source != entry->source ||
        made->starts.entries[made->starts.order[i]].channel != entry->channel)
        i++;
    return made->starts.order[i];
}

size_t ctg__path_falls_index(const ctg__path_falls *made, uint32_t entry)
{
    const ctg_entry *const of = &made->entries[entry];
    const ctg__exposures *const exposures = made->kept->exposures;
    const ctg__kept_round *round;
    ctg_node debtor;
    size_t at;
    size_t k;
    size_t end;
    size_t index;

    if (of->round == 0)
        return start_index(made, of);
    round = ctg__ledger_fallen(made->ledger, of->round);
    debtor = ctg_actor_index(of->source);
    at = ctg__fall_place(round, debtor);
    k = exposures->debtor_start[debtor];
    end = k + lower(exposures->debtor_creditor + k,
                    exposures->debtor_start[debtor + 1] - k,
                    ctg_actor_index(of->target));
    index =
        ctg__ledger_round_end(made->ledger, of->round - 1) + round->begin[at];
    if (exposures->debtor_start[debtor + 1] - k ==
        round->begin[at + 1] - round->begin[at])
        return index + (end - k); /* each exposure is an entry */
    while (k < end)
        index += ctg__kept_pair(made->kept, round->fall[at], &k, end) != 0;
    return index;
}
