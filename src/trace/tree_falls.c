/*
 * The tree of a ledger of falls. What sets led to is known for all falls
 * (fall_flow.h); sets and the entries sent with them get numbers when a branch
 * comes to them.
 */
#include <math.h>

#include "base/memory.h"
#include "trace/fall_flow.h"
#include "trace/tree.h"

/* A set: closed by a fall of a node in a round. */
typedef struct closing {
    size_t fall;
    ctg_node node;
    uint32_t round;
} closing;

typedef struct ctg__tree_falls {
    ctg__tree *tree;
    ctg__fall_flow flow;
    ctg__causes causes; /* of what has a number */
    ctg_entry *entries;
    uint32_t *set_of;
    size_t entry_room;
    closing *sets;
    double *totals;
    size_t
        *first; /* members are not listed: from 0 on, as many as in round 0 */
    size_t *end;
    size_t set_room;
    uint32_t *table; /* set numbers by fall, CTG__NO_SET: none there */
    size_t slots;    /* a power of two */
    size_t sent_count;
    size_t sent_room;
    bool failed; /* out of memory */
} ctg__tree_falls;

/* --- sets ------------------------------------------------------------------
 */

/* Where the number of a set is, or belongs. */
static size_t slot_of(const ctg__tree_falls *made, size_t fall)
{
    size_t at = (size_t)((uint64_t)fall * 0x9e3779b97f4a7c15u >> 20) &
                (made->slots - 1);

    while (made->table[at] != CTG__NO_SET &&
           made->sets[made->table[at]].fall != fall)
        at = (at + 1) & (made->slots - 1);
    return at;
}

static bool make_table(ctg__tree_falls *made)
{
    const size_t slots = 4 * made->set_room;

    ctg__release(made->table);
    made->table = ctg__allocate_array(slots, sizeof *made->table);
    if (!made->table)
        return false;
    made->slots = slots;
    for (size_t i = 0; i < slots; i++)
        made->table[i] = CTG__NO_SET;
    for (uint32_t s = 0; s < made->causes.set_count; s++)
        made->table[slot_of(made, made->sets[s].fall)] = s;
    return true;
}

/* Room for so many in a list; it stays as it is where there is none. */
#define RESIZE(list, room, grown)                                              \
    (((grown) = ctg__reallocate_array((list), (room), sizeof *(list)))         \
         ? ((list) = (grown), true)                                            \
         : false)

static bool make_set_room(ctg__tree_falls *made)
{
    const size_t room = made->set_room ? 2 * made->set_room : 256;
    ctg__tree *const tree = made->tree;
    void *grown;

    if (made->causes.set_count < made->set_room)
        return true;
    if (!RESIZE(made->sets, room, grown) ||
        !RESIZE(made->totals, room, grown) ||
        !RESIZE(made->first, room, grown) || !RESIZE(made->end, room, grown) ||
        !RESIZE(tree->led_to, room, grown) ||
        !RESIZE(tree->sent_first, room, grown) ||
        !RESIZE(tree->sent_end, room, grown))
        return false;
    made->causes.total = made->totals;
    made->causes.first = made->first;
    made->causes.end = made->end;
    made->set_room = room;
    return make_table(made);
}

/* The set of what a node receives in a round. */
static uint32_t set_at(ctg__tree_falls *made, ctg_node node, uint32_t round)
{
    const size_t *const starts = made->flow.starts.first + node;
    uint32_t number = 0;
    const size_t fall = ctg__fall_closing(&made->flow, node, round, &number);
    const size_t at = made->causes.set_count;
    size_t slot;

    if (fall == CTG__NO_FALL)
        return CTG__NO_SET;
    if (!make_set_room(made)) {
        made->failed = true;
        return CTG__NO_SET;
    }
    slot = slot_of(made, fall);
    if (made->table[slot] != CTG__NO_SET)
        return made->table[slot];
    made->table[slot] = (uint32_t)at;
    made->sets[at] = (closing){fall, node, number};
    made->totals[at] = made->flow.total[fall];
    made->first[at] = 0;
    made->end[at] = starts[1] - starts[0];
    made->tree->led_to[at] = made->flow.led_to[fall];
    made->tree->sent_first[at] = made->tree->sent_end[at] = 0;
    made->causes.set_count++;
    return (uint32_t)at;
}

/* --- entries ---------------------------------------------------------------
 */

static bool make_entry_room(ctg__tree_falls *made)
{
    const size_t room = made->entry_room ? 2 * made->entry_room : 1024;
    void *grown;

    if (made->causes.entry_count < made->entry_room)
        return true;
    if (room >= CTG__NO_SET || !RESIZE(made->entries, room, grown) ||
        !RESIZE(made->set_of, room, grown) ||
        !RESIZE(made->tree->joined, room, grown))
        return false;
    made->causes.entries = made->entries;
    made->causes.set_of = made->set_of;
    made->entry_room = room;
    return true;
}

static uint32_t add_entry(ctg__tree_falls *made, const ctg_entry *entry,
                          uint32_t set)
{
    const size_t at = made->causes.entry_count;

    if (!make_entry_room(made)) {
        made->failed = true;
        return 0;
    }
    made->entries[at] = *entry;
    made->set_of[at] = set;
    made->tree->joined[at] =
        ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE
            ? set_at(made, ctg_actor_index(entry->target), entry->round)
            : CTG__NO_SET;
    made->causes.entry_count++;
    return (uint32_t)at;
}

