#include "data/ledger_meet.h"

#include "base/memory.h"

#define MANY UINT32_MAX

static size_t nodes_of(const ctg__spreads *spreads)
{
    size_t nodes = 0;

    for (size_t s = 0; s < spreads->source_count; s++)
        if (spreads->sources[s].node >= nodes)
            nodes = (size_t)spreads->sources[s].node + 1;
    for (size_t t = 0; t < spreads->target_count; t++)
        if (spreads->targets[t].node >= nodes)
            nodes = (size_t)spreads->targets[t].node + 1;
    return nodes;
}

bool ctg__meetings_init(ctg__meetings *meetings, const ctg__spreads *spreads)
{
    const size_t nodes = nodes_of(spreads);
    const ctg__meetings made = {
        .pays = ctg__allocate_array(nodes + 1, sizeof *made.pays),
        .gets = ctg__allocate_array(nodes + 1, sizeof *made.gets),
        .first = ctg__allocate_array(nodes + 1, sizeof *made.first),
        .nodes = nodes,
    };

    *meetings = made;
    if (!made.pays || !made.gets || !made.first) {
        ctg__meetings_clear(meetings);
        return false;
    }
    for (size_t i = 0; i < nodes; i++)
        made.first[i] = CTG_NONE;
    return true;
}

void ctg__meetings_clear(ctg__meetings *meetings)
{
    ctg__release(meetings->pays);
    ctg__release(meetings->gets);
    ctg__release(meetings->first);
    *meetings = (ctg__meetings){0};
}

static void see(uint32_t *seen, uint32_t spread)
{
    *seen = *seen && *seen != spread ? MANY : spread;
}

static void look_at_entry(const ctg__meetings *meetings, const ctg_entry *entry)
{
    const size_t source = ctg_actor_index(entry->source);
    const size_t target = ctg_actor_index(entry->target);

    if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE &&
        source < meetings->nodes)
        meetings->pays[source] = MANY;
    if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE &&
        target < meetings->nodes)
        meetings->gets[target] = MANY;
}

void ctg__meetings_look(const ctg__meetings *meetings,
                        const ctg__spreads *spreads, ctg_channel channel,
                        const ctg__spread_into *into)
{
    size_t count;
    const ctg_entry *const entries = into->open(into->ledger, &count);

    for (size_t i = 0; i < meetings->nodes; i++)
        meetings->pays[i] = meetings->gets[i] = 0;
    for (size_t k = 0; k < spreads->count; k++) {
        const ctg__spread spread = ctg__spread_at(spreads, k);
        const uint32_t number = (uint32_t)k + 1;

        if (spread.channel != channel)
            continue;
        for (size_t s = 0; s < spread.source_count; s++)
            see(&meetings->pays[spread.sources[s].node], number);
        for (size_t t = 0; t < spread.target_count; t++)
            see(&meetings->gets[spread.targets[t].node], number);
    }
    for (size_t e = 0; e < count; e++)
        if (entries[e].channel == channel)
            look_at_entry(meetings, &entries[e]);
}

/* Whether a source may have a pair that somebody else has. */
static bool is_shared(const ctg__meetings *meetings, const ctg__spread *spread)
{
    for (size_t s = 0; s < spread->source_count; s++)
        if (meetings->pays[spread->sources[s].node] == MANY)
            return true;
    return false;
}

static void find_sources(const ctg__meetings *meetings,
                         const ctg__spread *spread, uint32_t *first_source)
{
    uint32_t *const first = meetings->first;

    for (uint32_t s = 0; s < spread->source_count; s++) {
        const ctg_node node = spread->sources[s].node;

        if (first[node] == CTG_NONE)
            first[node] = s;
        first_source[s] = first[node];
    }
    for (size_t s = 0; s < spread->source_count; s++)
        first[spread->sources[s].node] = CTG_NONE;
}

/* Those of one node that leave at different sources are behind different
 * relays. */
static void find_targets(const ctg__meetings *meetings,
                         const ctg__spread *spread, uint32_t *first_target,
                         bool *apart)
{
    uint32_t *const first = meetings->first;

    for (uint32_t t = 0; t < spread->target_count; t++) {
        const ctg_node node = spread->targets[t].node;

        if (first[node] == CTG_NONE)
            first[node] = t;
        first_target[t] = first[node];
        if (spread->targets[t].end != spread->targets[first_target[t]].end)
            apart[first_target[t]] = true;
    }
    for (size_t t = 0; t < spread->target_count; t++)
        first[spread->targets[t].node] = CTG_NONE;
}

void ctg__meetings_apart(const ctg__meetings *meetings,
                         const ctg__spread *spread, uint32_t *first_source,
                         uint32_t *first_target, bool *apart)
{
    const bool shared = is_shared(meetings, spread);

    find_sources(meetings, spread, first_source);
    find_targets(meetings, spread, first_target, apart);
    for (size_t t = 0; t < spread->target_count; t++) {
        const ctg__spread_target *const target = &spread->targets[t];

        /* What it got last, it got beside what it has by the relay. */
        apart[t] |= (shared && meetings->gets[target->node] == MANY) ||
                    (target->end < spread->source_count &&
                     first_source[target->end] != target->end);
    }
}