/* What the at-th debtor of a round sends, but for rounding: among what was sent
 * with a set, or with none. */
static void add_fall(ctg__tree_falls *made, uint32_t number, size_t at,
                     uint32_t set)
{
    const ctg__exposures *const of = made->flow.kept->exposures;
    const ctg__kept_round *const round =
        ctg__ledger_fallen(made->flow.ledger, number);
    const ctg_node debtor = round->debtor[at];
    const size_t end = of->debtor_start[debtor + 1];
    ctg_entry entry = {.source = CTG_ACTOR(CTG_ACTOR_NODE, debtor),
                       .round = number,
                       .channel = CTG_CLAIM};

    for (size_t k = of->debtor_start[debtor]; k < end && !made->failed;) {
        const ctg_node creditor = of->debtor_creditor[k];
        uint32_t *grown;

        entry.target = CTG_ACTOR(CTG_ACTOR_NODE, creditor);
        entry.amount =
            ctg__kept_pair(made->flow.kept, round->fall[at], &k, end);
        if (!(entry.amount > made->flow.rounding[creditor]))
            continue;
        grown = ctg__grow_array(made->tree->sent, made->sent_count,
                                &made->sent_room, 256, sizeof *grown);
        if (!grown) {
            made->failed = true;
            return;
        }
        made->tree->sent = grown;
        grown[made->sent_count] = add_entry(made, &entry, set);
        made->sent_count += set != CTG__NO_SET;
    }
}

static bool open_set(void *context, uint32_t set)
{
    ctg__tree_falls *const made = context;
    const closing of = made->sets[set];
    const size_t first = made->sent_count;
    const uint32_t end = ctg__fall_set_end(&made->flow, of.node, of.round);

    if (made->tree->sent_end[set])
        return true; /* something was sent with each */
    for (uint32_t r = of.round; r < end && !made->failed; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(made->flow.ledger, r);
        const size_t at =
            round ? ctg__fall_place(round, of.node) : CTG__NO_FALL;

        if (at != CTG__NO_FALL)
            add_fall(made, r, at, set);
    }
    made->tree->sent_first[set] = first;
    made->tree->sent_end[set] = made->sent_count;
    return !made->failed;
}

/* --- what nobody caused ----------------------------------------------------
 */

/* Round 0, and what those sent who were weak from the start. */
static void add_origins(ctg__tree_falls *made)
{
    const ctg__fall_flow *const flow = &made->flow;

    for (size_t e = 0; e < flow->starts.count && !made->failed; e++) {
        const ctg_entry *const entry = &flow->starts.entries[e];

        if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_SHOCK &&
            ctg_actor_index(entry->source) >= made->causes.shock_count)
            made->causes.shock_count = ctg_actor_index(entry->source) + 1u;
        if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE &&
            entry->amount > 0)
            made->tree->total += entry->amount;
        add_entry(made, entry, CTG__NO_SET);
    }
    for (uint32_t r = 1; r < flow->round_count; r++)
        for (size_t f = flow->offset[r];
             f < flow->offset[r + 1] && !made->failed; f++)
            if (isinf(flow->total[f]))
                add_fall(made, r, f - flow->offset[r], CTG__NO_SET);
}

static void release(ctg__tree_falls *made)
{
    ctg__fall_flow_clear(&made->flow);
    ctg__release(made->entries);
    ctg__release(made->set_of);
    ctg__release(made->sets);
    ctg__release(made->totals);
    ctg__release(made->first);
    ctg__release(made->end);
    ctg__release(made->table);
    ctg__release(made);
}

static ctg_status begin(ctg__tree *tree, const ctg_trace *trace,
                        ctg__asking *asking, ctg_error *error)
{
    ctg__tree_falls *const made = ctg__allocate(sizeof *made);

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg__tree_falls){.tree = tree};
    made->causes.asking = asking;
    *tree =
        (ctg__tree){.causes = &made->causes, .open = open_set, .context = made};
    if (!ctg__fall_flow_init(&made->flow, trace->ledger, asking))
        return ctg__causes_fail(&made->causes, error);
    add_origins(made);
    tree->total += made->flow.losses;
    return made->failed ? ctg__fail_memory(error) : CTG_OK;
}

/* By all entries. */
static ctg_status init(ctg__tree *tree, const ctg_trace *trace,
                       ctg__asking *asking, ctg_error *error)
{
    ctg__causes causes = *ctg__trace_causes(trace);
    ctg_status status;

    causes.asking = asking;
    status = ctg__tree_init(tree, &causes, error);
    tree->asked = causes;
    tree->causes = &tree->asked;
    return status;
}

ctg_status ctg__tree_of(ctg__tree *tree, const ctg_trace *trace,
                        ctg__asking *asking, ctg_error *error)
{
    ctg_status status;

    *tree = (ctg__tree){0};
    if (!atomic_load(&trace->has_causes) && ctg__ledger_falls(trace->ledger)) {
        status = begin(tree, trace, asking, error);
    } else {
        status = ctg__trace_find(trace, asking, error);
        if (!status)
            status = init(tree, trace, asking, error);
    }
    if (status)
        ctg__tree_end(tree);
    return status;
}

void ctg__tree_end(ctg__tree *tree)
{
    if (tree->open) {
        ctg__release(tree->sent_end);
        release(tree->context);
    }
    ctg__tree_clear(tree);
}
